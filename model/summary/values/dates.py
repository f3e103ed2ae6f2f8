"""Dates as ISO 8601."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta

from model.summary.values.blanks import is_open
from model.summary.values.date_patterns import YEAR, YEAR_IN_WORDS, dates_in, without_line
from model.summary.values.numbers import in_figures


def iso_date(text: str) -> str | None:
    """The only date that the text writes out, as ISO 8601; None for a blank, no date, or several."""
    text = without_line(text)
    if is_open(text) or not (YEAR.search(text) or YEAR_IN_WORDS.search(text)):
        return None
    found = dates_in(in_figures(text))
    return found.pop() if len(found) == 1 else None


def later(date: str, duration: str) -> str:
    """The ISO date that is an ISO duration after another. Raises ValueError past the year 9999."""
    number, letter = int(duration[1:-1]), duration[-1]
    try:
        if letter == "Y":
            step = relativedelta(years=number)
        elif letter == "M":
            step = relativedelta(months=number)
        else:
            step = relativedelta(days=7 * number if letter == "W" else number)
        return (datetime.date.fromisoformat(date) + step).isoformat()
    except OverflowError as error:
        raise ValueError(f"{date} and {duration} lie too far apart") from error
