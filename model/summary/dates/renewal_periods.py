"""How long a renewal runs where it is counted in another way: period by period, one at a time, without an end."""

from __future__ import annotations

import re

# "a further right of renewal for each of the next three years" is one of a year at a time.
EACH_YEAR = re.compile(
    r"\b(?:renew\w*|exten\w+)\b[^.;]{0,60}\bfor\s+each\s+of\s+the\s+(?:\w+\s+){0,2}\d{1,2}\s+years\b"
)
# "From quarter to quarter", "month in and month out", "from one Contract Year to the next": a period at a time
_PERIOD_BY_PERIOD = re.compile(
    r"\b(?:from\s(?:(?:one|1)\s)?(?:\w+\s)?(?P<to>year|quarter|month)\sto\s(?:(?:the\s)?next\b|(?:\w+\s)?(?P=to)\b)"
    r"|(?P<by>year|quarter|month)\s(?:by|after|in\sand)\s(?P=by)\b(?!\s(?:and\s)?payment)"
    r"|successive\s(?:\w+\s)?(?P<each>year|quarter|month)s?,?\s(?:one|1)\sat\sa\stime\b"
    # "into each following fiscal year", "for the next school year, and so on each year"
    r"|into\seach\s(?:following|subsequent|succeeding|next)\s(?:\w+\s)?(?P<following>year|quarter|month)\b"
    r"|for\sthe\snext\s(?:\w+\s)?(?P<next>year|quarter|month),?\sand\sso\son\b)",
    re.IGNORECASE,
)
GOES_ON_BY_PERIODS = re.compile(
    rf"\b(?:continu\w*|go(?:es)?\son|carr(?:y|ies)\son|runs?\son|(?:carr(?:y|ies)|rolls?)\s(?:on|over)|renew\w*|keeps?\sgoing)\b[^.;]{{0,40}}?"
    # "from Season to Season", whose length is not said
    rf"(?:{_PERIOD_BY_PERIOD.pattern}|\bfrom\s(?:one\s)?(?P<season>season|term|harvest|vintage|campaign)\sto\s(?:the\snext|(?P=season))\b)",
    re.IGNORECASE,
)
# "For up to four further Contract Years, one at a time", "for three years in one-year increments"
_ONE_AT_A_TIME = re.compile(
    r"(?<!\bof\s)\b\d{1,2}\s(?:\(\d{1,2}\)\s)?(?:(?:further|additional|more|successive|extra|optional)\s)?(?:\w+\s)?(?P<one>year|quarter|month)s,?\s"
    r"(?:(?:each|taken|exercised)\s)?(?:one|1)\s(?:by\s(?:one|1)\b|(?:(?:year|quarter|month)\s)?at\sa\stime\b)"
    r"|\b\d{1,2}\s(?:\(\d{1,2}\)\s)?(?:\w+\s)?(?:years|months),?\sin\s(?:1[\s-]|one[\s-])?(?P<step>year|annual|yearly|quarterly|monthly|month)\s(?:increments|steps)\b(?!\sof\b)",
    re.IGNORECASE,
)
_STEP = {"annual": "year", "yearly": "year", "quarterly": "quarter", "monthly": "month"}
_LENGTH_OF = {"year": "P1Y", "quarter": "P3M", "month": "P1M"}
# "After the initial period it shall continue indefinitely", "then continues for an indefinite period"
_ITSELF = (
    r"(?:this|the|our)\s(?:agreement|contract|lease|tenancy|licen[cs]e|arrangement|engagement|appointment|letter|deed)"
)
_RUNS_WITHOUT_END = (
    r"\s(?:(?:shall|will)\s)?(?:(?:then|thereafter|afterwards|automatically)\s){0,2}"
    r"(?:continues?|go(?:es)?\son|carr(?:y|ies)\son|runs?(?:\son)?|remains?\sin\s(?:force|effect)|(?:be|is)\s(?:continued|extended|renewed))\s"
    r"(?:thereafter\s)?(?:indefinitely\b|for\san\s(?:indefinite|unlimited|indeterminate)\s(?:period|term|duration|time)\b)"
)
GOES_ON_WITHOUT_END = (
    r"(?:\b(?:after|following|(?:up)?on\s(?:the\s)?(?:expiry|expiration|end)\sof|at\sthe\send\sof|beyond)\s(?:the|this|that|such)\s(?:initial|first|fixed|minimum|original)\s"
    rf"(?:[\w()-]+\s){{0,4}}?(?:term|period|years|months|duration),?\s(?:it|{_ITSELF}){_RUNS_WITHOUT_END}"
    # "unless either gives notice by May 1", but not "unless terminated earlier", which ends what never had a term
    rf"|(?:\bunless\b(?!\s(?:[\w’'-]+\s){{0,5}}?(?:terminated|cancell?ed|ended)\b)[^.;]{{3,240}}?,\s|\b(?:then|thereafter|after\sthat|afterwards),?\s){_ITSELF}{_RUNS_WITHOUT_END}"
    rf"|\b{_ITSELF}(?=\s(?:(?:shall|will)\s)?(?:then|thereafter|afterwards)\b){_RUNS_WITHOUT_END})"
)
WITHOUT_LIMIT = re.compile(
    r"\b(?:renew\w*|exten(?:ds?|ded|sion)|continu\w*|go(?:es)?\s+on|carr(?:y|ies)\s+on|runs?(?:\s+on)?)\s+(?:\w+\s+){0,3}?"
    r"for\s+an?\s+(?:indefinite|unlimited|indeterminate)\s+(?:period|term|duration|time)"
)
# "For the 12 or 24 months that you choose"
# or for "the greater of one year or the length set forth on the Order Form"
ONE_OF_TWO = re.compile(
    r"\b\d{1,3}\sor\s\d{1,3}\s(?:months?|years?)\b"
    r"|\b(?:terms?|periods?|for)\s(?:of\s|equal\sto\s)?the\s(?:greater|longer|longest|lesser|shorter)\sof\s[^.;,$€£%]{0,40}?\b(?:years?|months?|length|term|period)\b[^.;,]{0,60}?\s(?:or|and)\s"
    r"|\b(?:renew\w*|exten\w+)\b[^.;]{0,120}?\b(?:years?|months?|term|period)\b[^.;]{0,60}?,\swhichever\sis\s(?:the\s)?(?:longer|greater|shorter|lesser)\b"
)


def one_at_a_time(plain: str) -> str | None:
    """The length of each of several renewals that are taken one at a time; None if the words speak of none."""
    singly = _ONE_AT_A_TIME.search(plain)
    unit = (singly["one"] or singly["step"]).lower() if singly else ""
    return _LENGTH_OF[_STEP.get(unit, unit)] if unit else None


def period_by_period(plain: str) -> str | None:
    """The period that follows itself: a month of what goes on "from month to month"."""
    period = _PERIOD_BY_PERIOD.search(plain)
    return _LENGTH_OF[next(filter(None, period.groups())).lower()] if period else None
