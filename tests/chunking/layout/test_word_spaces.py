"""Words set close together are separated."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from chunking.pipeline import document_from_pdf

LINES = (
    "1. The Supplier shall deliver the goods to the address of the Customer in good time and",
    "shall bear all risk of loss until delivery has taken place at the named premises.",
)


@pytest.mark.parametrize(("font", "gap"), [("Helvetica", 0.12), ("Courier", 0.15)])
def test_words_with_narrow_gaps_are_separate(font, gap):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont(font, 10)
    for number, line in enumerate(LINES):
        left = 72.0
        for word in line.split():
            canvas.drawString(left, 700 - 14 * number, word)
            left += canvas.stringWidth(word) + 10 * gap
    canvas.save()
    assert document_from_pdf(out.getvalue(), "a.pdf", 1).text == " ".join(LINES)
