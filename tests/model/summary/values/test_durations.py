from __future__ import annotations

import pytest

from model.summary.values.dates import later
from model.summary.values.durations import days, durations


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("ninety (90) days", "P90D"),
        ("one hundred and eighty days", "P180D"),
        ("a one-year period", "P1Y"),
        ("one (1) additional year", "P1Y"),
        ("twenty-one days", "P21D"),
        ("24 months", "P24M"),
        ("three (3) Contract Years", "P3Y"),
        ("the fifth (5th) anniversary", "P5Y"),
        ("from year to year", "P1Y"),
        ("a month-to-month basis", "P1M"),
        ("six weeks", "P6W"),
        ("Twenty- Four (24) months", "P24M"),
        ("nine (6) years", "P9Y"),
        ("24 (thirty-six) months", "P36M"),
    ],
)
def test_a_duration_is_read_however_it_is_spelled(text, duration):
    assert [found for _, found in durations(text)] == [duration]


@pytest.mark.parametrize("text", ["", "____ days", "no one", "the day after", "section 5"])
def test_no_duration_is_read_where_none_is_written_out(text):
    assert durations(text) == []


def test_durations_are_added_to_dates_and_compared():
    assert later("2020-02-29", "P1Y") == "2021-02-28"
    assert (later("2020-01-31", "P1M"), later("2020-01-01", "P2W")) == ("2020-02-29", "2020-01-15")
    assert days("P90D") < days("P3M") < days("P1Y")
    with pytest.raises(ValueError):
        later("2020-01-01", "P9999Y")


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010", "\u2011"])
def test_a_number_in_words_may_have_a_hyphen_that_does_not_break_a_line(hyphen):
    assert [found for _, found in durations(f"for a term of thirty{hyphen}six months")] == ["P36M"]
