"""Companies that offer terms together: "Brook Ltd and Harrow GmbH (together “we”)"."""

from __future__ import annotations

import re

from model.summary.parties.company_names import HARD_FORM, clean
from model.summary.parties.offeror_definitions import NAME

_COMPANY = re.compile(rf"(?<![\w.&]){NAME}")
_AND = r",?\s(?:and|&)\s(?:the\scompany\s)?"
_NUMBER = r"(?:\s\([^()\n]{1,80}\))?"
# Nothing but a number of registration between the two, or, where the term is said to be that of both, a description.
_JOINED, _DESCRIBED = re.compile(rf"{_NUMBER}{_AND}"), re.compile(rf"(?:,\s[^;“”\"\n]{{2,120}})?{_NUMBER}{_AND}")
_TOGETHER = re.compile(
    r"\(?(?:hereinafter\s|referred\sto\sas\s)?(?:together|collectively|jointly|both)\b", re.IGNORECASE
)
# "Between Harrow Inc. and Brook Ltd (“we”)": the first is the other side.
_BETWEEN = re.compile(r"\b(?:between|among|with)\s(?:the\scompany\s)?$", re.IGNORECASE)
_LEAD = 40


def company_beside(text: str, begin: int, start: int, bracket: int) -> tuple[int, int] | None:
    """The company after ``begin`` that "and" joins to the one at ``start``, if the term in a ``bracket`` is that of
    both."""
    together = _TOGETHER.match(text, bracket) is not None
    joins = _DESCRIBED if together else _JOINED
    for name in reversed(list(_COMPANY.finditer(text, begin, start))):
        if not HARD_FORM.search(name.group()):
            continue
        end = name.start() + len(clean(name.group()))
        first = not together and _BETWEEN.search(text, max(begin, name.start() - _LEAD), name.start())
        return (name.start(), end) if joins.fullmatch(text, end, start) and not first else None
    return None


def company_joined(text: str, end: int) -> tuple[int, int] | None:
    """The company that "and" joins to the one that ends there."""
    joined = _JOINED.match(text, end)
    name = _COMPANY.match(text, joined.end()) if joined else None
    return name.span() if name and HARD_FORM.search(name.group()) else None
