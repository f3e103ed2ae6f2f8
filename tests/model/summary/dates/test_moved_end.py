"""The day on which a contract ends, where an amendment puts it in the place of another."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.summary.dates.expiration import end_of
from model.summary.dates.moved_end import is_moved_away, moved_end, moved_to, moves_its_end


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Section 4 is amended by deleting the date “May 1, 2020” and inserting in its place “May 1, 2022”.",
            "2022-05-01",
        ),
        ("Section 4 is amended by striking out “May 1, 2020” and substituting “May 1, 2022” therefor.", "2022-05-01"),
        ("The Expiration Date of May 1, 2020 is hereby replaced by May 1, 2022.", "2022-05-01"),
        ("The words “May 1, 2020” are deleted and replaced with “May 1, 2022”.", "2022-05-01"),
        ("It is amended by substituting “May 1, 2022” for “May 1, 2020” in Section 4.", "2022-05-01"),
        ("The expiration date is changed from May 1, 2020 to May 1, 2022.", "2022-05-01"),
        ("This Agreement of May 1, 2020 replaces all that was said before May 1, 2019.", None),
        ("The letter of May 1, 2020, with its changes by the Mill of May 9, 2020, is kept.", None),
        ("Delete the date May 1, 2020 from Section 4.", None),
    ],
)
def test_a_day_that_takes_the_place_of_another_is_the_end(text, day):
    assert moved_to(text) == day or end_of(text, None).day == day
    assert day is None or end_of(text, None).day == day


def test_only_an_amendment_that_extends_the_term_moves_its_end_without_saying_so():
    moves = "Section 4 is amended by deleting the date “May 1, 2020” and inserting in its place the date “May 1, 2022”."
    extends = f"The parties wish to extend the term of the Agreement.\n\n{moves}"
    document = document_from_text(extends.encode(), "amendment", 10)
    found = moved_end(document)
    assert found is not None and document.segment_text(found) == moves
    assert moves_its_end(moves, extends)
    assert not moves_its_end(moves, moves)
    assert moved_end(document_from_text(moves.encode(), "amendment", 10)) is None


def test_an_amendment_moves_the_end_if_it_names_the_day_that_it_replaces_as_the_end():
    moves = "Section 4 is amended by deleting “May 1, 2020” and inserting in its place “May 1, 2022”."
    ends = f"A. The term of the Original Agreement will expire on May 1, 2020.\n\n{moves}"
    assert moves_its_end(moves, ends)
    assert not moves_its_end(moves, ends.replace("expire on May 1, 2020", "expire on May 9, 2020"))
    assert is_moved_away("2020-05-01", moves) and not is_moved_away("2022-05-01", moves)
