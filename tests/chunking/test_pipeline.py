from __future__ import annotations

import gzip
import hashlib

import pytest

from chunking.document import PLAIN_TEXT
from chunking.errors import NoText, TooManyPages
from chunking.pipeline import document_from_pdf, document_from_text


def test_a_pdf_becomes_a_document_with_the_hash_of_its_bytes(draw, lay):
    data = draw(lay("1. TERM", "", "It begins today."))
    document = document_from_pdf(data, "term.pdf", 10)
    assert (document.name, document.sha256) == ("term.pdf", hashlib.sha256(data).hexdigest())
    assert document.text == "1. TERM\nIt begins today."
    assert len(document.pages) == 1 and len(document.segments) == 2


def test_a_pdf_of_nothing_but_page_numbers_has_no_text(draw):
    with pytest.raises(NoText, match="Nothing but page numbers"):
        document_from_pdf(draw([(300, 760, "Page 1 of 1")]), "empty", 10)


def test_form_feeds_begin_pages_of_plain_text():
    document = document_from_text(b"It begins\ftoday.", "text", 10)
    assert [(page.number, page.source, page.boxes) for page in document.pages] == [
        (1, PLAIN_TEXT, None),
        (2, PLAIN_TEXT, None),
    ]
    assert document.text == "It begins today."


def test_the_marks_of_pages_in_filed_texts_begin_pages_and_are_no_text():
    pages = (
        b"\nLEASE\n\n1. RENT\n\nRent is due on the\n\n1\n\n",
        b"   2\n\nFirst of May.\n\n2. TERM\n",
        b"\n\nIt ends.",
    )
    document = document_from_text(b"\n\n<PAGE>" + b"<PAGE>".join(pages), "filed", 10)
    assert len(document.pages) == 3
    assert document.text == "LEASE\n1. RENT\nRent is due on the First of May.\n2. TERM\nIt ends."
    assert document.segments[-1].heading == ("2. TERM",)


def test_windows_line_ends_are_line_ends():
    assert document_from_text(b"One.\r\n\r\nTwo\r\nlines.", "text", 10).text == "One.\nTwo lines."


def test_letters_that_a_text_joins_are_taken_apart():
    document = document_from_text("The E\ufb00ective Date is \ufb01xed by the o\ufb03ce.".encode(), "deed.txt", 1)
    assert document.text == "The Effective Date is fixed by the office."


def test_bytes_that_are_not_utf8_are_read_as_windows_1252_with_a_remark():
    document = document_from_text(b"The caf\xe9 opens.", "text", 10)
    assert document.text == "The caf\u00e9 opens."
    assert any("windows-1252" in remark for remark in document.remarks)


@pytest.mark.parametrize("text", [b"", b" \n\t ", b"\f\f", "\u200b\ufeff".encode()])
def test_text_without_words_has_no_text(text):
    with pytest.raises(NoText):
        document_from_text(text, "text", 10)


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(" ".join(map(str, range(2000))).encode()),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
        "ДОГОВОР поставки".encode("utf-16-le"),  # without a byte order mark, and not recognized
    ],
)
def test_what_is_no_text_is_never_reviewed_as_one(data):
    with pytest.raises(NoText, match="no text but some other kind of file"):
        document_from_text(data, "text", 10)


@pytest.mark.parametrize("odd", ["\x1b[1mBold\x1b[0m ", "a\x0cb\x0bc\x85d ", "one\x00 of many words and more of them "])
def test_a_text_with_a_few_control_characters_is_one(odd):
    assert document_from_text((odd * 3).encode(), "text", 10).text


def test_too_many_pages_of_text_are_refused():
    with pytest.raises(TooManyPages, match="3 pages; at most 2"):
        document_from_text(b"a\fb\fc", "text", 2)


def paragraphs(text: str) -> list[str]:
    return document_from_text(text.encode(), "text", 10).text.split("\n")


def test_a_wrapped_paragraph_in_capitals_is_one():
    wrapped = (
        "9. LIMITATION OF LIABILITY\n"
        "IN NO EVENT SHALL QUILL BE LIABLE FOR ANY SPECIAL OR INDIRECT DAMAGES\n"
        "THAT ARISE FROM THE USE OF THE SOFTWARE, EVEN IF QUILL HAS BEEN TOLD\n"
        "OF THE POSSIBILITY OF SUCH DAMAGES BEFORE THEY WERE SUFFERED BY YOU\n"
        "OR BY ANYBODY ELSE.\n"
        "10. LAW\n"
        "THE LAWS OF FRANCE GOVERN THIS AGREEMENT AND ALL THAT IS RELATED TO\n"
        "IT, AND THE COURTS OF LYON SHALL HEAR ALL DISPUTES OF THE PARTIES.\n"
    )
    found = paragraphs(wrapped)
    assert [one.split(" ")[0] for one in found] == ["9.", "IN", "10.", "THE"]
    assert found[1].endswith("OR BY ANYBODY ELSE.")


def test_the_items_of_a_list_with_dashes_are_paragraphs():
    items = ["Fees", "- The fee is due in advance.", "- The fee is not paid back.", "- Late fees bear interest."]
    assert paragraphs("\n".join(items)) == items


def test_a_dash_at_the_start_of_a_wrapped_line_is_none():
    assert paragraphs("The fee is due on the first day of the month\n- or before it - in advance.") == [
        "The fee is due on the first day of the month - or before it - in advance."
    ]


def test_a_text_whose_lines_are_whole_paragraphs_keeps_them():
    sentence = "The Supplier shall deliver the goods on the day that the order names, packed as the order says, " * 2
    items = [
        f"{sentence}and free of charge.",
        "1. The Buyer tells the Supplier what it needs",
        "2. The Supplier names a price within three business days",
        "3. Both sign the order",
    ]
    assert paragraphs("\n".join(items)) == items


def test_words_with_tabs_between_them_are_rows_of_a_table():
    assert paragraphs("1.\tService levels\nLevel\tAnswer\tMending\nGold\t1 hour\t4 hours\nSilver\t8 hours\t2 days") == [
        "1. Service levels",
        "Level\tAnswer\tMending",
        "Gold\t1 hour\t4 hours",
        "Silver\t8 hours\t2 days",
    ]
