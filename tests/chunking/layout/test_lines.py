from __future__ import annotations

import numpy as np

from chunking.document import Page
from chunking.layout.lines import page_lines
from chunking.pdf.reader import read_pages


def test_a_line_has_its_range_in_the_text_and_its_position_on_the_page(draw):
    (page,) = read_pages(draw([(72, 100, "The first line."), (90, 114, "The second line.")]), 10)
    first, second = page_lines(page, 0)
    assert page.text[first.start : first.end] == first.text == "The first line."
    assert abs(first.left - 72) < 1.5 and abs(second.left - 90) < 1.5
    assert first.top < 100 < first.bottom and first.bottom < second.bottom


def test_space_larger_than_between_a_paragraphs_lines_is_a_gap(draw, lay):
    (page,) = read_pages(draw(lay("One line,", "its next one,", "and the last.", "", "Another paragraph.")), 10)
    assert [line.gap for line in page_lines(page, 0)] == [True, False, False, True]


def test_gaps_are_found_on_a_page_of_short_paragraphs(draw, lay):
    (page,) = read_pages(draw(lay("One,", "two.", "", "Three.", "", "Four,", "five.", "", "Six.")), 10)
    assert [line.gap for line in page_lines(page, 0)] == [True, False, True, True, False, True]


def test_a_line_further_up_than_the_one_before_begins_a_column():
    boxes = np.array([[72, 500, 78, 512], [0, 0, 0, 0], [300, 72, 306, 84]], dtype=np.float32)
    assert [line.gap for line in page_lines(Page(1, 612, 792, "a\nb", boxes), 0)] == [True, True]


def test_lines_of_white_space_are_skipped():
    assert [line.text for line in page_lines(Page(1, 0, 0, "One\n   \n\t\nTwo"), 0)] == ["One", "Two"]


def test_in_plain_text_a_blank_line_is_a_gap():
    lines = page_lines(Page(1, 0, 0, "One\ntwo\n\nthree\n \nfour"), 0)
    assert [line.gap for line in lines] == [False, False, True, True]
    assert lines[0].left == lines[0].right == 0
