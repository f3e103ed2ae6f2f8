"""Dates as a lawyer writes them."""

from __future__ import annotations

import datetime

# A month in full, as part of a pattern that ignores case.
MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"


def written(date: str) -> str:
    """An ISO date in words ("July 1, 2017"); any other text as it is."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{day:%B} {day.day}, {day.year}"
