"""Days and years that begin with an event."""

from __future__ import annotations

import pytest

from model.summary.dates.expiration import end_of
from model.summary.dates.undated_days import undated_days


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Terms\nHire Start Date: the earlier of Go-Live and 1 October 2035\n", {"hire start date"}),
        ("Terms\nHire Start Date: the day on which the first loom runs\n", {"hire start date"}),
        ("Terms\nHire Start Date: 1 October 2035\n", set()),
        ("Terms\nHire Start Date: the earlier of 1 May 2035 and 1 October 2035\n", set()),
        (
            "“Contract Year” means each twelve-month period beginning on the First Sale and ending later.",
            {"contract year"},
        ),
        ("“Contract Year” means each twelve-month period beginning on the Effective Date.", set()),
        ("The hire begins on the day we finish the press, and you sign our sheet (the “start date”).", {"start date"}),
        (
            "It begins on the day on which the press first runs (the “first day of hire date”).",
            {"first day of hire date"},
        ),
        ("The hire begins on the day you sign this agreement (the “start date”).", set()),
        ("The hire begins on the day the last of us signs (the “start date”).", set()),
        ("The hire begins on the day we agreed, 1 May 2035 (the “start date”).", set()),
        ("“Contract Year” means each twelve-month period beginning on the 1st of May, 2035.", set()),
    ],
)
def test_a_day_or_a_kind_of_year_that_begins_with_an_event_has_no_date(text, names):
    assert undated_days(text) == names


def test_a_term_through_years_that_begin_with_an_event_has_no_last_day():
    words = "This Agreement continues through the fifth Contract Year."
    end = end_of(words, "2033-03-09", "2033-03-09", frozenset({"contract year"}))
    assert (end.day, end.term, end.counted_from) == (None, "P5Y", "the first Contract Year")
    assert end_of(words, "2033-03-09", "2033-03-09").day == "2038-03-09"


@pytest.mark.parametrize(
    "start", ["begins on the Effective Date and continues through", "starts on 9 March 2033 and runs to the end of"]
)
def test_a_term_that_begins_before_its_first_year_has_neither_a_length_nor_a_last_day(start):
    words = f"This Agreement {start} the fifth Contract Year."
    end = end_of(words, "2033-03-09", "2033-03-09", frozenset({"contract year"}))
    assert (end.day, end.term, end.counted_from) == (None, None, None)
