"""The day that an amendment puts in the place of another: "deleting “May 1, 2020” and inserting in its place
“May 1, 2022”"."""

from __future__ import annotations

import re
from typing import NamedTuple

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
# "The term of the Original Agreement will expire on May 1, 2020"
_TERM_ENDS = re.compile(
    rf"\b(?:terms?|agreement|contract|lease|licen[cs]e|expiration\sdate)\b[^.;\n]{{0,80}}?\b(?:expir\w+|ends?|terminat\w+|until|through)\b[^.;\n]{{0,25}}?{DATE}",
    re.IGNORECASE,
)
_MOVES = re.compile(r"\b(?:delet|str(?:ik|ick)|remov|replac|chang|insert|substitut|extended)", re.IGNORECASE)
_TWO_DAYS = re.compile(r"\d\d\b[^\n]{3,400}?\d\d\b")
_REACH = 60


class Moved(NamedTuple):
    """The day (ISO 8601) that is taken out, and the one that is put in its place; either may be no real day."""

    old: str | None
    new: str | None


def moved_to(text: str) -> str | None:
    """The day (ISO 8601) that takes the place of another in a sentence; None if none does."""
    moved = _moved(text)
    return moved.new if moved else None


def _moved(text: str) -> Moved | None:
    if not (_MOVES.search(text) and _TWO_DAYS.search(text)):
        return None
    plain = in_figures(text)
    dates = list(_DATES.finditer(plain))
    if len(dates) != 2:
        return None
    first, second = dates
    before, between = plain[max(0, first.start() - _REACH) : first.start()], plain[first.end() : second.start()]
    if _PUTS.search(before) and _FOR.match(between):
        return Moved(iso_date(second.group()), iso_date(first.group()))
    if (_TAKES_OUT.search(before) and _PUTS_IN.match(between)) or _IS_REPLACED.match(between):
        return Moved(iso_date(first.group()), iso_date(second.group()))
    return None


def moves_its_end(words: str, text: str) -> bool:
    """Whether words of an amendment (``text``) put one day in the place of another, with which the term ended: it
    extends a term, or says elsewhere that the term ends on the day that is taken out."""
    moved = _moved(words)
    if moved is None or moved.new is None:
        return False
    return _EXTENDS_THE_TERM.search(text) is not None or _ends_on(text, moved.old)


def _ends_on(text: str, day: str | None) -> bool:
    """Whether a text says that a term or a contract ends on a day."""
    named = (one["date"] for one in _TERM_ENDS.finditer(text))
    return day is not None and any(iso_date(one) == day for one in named)


def moved_end(document: Document) -> Segment | None:
    """The sentence by which an amendment puts another day in the place of the one on which the term ended."""
    return next((one for one in document.segments if moves_its_end(document.segment_text(one), document.text)), None)


def is_moved_away(day: str | None, moving: str) -> bool:
    """Whether a day is the one that the words of an amendment (``moving``) take out."""
    moved = _moved(moving)
    return moved is not None and moved.old == day
