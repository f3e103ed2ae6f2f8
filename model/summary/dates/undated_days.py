"""Days and years that a contract defines by an event instead of a date, so that nothing is counted from them."""

from __future__ import annotations

import re

from model.summary.values.blanks import BLANK
from model.summary.values.date_patterns import DATE, dates_in
from model.summary.values.numbers import in_figures

_NOT_ONE = r"(?!(?:Effective|Execution|Agreement|Signing|Expiration|Termination)\b)"
_NAME_OF_A_DAY = rf"(?P<name>{_NOT_ONE}(?:[A-Z][\w-]{{0,30}}\s){{1,4}}Date)"
# "“Launch Commencement Date” means the first day of the month in which Vendor begins the launch."
_DEFINED_DAY = re.compile(
    rf"(?:[“\"]|(?<=[;:.]\s)|(?<=\n)){_NAME_OF_A_DAY}[”\"]?\s"
    r"(?:shall\s|will\s)?(?:mean|be|is)s?\s(?P<day>[^.;\n]{3,300})"
)
# "Subscription Start Date: the earlier of Go-Live and October 1, 2025", a field or a row
_FIELD_FOR_A_DAY = re.compile(
    rf"^(?=[^\n:\t]{{3,80}}[:\t])[ \t]{{0,9}}(?:(?:Item\s)?[\d.]{{1,5}}\s)?{_NAME_OF_A_DAY}"
    r"\s?[:\t]\s{0,3}(?P<day>the\s[^.;\n]{3,300})",
    re.MULTILINE,
)
# One of two days, of which only one is written out
_ONE_OF_TWO = re.compile(r"\b(?:earlier|earliest|first|sooner|later|latest)\s(?:to\soccur\s)?of\b", re.IGNORECASE)
_SAME_DAY = re.compile(
    r"\b(?:hereof|above|effective|execut\w+|signature|sign(?:ed|ing))\b|\bsigns?(?:\s(?:below|here|it|this|the\s(?:agreement|contract|letter|order))\b|$)|\bdate\sof\sth(?:is|e)\s(?:agreement|contract)\b",
    re.IGNORECASE,
)


# "The date on which Owner delivers a notice to proceed, which shall be no later than February 1, 2023"
_NO_LATER = re.compile(rf"\b(?:(?:no|not)\slater\sthan|on\sor\sbefore|by)\s{DATE}", re.IGNORECASE)


# "On the day on which the first car reaches the Mill (the “In-Service Date”)", "the day we hand over the keys (the
# “start date”)"
_DAY_WITH_A_NAME = re.compile(
    r"\bthe\s(?:first\s)?(?P<day>(?:date|day)\s(?:on\swhich|when|that|upon\swhich|(?=(?:we|you|they|it|the|all|our|your)\s))\s?[^.;()\n]{3,200})\s"
    rf"\((?:the\s|such\sdate,?\s(?:being\s)?the\s)?[“\"](?P<name>(?i:{_NOT_ONE}(?:[a-z][\w-]{{0,30}}\s){{1,4}}date))[”\"]\)"
)


# "“Contract Year” means each period of twelve months beginning with the First Commercial Sale"
_DEFINED_YEAR = re.compile(
    r"(?:[“\"]|(?<=\n))(?P<name>(?:Contract|Agreement|License|Licence|Service|Operating|Supply|Sales|Royalty)\sYear)[”\"]?\s(?:shall\s|will\s)?means?\s[^.;\n]{0,120}?"
    r"\b(?:commencing|commences|beginning|begins|starting|starts|from)\s(?:(?:on|with|from|upon|at)\s)?(?P<day>(?:the|its)\s[^.;\n]{3,80}?)(?=\sand\b|,\s(?!\d{4})|[.;\n])"
)


def undated_days(text: str) -> frozenset[str]:
    """The names, in lower case, of the days, and the kinds of years, that a contract defines by an event instead of a
    date."""
    forms = (_DEFINED_DAY, _DAY_WITH_A_NAME, _FIELD_FOR_A_DAY, _DEFINED_YEAR)
    defined = (one for form in forms for one in form.finditer(text))
    return frozenset(" ".join(one["name"].split()).lower() for one in defined if _is_undated(one["day"]))


def _is_undated(day: str) -> bool:
    """Whether words define a day by an event: they name no date, or only one of two days."""
    if BLANK.search(day) or _SAME_DAY.search(day):
        return False
    named = dates_in(in_figures(_NO_LATER.sub(" ", day)))
    return not named or (len(named) == 1 and _ONE_OF_TWO.search(day) is not None)
