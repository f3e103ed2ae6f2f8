"""Redacted passages: "[***]", "XXXXX"; not the notices that explain the marks. Telephone numbers that are blanked out
count, and are not quoted."""

from __future__ import annotations

import re
from typing import NamedTuple

from chunking.document import Document
from chunking.layout.segments import is_heading
from model.summary.values.blanks import REDACTION_MARK

_LEGEND = re.compile(
    r"\b(?:marked|indicated|denoted|identified|replaced|designated|symbol|brackets)"
    r"(?:\W{1,3}(?:as|by|with|in|and|here|the|an?|three|bracketed|asterisks?|symbols?|marks?|brackets?|placeholders?|follow(?:s|ing)|double|square))"
    r"{0,6}\W{0,3}$",
    re.IGNORECASE,
)
REDACTED = re.compile(rf"{REDACTION_MARK}|\[\s?[†‡]{{1,9}}\s?\]", re.IGNORECASE)
# A header or footnote that explains the marks is not a redaction.
_NOTICE = re.compile(
    r"[\s=:–—-]{0,6}(?:the\s)?(?:confidential|omitted|omissions?|portions?|certain|text|material|information|redacted|indicates?|denotes?|designates?|represents?|means|marks?)\b"
    r"[^.]{0,160}?\b(?:omitted|redacted|filed\sseparately|confidential\streatment)\b|"
    r"\W{0,3}(?:the\s)?(?:confidential\s(?:treatment|portions?|information)|omitted\sportions?|indicates?|material\somitted"
    r"|(?:text|material|information)\somitted|certain\s(?:\w+\s){0,2}(?:information|portions?|material|terms|text)\b)",
    re.IGNORECASE,
)
# "***Certain information has been omitted.***": the notice ends in the marks that it explains.
_NOTICE_IN_MARKS = re.compile(
    rf"^[ \t]{{0,9}}\*{{2,9}}(?:{_NOTICE.pattern})[^*\n]{{0,600}}\*{{2,9}}[ \t]*$", re.IGNORECASE | re.MULTILINE
)
# Spaced asterisks ("* * *") can be an ornament or left-out words of a quotation, unless a note explains them.
_SPACED = re.compile(r"(?<![*\[(])(?<!\*\s)\*(?:[ \t]\*){2,6}(?![*\])])(?!\s\*)")
# A line in asterisks is an ornament: "*****SIGNATURE PAGE FOLLOWS***".
_ORNAMENT = re.compile(r"^\*{3,20}\s?(?=[^*\n]{0,60}[A-Za-z]{3})[^*\n]{3,60}\*{3,20}$", re.MULTILINE)
# A line of asterisks under a heading, as long as it, underlines it.
_UNDERLINED = re.compile(
    r"^(?P<heading>(?=[^\n]{0,60}[A-Za-z]{3})[^*\n.;:]{4,80})\n(?P<line>\*{4,80})[ \t]*$", re.MULTILINE
)
_ABOUT_AS_LONG = 2
# The marks of footnotes, at the words that they explain ("Net Sales**") and before the notes ("**After tax.").
_AT_A_WORD = re.compile(r"(?<=[\w%)])\*{1,9}(?![*\w])")
_BEFORE_A_NOTE = re.compile(r"(?<![^\s])\*{1,9}(?=[“\"]?[A-Za-z])")
# A blanked-out telephone or account number says nothing of anybody's rights.
_CONTACT = re.compile(
    r"\b(?:phone|telephone|tel|fax|facsimile|mobile|cell|e-?mail|account|passport|routing|social\ssecurity|tax\sid\w*)\b"
    r"(?!\s(?:within|by|on|in|at|no\slater)\b)[^\n]{0,30}$",
    re.IGNORECASE,
)
# A redacted address says less about the contract than any other passage.
_ADDRESS = re.compile(
    r"\b(?:offices?|address|located|residing|resident|place\sof\sbusiness)\b[^.;]{0,30}$", re.IGNORECASE
)
# A sentence of at least this many words shows what was redacted in it.
_WORD, _ENOUGH_WORDS = re.compile(r"[^\W\d_]{3,}"), 6


class Redactions(NamedTuple):
    """How many passages are redacted, and the intervals (half open) of those whose sentence shows what was redacted, or
    else of the first; those of addresses come last."""

    number: int
    telling: list[tuple[int, int]]


def redactions(document: Document) -> Redactions | None:
    """The redacted passages of a contract; None if nothing is redacted."""
    text = document.text
    notes = _footnotes(text)
    plain = _ORNAMENT.sub(_blank, _NOTICE_IN_MARKS.sub(_blank, text))
    plain = _UNDERLINED.sub(_without_underline, plain)
    found = [
        one.span() for one in REDACTED.finditer(plain) if one.span() not in notes and not _explains(text, *one.span())
    ]
    spaced = [one.span() for one in _SPACED.finditer(text)]
    agreed = [span for span in spaced if not _explains(text, *span)]
    if len(agreed) < len(spaced):
        found = sorted([*found, *agreed])
    rights = [span for span in found if not _is_contact(text, *span)]
    telling = [span for span in rights if _has_words(document, *span)] or rights[:1]
    telling.sort(key=lambda span: _ADDRESS.search(text, max(0, span[0] - 60), span[0]) is not None)
    return Redactions(len(found), telling) if rights else None


def _blank(line: re.Match[str]) -> str:
    return " " * len(line.group())


def _without_underline(heading: re.Match[str]) -> str:
    whole, line = heading.group(), heading["line"]
    as_long = abs(len(heading["heading"].rstrip()) - len(line)) <= _ABOUT_AS_LONG
    return whole.replace(line, " " * len(line)) if as_long else whole


def _footnotes(text: str) -> set[tuple[int, int]]:
    """The intervals of footnote marks: asterisks of at least two numbers, each both at a word and before a note."""
    marks = [list(pattern.finditer(text)) for pattern in (_AT_A_WORD, _BEFORE_A_NOTE)]
    both = set.intersection(*({match.group() for match in found} for found in marks))
    return {match.span() for found in marks for match in found if match.group() in both} if len(both) > 1 else set()


def _explains(text: str, start: int, end: int) -> bool:
    return bool(_LEGEND.search(text[max(0, start - 60) : start]) or _NOTICE.match(text, end))


def _is_contact(text: str, start: int, end: int) -> bool:
    return _CONTACT.search(text[max(0, start - 50) : start]) is not None


def _has_words(document: Document, start: int, end: int) -> bool:
    """Whether the sentence around a redaction shows what was redacted; what looks like a heading is not quoted."""
    around = document.segments_in(start, end)
    said = document.segment_text(around[0]) if around else ""
    return len(_WORD.findall(said)) >= _ENOUGH_WORDS and not is_heading(said)
