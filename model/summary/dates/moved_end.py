"""The day that an amendment puts in the place of another: "deleting “May 1, 2020” and inserting in its place
“May 1, 2022”"."""

from __future__ import annotations

import re

from chunking.document import Document, Segment
from model.summary.values.date_patterns import DATE
from model.summary.values.dates import iso_date
from model.summary.values.numbers import in_figures

_DATES = re.compile(DATE, re.IGNORECASE)
_QUOTE = r"[”\"’']{0,2}"
_TAKES_OUT = re.compile(
    r"\b(?:delet|strik|remov|replac|chang)\w*\s(?:out\s)?(?:the\s)?(?:\w+\s){0,2}?(?:(?:date|words?|phrase)\s)?(?:of\s)?[“\"‘']?\s?$",
    re.IGNORECASE,
)
_PUTS_IN = re.compile(
    rf"{_QUOTE},?\s[^.;]{{0,120}}?\b(?:insert\w*|substitut\w*|replac\w*|with|by|to)\b[^.;]{{0,40}}$", re.IGNORECASE
)
# "The date of May 1, 2020 is replaced by"
_IS_REPLACED = re.compile(
    rf"{_QUOTE},?\s[^.;]{{0,80}}?\b(?:is|are|be)\s(?:hereby\s)?(?:deleted|replaced|changed|stricken|extended)\b"
    r"[^.;]{0,60}?\b(?:insert\w*|substitut\w*|replac\w*|with|by|to)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# "Substituting “May 1, 2022” for “May 1, 2020”"
_PUTS = re.compile(r"\b(?:insert|substitut)\w*\s(?:the\s)?(?:(?:date|words?)\s)?(?:of\s)?[“\"‘']?\s?$", re.IGNORECASE)
_FOR = re.compile(rf"{_QUOTE},?\s(?:for|in\s(?:the\s)?(?:place|lieu)\sof)\s[^.;]{{0,40}}$", re.IGNORECASE)
_EXTENDS_THE_TERM = re.compile(
    r"\bexten(?:d|ds|ded|ding|sion\sof)\s(?:the\s)?(?:term|expir\w+|period|duration)\b"
    r"|\b(?:term|expir\w+\sdate)\b[^.;]{0,80}\b(?:is|be|has\sbeen)\s(?:hereby\s)?extended\b",
    re.IGNORECASE,
)
_MOVES = re.compile(r"\b(?:delet|str(?:ik|ick)|remov|replac|chang|insert|substitut|extended)", re.IGNORECASE)
_REACH = 60


def moved_to(text: str) -> str | None:
    """The day (ISO 8601) that takes the place of another in a sentence; None if none does."""
    if not _MOVES.search(text):
        return None
    plain = in_figures(text)
    dates = list(_DATES.finditer(plain))
    if len(dates) != 2:
        return None
    first, second = dates
    before, between = plain[max(0, first.start() - _REACH) : first.start()], plain[first.end() : second.start()]
    if _PUTS.search(before) and _FOR.match(between):
        return iso_date(first.group())
    if (_TAKES_OUT.search(before) and _PUTS_IN.match(between)) or _IS_REPLACED.match(between):
        return iso_date(second.group())
    return None


def moves_its_end(words: str, text: str) -> bool:
    """Whether words of an amendment (``text``) that extends a term put one day in the place of another."""
    return moved_to(words) is not None and _EXTENDS_THE_TERM.search(text) is not None


def moved_end(document: Document) -> Segment | None:
    """The sentence by which an amendment that extends a term puts a later day in the place of another."""
    if not _EXTENDS_THE_TERM.search(document.text):
        return None
    return next((one for one in document.segments if moved_to(document.segment_text(one))), None)
