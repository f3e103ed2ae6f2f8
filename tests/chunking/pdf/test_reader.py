from __future__ import annotations

import io

import numpy as np
import pypdf
import pytest
from PIL import Image
from pypdf.generic import RectangleObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from benchmarks.robustness import hostile_pdfs
from chunking.document import Page
from chunking.errors import DamagedPdf, LockedPdf, NotAPdf, NoText, TooManyPages
from chunking.pdf import pypdf_reader, reader
from chunking.pdf.pdfium_reader import NO_OCR, PdfiumFile
from chunking.pdf.reader import read_pages
from chunking.pdf.recognition.needs_ocr import NO_TEXT_LAYER
from chunking.pdf.recognition.ocr import data_folder
from chunking.pdf.text import characters
from chunking.pipeline import document_from_pdf

WORD = "Indemnity"
WIDTH = stringWidth(WORD, "Helvetica", 11)


def box_of(page: Page, word: str = WORD) -> list[float]:
    """The rectangle around the characters of a word."""
    start = page.text.index(word)
    assert page.boxes is not None
    boxes = page.boxes[start : start + len(word)]
    return [*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist()]


def changed(data: bytes, change) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        change(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted(data: bytes, user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def assert_near(box: list[float], x0: float, y0: float, x1: float, y1: float) -> None:
    """Within a point and a half, but for the line's height: ascent and descent are the font's own."""
    assert box == pytest.approx([x0, y0, x1, y1], abs=1.5)


@pytest.fixture
def page_with_word(draw) -> bytes:
    return draw([(100, 200, WORD)])


def test_a_word_is_read_with_its_box_in_points_from_the_top_left(page_with_word):
    (page,) = read_pages(page_with_word, 10)
    assert (page.number, page.width, page.height, page.source, page.unread) == (1, 612, 792, "text_layer", None)
    assert page.text.strip() == WORD
    x0, y0, x1, y1 = box_of(page)
    assert (x0, x1) == pytest.approx((100, 100 + WIDTH), abs=1.5)
    assert 200 - 11 - 1.5 <= y0 <= 200 - 7.5, "the box covers the capital's height over the base line"
    assert 200 <= y1 <= 200 + 4, "and the descenders under it"


def test_every_character_has_one_box_and_the_boxes_go_from_left_to_right(page_with_word):
    (page,) = read_pages(page_with_word, 10)
    assert page.boxes is not None and page.boxes.shape == (len(page.text), 4)
    assert page.boxes.dtype == np.float32
    lefts = page.boxes[: len(WORD), 0]
    assert (np.diff(lefts) > 0).all()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_of_a_rotated_page_are_those_of_the_page_as_shown(page_with_word, turn):
    (upright,) = read_pages(page_with_word, 10)
    (turned,) = read_pages(changed(page_with_word, lambda page: page.rotate(turn)), 10)
    x0, y0, x1, y1 = box_of(upright)
    expected = {
        90: (792 - y1, x0, 792 - y0, x1),
        180: (612 - x1, 792 - y1, 612 - x0, 792 - y0),
        270: (y0, 612 - x1, y1, 612 - x0),
    }[turn]
    assert (turned.width, turned.height) == ((612, 792) if turn == 180 else (792, 612))
    assert turned.text.strip() == WORD
    assert_near(box_of(turned), *expected)


def test_boxes_of_a_cropped_page_start_at_the_visible_corner(page_with_word):
    (whole,) = read_pages(page_with_word, 10)

    def crop(page: pypdf.PageObject) -> None:
        page.cropbox = RectangleObject((50, 100, 600, 700))

    (cropped,) = read_pages(changed(page_with_word, crop), 10)
    x0, y0, x1, y1 = box_of(whole)
    assert (cropped.width, cropped.height) == (550, 600)
    assert_near(box_of(cropped), x0 - 50, y0 - 92, x1 - 50, y1 - 92)


def test_a_media_box_with_another_origin_does_not_shift_boxes(page_with_word):
    (plain,) = read_pages(page_with_word, 10)

    def shift(page: pypdf.PageObject) -> None:
        page.add_transformation(pypdf.Transformation().translate(-30, 40))
        for name in ("/MediaBox", "/CropBox"):
            page[pypdf.generic.NameObject(name)] = RectangleObject((-30, 40, 582, 832))

    (shifted,) = read_pages(changed(page_with_word, shift), 10)
    assert (shifted.width, shifted.height) == (612, 792)
    assert_near(box_of(shifted), *box_of(plain))


def test_a_page_can_be_both_cropped_and_rotated(page_with_word):
    (whole,) = read_pages(page_with_word, 10)

    def change(page: pypdf.PageObject) -> None:
        page.cropbox = RectangleObject((50, 100, 600, 700))
        page.rotate(90)

    (page,) = read_pages(changed(page_with_word, change), 10)
    x0, y0, x1, y1 = box_of(whole)
    assert (page.width, page.height) == (600, 550)
    assert_near(box_of(page), 600 - (y1 - 92), x0 - 50, 600 - (y0 - 92), x1 - 50)


def with_a_picture_between() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.drawString(72, 700, "The first page can be read.")
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("L", (60, 60), 128)), 0, 0, 612, 792)
    canvas.showPage()
    canvas.drawString(72, 700, "So can the third.")
    canvas.save()
    return out.getvalue()


