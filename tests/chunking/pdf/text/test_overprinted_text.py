"""Text printed over other text: the visible one is the page's, whichever is first in the file."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.lib.colors import black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from chunking.document import Document
from chunking.pipeline import document_from_pdf

SEEN = "6. This agreement is governed by the laws of Norway."
UNSEEN = "6. This agreement is governed by the laws of Panama."
PATCH = ImageReader(Image.new("RGB", (40, 4), "white"))


def read(draw) -> Document:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    canvas.setFont("Helvetica", 11)
    for number in range(1, 6):
        canvas.drawString(72, 742 - 18 * number, f"{number}. The Supplier shall deliver the goods in clause {number}.")
    draw(canvas)
    canvas.save()
    return document_from_pdf(out.getvalue(), "a.pdf", 1)


def in_white(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(72, 600, UNSEEN)
    canvas.setFillColor(black)


def white_first(canvas: Canvas) -> None:
    in_white(canvas)
    canvas.drawString(72, 600, SEEN)


def white_last(canvas: Canvas) -> None:
    canvas.drawString(72, 600, SEEN)
    in_white(canvas)


def typed_over_a_patch(canvas: Canvas) -> None:
    canvas.drawString(72, 600, UNSEEN)
    canvas.setFillColor(white)
    canvas.rect(66, 594, 480, 18, stroke=0, fill=1)
    canvas.setFillColor(black)
    canvas.drawString(72, 600, SEEN)


def transparent_first(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(72, 600, UNSEEN)
    canvas.setFillAlpha(1)
    canvas.drawString(72, 600, SEEN)


def typed_over_a_picture(canvas: Canvas) -> None:
    canvas.drawString(72, 600, UNSEEN)
    canvas.drawImage(PATCH, 66, 592, 480, 22)
    canvas.drawString(75, 601.5, SEEN)


def typed_over_a_form(canvas: Canvas) -> None:
    canvas.drawString(72, 600, UNSEEN)
    canvas.beginForm("patch")
    canvas.setFillColor(white)
    canvas.rect(66, 594, 480, 18, stroke=0, fill=1)
    canvas.endForm()
    canvas.doForm("patch")
    canvas.setFillColor(black)
    canvas.drawString(72, 600, SEEN)


def one_word_typed_over_a_patch(canvas: Canvas) -> None:
    canvas.drawString(72, 600, UNSEEN)
    left = 72 + canvas.stringWidth(UNSEEN[: UNSEEN.index("Panama")])
    canvas.drawImage(PATCH, left - 0.5, 597, 60, 13)
    canvas.drawString(left, 600, "Norway.")


def one_word_in_white(canvas: Canvas) -> None:
    canvas.drawString(72, 600, SEEN)
    canvas.setFillColor(white)
    canvas.drawString(72 + canvas.stringWidth(UNSEEN[: UNSEEN.index("Panama")]), 600, "Panama.")


def white_on_a_dark_patch(canvas: Canvas) -> None:
    canvas.drawString(72, 600, UNSEEN)
    canvas.rect(66, 594, 480, 18, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.drawString(72, 600, SEEN)


def clipped_away(canvas: Canvas) -> None:
    canvas.drawString(72, 600, SEEN)
    nowhere = canvas.beginPath()
    nowhere.rect(0, 0, 5, 5)
    canvas.clipPath(nowhere, stroke=0)
    canvas.drawString(72, 600, UNSEEN)


@pytest.mark.parametrize(
    "draw",
    [
        *(white_first, white_last, typed_over_a_patch, transparent_first, typed_over_a_picture, typed_over_a_form),
        *(one_word_typed_over_a_patch, one_word_in_white, white_on_a_dark_patch, clipped_away),
    ],
)
def test_visible_letters_are_the_clause_and_the_others_a_note(draw):
    document = read(draw)
    assert document.text.splitlines()[-1] == SEEN
    assert "Panama" not in document.text
    notes = [note for page in document.pages for note in page.notes]
    assert [note.kind for note in notes] == ["hidden"]
    assert "Panama" in notes[0].text


def test_a_text_printed_three_times_to_look_bold_is_read_once():
    def bold(canvas: Canvas) -> None:
        for shift in (0.0, 0.3, 0.5):
            canvas.drawString(72 + shift, 600, SEEN)

    assert read(bold).text.splitlines()[-1] == SEEN


def test_words_printed_twice_in_exactly_the_same_place_are_read_once():
    def twice(canvas: Canvas) -> None:
        canvas.drawString(72, 600, SEEN)
        left = 72.0
        for word in SEEN.split(" "):
            canvas.drawString(left, 600, word)
            left += canvas.stringWidth(f"{word} ")

    assert read(twice).text.splitlines()[-1] == SEEN


def test_white_letters_on_a_dark_background_are_read():
    def heading(canvas: Canvas) -> None:
        canvas.rect(66, 594, 480, 18, stroke=0, fill=1)
        in_white(canvas)

    assert read(heading).text.splitlines()[-1] == UNSEEN


def test_a_value_under_another_is_hidden_though_they_share_letters_in_the_same_place():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "6. The fee is")
        left = 72 + canvas.stringWidth("6. The fee is ")
        canvas.setFillColor(white)
        canvas.drawString(left, 600, "USD 999,000 or")
        canvas.setFillColor(black)
        canvas.drawString(left, 600, "USD 1,000 a year.")

    assert read(draw).text.splitlines()[-1] == "6. The fee is USD 1,000 a year."
