"""Exhibits and schedules that a contract refers to but does not attach: "as set out in Exhibit C".

Missing exhibits are reported only if the contract has attached others of the same kind: if it has attached none, the
file is just the agreement, which is not a drafting fault."""

from __future__ import annotations

import re
from typing import NamedTuple

from chunking.document import Document

_KIND = r"(?P<kind>exhibit|schedule|annex|appendix|attachment)"
_MARK = r"(?P<mark>[A-Z]{1,2}(?:-\d{1,2})?|\d{1,2}|[IVX]{1,5})"
# A heading may contain a dash: "SCHEDULE - B".
_GAP = r"(?:\s?[-–—:]\s?|\s)"
_REFERENCE = re.compile(rf"\b(?i:{_KIND})\s[“\"]?{_MARK}(?![\w.-]{{0,20}}\w)")
# At the beginning of a line, alone or before a title, it is the exhibit itself.
_OWN = re.compile(rf"^[\W_]{{0,6}}(?i:{_KIND}){_GAP}[“\"]?{_MARK}(?![\w.-]{{0,20}}\w)", re.MULTILINE)
# Text extraction may have joined a heading to the line before it; such a heading is usually in capitals.
_IN_CAPITALS = re.compile(
    rf"\b(?P<kind>EXHIBIT|SCHEDULE|ANNEX|APPENDIX|ATTACHMENT){_GAP}[“\"]?{_MARK}(?![\w.-]{{0,20}}\w)"
)
# A heading may follow a table, at the end of the table's last line.
_AT_LINES_END = re.compile(rf"(?<![a-z,;(]\s)\b(?i:{_KIND})\s{_MARK}$", re.MULTILINE)
# A heading with a title may have been joined to words that are not an English sentence: "公司 Appendix 2 Prices".
_WITH_TITLE = re.compile(rf"(?<![A-Za-z,;(“\"]\s)\b(?i:{_KIND})\s{_MARK}\s(?=[A-Z][a-z])")
# The exhibits of another document: "Exhibit A to the Lease", "Schedule 13D".
_ELSEWHERE = re.compile(
    r"[\s,)”\"]{0,3}(?:to|of|in|under)\s(?!this\b|the\s(?:agreement|contract)\b)|[\s,]{0,2}thereto\b", re.IGNORECASE
)
_ATTACHED = re.compile(
    r"\b(?:attached|annexed|appended|hereto|set\s(?:out|forth)|listed|described|specified|given\sto\sthem\s(?:on|in))\b",
    re.IGNORECASE,
)
# "Product License Schedule A" is a document with a name of its own.
_OTHER_NAME = re.compile(r"\b(?!In|On|As|To|See|The|And|Under|By|With|Each|This|Of\b)[A-Z][a-z]+\s$")
# "Appendix 1" may be headed "APPENDIX I", and the other way round.
_ROMAN = {roman: str(number) for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII"), 1)}
_OTHERWISE = _ROMAN | {arabic: roman for roman, arabic in _ROMAN.items()}
_AROUND = 80
# The contract proper ends here; what follows is attached.
SIGNED = re.compile(r"\bIN\sWITNESS\sWHEREOF\b")
_SIGNATURE = re.compile(r"\b(?i:by)\s?:|/s/")
_LETTER = re.compile(r"^Dear\s", re.MULTILINE)
_TERMS = re.compile(
    r"[\s,]{0,3}(?:\([^()]{0,120}|entitled\s|,\s)[“\"]?(?:(?:standard|general)\s)?terms\s(?:and|&)\sconditions\b",
    re.IGNORECASE,
)


class NotAttached(NamedTuple):
    """An attachment that is referred to but missing, and the first reference to it in the document's text."""

    name: str
    start: int
    end: int


def missing_attachments(document: Document) -> list[NotAttached]:
    """The first reference to each missing attachment; none if a page could not be read, since the attachment may be
    there, or if no attachment of that kind exists."""
    if any(page.unread for page in document.pages):
        return []
    text = document.text
    signed = SIGNED.search(text)
    own = {
        _named(match)
        for pattern in (_OWN, _IN_CAPITALS, _AT_LINES_END, _WITH_TITLE)
        for match in pattern.finditer(text)
    }
    there = own | {(kind, _OTHERWISE[mark]) for kind, mark in own if mark in _OTHERWISE}
    kinds = {kind for kind, _ in there}
    missing: dict[tuple[str, str], NotAttached] = {}
    # An attachment first mentioned after the signatures belongs to another attachment.
    for match in _REFERENCE.finditer(text, 0, signed.start() if signed else len(text)):
        named = _named(match)
        if _OTHER_NAME.search(text, max(0, match.start() - 30), match.start()):
            continue
        if named in there or named in missing or named[0] not in kinds or _ELSEWHERE.match(text, match.end()):
            continue
        if _ATTACHED.search(text, max(0, match.start() - _AROUND), match.end() + _AROUND):
            name = f"{match['kind'].capitalize()} {match['mark']}"
            missing[named] = NotAttached(name, match.start(), match.end())
    return list(missing.values())


def own_text(text: str) -> str:
    """The contract without what is attached after its signatures: the attachments and letters, which others may
    sign."""
    signed = _SIGNATURE.search(text)
    begins = [match.start() for one in (_OWN, _LETTER) if signed and (match := one.search(text, signed.end()))]
    return text[: min(begins)] if begins else text


def terms_not_attached(document: Document) -> NotAttached | None:
    """The attachment that holds the contract's general terms, if it is missing: "Exhibit B (the "Terms and
    Conditions")"."""
    return next((one for one in missing_attachments(document) if _TERMS.match(document.text, one.end)), None)


def _named(match: re.Match[str]) -> tuple[str, str]:
    """An attachment's kind and mark; "Exhibit A-1" is part of Exhibit A."""
    return match["kind"].lower(), match["mark"].partition("-")[0]
