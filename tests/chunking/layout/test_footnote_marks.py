"""Footnote marks after words and numbers are removed; other raised characters stay."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

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
        ("2. On the 21^st^ of June.", "2. On the 21st of June."),
        ("2. The floor has 100 m^2^ in all.", "2. The floor has 100 m2 in all."),
    ],
)
def test_footnote_marks_are_removed_and_numbers_stay(font, size, drawn, said):
    assert read(font, size, drawn) == said
