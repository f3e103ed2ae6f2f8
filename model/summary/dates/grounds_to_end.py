"""Sentences that say on what grounds a contract may come to an end, and not when it runs out."""

from __future__ import annotations

import re

from model.summary.dates.start_and_term import ENDLESS
from model.summary.values.date_patterns import DATE

_ENDS = re.compile(
    r"\b(?:agreement|contract|lease|licen[cs]e|engagement|appointment|it)\s(?:shall|will|may|can)\s(?:\w+\s){0,2}?(?:terminate|end|be\s(?:terminated|cancel+ed|ended))\b"
    r"|\b(?:agreement|contract|it)\s(?:automatically\s|immediately\s)?(?:terminates|ends)\b",
    re.IGNORECASE,
)
# A notice, a breach, a lost license: none of them need ever come.
_GROUND = re.compile(
    r"\b(?:noti(?:ce|fies|fying|fication)|breach\w*|defaults?|insolven\w*|bankrupt\w*|liquidat\w*|receiver\w*|misconduct|negligence|fraud\w*|convict\w*|violat\w*"
    r"|fail(?:s|ed|ure|ing)?|(?:licen[cs]e|permit|authori[sz]ation|registration)s?\s(?:[\w’']+\s){0,4}?(?:is|are|has\sbeen)\s(?:\w+\s)?(?:revoked|suspended|cancel+ed|withdrawn|lost)"
    r"|(?:revok|suspend|cancel|withdraw)(?:s|es|ed)?\s[^.;:]{0,60}?\b(?:licen[cs]e|permit|authori[sz]ation|registration)s?|mutual(?:ly)?|cause)\b",
    re.IGNORECASE,
)
# What says how long it runs, or of an event by which it is over.
_RUNS_OUT = re.compile(
    rf"{DATE}|\b(?:expir\w+|until|till|through|terms?|duration|continu\w*|remain\w*|in\s(?:full\s)?(?:force|effect)|commenc\w*|begin\w*|start\w*|lasts?|valid"
    r"|complet\w*|anniversary|deliver(?:y|ed)\sof|conclu\w*|end\sof\s(?:the|this|each)|years?|months|period\sof|clos(?:e|ing)|termination\sof|death|dies|sale|merger)\b",
    re.IGNORECASE,
)
# What only the law may require, and how long a notice is: neither says how long the contract runs.
_BY_LAW = re.compile(
    r",?\s(?:subject\sto\s)?(?:any|the|such)\s[^.;:]{0,60}?\b(?:renewal|extension)\b[^.;:]{0,60}?\b(?:required|prescribed|provided)\sby\s(?:\w+\s)?law\b",
    re.IGNORECASE,
)
_MONTHS_OF_NOTICE = re.compile(
    r"\b\w{1,14}\s(?:\(\w{1,14}\)\s)?(?:calendar\s)?months?[’']?\s(?=(?:(?:prior|advance|written|previous)\s){0,3}notice\b)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\W{0,4}(?:[\d.]{1,6}\s{1,3})?(?:(?:[A-Z]{2,20}\s{1,3}){1,8}|Termination(?:\sof\s(?:this\s|the\s)?(?:Agreement|Contract))?[.:\s]\W{0,4})"
)
_PIECES = re.compile(r"[.;:\n]")
# Shorter pieces are the numbers of items and the words that lead to a list.
_LEAST = 4


def ends_on_grounds_only(text: str) -> bool:
    """Whether all that the words say of the contract's end is on whose notice, breach or failure it comes: neither a
    date, nor a length, nor an event of its own by which it runs out."""
    told = _MONTHS_OF_NOTICE.sub(" ", _BY_LAW.sub(" ", _HEADING.sub("", text)))
    if not _ENDS.search(told) or _RUNS_OUT.search(told) or ENDLESS.search(told):
        return False
    pieces = [one for one in _PIECES.split(_ENDS.sub(" ", told)) if len(one.split()) >= _LEAST]
    return bool(pieces) and all(map(_GROUND.search, pieces))
