"""Days to which a contract gives names, put in the place of the names: "36 months from the Go-Live Date"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from model.summary.text.wording import spelled
from model.summary.values.date_patterns import DATE
from model.summary.values.dates import iso_date

# The contract's own day and its beginning are read as such.
_NAME = r"(?P<name>(?!(?:Effective|Execution|Agreement|Signing|Signature|Amendment)\s)(?:[A-Z][\w-]{1,20}\s){1,3}Date)"
_DEFINED = re.compile(
    # a row of key terms, "Item 6 | Commencement Date | July 1, 2024"
    rf"^(?:(?:Item\s)?[\d.]{{1,5}}(?:\s?[–—-])?\s)?{_NAME}\s?[\t:|]\s{{0,3}}{DATE}[ \t.]{{0,9}}$"
    rf"|[“\"](?:the\s)?{_NAME.replace('<name>', '<called>')}[”\"]\s(?:means?|is|shall\sbe|shall\smean)\s"
    rf"{DATE.replace('<date>', '<day>')}"
    # "Start Date means 1 September 2021." in a list of definitions
    rf"|^[ \t]{{0,9}}(?:\W?\w{{1,3}}[.)]\s)?{_NAME.replace('<name>', '<bare>')}\s?:?\smeans\s"
    rf"{DATE.replace('<date>', '<that>')}(?=[.;,]?\s*$)"
    rf"|{DATE.replace('<date>', '<before>')}\s\((?:the\s)?[“\"](?:the\s)?"
    rf"{_NAME.replace('<name>', '<behind>')}[”\"]\)",
    re.MULTILINE,
)


def named_days(text: str) -> dict[str, str]:
    """The days that have a name, as written, by their names; none whose name the text gives to two days."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for one in _DEFINED.finditer(text):
        name = " ".join((one["name"] or one["called"] or one["bare"] or one["behind"]).split())
        day = one["date"] or one["day"] or one["that"] or one["before"]
        if iso_date(found.setdefault(name, day)) != iso_date(day):
            twice.add(name)
    return {name: day for name, day in found.items() if name not in twice}


def with_days(words: str, days: Mapping[str, str]) -> str:
    """The words with the days in the place of their names, where they do not themselves say which day that is."""
    for name, day in days.items():
        if day not in words:
            words = re.sub(rf"\b(?:[Tt]he\s)?{spelled(name)}(?!\w|[”\"])", day, words)
    return words
