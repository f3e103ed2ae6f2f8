"""Dates as a lawyer writes them."""

from __future__ import annotations

import datetime


def written(date: str) -> str:
    """An ISO date in words ("July 1, 2017"); any other text as it is."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{day:%B} {day.day}, {day.year}"
