"""OCR of page images: what is recognized, where it is, and when a text layer is used instead."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from chunking.document import Page
from chunking.errors import NoText
from chunking.isolation.client import Limits, read_pdf
from chunking.pdf.pdfium_reader import NO_OCR, NO_WORDS, NOT_RECOGNIZED
from chunking.pdf.reader import read_pages
from chunking.pdf.recognition.needs_ocr import IMAGE
from chunking.pdf.recognition.ocr import data_folder

pytestmark = pytest.mark.skipif(data_folder("eng") is None, reason="OCR's language data is not installed")

PROSE = (
    "7. LIMITATION OF LIABILITY",
    "",
    "Neither party is liable for lost profits or for any indirect",
    "damages, whatever their cause. The liability of the Supplier",
    "under this Agreement does not exceed the fees that were paid",
    "during the twelve months before the claim arose.",
    "",
    "8. NOTICES",
    "",
    "A notice is given in writing and takes effect on the day on",
    "which the other party receives it at its registered office.",
)
WORDS = " ".join(PROSE).split()


@pytest.fixture
def sheet(draw, lay) -> bytes:
    """The prose with a text layer, to be scanned."""
    return draw(lay(*PROSE))


def picture_of(data: bytes, dpi: int = 200, turn: float = 0.0) -> Image.Image:
    picture = pdfium.PdfDocument(data)[0].render(scale=dpi / 72, grayscale=True).to_pil()
    return picture.rotate(turn, Image.Resampling.BICUBIC, expand=turn % 90 == 0, fillcolor=255)


def scanned(picture: Image.Image, dpi: int = 200, over: str = "", hidden: bool = True) -> bytes:
    """A scanned page with text over it, line by line: invisible, like earlier OCR, or visible, like a stamp."""
    width, height = picture.width * 72 / dpi, picture.height * 72 / dpi
    jpeg, out = io.BytesIO(), io.BytesIO()
    picture.save(jpeg, "JPEG", quality=60)
    canvas = Canvas(out, pagesize=(width, height), invariant=True)
    canvas.drawImage(ImageReader(jpeg), 0, 0, width, height)
    text = canvas.beginText(72, height - 72 if hidden else 60)
    text.setTextRenderMode(3 if hidden else 0)
    text.textLines(over)
    canvas.drawText(text)
    canvas.save()
    return out.getvalue()


def read(data: bytes) -> Page:
    (page,) = read_pages(data, 10)
    return page


def box_of(page: Page, word: str) -> list[float]:
    start = page.text.index(word)
    assert page.boxes is not None
    boxes = page.boxes[start : start + len(word)]
    return [*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist()]


def test_a_scanned_page_is_recognized_word_for_word(sheet):
    page = read(scanned(picture_of(sheet)))
    assert page.text.split() == WORDS
    assert (page.source, page.unread) == ("ocr", None)
    assert page.confidence is not None and 0.85 < page.confidence <= 1
    assert page.boxes is not None and len(page.boxes) == len(page.text)


def test_a_recognized_word_is_where_the_text_layer_has_it(sheet):
    page, layer = read(scanned(picture_of(sheet))), read(sheet)
    for word in ("Neither", "Supplier", "NOTICES", "registered"):
        assert box_of(page, word) == pytest.approx(box_of(layer, word), abs=4.0)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_scanned_sideways_or_upside_down_is_turned_and_its_boxes_stay_on_the_page(sheet, turn):
    page = read(scanned(picture_of(sheet, turn=turn)))
    assert page.text.split() == WORDS
    x0, y0, x1, y1 = box_of(read(sheet), "Supplier")
    expected = {
        90: (y0, 612 - x1, y1, 612 - x0),
        180: (612 - x1, 792 - y1, 612 - x0, 792 - y0),
        270: (792 - y1, x0, 792 - y0, x1),
    }[turn]
    assert box_of(page, "Supplier") == pytest.approx(expected, abs=4.0)


@pytest.mark.parametrize("skew", [2.0, -4.0])
def test_a_skewed_noisy_page_is_deskewed(sheet, skew):
    picture = picture_of(sheet, turn=skew).filter(ImageFilter.GaussianBlur(0.7))
    noisy = Image.blend(picture, Image.effect_noise(picture.size, 90), 0.15)
    assert read(scanned(noisy)).text.split() == WORDS


def test_a_stamp_over_a_scan_is_not_taken_for_the_page(sheet):
    page = read(scanned(picture_of(sheet), over="Copy 17", hidden=False))
    assert page.source == "ocr" and set(WORDS) <= set(page.text.split())


def test_a_courts_stamp_over_a_scan_is_not_taken_for_the_page_either(sheet):
    stamp = "Case 2:24-cv-01234-ABC-DEF Document 123-4 Filed 01/02/24 Page 5 of 30 Page ID 1234"
    page = read(scanned(picture_of(sheet), over=stamp, hidden=False))
    assert page.source == "ocr" and set(WORDS) <= set(page.text.split())


def test_a_scan_cut_into_strips_is_one_image(sheet):
    picture = picture_of(sheet)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    high = picture.height // 20
    for number in range(20):
        strip = ImageReader(picture.crop((0, number * high, picture.width, (number + 1) * high)))
        canvas.drawImage(strip, 0, 792 - (number + 1) * 39.6, 612, 39.6)
    canvas.drawString(72, 30, "ACME-0000017")
    canvas.save()
    page = read(out.getvalue())
    assert page.source == "ocr" and set(WORDS) <= set(page.text.split())


def test_words_in_an_image_beside_the_text_are_read_in_their_place(sheet):
    picture = picture_of(sheet).crop((150, 150, 1550, 560))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for number in range(6):
        canvas.drawString(
            72, 740 - 14 * number, f"{number + 1}. The Supplier keeps its records for {number + 2} years."
        )
    canvas.drawImage(ImageReader(picture), 54, 400, picture.width * 72 / 200, picture.height * 72 / 200)
    canvas.drawString(72, 300, "9. This Agreement ends on notice.")
    canvas.save()
    page = read(out.getvalue())
    words = " ".join(page.text.split())
    assert page.source == "mixed" and page.confidence is not None
    assert words.startswith("1. The Supplier keeps") and words.endswith("9. This Agreement ends on notice.")
    assert "Neither party is liable for lost profits or for any indirect damages" in words
    x0, y0, *_ = box_of(page, "Neither")
    assert 54 < x0 < 100 and 792 - 400 - 148 < y0 < 792 - 400


def beside_text(picture: Image.Image) -> Page:
    """A page of text with this picture in it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.drawString(72, 700, "1. The Supplier keeps its records for three years after delivery.")
    canvas.drawImage(ImageReader(picture), 54, 400, picture.width * 72 / 200, picture.height * 72 / 200)
    canvas.drawString(72, 300, "9. This Agreement ends on notice.")
    canvas.save()
    return read(out.getvalue())