@pytest.fixture
def without_ocr(monkeypatch, tmp_path):
    """An installation without the engine's language data."""
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    data_folder.cache_clear()
    yield
    data_folder.cache_clear()


def test_without_ocr_a_scanned_page_is_unread_with_that_reason_and_the_others_are_read(without_ocr):
    first, second, third = read_pages(with_a_picture_between(), 10)
    assert (second.number, second.text, second.boxes, second.source) == (2, "", None, None)
    assert second.unread == f"{NO_TEXT_LAYER}, and {NO_OCR}"
    assert first.text.startswith("The first page") and third.text.startswith("So can")
    assert first.unread is None and third.unread is None


def test_an_empty_page_counts_as_read(draw):
    pages = read_pages(draw([(72, 72, "Words.")], []), 10)
    assert [page.unread for page in pages] == [None, None]


def test_letters_drawn_as_paths_make_a_page_unread(without_ocr):
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "Read.")
    canvas.showPage()
    for step in range(60):
        canvas.line(72 + 5 * step, 700, 75 + 5 * step, 708)
    canvas.save()
    assert [page.unread for page in read_pages(out.getvalue(), 10)] == [None, f"{NO_TEXT_LAYER}, and {NO_OCR}"]


def test_a_pdf_of_only_images_has_no_text(without_ocr):
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawImage(ImageReader(Image.new("L", (60, 60), 128)), 0, 0, 595, 842)
    canvas.save()
    with pytest.raises(NoText, match="no text layer") as caught:
        read_pages(out.getvalue(), 10)
    assert caught.value.details == {"pages": 1}


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04" + b"\0" * 3000, b" " * 2000 + b"%PDF-1.4"])
def test_bytes_without_a_pdf_header_are_not_a_pdf(data):
    with pytest.raises(NotAPdf, match="not a PDF") as caught:
        read_pages(data, 10)
    assert caught.value.details == {"bytes": len(data)}


def test_a_header_after_some_stray_bytes_is_still_a_pdf(page_with_word):
    (page,) = read_pages(b"\r\n\r\n" + page_with_word, 10)
    assert page.text.strip() == WORD


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 20])
def test_a_header_with_nothing_behind_it_is_a_damaged_pdf(data):
    with pytest.raises(DamagedPdf):
        read_pages(data, 10)


def test_a_pdf_cut_off_before_its_first_page_is_damaged(page_with_word):
    with pytest.raises(DamagedPdf):
        read_pages(page_with_word[:120], 10)


