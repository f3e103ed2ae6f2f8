"""The text of a Word file is what Word shows with all changes accepted."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest

from chunking.pipeline import document_from_word
from chunking.word.reader import read_word


def words(read):
    return [" | ".join(line) for line in read.lines]


def test_paragraphs_are_read_in_order_without_headers_and_footers(saved):
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "DRAFT of 3 March"
    file.sections[0].footer.paragraphs[0].text = "Page 1"
    file.add_paragraph("SUPPLY AGREEMENT")
    file.add_paragraph("This Agreement is made on ").add_run("March 3, 2025").bold = True
    assert words(read_word(saved(file))) == ["SUPPLY AGREEMENT", "This Agreement is made on March 3, 2025"]


def test_every_paragraph_becomes_one_of_the_document(saved):
    file = docx.Document()
    for text in ("The fee is due under Section", "2.1 of the annex,", "and is paid\tin arrears."):
        file.add_paragraph(text)
    document = document_from_word(saved(file), "fee.docx")
    assert document.text.split("\n") == ["The fee is due under Section", "2.1 of the annex,", "and is paid in arrears."]
    (page,) = document.pages
    pairs = zip(document.text, document.char_index, strict=True)
    assert all(index < 0 or page.text[index].split() == character.split() for character, index in pairs)


def test_a_word_file_has_paragraphs_and_no_pages(saved):
    file = docx.Document()
    for text in ("FEES", "", "The fee is due monthly.", "It is paid in arrears."):
        file.add_paragraph(text)
    document = document_from_word(saved(file), "fee.docx")
    end = len(document.text)
    assert not document.has_pages and document.places(0, end) == []
    assert document.paragraphs(0, 4) == [1] and document.paragraphs(5, end) == [2, 3]
    assert document.beginning(document.text.index("It is"), end) == (None, 3)


def test_tables_are_read_row_by_row_with_a_tab_between_cells(saved):
    file = docx.Document()
    file.add_paragraph("Prices")
    table = file.add_table(2, 3)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Item", "", "Fee", "Rent", "monthly", "$ 5"], strict=True
    ):
        cell.text = text
    table.cell(1, 1).add_paragraph("in advance")
    document = document_from_word(saved(file), "prices.docx")
    assert document.text == "Prices\nItem\tFee\nRent\tmonthly in advance\t$ 5"


def test_a_table_that_only_frames_text_keeps_its_paragraphs(saved):
    file = docx.Document()
    cell = file.add_table(1, 1).cell(0, 0)
    cell.text = "First."
    cell.add_paragraph("Second.")
    assert words(read_word(saved(file))) == ["First.", "Second."]


def test_a_cell_that_spans_rows_is_read_once(saved):
    file = docx.Document()
    table = file.add_table(2, 2)
    table.cell(0, 1).text, table.cell(1, 1).text = "one", "two"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Term"
    assert words(read_word(saved(file))) == ["Term | one", "two"]


def test_a_footnote_follows_its_paragraph_and_its_mark_is_left_out(read, p, r):
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    note = f'<w:footnote w:id="7">{p("<w:r><w:footnoteRef/></w:r>" + r(" Net of tax."))}</w:footnote>'
    found = read(p(r("The fee") + reference + r(" is due.")) + p(r("Next.")), footnotes=note)
    assert words(found) == ["The fee is due.", "1 Net of tax.", "Next."]


def test_endnotes_are_at_the_end(read, p, r):
    note = f'<w:endnote w:id="2">{p(r("Net of tax."))}</w:endnote>'
    found = read(p(r("The fee.") + '<w:r><w:endnoteReference w:id="2"/></w:r>') + p(r("Next.")), endnotes=note)
    assert words(found) == ["The fee.", "Next.", "Net of tax."]


def test_content_controls_links_and_text_boxes_are_read(read, p, r):
    control = (
        f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{p(r('In a control.'))}</w:sdtContent></w:sdt>"
    )
    link = p(r("See ") + f"<w:hyperlink>{r('the site')}</w:hyperlink>" + r("."))
    box = p(r("Before.") + f"<w:r><w:pict><w:txbxContent>{p(r('In a box.'))}</w:txbxContent></w:pict></w:r>")
    assert words(read(control + link + box)) == ["In a control.", "See the site.", "Before.", "In a box."]


def test_of_a_field_the_result_is_read_and_not_its_instruction(read, p, r):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    field = mark("begin") + "<w:r><w:instrText>REF _1</w:instrText></w:r>" + mark("separate") + r("4.2") + mark("end")
    assert words(read(p(r("Section ") + field + r(" applies.")))) == ["Section 4.2 applies."]


def test_line_breaks_end_a_line_and_other_special_characters_are_read(read, p, r):
    inner = (
        r("A")
        + "<w:r><w:br/></w:r>"
        + r("Non")
        + "<w:r><w:noBreakHyphen/></w:r>"
        + r("com")
        + "<w:r><w:softHyphen/></w:r>"
        + r("pete")
    )
    assert words(read(p(inner))) == ["A", "Non-compete"]


def test_a_sentence_goes_on_after_a_line_break(read, p, r):
    def lines(*texts):
        return words(read(p("<w:r><w:br/></w:r>".join(map(r, texts)))))

    assert lines("The fee is due on", "the first day.") == ["The fee is due on the first day."]
    assert lines("The Supplier delivers the goods in accordance with the", "Order Form.", "Risk passes.") == [
        "The Supplier delivers the goods in accordance with the Order Form.",
        "Risk passes.",
    ]
    assert lines("Fees", "The fee is due.") == ["Fees", "The fee is due."]
    assert lines("Norwell Ltd", "1 Harbor Road", "Dublin") == ["Norwell Ltd", "1 Harbor Road", "Dublin"]
    assert lines("The Buyer pays", "a) the fee;", "b) the tax.") == ["The Buyer pays", "a) the fee;", "b) the tax."]


def test_a_field_over_several_paragraphs_shows_its_result_alone(read, p, r):
    body = p(mark("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + r("asked")) + p(r("or not"))
    body += p(mark("separate") + r("Shown."))
    assert words(read(body + p(r("Shown too.") + mark("end")) + p(r("Next.")))) == ["Shown.", "Shown too.", "Next."]


def test_a_field_without_an_end_hides_nothing(read, p, r):
    assert words(read(p(mark("begin") + r("One.")) + p(r("Two.") + mark("separate")))) == ["One.", "Two."]


def mark(kind, form=""):
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{form}</w:fldChar></w:r>'


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("<w:checkBox><w:default w:val='1'/></w:checkBox>", "\u2612"),
        ("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", "\u2610"),
        ("<w:ddList><w:result w:val='1'/><w:listEntry w:val='Ohio'/><w:listEntry w:val='Utah'/></w:ddList>", "Utah"),
        ("<w:ddList><w:listEntry w:val='Ohio'/></w:ddList>", "Ohio"),
        ("<w:ddList><w:result w:val='7'/><w:listEntry w:val='Ohio'/></w:ddList>", ""),
    ],
)
def test_boxes_and_lists_of_a_form_show_what_was_chosen(read, p, r, form, shown):
    filled = mark("begin", f"<w:ffData>{form}</w:ffData>") + "<w:r><w:instrText>FORM</w:instrText></w:r>" + mark("end")
    assert words(read(p(r("Law: ") + filled + r(".")))) == [f"Law: {shown}."]


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0FE", "\u2612"),
        ("Wingdings", "F0A8", "\u2610"),
        ("Symbol", "F0B3", "\u2265"),
        ("Times New Roman", "00A7", "\u00a7"),
        ("Times New Roman", "F0A7", "\u00a7"),
        ("Wingdings", "F04A", ""),
        ("Symbol", "x", ""),
    ],
)
def test_symbols_are_read_as_the_characters_that_they_show(read, p, r, font, code, shown):
    found = read(p(r("A ") + f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>' + r("B")))
    assert words(found) == [f"A {shown}B"]


STYLES = "".join(
    f'<w:style w:type="{kind}" w:styleId="{name}"><w:rPr>{inner}</w:rPr></w:style>'
    for kind, name, inner in (
        ("paragraph", "Loud", "<w:caps/>"),
        ("character", "Shout", "<w:caps/>"),
        ("paragraph", "Secret", "<w:vanish/>"),
        ("character", "Note", "<w:vanish/>"),
    )
)


def test_text_hidden_by_a_style_is_set_aside(read, p, r):
    body = p(r("The fee") + r(" (ask Ada)", '<w:rStyle w:val="Note"/>') + r(" is due."))
    found = read(body + p(r("Never."), '<w:pStyle w:val="Secret"/>') + p(r("Next.")), styles=STYLES)
    assert words(found) == ["The fee is due.", "Next."]
    assert [note[:2] for note in found.notes] == [("hidden", "(ask Ada)"), ("hidden", "Never.")]


def test_capitals_are_read_as_shown_whether_the_text_or_its_style_says_so(read, p, r):
    styled = '<w:pStyle w:val="Loud"/>'
    body = p(r("Term", "<w:smallCaps/>")) + p(r("Fees") + r(" due", '<w:caps w:val="0"/>'), styled)
    found = read(body + p(r("Both", '<w:rStyle w:val="Shout"/>'), styled), styles=STYLES)
    assert words(found) == ["TERM", "FEES due", "Both"]


def test_a_heading_that_runs_in_is_one_line_with_its_text(read, p, r):
    heading = p(r("Term."), "<w:rPr><w:vanish/><w:specVanish/></w:rPr>")
    assert words(read(heading + p(r("It is a year.")) + p(r("Next.")))) == ["Term. It is a year.", "Next."]


def test_a_deleted_cell_is_not_text_and_an_inserted_one_is(read, p, r):
    def cell(text, properties=""):
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text))}</w:tc>"

    gone, come = cell("gone", '<w:cellDel w:author="Ada"/>'), cell("come", '<w:cellIns w:author="Ben"/>')
    found = read(f"<w:tbl><w:tr>{cell('Fee')}{gone}{come}</w:tr></w:tbl>")
    assert words(found) == ["Fee | come"]
    assert [note[:3] for note in found.notes] == [("strikeout", "gone", "Ada"), ("insertion", "come", "Ben")]


def test_a_footnote_with_a_mark_of_its_own_is_not_counted_and_its_mark_is_left_out(read, p, r):
    def note(number, text):
        return f'<w:footnote w:id="{number}">{p("<w:r><w:footnoteRef/></w:r>" + r(text))}</w:footnote>'

    starred = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="7"/><w:t>*</w:t></w:r>'
    numbered = '<w:r><w:footnoteReference w:id="8"/></w:r>'
    notes = note(7, "* Net.") + note(8, " Gross.")
    found = read(p(r("The fee") + starred + r(" is due") + numbered + r(".")), footnotes=notes)
    assert words(found) == ["The fee is due.", "* Net.", "1 Gross."]


@pytest.mark.parametrize("level", ["row", "cell"])
def test_content_controls_around_rows_and_cells_are_read(read, p, r, level):
    cells = [f"<w:tc>{p(r(text))}</w:tc>" for text in ("Fee", "$ 5")]
    within = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    row = f"<w:tr>{''.join(map(within, cells) if level == 'cell' else cells)}</w:tr>"
    assert words(read(f"<w:tbl>{within(row) if level == 'row' else row}</w:tbl>")) == ["Fee | $ 5"]


def test_a_link_to_content_elsewhere_is_said_and_never_loaded(read, p, r):
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="x{kind}" Type="{kinds}/{kind}" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
        for kind in ("image", "hyperlink", "attachedTemplate", "subDocument")
    )
    found = read(p(r("Text.")), links=links)
    assert found.remarks == ["The file links to 2 pictures or documents outside it; they were not loaded."]
    picture = re.search(r"<Relationship Id=\"ximage\"[^>]*>", links)
    found = read(p(r("Text.")), links=picture[0])
    assert found.remarks == ["The file links to a picture or document outside it; it was not loaded."]


def test_files_of_the_strict_variant_are_read(make, p, r):
    before, after = zipfile.ZipFile(io.BytesIO(make(p(r("Text."))))), io.BytesIO()
    with zipfile.ZipFile(after, "w") as archive:
        for name in before.namelist():
            data = before.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            archive.writestr(name, data)
    assert words(read_word(after.getvalue())) == ["Text."]


class TestNotes:
    def test_text_is_read_as_accepted_and_changes_are_listed_with_their_authors(self, read, p, r):
        deleted = '<w:del w:author="Ada"><w:r><w:delText>thirty</w:delText></w:r></w:del>'
        inserted = f'<w:ins w:author="Ben">{r("six")}{r("ty")}</w:ins>'
        found = read(p(r("Within ") + deleted + inserted + r(" days.")))
        assert words(found) == ["Within sixty days."]
        assert [note[:4] for note in found.notes] == [
            ("strikeout", "thirty", "Ada", None),
            ("insertion", "sixty", "Ben", None),
        ]

    def test_a_change_says_when_it_was_made_if_the_file_does(self, read, p, r):
        first = f'<w:ins w:author="Ada" w:date="2024-03-01T09:30:00Z">{r("six")}</w:ins>'
        second = f'<w:ins w:author="Ada" w:date="2024-03-01T09:31:00Z">{r("ty")}</w:ins>'
        undated = f'<w:moveFrom w:author="Ada" w:date="yesterday">{r("never")}</w:moveFrom>'
        found = read(p(first + second + undated))
        assert [(note.text, note.date) for note in found.notes] == [("sixty", "2024-03-01T09:30:00Z"), ("never", None)]

    def test_what_was_inserted_and_then_deleted_is_not_text(self, read, p, r):
        both = '<w:ins w:author="Ada"><w:del w:author="Ben"><w:r><w:delText>never</w:delText></w:r></w:del></w:ins>'
        found = read(p(r("A") + both + r("B")))
        assert words(found) == ["AB"] and [note[:3] for note in found.notes] == [("strikeout", "never", "Ben")]

    def test_moved_text_is_read_where_it_moved_to(self, read, p, r):
        body = p(f'<w:moveFrom w:author="Ada">{r("Moved.")}</w:moveFrom>') + p(r("First."))
        found = read(body + p(f'<w:moveTo w:author="Ada">{r("Moved.")}</w:moveTo>'))
        assert words(found) == ["First.", "Moved."]
        assert [note.kind for note in found.notes] == ["strikeout", "insertion"]

    def test_a_paragraph_whose_mark_was_deleted_runs_into_the_next(self, read, p, r):
        found = read(p(r("The fee "), "<w:rPr><w:del w:author='Ada'/></w:rPr>") + p(r("is due.")))
        assert words(found) == ["The fee is due."]

    def test_a_deleted_row_is_not_text(self, read, p, r):
        def row(text, properties=""):
            return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{p(r(text))}</w:tc><w:tc>{p(r('x'))}</w:tc></w:tr>"

        gone = row("gone", '<w:del w:author="Ada"/>')
        found = read(f"<w:tbl>{row('kept')}{gone}</w:tbl>")
        assert words(found) == ["kept | x"] and {note[:3] for note in found.notes} == {
            ("strikeout", "gone", "Ada"),
            ("strikeout", "x", "Ada"),
        }

    def test_hidden_and_struck_out_text_is_set_aside_as_in_pdfs(self, read, p, r):
        found = read(p(r("A") + r("hidden", "<w:vanish/>") + r("out", "<w:strike/>") + r("B", '<w:strike w:val="0"/>')))
        assert words(found) == ["AB"]
        assert [note[:3] for note in found.notes] == [("hidden", "hidden", None), ("strikeout", "out", None)]

    def test_a_comment_is_a_note_about_its_words(self, saved):
        file = docx.Document()
        paragraph = file.add_paragraph("The fee is ")
        run = paragraph.add_run("$ 500")
        file.add_comment(run, text="Too low?", author="Ada")
        found = read_word(saved(file))
        assert [note[:4] for note in found.notes] == [("comment", "Too low?", "Ada", "$ 500")]
        assert found.notes[0].date is not None
        assert words(found) == ["The fee is $ 500"]


def test_a_long_document_keeps_every_word(saved):
    file = docx.Document()
    text = "The fee is due. " * 20
    for _ in range(200):
        file.add_paragraph(text)
    assert document_from_word(saved(file), "long.docx").text.split() == text.split() * 200
