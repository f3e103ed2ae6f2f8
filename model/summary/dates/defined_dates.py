"""Days that a contract defines under a name of their own, so that they are not taken for its beginning or its end."""

from __future__ import annotations

import re

# The names of the day on which a contract is made or begins, and of the day on which it ends.
_START = re.compile(
    r"(?:(?:agreement|contract|term|initial|lease|licen[cs]e|amend(?:ment|ed)|restate(?:ment|d)|original|first|second|third|fourth|fifth)\s){0,3}"
    r"(?:effective|commencement|commencing|start|starting|beginning|inception|execution|signing|signature|agreement|contract|amendment)\sdate",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:(?:agreement|contract|term|initial|scheduled|final|outside)\s){0,3}"
    r"(?:expiration|expiry|termination|end|ending|maturity|final|initial\sexpiration)\sdate",
    re.IGNORECASE,
)
_NAME = r"[“\"](?:the\s)?(?P<name>[^“”\"\n]{2,40}\s(?i:date))[”\"]"
# "“Option Starting Date” means May 2, 2020"
_NAME_FIRST = re.compile(
    rf"{_NAME}\s(?:\([^()]{{0,60}}\)\s)?(?:(?:shall|will)\s)?(?:means?|be|is)\b[^.;\n“”\"]{{0,60}}$"
)
_MEANS, _DEFINED_BEFORE = re.compile(r"(?:(?:shall|will)\s)?(?:means?|be|is)\b"), re.compile(rf"{_NAME}\s$")
# "May 2, 2020 (the “Option Starting Date”)"
_DAY_FIRST = re.compile(rf"[\s,]{{0,3}}\(\s?(?:the\s|such\sdate,?\s(?:the\s)?)?{_NAME}")
# "Made as of May 2, 2020 (the “Closing Date”)": its own day, whatever it calls it.
_MADE = re.compile(
    r"\b(?:made|dated|entered|executed|signed|effective|force|effect|as\sof)\b[^.;\n]{0,40}$", re.IGNORECASE
)
_REACH = 120


def is_another_day(text: str, start: int, end: int) -> bool:
    """Whether the date in this interval is defined as a day that is neither the contract's own date nor its
    beginning."""
    lead = text[max(0, start - _REACH) : start]
    called = _NAME_FIRST.search(lead)
    if called is None and not _MADE.search(lead):
        called = _DAY_FIRST.match(text, end)
    return called is not None and not _START.fullmatch(_name(called))


def defines_another_day(text: str, start: int) -> bool:
    """Whether the words that begin here define a day that neither begins nor ends the contract."""
    called = _DEFINED_BEFORE.search(text, max(0, start - _REACH), start) if _MEANS.match(text, start) else None
    return called is not None and not any(own.fullmatch(_name(called)) for own in (_START, _END))


# "“Tonnage Convention” means the convention that became effective on May 2, 2020", in a line of its own.
_DEFINES_A_THING = re.compile(
    r"\W{0,4}(?:[\d.()a-z]{1,8}\s{1,3})?(?:The\sterm\s)?[“\"](?:the\s|this\s)?(?P<thing>[^“”\"\n]{2,60})[”\"](?:\s\([^()]{0,60}\))?,?\s(?:(?:shall|will)\s)?(?:means?|refers)\b"
)
_OF_TIME = re.compile(r"\b(?:date|day|term|period|time|agreement|contract|amendment|lease)\b", re.IGNORECASE)


def is_of_a_defined_thing(text: str, start: int) -> bool:
    """Whether the line of the date that starts here defines a thing, and neither a time nor the contract."""
    line = text.rfind("\n", 0, start) + 1
    defines = _DEFINES_A_THING.match(text, line, start)
    return defines is not None and not _OF_TIME.search(defines["thing"])


def _name(called: re.Match[str]) -> str:
    return " ".join(called["name"].split())
