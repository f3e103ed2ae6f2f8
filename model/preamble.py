"""The companies that a contract names as its parties by form: in its opening sentence ("by and between X ("A") and Y
("B")") and over its signatures ("X By:"). For names that the model is not sure of, or cuts short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chunking.document import Document
from model.findings import Finding

# So much of a contract, in characters, may stand before "between", and so long may the list of parties be.
_FIRST, _LIST = 4000, 1500
_FORM = (
    r"(?:Inc(?:orporated|orporation)?|INC(?:ORPORATED)?|L\.? ?L\.? ?C|Corp(?:oration)?|CORP(?:ORATION)?|Ltd|LTD|Limited"
    r"|LIMITED|L\.?L?\.?P|GmbH|Company|COMPANY|Co|PLC|plc|University|UNIVERSITY|N\.A|S\.A|N\.V|B\.V|AG|Pty|PTY|Trust"
    r"|TRUST|Bank|BANK|Foundation|Association)(?!\w)\.?"
)
_BETWEEN = re.compile(r"\b(?:between|among(?:st)?)\b[\s:,]*", re.IGNORECASE)
_END = re.compile(r"\b(?:WHEREAS|Whereas|RECITALS?|Recitals|WITNESSETH|NOW,?\s+THEREFORE|BACKGROUND|Background)\b")
_WORD = r"(?:[A-Z][\w.'’&-]*|\([A-Z]\w*\))"
# What comes after "a" describes a party and names none: "a Nevada Corporation".
_NAME = (
    rf"(?<!\ba )(?<!\ban )(?<![A-Z] )\b(?P<name>{_WORD}(?:,? (?:(?:of|the|&|de|-|\d+) )?{_WORD}){{0,8}}?,?"
    rf" {_FORM}(?:,? ?{_FORM})*)"
)
_NAMED = re.compile(_NAME)
_SIGNED = re.compile(rf"{_NAME}[\s:,.]{{0,4}}(?:\(?[A-Z]\w+\)?[\s:]{{1,3}})?(?:By\s?:|/s/)")
# A form of company and its place alone are no name either.
_NO_NAME = re.compile(r"(?:An? )?(?:\w+ )?(?:Limited )?(?:Liability )?(?:Company|Corporation)\.?$", re.IGNORECASE)


def named_parties(document: Document, score: float) -> list[Finding]:
    """The companies named in the list of parties near the beginning and over the signatures, with this score, each
    name once."""
    found: dict[str, Finding] = {}
    for match in _matches(document.text):
        start, end = match.span("name")
        inside = [segment.id for segment in document.segments if segment.start < end and segment.end > start]
        if inside and not _NO_NAME.match(match["name"]):
            name = Finding("Parties", inside[0], inside[-1] + 1, start, end, score)
            found.setdefault(re.sub(r"\W", "", match["name"]).lower(), name)
    return list(found.values())


def _matches(text: str) -> Iterator[re.Match[str]]:
    between = _BETWEEN.search(text, 0, _FIRST)
    if between:
        end = _END.search(text, between.end(), between.end() + _LIST)
        yield from _NAMED.finditer(text, between.end(), end.start() if end else between.end() + _LIST)
    yield from _SIGNED.finditer(text)
