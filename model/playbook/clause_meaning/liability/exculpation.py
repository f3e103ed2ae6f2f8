"""Exculpatory clauses, which leave a party liable only for gross negligence, willful misconduct or bad faith: "Adviser
is not liable for any loss except through bad faith"."""

from __future__ import annotations

import re

from model.summary.parties.sides import Sides

_FAULT = r"\b(?:gross(?:ly)?\snegligen\w+|wil+ful|bad\sfaith)"
# Common for advisers and agents. The atomic group commits to the first exception, so that a long series of exceptions
# does not cause backtracking.
_EXCULPATES = re.compile(
    r"\b(?:shall|will)\s(?:not\sbe\s(?:liable|responsible)\sfor\sany"
    # not for one thing alone, such as a late delivery
    r"|have\sno\sliability\sto(?:\s[\w’']+){1,6}?(?=,?\s(?:except|other\sthan|unless|under\sth(?:is|e)|in\sconnection\swith\sth(?:is|e)"
    r"|with\srespect\sto\s(?:its\s\w+\sin\s)?this)\b))\s(?>[^.;]{3,260}?"
    r"\b(?:except|other\sthan|unless|absent|in\sthe\sabsence\sof)\b)[^.;]{0,120}?" + _FAULT,
    re.IGNORECASE,
)
# "Except in the case of fraud or gross negligence, none of Adviser and its affiliates shall have any liability for any
# losses"
_EXCULPATES_BUT_FOR = re.compile(
    rf"\bexcept\b[^.;]{{0,120}}?{_FAULT}[^.;]{{0,160}}?(?:\b(?:none\sof|neither|no)\b[^.;]{{0,160}}?\b(?:shall|will)\s|\b(?:shall|will)\snot\s)"
    r"(?:have\sany\sliability|be\s(?:held\s)?(?:liable|responsible))\b[^.;]{0,100}?\bfor\sany\b"
    r"(?![^.;]{0,40}?\b(?:indirect|consequential|special|incidental|punitive|exemplary)\b)",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"\b(?:shall|will)\snot\sbe\s(?:liable|responsible)\b[^.;]{0,120}?\bfor\s(?:any|an)\s(?:act|action|loss|error|mistake|damage)s?\b",
    re.IGNORECASE,
)
_SERIOUS = re.compile(_FAULT, re.IGNORECASE)
_BUT_FOR = re.compile(r"\b(?:except|other\sthan|unless|absent|nothing)\b", re.IGNORECASE)
# The fault must be named at most `_SOON` characters after the exclusion, and the "except" at most `_NEAR` before it.
_SOON, _NEAR = 2_000, 600


_GRADES = re.compile(
    r"\b(?:gross\snegligence|(?:intentional\sor\s)?wil+ful\s(?:misconduct|misfeasance|default|neglect|acts?)|bad\sfaith|reckless\sdisregard|fraud)\b",
    re.IGNORECASE,
)
_UNLESS = re.compile(rf"{_BUT_FOR.pattern}|\bin\sthe\sabsence\sof\b", re.IGNORECASE)
_LIABLE = re.compile(r"\b(?:shall|will)\s(?:not\sbe\s(?:liable|responsible)|have\sno\sliability)\b", re.IGNORECASE)
_REST = 300


def exculpated(text: str, span: tuple[int, int], sides: Sides) -> tuple[str | None, list[str]]:
    """The party that an exculpatory clause spares, and the faults for which it remains liable, in the contract's
    words."""
    start, end = span
    liable = _LIABLE.search(text, start, end)
    whose = sides.actor(text, liable.end()) if liable else None
    stop = text.find(". ", end, end + _REST)
    unless = _UNLESS.search(text, start)
    grades = _GRADES.finditer(text, unless.start() if unless else end, stop if stop >= 0 else end + _REST)
    return whose, list(dict.fromkeys(" ".join(one.group().split()).lower() for one in grades))


def exculpatory_clause(text: str) -> tuple[int, int] | None:
    """The interval (half open) of the words that exclude liability for anything less than gross negligence, willful
    misconduct or bad faith, even if that exception is in another sentence; None if there are none."""
    if spared := _EXCULPATES.search(text) or _EXCULPATES_BUT_FOR.search(text):
        return spared.span()
    for spared in _SPARED.finditer(text):
        for fault in _SERIOUS.finditer(text, spared.end(), spared.end() + _SOON):
            if _BUT_FOR.search(text, max(spared.end(), fault.start() - _NEAR), fault.start()):
                return spared.span()
    return None
