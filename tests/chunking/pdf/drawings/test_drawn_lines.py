"""Words that a drawn line strikes out are noted and leave the text; underlined and boxed words stay."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from chunking.pdf.drawings.drawn_lines import struck
from chunking.pdf.text.text_layer import Layer
from chunking.pipeline import document_from_pdf

CLAUSE = "Either party may end this Agreement on thirty (30) ninety (90) days written notice."
LEFT, BASELINE, SIZE = 72.0, 600.0, 11.0
Draw = Callable[[Canvas, float, float], None]


def read(draw: Draw, words: str = "thirty (30)") -> tuple[str, list[str | None]]:
    """The text and the struck-out words of a clause with what ``draw`` adds between the sides of some words."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(LEFT, BASELINE, CLAUSE)
    left = LEFT + canvas.stringWidth(CLAUSE[: CLAUSE.index(words)])
    draw(canvas, left, left + canvas.stringWidth(words))
    canvas.save()
    document = document_from_pdf(out.getvalue(), "a.pdf", 1)
    return document.text, [note.about for note in document.pages[0].notes if note.kind == "strikeout"]


def stroked(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(left, BASELINE + 3, right, BASELINE + 3)


def filled(canvas: Canvas, left: float, right: float) -> None:
    canvas.rect(left, BASELINE + 3, right - left, 0.6, stroke=0, fill=1)


def twice(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(left, BASELINE + 2.6, right, BASELINE + 2.6)
    canvas.line(left, BASELINE + 4.2, right, BASELINE + 4.2)


def letter_by_letter(canvas: Canvas, left: float, right: float) -> None:
    for letter in "thirty (30)":
        width = canvas.stringWidth(letter)
        canvas.rect(left, BASELINE + 3, width, 0.6, stroke=0, fill=1)
        left += width


def in_a_form(canvas: Canvas, left: float, right: float) -> None:
    canvas.beginForm("line")
    stroked(canvas, left, right)
    canvas.endForm()
    canvas.doForm("line")


def stretched_pixel(canvas: Canvas, left: float, right: float) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (1, 1), (200, 0, 0))), left, BASELINE + 3, right - left, 0.7)


def bent(canvas: Canvas, left: float, right: float) -> None:
    path = canvas.beginPath()
    path.moveTo(left, BASELINE + 3)
    path.curveTo(left + 5, BASELINE + 3, right - 5, BASELINE + 3, right, BASELINE + 3)
    canvas.drawPath(path)


