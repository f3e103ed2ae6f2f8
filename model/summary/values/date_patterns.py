"""Dates as contracts write them: expressions that find them in a text."""

from __future__ import annotations

import calendar
import datetime
import re

from dateutil import parser

# Months in full, without a group around them.
MONTH_NAMES = "|".join(calendar.month_name[1:])
# A day whose year is missing: "this 1st day of December"; an anniversary has more words.
NO_YEAR = (
    r"^\W{0,3}(?:(?:this|the)\s)?\d{1,2}(?:st|nd|rd|th)\sday\sof\s"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,7}\W{0,3}$"
)
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2}\b")
# "Nineteen Hundred and Ninety-Eight", "two thousand and five".
YEAR_IN_WORDS = re.compile(
    r"\b(?:nineteen\s+hundred|two\s+thousand)(?:\s+and)?"
    r"(?:[\s-]+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,6}teen|twenty|thirty|\w{3,5}ty)){0,2}\b",
    re.IGNORECASE,
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,7}+\.?"
# In some text layers, superscript letters are separated: "20t h".
TH = r"(?:s\s?t|n\s?d|r\s?d|t\s?h)"
# Plain text marks them with slashes: "1/st/".
_DAY = rf"\d{{1,2}}(?:\s?{TH}|/{TH}/)?"
# Underlining in typewritten texts comes after the word: "31 December, --------- 1996".
_RULE = r"(?:-{4,80}+\s*+)?"
# "The 8th day of May, in the year of our Lord 1998"
_THE_YEAR = r"(?:in\s+the\s+year\s+(?:of\s+)?(?:our\s+lord\s+)?)?"
# A date as contracts write it, in a group "date" of a larger pattern; a text layer may lose the blank before it.
DATE = (
    rf"(?P<date>(?:(?<![^\W_])|(?<=\bof)|(?<=\bon))(?:{MONTH}\s+{_DAY}\s*+(?:[,.]\s*+)?\d{{4}}|{_DAY}\s+(?:day\s+)?(?:of\s+)?(?:-{{3,80}}+\s*+)?{MONTH}\s*+(?:,\s*+)?(?:day\s+of\s+)?{_THE_YEAR}{_RULE}\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\b)"
)
_DATE = re.compile(DATE, re.IGNORECASE)
# A date written on the line for it: "3/24/06 ____________".
_SIGNED_LINE = re.compile(r"_{4,}")
_DATED_LINE = re.compile(rf"(?:{DATE.replace('?P<date>', '?:')}[\s_]{{1,80}}){{1,4}}", re.IGNORECASE)


def without_line(text: str) -> str:
    """A date without the line that it is written on, which is no blank any more; any other text as it is."""
    return _SIGNED_LINE.sub(" ", text) if _DATED_LINE.fullmatch(text) else text


def dates_in(plain: str) -> set[str]:
    """The dates written out in a text whose number words are already figures, as ISO 8601."""
    return {date for match in _DATE.finditer(plain) if (date := _parsed(match.group()))}


def _parsed(text: str) -> str | None:
    plain = re.sub(
        rf"-{{3,}}|\b(?:day|of|in|the|year|our|lord)\b|(?<=\d)\s?{TH}\b|,|(?<=\d)\.(?=\s)",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    # Figures separated by full stops are a European date: the day comes first.
    european = bool(re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2,4}", plain))
    try:
        return parser.parse(plain, dayfirst=european, default=datetime.datetime(1, 1, 1)).date().isoformat()
    except (ValueError, OverflowError):
        return None
