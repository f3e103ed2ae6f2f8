"""Plain values as numbers, so that those of one kind can be compared."""

from __future__ import annotations

import datetime
import re

from model.summary.values.durations import days


def comparable(value: str) -> tuple[str, float] | None:
    """A plain value as its kind and a number, so that values of one kind can be compared: durations in days, sums by
    currency, dates in days; None for any other value."""
    if re.fullmatch(r"P\d+[DWMY]", value):
        return "duration", days(value)
    if match := re.fullmatch(r"([A-Z]{3}) (\d+(?:\.\d+)?)", value):
        return match[1], float(match[2])
    try:
        return "date", float(datetime.date.fromisoformat(value).toordinal())
    except ValueError:
        return None
