"""What a contract tells by its form: the companies that are its parties, in its opening sentence ("by and between X
("A") and Y ("B")") and over its signatures ("X By:"), for names that the model is not sure of, or cuts short; and the
days that it defines as its effective and expiration dates ("as of May 1, 2020 (the "Effective Date")")."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from chunking.document import Document
from model.findings import Finding
from model.summary.values import DATE

# So much of a contract, in characters, may stand before "between", and so long may the list of parties be.
_FIRST, _LIST = 4000, 1500
# So many companies are listed at most: each is held against all that were found.
_MOST = 200
_FORM = (
    r"(?:Inc(?:orporated|orporation)?|INC(?:ORPORATED)?|L\.? ?L\.? ?C|Corp(?:oration)?|CORP(?:ORATION)?|Ltd|LTD|Limited"
    r"|LIMITED|L\.?L?\.?P|GmbH|Company|COMPANY|Co|PLC|plc|University|UNIVERSITY|N\.A|S\.A|N\.V|B\.V|AG|Pty|PTY|Trust"
    r"|TRUST|Bank|BANK|Foundation|Association)(?!\w)\.?"
)
_BETWEEN = re.compile(r"\b(?:between|among(?:st)?)\b[\s:,]*", re.IGNORECASE)
_END = re.compile(r"\b(?:WHEREAS|Whereas|RECITALS?|Recitals|WITNESSETH|NOW,?\s+THEREFORE|BACKGROUND|Background)\b")
# Of at most so many letters, since a word may begin at any letter behind a dash or a dot.
_WORD = r"(?:[A-Z][\w.'’&-]{0,60}+|\([A-Z]\w{0,60}+\))"
# What comes after "a" describes a party and names none: "a Nevada Corporation".
_NAME = (
    rf"(?<!\ba )(?<!\ban )(?<![A-Z] )\b(?P<name>{_WORD}(?:,? (?:(?:of|the|&|de|-|\d{{1,6}}) )?{_WORD}){{0,8}}?,?"
    rf" {_FORM}(?:,? ?{_FORM}){{0,4}})"
)
_NAMED = re.compile(_NAME)
_SIGNED = re.compile(rf"{_NAME}[\s:,.]{{0,4}}(?:\(?[A-Z]\w{{1,60}}+\)?[\s:]{{1,3}})?(?:By\s?:|/s/)")
# What is signed on: a name is looked for shortly before, and not from every word of the text.
_SIGN, _LONGEST_NAME = re.compile(r"By\s?:|/s/"), 1000
# A form of company and its place alone are no name either.
_NO_NAME = re.compile(r"(?:An? )?(?:\w+ )?(?:Limited )?(?:Liability )?(?:Company|Corporation)\.?$", re.IGNORECASE)

_QUOTE = "[\"“”'’]"
_OTHER_DATE = DATE.replace("<date>", "<_>")
_DEFINED = {"Effective Date": "effective", "Expiration Date": "(?:expiration|expiry|termination|end)"}
# The term stands in brackets behind its day (the nearest), or before it.
_DAY_FIRST = {
    category: re.compile(
        rf"""{DATE}(?:(?!{_OTHER_DATE})[^.;"“”]){{0,60}}?
             \(\s*(?:\w+[\s,]+){{0,5}}?{_QUOTE}\s*(?:the\s+)?{term}\s+date""",
        re.IGNORECASE | re.VERBOSE,
    )
    for category, term in _DEFINED.items()
}
_TERM_FIRST = {
    category: re.compile(
        rf"""(?:{_QUOTE}\s*{term}\s+date\s*{_QUOTE}[^;"“”]{{0,40}}?\b(?:mean\w*|shall\s+be|is)\b[^;"“”]{{0,50}}?
               |\b{term}\s+date(?:\s+of\s+(?:this\s+)?(?:\w++\s++){{1,3}})?+\s*+:\s*+){DATE}""",
        re.IGNORECASE | re.VERBOSE,
    )
    for category, term in _DEFINED.items()
}


def defined_dates(document: Document, score: float) -> list[Finding]:
    """The days that the contract itself defines as its effective and its expiration date, with this score."""
    found = []
    for category in _DEFINED:
        match = _DAY_FIRST[category].search(document.text, 0, _FIRST) or _TERM_FIRST[category].search(document.text)
        if match and (date := _finding(category, document, *match.span("date"), score)):
            found.append(date)
    return found


def named_parties(document: Document, score: float) -> list[Finding]:
    """The companies named in the list of parties near the beginning and over the signatures, with this score, each
    name once."""
    found: dict[str, Finding] = {}
    for match in _matches(document.text):
        name = _finding("Parties", document, *match.span("name"), score)
        if name and not _NO_NAME.match(match["name"]) and len(found) < _MOST:
            found.setdefault(re.sub(r"\W", "", match["name"]).lower(), name)
    return list(found.values())


def _finding(category: str, document: Document, start: int, end: int, score: float) -> Finding | None:
    first = bisect_right(document.segments, start, key=lambda segment: segment.end)
    last = bisect_left(document.segments, end, key=lambda segment: segment.start)
    return Finding(category, first, last, start, end, score) if first < last else None


def _matches(text: str) -> Iterator[re.Match[str]]:
    between = _BETWEEN.search(text, 0, _FIRST)
    if between:
        end = _END.search(text, between.end(), between.end() + _LIST)
        yield from _NAMED.finditer(text, between.end(), end.start() if end else between.end() + _LIST)
    done = 0
    for sign in _SIGN.finditer(text):
        yield from _SIGNED.finditer(text, max(done, sign.start() - _LONGEST_NAME), sign.end())
        done = sign.end()