def test_a_pdf_that_lost_its_end_is_repaired(draw):
    data = draw([(72, 72, "Enough is left of this file.")])
    (page,) = read_pages(data[: data.rindex(b"startxref")], 10)
    assert page.text.strip() == "Enough is left of this file."


def test_a_pdf_without_pages_is_damaged():
    out = io.BytesIO()
    pypdf.PdfWriter().write(out)
    with pytest.raises(DamagedPdf):
        read_pages(out.getvalue(), 10)


def test_a_pdf_with_a_user_password_is_locked(page_with_word):
    with pytest.raises(LockedPdf, match="Send its password"):
        read_pages(encrypted(page_with_word, "secret"), 10)


def test_a_pdf_encrypted_under_an_empty_user_password_is_read(page_with_word):
    (page,) = read_pages(encrypted(page_with_word, ""), 10)
    assert page.text.strip() == WORD


def test_a_page_with_nothing_to_remove_is_produced_once(page_with_word):
    assert len(list(PdfiumFile(page_with_word, None, "").drafts(0))) == 1


def test_more_pages_than_the_limit_are_refused_before_they_are_read(draw):
    data = draw(*[[(72, 72, f"Page {n}")] for n in range(4)])
    assert len(read_pages(data, 4)) == 4
    with pytest.raises(TooManyPages, match="4 pages; at most 3") as caught:
        read_pages(data, 3)
    assert caught.value.details == {"pages": 4, "limit": 3}


class TestWherePdfiumGivesUp:
    """The second reader gives text without boxes, and the same errors."""

    @pytest.fixture(autouse=True)
    def pdfium_gives_up(self, monkeypatch):
        def give_up(*_):
            raise reader.pdfium.PdfiumError("Data format error")

        monkeypatch.setattr(reader, "PdfiumFile", give_up)

    def test_text_comes_without_boxes(self, page_with_word):
        (page,) = read_pages(page_with_word, 10)
        assert (page.text.strip(), page.boxes, page.width, page.height) == (WORD, None, 612, 792)

    def test_a_scanned_page_is_unread(self):
        assert [page.unread for page in read_pages(with_a_picture_between(), 10)] == [
            None,
            pypdf_reader.NO_TEXT,
            None,
        ]

    def test_too_many_pages_are_refused(self, page_with_word):
        with pytest.raises(TooManyPages):
            read_pages(page_with_word, 0)

    def test_a_password_locks_it(self, page_with_word):
        with pytest.raises(LockedPdf):
            read_pages(encrypted(page_with_word, "secret"), 10)

    def test_garbage_is_damaged(self):
        with pytest.raises(DamagedPdf):
            read_pages(b"%PDF-1.7\n" + b"\0" * 100, 10)

    def test_no_pages_are_damaged(self):
        out = io.BytesIO()
        pypdf.PdfWriter().write(out)
        with pytest.raises(DamagedPdf, match="no pages"):
            read_pages(out.getvalue(), 10)


def test_codes_without_a_character_keep_their_position_in_the_text():
    assert characters.character(0xFFFE) == "\u00ad"
    assert characters.character(0xD800) == characters.character(0) == "\ufffd"
    assert characters.character(ord("§")) == "§"


def test_private_use_codes_of_symbol_fonts_and_small_capitals_are_letters():
    codes = "\uf06f\uf070\uf065\uf06e \uf06f \uf76f\uf770\uf765\uf76e"
    assert characters.plain(codes) == "open \uf06f open", "a single one may be a bullet"


def test_a_gigantic_letter_between_two_lines_does_not_run_them_together():
    content = b"BT /F 12 Tf 72 700 Td (1. The fee is EUR 800.) Tj ET BT /F 9000000 Tf 72 -740000 Td (X) Tj ET "
    content += b"BT /F 12 Tf 72 680 Td (2. It is due in May.) Tj ET"
    assert (
        document_from_pdf(hostile_pdfs.plain(content), "a.pdf", 1).text
        == "1. The fee is EUR 800.\n2. It is due in May."
    )
