from __future__ import annotations

import numpy as np
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from chunking.document import Document, line_boxes
from chunking.pipeline import document_from_pdf, document_from_text

SENTENCE = "This agreement goes on until one of the parties ends it with a notice of thirty days."


@pytest.fixture
def over_two_pages(draw, lay) -> Document:
    first = lay("1. TERM", "", "This agreement goes on until one of the parties", left=72, top=600)
    second = lay("ends it with a notice", "of thirty days.", left=100)
    return document_from_pdf(draw([*first, (300, 760, "Page 1")], [*second, (300, 760, "Page 2")]), "drawn", 10)


def interval(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)


def test_a_clause_over_two_pages_has_boxes_for_each_of_its_lines_on_both(over_two_pages):
    first, second = over_two_pages.places(*interval(over_two_pages, SENTENCE))
    assert (first.page, second.page) == (1, 2)
    assert len(first.boxes) == 1 and len(second.boxes) == 2
    assert first.boxes[0].x0 == pytest.approx(72, abs=1.5)
    assert first.boxes[0].y0 < 628 < first.boxes[0].y1
    assert [box.x0 for box in second.boxes] == pytest.approx([100, 100], abs=1.5)
    assert second.boxes[0].y0 < 72 < second.boxes[0].y1
    assert second.boxes[1].y0 < 86 < second.boxes[1].y1


def test_a_word_has_the_box_of_that_word_alone(over_two_pages):
    (place,) = over_two_pages.places(*interval(over_two_pages, "notice"))
    (box,) = place.boxes
    left = 100 + stringWidth("ends it with a ", "Helvetica", 11)
    assert place.page == 2
    assert (box.x0, box.x1) == pytest.approx((left, left + stringWidth("notice", "Helvetica", 11)), abs=1.5)


def test_a_part_of_the_clause_is_only_on_its_own_page(over_two_pages):
    assert [place.page for place in over_two_pages.places(*interval(over_two_pages, "until one of the parties"))] == [1]
    assert [place.page for place in over_two_pages.places(*interval(over_two_pages, "thirty days"))] == [2]


def test_the_space_that_joins_two_pages_is_on_neither(over_two_pages):
    _, end = interval(over_two_pages, "until one of the parties")
    assert over_two_pages.text[end] == " " and over_two_pages.places(end, end + 1) == []


def test_plain_text_has_pages_but_no_boxes():
    document = document_from_text(b"The term goes on until\fit ends.", "text", 10)
    assert document.places(0, len(document.text)) == [(1, []), (2, [])]


def test_characters_side_by_side_share_a_box_and_the_next_line_begins_another():
    characters = [[10, 10, 15, 20], [15, 12, 20, 20], [0, 0, 0, 0], [25, 10, 30, 20], [10, 24, 15, 34]]
    assert line_boxes(np.array(characters, dtype=np.float32)) == [(10, 10, 30, 20), (10, 24, 15, 34)]


def test_boxes_are_rounded_to_a_tenth_of_a_point():
    assert line_boxes(np.array([[1.234, 2.345, 3.456, 4.567]], dtype=np.float32)) == [(1.2, 2.3, 3.5, 4.6)]


def test_no_characters_have_no_boxes():
    assert line_boxes(np.zeros((0, 4), dtype=np.float32)) == []


def test_the_segments_that_overlap_a_stretch_of_the_text_are_found():
    document = document_from_text(b"One stands. Two stands.\n\nThree stands.", "text", 10)
    for start in range(len(document.text) + 1):
        for end in range(start, len(document.text) + 1):
            overlapping = [one for one in document.segments if one.start < end and start < one.end]
            assert list(document.segments_in(start, end)) == overlapping