def by_hand(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(left, BASELINE + 1.5, right, BASELINE + 4.5)


def through_points(canvas: Canvas, points: list[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path)


def wavy(canvas: Canvas, left: float, right: float) -> None:
    steps = [left + (right - left) * n / 12 for n in range(13)]
    through_points(canvas, [(x, BASELINE + (4.5 if n % 2 else 1.0)) for n, x in enumerate(steps)])


def scribbled(canvas: Canvas, left: float, right: float) -> None:
    steps = [left + (right - left) * n / 12 for n in range(13)]
    through_points(canvas, [(x, BASELINE + (6.0 if n % 2 else 0.0)) for n, x in enumerate(steps)])


def z_shaped(canvas: Canvas, left: float, right: float) -> None:
    through_points(canvas, [(x, BASELINE + y) for x, y in ((left, 5), (right, 5), (left, 1.5), (right, 1.5))])


def in_two_pieces(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(left, BASELINE + 3, (left + right) / 2, BASELINE + 3.4)
    canvas.line((left + right) / 2, BASELINE + 3.4, right, BASELINE + 2.6)


def hyphens(canvas: Canvas, left: float, right: float) -> None:
    canvas.drawString(left, BASELINE, "-" * int((right - left) / canvas.stringWidth("-")))


def overtyped(canvas: Canvas, left: float, right: float) -> None:
    canvas.drawString(left, BASELINE, "x" * int((right - left) / canvas.stringWidth("x")))


def crossed(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(left, BASELINE - 3, right, BASELINE + 10)
    canvas.line(left, BASELINE + 10, right, BASELINE - 3)


@pytest.mark.parametrize(
    "draw",
    [
        stroked,
        filled,
        twice,
        letter_by_letter,
        in_a_form,
        stretched_pixel,
        bent,
        by_hand,
        wavy,
        scribbled,
        z_shaped,
        in_two_pieces,
        hyphens,
        overtyped,
        crossed,
    ],
)
def test_a_line_through_words_strikes_them_out(draw):
    text, gone = read(draw)
    assert text == CLAUSE.replace("thirty (30) ", "") and gone == ["thirty (30)"]


def test_one_path_strikes_out_separate_words_and_not_those_between():
    def path(canvas: Canvas, left: float, right: float) -> None:
        lines = canvas.beginPath()
        for words in ("Either party ", "written "):
            begin = LEFT + canvas.stringWidth(CLAUSE[: CLAUSE.index(words)])
            lines.moveTo(begin, BASELINE + 3)
            lines.lineTo(begin + canvas.stringWidth(words.strip()), BASELINE + 3)
        canvas.drawPath(lines)

    text, gone = read(path)
    assert text == "may end this Agreement on thirty (30) ninety (90) days notice."
    assert gone == ["Either party", "written"]


def test_letters_with_combining_strokes_are_struck_out():
    line = "The fee is " + "".join(f"{letter}\u0336" for letter in "USD 900") + " USD 700 a year."
    text = Layer(line, np.zeros((len(line), 4), dtype=np.float32))
    (own,) = struck(text, [])
    assert "".join(letter for letter, gone in zip(line, own, strict=True) if not gone) == "The fee is  USD 700 a year."


@pytest.mark.parametrize("degrees", [90, -90, 180])
def test_words_of_a_page_that_runs_sideways_are_struck_out(degrees):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(792, 792), invariant=True)
    canvas.translate(396, 396)
    canvas.rotate(degrees)
    canvas.translate(-396, -396)
    canvas.setFont("Helvetica", SIZE)
    canvas.drawString(LEFT, BASELINE, CLAUSE)
    left = LEFT + canvas.stringWidth(CLAUSE[: CLAUSE.index("thirty (30)")])
    stroked(canvas, left, left + canvas.stringWidth("thirty (30)"))
    canvas.save()
    document = document_from_pdf(out.getvalue(), "a.pdf", 1)
    assert document.text == CLAUSE.replace("thirty (30) ", "")


def test_half_a_word_may_be_struck_out():
    text, gone = read(stroked, "writ")
    assert text.endswith("days ten notice.") and gone == ["writ"]


PARAGRAPHS = (
    ("1. FEE. The fee is USD 40,000 a year, which", "the Customer pays in advance by transfer."),
    (
        "2. LIABILITY. The liability of the Supplier",
        "is limited to USD 25,000 for any reason, and",
        "ends after one year.",
    ),
    ("3. TERM. This Agreement begins today, and", "it ends after two years unless renewed."),
)


def read_paragraphs(line: Callable[[float, float, float, float], tuple[float, ...]]) -> tuple[str, list[str | None]]:
    """The text and the struck-out words of a page with a line, given the sides of the second paragraph."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont("Helvetica", SIZE)
    y, tops = 700.0, []
    for paragraph in PARAGRAPHS:
        tops.append(y)
        for words in paragraph:
            canvas.drawString(LEFT, y, words)
            y -= 14
        y -= 10
    right = LEFT + max(map(canvas.stringWidth, PARAGRAPHS[1]))
    canvas.line(*line(LEFT, tops[1] + 9, right, tops[1] - 31))
    canvas.save()
    document = document_from_pdf(out.getvalue(), "a.pdf", 1)
    return document.text, [note.about for note in document.pages[0].notes if note.kind == "strikeout"]


@pytest.mark.parametrize(
    "line",
    [
        lambda left, top, right, bottom: (left, top, right, bottom),
        lambda left, top, right, bottom: (left, bottom, right, top),
        lambda left, top, right, bottom: (left - 9, bottom - 2, right + 8, top + 3),
        lambda left, top, right, bottom: (left + 6, bottom + 4, right - 7, top - 3),
    ],
)
def test_one_line_from_corner_to_corner_crosses_out_a_paragraph(line):
    text, gone = read_paragraphs(line)
    kept = [" ".join(PARAGRAPHS[0]), " ".join(PARAGRAPHS[2])]
    assert text.split("\n") == kept and gone == [" ".join(PARAGRAPHS[1])]


@pytest.mark.parametrize(
    "line",
    [
        lambda left, top, right, bottom: (left, top, left + 90, bottom),
        lambda left, top, right, bottom: (right + 20, top, right + 90, bottom),
        lambda left, top, right, bottom: (left, top + 8, right, top + 1),
    ],
)
def test_a_slanted_line_over_a_part_of_a_paragraph_crosses_nothing_out(line):
    text, gone = read_paragraphs(line)
    assert text.split("\n") == [" ".join(paragraph) for paragraph in PARAGRAPHS] and not gone


def underlined(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(left, BASELINE - 0.6, right, BASELINE - 0.6)


def underlined_twice(canvas: Canvas, left: float, right: float) -> None:
    for under in (1.2, 2.6):
        canvas.line(left, BASELINE - under, right, BASELINE - under)


def ruled_above(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(LEFT, BASELINE + 9, 540, BASELINE + 9)


def boxed(canvas: Canvas, left: float, right: float) -> None:
    canvas.rect(left - 1, BASELINE - 3, right - left + 2, 13, stroke=1, fill=0)


def one_diagonal(canvas: Canvas, left: float, right: float) -> None:
    canvas.line(left, BASELINE - 30, right, BASELINE + 40)


@pytest.mark.parametrize("draw", [underlined, underlined_twice, ruled_above, boxed, one_diagonal])
def test_a_line_beside_words_strikes_nothing_out(draw):
    assert read(draw) == (CLAUSE, [])


def test_a_picture_cut_into_strips_strikes_nothing_out():
    def strips(canvas: Canvas, left: float, right: float) -> None:
        gray = ImageReader(Image.new("RGB", (1, 1), (200, 200, 200)))
        for number in range(12):
            canvas.drawImage(gray, left, BASELINE - 3 + number, right - left, 1.0)
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(left, BASELINE, "thirty (30)")

    text, gone = read(strips)
    assert "thirty (30)" in text and not gone


def test_a_line_drawn_along_a_blank_strikes_nothing_out():
    def signed(canvas: Canvas, left: float, right: float) -> None:
        canvas.drawString(LEFT, BASELINE - 40, "Signed: ______________")
        canvas.line(LEFT + 40, BASELINE - 37, LEFT + 120, BASELINE - 37)

    text, gone = read(signed)
    assert text.endswith("Signed: ______________") and not gone


def test_a_value_struck_out_in_a_table_leaves_its_cell():
    def row(canvas: Canvas, left: float, right: float) -> None:
        for n, (item, old, new) in enumerate(
            (("Entry fee", "USD 4,000", "USD 3,000"), ("Exit fee", "USD 900", "USD 700"))
        ):
            y = BASELINE - 40 - 16 * n
            canvas.drawString(LEFT, y, item)
            canvas.drawString(300, y, f"{old} {new}")
            canvas.line(300, y + 3, 300 + canvas.stringWidth(old), y + 3)

    assert read(row)[0].endswith("Entry fee\tUSD 3,000\nExit fee\tUSD 700")