def test_two_lines_of_a_clause_pasted_as_a_picture_are_read(draw, lay):
    clause = (
        "3. The Supplier holds insurance of at least USD 2,000,000 for",
        "the term and shows the policy on request.",
    )
    page = beside_text(picture_of(draw(lay(*clause))).crop((150, 150, 1550, 260)))
    assert " ".join(clause) in " ".join(page.text.split())


def test_a_chart_with_a_title_is_noted_and_not_read(draw):
    bars = [(100 + 90 * n, 200 - 20 * n, f"USD {n + 4}0,000") for n in range(4)]
    axis = [(100 + 90 * n, 240, f"Q{n + 1} 2023") for n in range(4)]
    chart = draw([(90, 90, "Revenue of the Supplier by quarter in thousands"), *bars, *axis])
    page = beside_text(picture_of(chart).crop((150, 180, 1550, 760)))
    assert "Revenue" not in page.text and "USD" not in page.text
    assert [note.kind for note in page.notes] == ["drawing"]


def test_a_layer_of_nonsense_is_replaced_by_ocr(sheet):
    shifted = "\n".join("".join(chr(ord(c) + 3) if c.isalpha() else c for c in line) for line in PROSE)
    page = read(scanned(picture_of(sheet), over=shifted))
    assert page.source == "ocr" and page.text.split() == WORDS


