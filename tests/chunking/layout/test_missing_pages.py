"""Gaps in the printed page numbers: the review says that pages may be missing."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_pdf


@pytest.fixture
def remarks(draw):
    """The remarks on a file whose pages have these numbers at the bottom."""

    def read(*numbers: str) -> tuple[str, ...]:
        words = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "heath")
        pages = [
            [(72, 100, f"The {word} is sold as it stands."), (300, 760, number)]
            for word, number in zip(words, numbers, strict=False)
        ]
        return document_from_pdf(draw(*pages), "x", 100).remarks

    return read


def test_a_missing_page_is_reported(remarks):
    assert remarks("Page 1 of 5", "Page 2 of 5", "Page 4 of 5", "Page 5 of 5") == (
        "After page 2, the printed page numbers jump from 2 to 4: page 3 may be missing.",
    )


def test_missing_last_pages_are_reported(remarks):
    (remark,) = remarks("1/12", "2/12", "3/12")
    assert "numbered 3 of 12" in remark


def test_bare_numbers_count_only_in_runs(remarks):
    (remark,) = remarks("- 4 -", "- 5 -", "- 6 -", "- 9 -", "- 10 -", "- 11 -")
    assert "from 6 to 9: pages 7 to 8 may be missing" in remark
    assert remarks("4", "5", "6", "9") == ()


def test_a_number_in_the_middle_of_a_page_is_not_missing(draw):
    pages = [[(72, 100, "The goods."), (300, 760, f"{number}")] for number in (4, 5, 6, 8, 9, 10)]
    pages[3] = [(72, 100, "The goods are sold."), (300, 300, "7"), (72, 500, "So are others."), pages[3][1]]
    assert document_from_pdf(draw(*pages), "x", 100).remarks == ()


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3", "4", "5", "6"),
        ("Page 1 of 3", "Page 2 of 3", "Page 3 of 3", "Page 1 of 2", "Page 2 of 2"),
        ("i", "ii", "iii", "1", "2", "3"),
        ("", "2", "3", "", "5", "6"),
        ("A-1", "A-2", "B-1", "B-2"),
    ],
    ids=["all there", "an exhibit of its own", "a roman preface", "pages without one", "letters"],
)
def test_complete_files_get_no_remark(remarks, numbers):
    assert remarks(*numbers) == ()
