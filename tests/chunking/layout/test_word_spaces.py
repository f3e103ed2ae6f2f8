"""Words set close together are separated."""

from __future__ import annotations

import io

import numpy as np
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from chunking.layout.word_spaces import with_even_spaces
from chunking.pdf.text.text_layer import Layer
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


def set_with_gaps(line: str, gap: float, font: str = "Helvetica") -> str:
    """The text of a line that is broken at each bar by a gap of this share of the font size."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont(font, 10)
    left = 72.0
    for piece in line.split("|"):
        canvas.drawString(left, 700, piece)
        left += canvas.stringWidth(piece) + 10 * gap
    canvas.save()
    return document_from_pdf(out.getvalue(), "a.pdf", 1).text


@pytest.mark.parametrize("gap", [0.12, 0.15, 0.18])
@pytest.mark.parametrize(
    "line",
    [
        "The liability of the Supplier shall not exceed USD 2|5|0,|00|0 in any year of the term.",
        "The sum of EUR 1|,250|,000|.|50 is due on 31 December 20|27 or ninety (9|0) days later.",
        "This Agree|ment shall ter|minate on the last day of the month in which notice is given.",
    ],
)
def test_figures_and_words_that_kerning_breaks_are_whole(line, gap):
    assert set_with_gaps(line, gap) == line.replace("|", "")


def test_a_single_line_of_words_with_narrow_gaps_is_separated():
    line = "The|price|of|USD|5,000,000|is|due|within|30|days|of|the|day|on|which|the|goods|are|delivered."
    assert set_with_gaps(line, 0.145) == line.replace("|", " ")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("The term of|the lease and the number of copies.", "The term of the lease and the number of copies."),
        ("The ter|m of the lease and the number of copies.", "The term of the lease and the number of copies."),
    ],
)
def test_a_narrow_space_is_one_if_both_words_are_on_the_page(line, said):
    boxes, left = [], 72.0
    for sign in line:
        wide = {" ": 3.0, "|": 1.0}.get(sign)
        boxes.append((0.0, 0.0, 0.0, 0.0) if wide else (left, 100.0, left + 5, 111.0))
        left += wide or 5
    layer = Layer(line.replace("|", " "), np.array(boxes, dtype=np.float32))
    assert with_even_spaces(layer).text == said


def test_a_single_wide_gap_is_no_missing_space():
    line = "The substance binds to the receptors named alpha|2 and gamma|3 in Schedule 4 of this deed."
    assert "alpha2 and gamma3" in set_with_gaps(line, 0.09)


@pytest.mark.parametrize("gap", [0.25, 0.278])
def test_figures_that_a_usual_space_separates_stay_separate(gap):
    line = "The terms of clauses 3,|4 and 5 apply to units 12|500 and 13|500 of Schedules 1,|200 of them."
    assert set_with_gaps(line, gap) == line.replace("|", " ")