def test_a_hidden_layer_without_spaces_is_replaced(sheet):
    page = read(scanned(picture_of(sheet), over="\n".join(line.replace(" ", "") for line in PROSE)))
    assert page.source == "ocr" and page.text.split() == WORDS


def test_a_good_hidden_layer_is_kept_and_reported(sheet):
    page = read(scanned(picture_of(sheet), over="\n".join(PROSE)))
    assert (page.source, page.confidence) == ("hidden_layer", 0.9)


def test_a_hidden_layer_of_another_page_is_replaced(sheet):
    other = [f"The Lessee keeps the premises number {n} in good repair." for n in range(40)]
    page = read(scanned(picture_of(sheet), over="\n".join(other)))
    assert page.source == "ocr" and page.text.split() == WORDS


def test_a_hidden_layer_of_only_the_first_lines_is_replaced(sheet):
    page = read(scanned(picture_of(sheet), over="\n".join(PROSE[:4])))
    assert page.source == "ocr" and page.text.split() == WORDS


def test_odd_text_is_kept_if_the_page_shows_it(draw, lay):
    codes = [f"XKCD{n}QZW VBNRTP{n} WSXRFV{n}TGB" for n in range(12)]
    page = read(draw(lay(*codes)))
    assert page.source == "text_layer" and page.text.split() == " ".join(codes).split()


def test_an_image_without_words_is_unread_for_that_reason(draw):
    with_text = draw([(72, 72, "Words.")])
    gradient = Image.linear_gradient("L").resize((600, 800))
    pages = read_pages(joined(with_text, scanned(gradient, 72)), 10)
    assert [page.unread for page in pages] == [None, NO_WORDS]


def test_without_the_language_a_stamped_scan_is_read_in_part_and_says_so(sheet):
    document = read_pdf(scanned(picture_of(sheet), over="Copy 17", hidden=False), "x", Limits(languages="tlh"))
    (page,) = document.pages
    assert (page.text.strip(), page.unread) == ("Copy 17", f"{IMAGE}, and {NO_OCR}")


def test_a_scan_is_read_in_the_sandbox_as_in_this_process(sheet):
    data = scanned(picture_of(sheet))
    (page,) = read_pdf(data, "x", Limits()).pages
    assert page.text == read(data).text and page.source == "ocr"


def joined(*files: bytes) -> bytes:
    whole = pdfium.PdfDocument.new()
    for data in files:
        whole.import_pages(pdfium.PdfDocument(data))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def test_images_too_small_for_the_engine_have_no_words_in_the_sandbox_either():
    dots = [Image.linear_gradient("L").resize((size, size)) for size in (16, 60, 90)]
    with pytest.raises(NoText, match=NO_WORDS):
        read_pdf(joined(*(scanned(dot, 72) for dot in dots)), "x", Limits())


def test_if_ocr_takes_too_long_the_text_layer_is_used(sheet, at_start):
    at_start(
        "import time; from chunking.pdf.recognition import ocr; ocr.Recognizer.recognize = lambda *_: time.sleep(60)"
    )
    (page,) = read_pdf(scanned(picture_of(sheet), over="Copy 17", hidden=False), "x", Limits(page_seconds=3.0)).pages
    assert (page.text.strip(), page.source, page.unread) == (
        "Copy 17",
        "text_layer",
        f"{IMAGE}, and {NOT_RECOGNIZED}",
    )
