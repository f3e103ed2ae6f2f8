"""Footnote marks after words and numbers are removed; other raised characters stay."""

from __future__ import annotations

import io

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.robustness import hostile_pdfs
from chunking.layout.footnote_marks import without_marks
from chunking.pdf.text.text_layer import Layer
from chunking.pipeline import document_from_pdf


def read(font: str, size: float, line: str) -> str:
    """The line as it is read; the words between carets are raised."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont(font, size)
    canvas.drawString(72, 700, "1. The Supplier shall deliver the goods on time and in full.")
    x = 72.0
    for number, piece in enumerate(line.split("^")):
        own = 0.6 * size if number % 2 else size
        canvas.setFont(font, own)
        canvas.drawString(x, 680 + (0.35 * size if number % 2 else 0), piece)
        x += canvas.stringWidth(piece, font, own)
    canvas.save()
    return document_from_pdf(out.getvalue(), "a.pdf", 1).text.splitlines()[-1]


@pytest.mark.parametrize(("font", "size"), [("Helvetica", 10), ("Times-Roman", 13), ("Courier", 9)])
@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        ("2. Interest is 4.5%^12^ a year.", "2. Interest is 4.5% a year."),
        ("2. It ends on 3 May 2024^13^ at noon.", "2. It ends on 3 May 2024 at noon."),
        ("2. See section 7.2^14^ above.", "2. See section 7.2 above."),
        ("2. The cap is USD 1,250,000^10^, in all.", "2. The cap is USD 1,250,000, in all."),
        ("2. Within 45 days^1, 2^ of the order.", "2. Within 45 days of the order."),
        ("2. Notice of ninety (90)^iv^ days.", "2. Notice of ninety (90) days."),
        ("2. The deposit is EUR 7,500 ^4^ in cash.", "2. The deposit is EUR 7,500 in cash."),
        ("2. Notice is given 60 ^[2]^ days before.", "2. Notice is given 60 days before."),
        ("2. A price of 7.500 €^4^ in cash.", "2. A price of 7.500 € in cash."),
        ("2. The sum of USD 1,000.^50^ is due.", "2. The sum of USD 1,000.50 is due."),
        ("2. It costs USD 1,000.^12^ It is due.", "2. It costs USD 1,000. It is due."),
        ("2. A term of ^36^ months.", "2. A term of 36 months."),
        ("2. On the 21^st^ of June.", "2. On the 21st of June."),
        ("2. The floor has 100 m^2^ in all.", "2. The floor has 100 m2 in all."),
    ],
)
def test_footnote_marks_are_removed_and_numbers_stay(font, size, drawn, said):
    assert read(font, size, drawn) == said


def test_marks_in_brackets_of_unicode_superscripts_are_removed():
    text = "Each seat costs EUR 900⁽²⁾ a year."
    assert (
        without_marks(Layer(text, np.zeros((len(text), 4), dtype=np.float32))).text == "Each seat costs EUR 900 a year."
    )


@pytest.mark.parametrize("turn", [0, 90])
def test_superior_figures_of_the_font_are_marks_although_their_boxes_are_as_high_as_all(turn):
    # The font has superior figures as glyphs of their own, which the file says are the figures 2 and 3.
    cmap = b"/CMapName/X def 1 begincodespacerange <00><FF> endcodespacerange "
    cmap += b"2 beginbfchar <B2><0032> <B3><0033> endbfchar 1 beginbfrange <20><7E><0020> endbfrange"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>"
    place = {0: b"1 0 0 1 72 700 Tm", 90: b"0 1 -1 0 300 72 Tm"}[turn]
    content = b"BT /F 12 Tf " + place + b" (The fee is USD 50,000\xb3, due within 30\xb2 days of 2 May.) Tj ET"
    page = hostile_pdfs.PAGE.replace(b"/MediaBox", b"/Rotate %d/MediaBox" % turn)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    objects += [hostile_pdfs.stream(content), font, hostile_pdfs.stream(cmap)]
    document = document_from_pdf(hostile_pdfs.assembled(objects), "a.pdf", 1)
    assert document.text == "The fee is USD 50,000, due within 30 days of 2 May."
