"""Durations as ISO 8601, and in words again."""

from __future__ import annotations

import re

from model.summary.values.date_patterns import TH
from model.summary.values.numbers import WHICH, in_figures

_UNIT = r"(?P<unit>days?|weeks?|months?|years?|anniversary)"
# "The 2018 Annual Meeting" is no duration.
_OCCASION = r"\s+(?:general\s+)?(?:meetings?|reports?|accounts?|budgets?|conferences?|conventions?|events?)\b"
_DURATION = re.compile(
    rf"""(?<![\d.,])(?P<number>\d{{1,9}}+)(?!{TH}?\s+day\s+of\b){TH}?\W{{0,3}}(?:\(\s*(?:(?P<figure>\d{{1,9}}+)|\w){TH}?\s*\)\W{{0,2}})?
         {WHICH}{_UNIT}\b
      | (?P<yearly>\byear[\s-]to[\s-]year\b|\bannual(?:ly)?\b(?!{_OCCASION})
          |\byearly\b|\bmonth[\s-]to[\s-]month\b|\bmonthly\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "anniversary": "Y"}


# "24 (thirty-six) months": the words are in the brackets.
_WORDS_BEHIND = re.compile(r"\d\s?\(\s?[A-Za-z]{3}")


def durations(text: str) -> list[tuple[int, str]]:
    """Every duration that the text writes out, as its offset in the text with number words as figures (see
    ``in_figures``) and its ISO 8601 form: "ninety (90) days" is P90D, "the fifth anniversary" P5Y. Where words and
    figures differ, the words count, as they do in court."""
    behind = _WORDS_BEHIND.search(text) is not None
    return [(start, duration) for start, _, duration in duration_spans(in_figures(text), behind)]


def duration_spans(plain: str, words_behind: bool = False) -> list[tuple[int, int, str]]:
    """Every duration in a text whose number words are already figures: start, end (half open) and ISO 8601 form.
    ``words_behind``: the brackets after its numbers hold the words."""
    found = []
    for match in _DURATION.finditer(plain):
        if match["yearly"]:
            duration = "P1M" if match["yearly"].lower().startswith("month") else "P1Y"
        else:
            unit = match["unit"].lower()
            letter = _LETTERS[unit if unit in _LETTERS else unit.rstrip("s")]
            in_brackets = match["figure"] and (words_behind or _is_in_pieces(plain, match.start()))
            duration = f"P{int(match['figure'] if in_brackets else match['number'])}{letter}"
        found.append((match.start(), match.end(), duration))
    return found


# "Twenty- Four (24) months", with a space that a line's end has left: the figures tell.
_IN_PIECES = re.compile(r"(?:\d|hundred|thousand|\wty)[\s–—-]{1,3}(?:and\s)?$")


def _is_in_pieces(plain: str, start: int) -> bool:
    """Whether the number that begins here is only the last piece of one in words."""
    return _IN_PIECES.search(plain, max(0, start - 12), start) is not None


def days(duration: str) -> float:
    """About how many days an ISO duration of one unit is, for comparisons."""
    return int(duration[1:-1]) * {"D": 1.0, "W": 7.0, "M": 365.25 / 12, "Y": 365.25}[duration[-1]]


# Longer durations in days are given in years.
_MANY_DAYS = 730


def in_words(value: str) -> str:
    """A duration as a person says it ("P90D": "90 days"); any other value as it is."""
    match = re.fullmatch(r"P(\d+)([DWMY])", value)
    if not match:
        return value
    if match[2] == "D" and int(match[1]) > _MANY_DAYS:
        return f"about {round(2 * days(value) / 365.25) / 2:g} years"
    unit = {"D": "day", "W": "week", "M": "month", "Y": "year"}[match[2]]
    return f"{match[1]} {unit}{'' if match[1] == '1' else 's'}"
