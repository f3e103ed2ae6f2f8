"""Checkboxes, drawn or printed, and combs are read as a person would read them."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from chunking.pipeline import document_from_pdf


def read(draw) -> str:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont("Helvetica", 11)
    draw(canvas)
    canvas.save()
    return document_from_pdf(out.getvalue(), "a.pdf", 1).text


def letter(canvas: Canvas, x: float) -> None:
    canvas.rect(x, 618, 10, 10)
    canvas.drawString(x + 1.5, 619.5, "X" if x < 100 else "")


def dingbat(canvas: Canvas, x: float) -> None:
    canvas.setFont("ZapfDingbats", 10)
    canvas.drawString(x, 619, "\u274f")
    canvas.drawString(x + 0.5, 620, "\u2714" if x < 100 else "")
    canvas.setFont("Helvetica", 11)


def four_lines(canvas: Canvas, x: float) -> None:
    for line in ((0, 0, 9, 0), (0, 9, 9, 9), (0, 0, 0, 9), (9, 0, 9, 9)):
        canvas.line(x + line[0], 618 + line[1], x + line[2], 618 + line[3])
    if x < 100:
        canvas.line(x + 1, 619, x + 8, 626)


def filled(canvas: Canvas, x: float) -> None:
    canvas.rect(x, 618, 9, 9, fill=int(x < 100))


def rounded(canvas: Canvas, x: float) -> None:
    canvas.roundRect(x, 618, 9, 9, 1)
    if x < 100:
        canvas.line(x + 1, 619, x + 8, 626)
        canvas.line(x + 1, 626, x + 8, 619)


def radio_button(canvas: Canvas, x: float) -> None:
    canvas.circle(x + 4, 623, 4)
    if x < 100:
        canvas.circle(x + 4, 623, 2, fill=1)


@pytest.mark.parametrize("box", [letter, dingbat, four_lines, filled, rounded, radio_button])
def test_a_box_reads_as_ticked_or_empty(box):
    def draw(canvas: Canvas) -> None:
        for x, words in ((72, "12 months"), (200, "24 months")):
            box(canvas, x)
            canvas.drawString(x + 14, 620, words)

    assert read(draw).split("\t") == ["☒ 12 months", "☐ 24 months"]


@pytest.mark.parametrize("apart", [False, True])
def test_characters_in_the_boxes_of_a_comb_are_one_word(apart):
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 620, "Start date (DDMMYYYY):")
        for number, digit in enumerate("01092024"):
            canvas.rect(198 + 16 * number, 616, 12 if apart else 16, 15)
            canvas.drawString(201 + 16 * number, 620, digit)

    assert read(draw) == "Start date (DDMMYYYY): 01092024"


def test_characters_over_short_rules_are_one_word():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 620, "Account:")
        for number, digit in enumerate("40719283"):
            canvas.line(130 + 16 * number, 617, 142 + 16 * number, 617)
            canvas.drawString(133 + 16 * number, 620, digit)

    assert read(draw) == "Account: 40719283"


def test_single_digits_in_the_cells_of_a_table_stay_separate():
    def draw(canvas: Canvas) -> None:
        for number, digit in enumerate("1234"):
            canvas.rect(72 + 60 * number, 616, 60, 16)
            canvas.drawString(80 + 60 * number, 620, digit)

    assert read(draw) == "1\t2\t3\t4"


def test_circles_of_which_none_is_filled_are_bullets():
    def draw(canvas: Canvas) -> None:
        for y, words in ((620, "The goods are delivered."), (600, "The price is paid.")):
            canvas.circle(76, y + 3, 3)
            canvas.drawString(90, y, words)

    assert "\u2610" not in read(draw)
