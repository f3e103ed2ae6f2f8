"""Words that the page does not show are noted as hidden and are not part of the text."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.robustness import hostile_pdfs
from chunking.document import Document
from chunking.pipeline import document_from_pdf

OHIO = "This Note is governed by the laws of the State of Ohio."
SECRET = "The liability of the Seller is unlimited."
PLAIN = b"BT /F 12 Tf 72 680 Td (" + SECRET.encode() + b") Tj ET "


def read(data: bytes) -> Document:
    return document_from_pdf(data, "x", 10)


def hidden(document: Document) -> list[str]:
    return [note.text for page in document.pages for note in page.notes if note.kind == "hidden"]


@pytest.mark.parametrize(
    "content",
    [
        b"1 g " + PLAIN + b"0 g " + hostile_pdfs.WORDS,
        PLAIN + b"1 g 60 670 500 25 re f 0 g " + hostile_pdfs.WORDS,
        b"0 g 60 670 500 25 re f " + PLAIN + hostile_pdfs.WORDS,
        hostile_pdfs.WORDS + b" BT 3 Tr /F 12 Tf 72 680 Td (" + SECRET.encode() + b") Tj ET",
        hostile_pdfs.WORDS + b" q 0 0 10 10 re W n " + PLAIN + b"Q",
        PLAIN.replace(b"/F 12", b"/F 0.4") + hostile_pdfs.WORDS,
        PLAIN.replace(b"72 680", b"72 900") + hostile_pdfs.WORDS,
    ],
    ids=["white", "covered", "black on black", "invisible", "clipped", "dust", "beyond the edge"],
)
def test_invisible_words_are_removed_and_noted(content):
    document = read(hostile_pdfs.plain(content))
    assert document.text == OHIO
    assert hidden(document) == [SECRET]


def test_words_in_a_layer_that_is_switched_off_are_hidden():
    page = hostile_pdfs.PAGE.replace(b"/Resources<<", b"/Resources<</Properties<</L 6 0 R>>")
    content = hostile_pdfs.WORDS + b" /OC /L BDC " + PLAIN + b"EMC"
    catalog = b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>>>"
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    layer = b"<</Type/OCG/Name(Draft)>>"
    document = read(
        hostile_pdfs.assembled([catalog, tree, page, hostile_pdfs.stream(content), hostile_pdfs.FONT, layer])
    )
    assert document.text == OHIO and hidden(document) == [SECRET]


def test_a_single_letter_beyond_the_edge_is_hidden():
    document = read(hostile_pdfs.plain(hostile_pdfs.WORDS + b" BT /F 12 Tf 72 -9000 Td (y) Tj ET"))
    assert document.text == OHIO and hidden(document) == ["y"]


def test_words_outside_the_crop_box_are_hidden():
    page = hostile_pdfs.PAGE.replace(b"[0 0 612 792]", b"[0 0 612 792]/CropBox[36 690 576 756]")
    document = read(hostile_pdfs.plain(hostile_pdfs.WORDS + b" " + PLAIN, page))
    assert document.text == OHIO and hidden(document) == [SECRET]


def test_white_words_on_a_dark_background_and_pale_words_are_visible():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.setFillGray(0.1)
    canvas.rect(60, 690, 500, 30, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(72, 700, "SCHEDULE OF FEES")
    canvas.setFillGray(0.85)
    canvas.setFontSize(7)
    canvas.drawString(72, 660, "The fees are due on the first day of each month.")
    canvas.save()
    document = read(out.getvalue())
    assert " ".join(document.text.split()) == "SCHEDULE OF FEES The fees are due on the first day of each month."
    assert hidden(document) == []


def test_words_clipped_at_a_lines_end_stay_in_their_sentence_and_are_noted():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    path = canvas.beginPath()
    path.rect(0, 0, 225, 792)
    canvas.clipPath(path, stroke=0)
    canvas.drawString(72, 700, "This Note is governed by the laws")
    canvas.drawString(72, 686, "of the State of Ohio.")
    canvas.save()
    document = read(out.getvalue())
    assert document.text == OHIO and hidden(document) == ["laws"]


def test_a_watermark_is_not_part_of_the_sentences_under_it():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.drawString(72, 700, "This Note is governed by the laws")
    canvas.saveState()
    canvas.setFillGray(0.8)
    canvas.translate(150, 200)
    canvas.rotate(45)
    canvas.setFontSize(60)
    canvas.drawString(0, 0, "CONFIDENTIAL")
    canvas.restoreState()
    canvas.drawString(72, 686, "of the State of Ohio.")
    canvas.save()
    document = read(out.getvalue())
    assert document.text == OHIO
    assert [(note.kind, note.text) for note in document.pages[0].notes] == [("watermark", "CONFIDENTIAL")]


def test_a_page_whose_letters_cannot_be_drawn_keeps_its_text():
    """A font that is not in the file and not on this machine leaves the picture empty."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/FirstChar 32/LastChar 122"
    )
    widths = b"/Widths[" + b"0.5 " * 91 + b"]/Encoding/WinAnsiEncoding>>"
    document = read(hostile_pdfs.plain().replace(hostile_pdfs.FONT, font + widths))
    assert hidden(document) == []


def test_words_under_a_picture_are_hidden_and_words_over_one_are_not():
    noise = ImageReader(Image.effect_noise((900, 60), 60).convert("RGB"))

    def drawn(under: str, over: str) -> Document:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792), invariant=True)
        canvas.drawString(72, 700, OHIO)
        canvas.drawString(72, 600, under)
        canvas.drawImage(noise, 60, 590, 450, 30)
        canvas.drawString(72, 600, over)
        canvas.save()
        return read(out.getvalue())

    covered = drawn(SECRET, "")
    assert covered.text == OHIO and hidden(covered) == [SECRET]
    assert SECRET in drawn("", SECRET).text and not hidden(drawn("", SECRET))


def test_white_words_and_digits_inside_a_sentence_are_hidden():
    # Half of the characters of a word are white, or all of a short one; the words beside them are not.
    content = (
        b"BT /F 12 Tf 72 680 Td (1. The laws of ) Tj 1 g (Panama and ) Tj 0 g (Ohio apply. The fee is USD ) Tj "
        b"1 g (1) Tj 0 g (50,000, and it may ) Tj 1 g (not ) Tj 0 g (be raised.) Tj ET"
    )
    document = read(hostile_pdfs.plain(content))
    assert document.text == "1. The laws of Ohio apply. The fee is USD 50,000, and it may be raised."
    assert hidden(document) == ["Panama and 1 not"]


def test_white_words_on_a_dark_ground_are_read():
    content = b"0 g 60 670 500 25 re f 1 g " + PLAIN + b"0 g " + hostile_pdfs.WORDS
    assert SECRET in read(hostile_pdfs.plain(content)).text


def test_a_word_written_over_a_whited_out_one_is_in_its_sentence():
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.drawString(72, 700, "1. This Note is governed by the laws of Panama.")
    canvas.drawString(72, 680, "2. It ends in May.")
    left = 72 + canvas.stringWidth("1. This Note is governed by the laws of ", "Helvetica", 12)
    canvas.setFillGray(1)
    canvas.rect(left, 696, 60, 14, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(left, 700, "Ohio.")
    canvas.save()
    document = read(out.getvalue())
    assert document.text == "1. This Note is governed by the laws of Ohio.\n2. It ends in May."
    assert hidden(document) == ["Panama."]
