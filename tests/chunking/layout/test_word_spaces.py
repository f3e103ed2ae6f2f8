"""Words set close together are separated."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
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


def drawn(*lines: list[tuple[float, str]]) -> str:
    """The text of a page with these lines, each of words and where they begin."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(lines):
        for left, words in line:
            canvas.drawString(left, 700 - 30 * number, words)
    canvas.save()
    return document_from_pdf(out.getvalue(), "a.pdf", 1).text


@pytest.mark.parametrize(
    ("number", "clause"),
    [
        ("1.1", "Seller shall deliver the goods within ten days of each order."),
        ("10.", "Delivery of the goods takes place at the warehouse of the Buyer."),
        (
            "3.",
            "“Goods” are the tools that Schedule 1 lists by name.",
        ),
        ("(b)", "the goods of each order shall be delivered within ten days."),
        ("(iii)", "By paying the price, Buyer accepts the goods as they are delivered."),
    ],
)
def test_a_clause_is_separate_from_its_number_though_the_tab_between_them_is_narrow(number, clause):
    after = 72 + stringWidth(number, "Helvetica", 10) + 1.2
    assert drawn([(72, number), (after, clause)]) == f"{number} {clause}"


@pytest.mark.parametrize(
    "line",
    [
        "(s)he shall return all papers of the Company within ten days of that day.",
        "2.5kg of each delivery are kept by the Seller as a sample of the goods.",
        "U.S.A. and Canada are the territory in which Buyer may sell the goods.",
    ],
)
def test_words_that_only_begin_like_a_numbered_clause_stay_whole(line):
    assert drawn([(72, line)]) == line
