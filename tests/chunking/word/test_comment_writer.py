"""Comments are added to a Word file on the right words, and nothing else of it changes."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from lxml import etree

from chunking.errors import DamagedDocx
from chunking.isolation.client import Limits, comment_word, read_word
from chunking.word.package import w


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def commented(data, *words, text="Look."):
    """The file with a comment on each of these words; on none for an empty string."""
    document = read_word(data, "x.docx", Limits())
    starts = [document.text.index(each) for each in words]
    comments = [(start, start + len(each), text) for start, each in zip(starts, words, strict=True)]
    return comment_word(data, document, comments, Limits())


def remarks(data):
    """The comments of the product as they are read back: their text, and the words that they are on."""
    (page,) = read_word(data, "x.docx", Limits()).pages
    return [(note.text, note.about) for note in page.notes if note.author == "contract-review"]


def without_anchors(xml):
    """The text part without the anchors of new comments, neighboring runs of one format joined."""
    root = etree.fromstring(xml)
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        for mark in list(root.iter(w(name))):
            if mark.get(w("id")) != "5":
                gone = mark.getparent() if name == "commentReference" else mark
                gone.getparent().remove(gone)
    for run in list(root.iter(w("r"))):
        before = run.getprevious()
        if before is not None and before.tag == w("r") and form(before) == form(run):
            before.extend(child for child in run if child.tag != w("rPr"))
            run.getparent().remove(run)
    for text in list(root.iter(w("t"))):
        text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
        before = text.getprevious()
        if before is not None and before.tag == w("t"):
            before.text = (before.text or "") + (text.text or "")
            text.getparent().remove(text)
    return etree.tostring(root, method="c14n")


def form(run):
    properties = run.find(w("rPr"))
    return b"" if properties is None else etree.tostring(properties)


@pytest.mark.parametrize(
    "words",
    [
        "Buyer",
        "prices within sixty",
        "calendar days.",
        "refundable fee",
        "non-refundable",
        "falls",
        "see Section 4.",
        "holds this",
        "Item one",
        "Price ten",
        "one\tPrice",
        "old",
        "The Buyer pays by the list of prices within sixty calendar days.",
    ],
)
def test_a_comment_is_on_its_words_and_the_text_stays_the_same(rich, words):
    document = read_word(rich, "x.docx", Limits())
    found = commented(rich, words)
    assert remarks(found) == [("Look.", " ".join(words.split()))]
    assert read_word(found, "x.docx", Limits()).text == document.text


def test_every_stretch_of_words_is_commented_where_it_stands(rich):
    document = read_word(rich, "x.docx", Limits())
    field = document.text.index("Section 4"), document.text.index("Section 4") + len("Section 4")
    found = [(start, start + 17) for start in range(0, document.text.index("Noted") - 18, 3)]
    again = comment_word(rich, document, [(*each, "Look.") for each in found], Limits())
    for (start, end), (_, about) in zip(found, remarks(again), strict=True):
        start = field[0] if field[0] < start < field[1] else start  # a field is commented as a whole
        end = field[1] if field[0] < end < field[1] else end
        assert about == " ".join(document.text[start:end].split())
    assert without_anchors(parts(again)["word/document.xml"]) == without_anchors(parts(rich)["word/document.xml"])


def test_nothing_but_the_anchors_and_the_comments_changes(rich):
    before, after = parts(rich), parts(commented(rich, "prices within sixty", "refundable", "Item one\tPrice", "old"))
    assert set(after) == set(before)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml", "word/comments.xml"}
    assert without_anchors(after["word/document.xml"]) == without_anchors(before["word/document.xml"])
    kept = etree.fromstring(before["word/comments.xml"])[0]
    assert etree.tostring(etree.fromstring(after["word/comments.xml"])[0]) == etree.tostring(kept)


def test_a_file_without_comments_gains_the_part_and_its_entries_in_the_lists_of_parts(make, p, r):
    plain = make(p(r("The fee is due.")), parts={"word/Comments.xml": b"someone else's"})
    before, after = parts(plain), parts(commented(plain, "fee"))
    lists = {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert set(after) - set(before) == {"word/comments1.xml"}
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml", *lists}
    for name in lists:
        old, new = (list(etree.fromstring(each[name])) for each in (before, after))
        assert [etree.tostring(one) for one in new[: len(old)]] == [etree.tostring(one) for one in old]
        assert len(new) == len(old) + 1


def test_a_comment_says_who_wrote_it_and_its_number_is_new(rich):
    (_, new) = etree.fromstring(parts(commented(rich, "Buyer", text="One.\nTwo."))["word/comments.xml"])
    assert (new.get(w("author")), new.get(w("id"))) == ("contract-review", "6")
    assert ["".join(paragraph.itertext()) for paragraph in new] == ["One.", "Two."]


def test_formats_survive_a_split_of_their_run(rich):
    found = etree.fromstring(parts(commented(rich, "with"))["word/document.xml"])
    bold = {"".join(run.itertext()) for run in found.iter(w("r")) if run.find(f"{w('rPr')}/{w('i')}") is not None}
    assert bold == {" ", "with", "in "}


@pytest.mark.parametrize(("words", "anchor"), [("Noted below.", "footnoteReference"), ("Boxed", "pict")])
def test_words_of_a_note_or_a_text_box_are_commented_at_their_place_in_the_text(rich, words, anchor):
    found = etree.fromstring(parts(commented(rich, words))["word/document.xml"])
    (start,) = [mark for mark in found.iter(w("commentRangeStart")) if mark.get(w("id")) == "6"]
    run, end = start.getnext(), start.getnext().getnext()
    assert run.find(w(anchor)) is not None and end.tag == w("commentRangeEnd")


def test_a_sentence_that_runs_into_its_footnote_is_commented_up_to_its_own_end(rich):
    assert remarks(commented(rich, "calendar days.\nNoted")) == [("Look.", "calendar days.")]


def test_a_simple_field_or_a_content_control_in_a_sentence_is_commented_as_a_whole(make, p, r):
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('nine dollars')}</w:sdtContent></w:sdt>"
    field = f'<w:fldSimple w:instr="REF x">{r("Section 9")}</w:fldSimple>'
    data = make(p(r("The price is ") + control + r(" under ") + field + r(" each year.")))
    found = commented(data, "nine", "is nine", "9 each")
    assert [about for _, about in remarks(found)] == ["nine dollars", "is nine dollars", "Section 9 each"]
    inside = etree.fromstring(parts(found)["word/document.xml"]).iter(w("sdt"), w("fldSimple"))
    assert not any(mark.tag.endswith(("RangeStart", "RangeEnd")) for each in inside for mark in each.iter())


def test_comments_on_nothing_are_at_the_start_in_their_order(rich):
    document = read_word(rich, "x.docx", Limits())
    found = comment_word(rich, document, [(0, 0, "First."), (0, 0, "Second.")], Limits())
    assert remarks(found) == [("First.", None), ("Second.", None)]
    first = etree.fromstring(parts(found)["word/document.xml"]).find(f".//{w('p')}")
    assert [mark.tag for mark in first[1:3]] == [w("commentRangeStart"), w("commentRangeEnd")]


def test_an_automatic_number_is_no_place_for_a_comment(saved):
    file = docx.Document()
    file.add_paragraph("The fee is due.", style="List Number")
    assert remarks(commented(saved(file), "1. The fee")) == [("Look.", "The fee")]


def test_files_of_the_strict_variant_stay_strict(make, p, r):
    names = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006": b"http://purl.oclc.org/ooxml/officeDocument",
    }
    strict = io.BytesIO()
    with zipfile.ZipFile(strict, "w") as archive:
        for name, data in parts(make(p(r("The fee is due.")))).items():
            for old, new in names.items():
                data = data.replace(old, new)
            archive.writestr(name, data)
    found = commented(strict.getvalue(), "fee")
    assert remarks(found) == [("Look.", "fee")]
    assert not any(old in data for data in parts(found).values() for old in names)


def test_a_template_with_comments_is_a_document_since_it_is_named_so(make, p, r):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"
    commented_file = parts(commented(make(p(r("The fee is due.")), main=kind.format("template")), "fee"))
    types = commented_file["[Content_Types].xml"]
    assert kind.format("document").encode() in types and b"template" not in types


def test_a_damaged_picture_is_one_clear_error(make, p, r):
    data = make(p(r("The fee is due.")), parts={"word/media/a.png": b"0123456789" * 9})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo("word/media/a.png").header_offset
    damaged = data[: start + 46] + b"\xff\xff" + data[start + 48 :]
    with pytest.raises(DamagedDocx, match="damaged"):
        commented(damaged, "fee")
