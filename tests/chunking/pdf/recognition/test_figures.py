"""Figures are what the page shows, although earlier OCR misread them or a font's encoding exchanges its digits."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from chunking.document import Page
from chunking.pdf.reader import read_pages
from chunking.pdf.recognition.figures import are_impossible
from chunking.pdf.recognition.ocr import data_folder

pytestmark = pytest.mark.skipif(data_folder("eng") is None, reason="OCR's language data is not installed")

CLAUSES = (
    "1. The Buyer shall pay USD 12,450.00 on signing, and USD 3,175 each quarter after that.",
    "2. Each payment is due within 30 days of the invoice and bears interest at 7.10 per cent.",
    "3. The term ends on 31 December 2027, and notice is given sixty (60) days before that.",
    "4. The liability of the Seller is limited to USD 250,000, whatever the cause of the claim.",
    "5. This Agreement is governed by the laws of Ireland, and the courts of Dublin decide.",
)


def drawn(lines: tuple[str, ...], font: str = "Helvetica", mode: int = 0, canvas: Canvas | None = None) -> bytes:
    out = io.BytesIO()
    canvas = canvas or Canvas(out, pagesize=(612, 792), invariant=True)
    text = canvas.beginText(72, 700)
    text.setFont(font, 11)
    text.setLeading(20)
    text.setTextRenderMode(mode)
    text.textLines(lines)
    canvas.drawText(text)
    canvas.save()
    return out.getvalue()


def scanned(layer: tuple[str, ...], picture_first: bool = True) -> bytes:
    """A scan of the clauses with this layer of earlier OCR, invisible over the picture or covered by it."""
    picture, out = io.BytesIO(), io.BytesIO()
    pdfium.PdfDocument(drawn(CLAUSES))[0].render(scale=200 / 72, grayscale=True).to_pil().save(picture, "JPEG")
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    if picture_first:
        canvas.drawImage(ImageReader(picture), 0, 0, 612, 792)
        drawn(layer, mode=3, canvas=canvas)
    else:
        text = canvas.beginText(72, 700)
        text.setFont("Helvetica", 11)
        text.setLeading(20)
        text.textLines(layer)
        canvas.drawText(text)
        canvas.drawImage(ImageReader(picture), 0, 0, 612, 792)
        canvas.save()
    return out.getvalue()


def read(data: bytes) -> Page:
    (page,) = read_pages(data, 10)
    return page


@pytest.mark.parametrize("picture_first", [True, False])
@pytest.mark.parametrize(
    ("shown", "misread"),
    [
        ("12,450.00", "12,480.00"),
        ("3,175", "8,175"),
        ("within 30 days", "within 80 days"),
        ("7.10 per cent", "710 per cent"),
        ("2027", "2021"),
        ("250,000", "25,000"),
        ("Ireland", "lreland"),
    ],
)
def test_a_figure_that_earlier_ocr_misread_is_read_anew(shown, misread, picture_first):
    page = read(scanned(tuple(line.replace(shown, misread) for line in CLAUSES), picture_first))
    assert page.source == "hidden_layer"
    assert page.text.split() == " ".join(CLAUSES).split()


def test_right_figures_of_earlier_ocr_stay():
    assert read(scanned(CLAUSES)).text.split() == " ".join(CLAUSES).split()


@pytest.fixture
def encoded() -> Callable[[dict[str, str]], bytes]:
    """The clauses in a font whose table of characters says something else for these glyphs (as hexadecimal codes)."""
    registerFont(TTFont("Vera", "Vera.ttf"))

    def write(instead: dict[str, str]) -> bytes:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(drawn(CLAUSES, "Vera"))))
        for font in writer.pages[0]["/Resources"]["/Font"].values():
            if "/ToUnicode" in font.get_object():
                table = font["/ToUnicode"].get_data().decode()
                for glyph, code in instead.items():
                    table = re.sub(f"<{ord(glyph):02X}> <[0-9A-F]+>", f"<{ord(glyph):02X}> <{code}>", table)
                stream = StreamObject()
                stream.set_data(table.encode())
                font.get_object()[NameObject("/ToUnicode")] = writer._add_object(stream)
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return write


@pytest.mark.parametrize(
    "code",
    [
        lambda digit: f"{ord('7301948562'[digit]):04X}",
        lambda digit: "FFFD",
        lambda digit: f"{0xE000 + digit:04X}",
        lambda digit: "0000",
    ],
    ids=["exchanged", "unknown", "private use", "none"],
)
def test_figures_of_a_font_that_encodes_them_wrongly_are_read_from_the_page(encoded, code):
    page = read(encoded({str(digit): code(digit) for digit in range(10)}))
    assert page.text.split() == " ".join(CLAUSES).split()


@pytest.mark.parametrize(
    "text",
    [
        "a fee of USD 047,777 in all",
        "on 47 April 2024",
        "since May 0709",
        "within thirty (17) days",
    ],
)
def test_figures_that_no_contract_has_are_impossible(text):
    assert are_impossible(text)


@pytest.mark.parametrize(
    "text",
    [
        "a fee of USD 100,047,777 or 1,047 units, on 31 April 2024 or May 3, 1998",
        "one hundred twenty (120) days, thirty (30) days and ten (10) per cent",
        "under No. 044,1 of 5:45 May 2030 and section 10,500 May",
    ],
)
def test_other_figures_are_not(text):
    assert not are_impossible(text)
