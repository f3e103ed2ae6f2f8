"""The dates beside the signatures of a contract, and the last of them, on which it is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chunking.document import Document
from model.findings import Finding
from model.summary.attached_announcements import ATTACHED
from model.summary.parties.opening_and_signatures import found_at
from model.summary.values.date_patterns import DATE
from model.summary.values.dates import iso_date

DATES = re.compile(DATE, re.IGNORECASE)
A_SIGNATURE = re.compile(r"(?<!\w)/s/")
_WITNESS = re.compile(
    r"\bIN\sWITNESS\sWHEREOF\b|\b(?:EXECUTED|Executed|SIGNED|Signed|SUBSCRIBED|Subscribed)\s(?:as|by|for)\b"
)
# Signatures stand together, within this many characters, and after this share of a contract. The place and day of the
# first may stand over it.
BLOCK, AT_THE_END, _OVER = 1_500, 0.4, 160
# What comes before the date of a signature: "Date:", "Signed:", "Date signed by Customer:".
_SIGNED_ON = re.compile(r"\b(?:dated?|(?:date\s)?signed(?:\son|\sby\s[^\n:]{2,40})?)\s?:\s{0,9}$", re.IGNORECASE)
_REACH = 60
# "For Brook Farms Limited, at Kyle on May 2, 2020: Ann Brook, Director", "SIGNED at Kyle on 2 May 2020", "Done at Kyle
# in two originals on 2 May 2020", "Subscribed for Brook Farms at Kyle on 2 May 2020"
_SIGNS_ON = re.compile(
    r"^(?:For|Signed|SIGNED|Subscribed|SUBSCRIBED|Executed|EXECUTED|Agreed|Accepted|Done|Thus\sdone)\b[^\n:]{0,200}\son\s(?:this\s|the\s)?$",
    re.MULTILINE,
)
# "Kyle, 2 May 2020", a line over a signature
_AT_A_PLACE = re.compile(r"^[ \t]{0,9}[^\W\d_][\w’'.() -]{1,30},\s(?:(?:the|this|on)\s){0,2}$", re.MULTILINE)
# "SIGNED", "For Brook Farms Limited", "Name: Ann Brook", lines above the date
_SIGNERS = re.compile(
    r"^[ \t]{0,9}(?:SIGNED|Signed|SIGNATURES?|Signatures?|EXECUTED|Executed|AGREED|Agreed|ACCEPTED|Accepted|For"
    r"|FOR|By|BY|Name|NAME)\b",
    re.MULTILINE,
)
_NAMED_DATE = re.compile(
    r"\b(?:agreement|contract)\sdated?\s?:\s{0,9}$"
    r"|\b(?:terminat\w+|expir\w+|commenc\w+|start(?:ing)?|end(?:ing)?|effective|due|closing|delivery|completion|renewal|birth)\sdate\s?:\s{0,9}$",
    re.IGNORECASE,
)
# "/s/ John Brook, Manager", a line, and the date below it.
_BELOW_A_NAME, _NAME = re.compile(r"(?:/s/|\\s\\|\bBy\s?:)[^;\n]{1,120}(?:\n[-–—_\s]{0,80}){1,2}$"), 300
LINE_ENDS = re.compile(r"[ _.]*+(?:[\n\t]|$)")


class _Signed(NamedTuple):
    day: str
    start: int
    end: int


def last_signature(text: str) -> str | None:
    """The last of the dates beside the signatures; None if none is legible."""
    return max((one.day for one in _signed(text)), default=None)


def dated_by_signatures(document: Document, category: str, score: float) -> Finding | None:
    """The last of the dates of the signatures, as the date of a contract that gives no other; None if one of several
    signatures is undated."""
    text = document.text
    last = max(_signed(text), default=None)
    if last is None or has_an_unread_signature(text):
        return None
    return found_at(document, category, last.start, last.end, score)


def _signed(text: str) -> Iterator[_Signed]:
    """The legible dates of the signatures that stand together."""
    begin = _begin(text)
    if begin is None:
        return
    for one in DATES.finditer(text, begin, begin + BLOCK):
        if is_signatures(text, *one.span("date")) and (day := iso_date(one["date"])):
            yield _Signed(day, *one.span("date"))


def _begin(text: str) -> int | None:
    """Where the signatures begin, or else the first date of one at the end, before what is attached."""
    signed = A_SIGNATURE.search(text) or _WITNESS.search(text)
    if signed:
        return max(0, signed.start() - _OVER)
    late = int(AT_THE_END * len(text))
    attached = ATTACHED.search(text, late)
    dates = DATES.finditer(text, late, attached.start() if attached else len(text))
    starts = (one.start("date") for one in dates if is_signatures(text, *one.span("date")))
    return next((max(0, start - _OVER) for start in starts if _stands_under_names(text, start)), None)


def _stands_under_names(text: str, start: int) -> bool:
    """Whether more than the label "Date:" tells that a date is a signature's."""
    labeled = _SIGNED_ON.search(text, max(0, start - _REACH), start)
    return labeled is None or _SIGNERS.search(text, max(0, start - _NAME), start) is not None


# "As of the date on which it is signed by the last of the parties (the "Effective Date")"
_FROM_THE_LAST_SIGNATURE = re.compile(
    r"\bdate\b[^.;“”\"]{0,120}?\blast\b[^.;“”\"]{0,80}\((?:the\s)?[“\"]Effective\sDate[”\"]\)", re.IGNORECASE
)
_DATE_LABEL = re.compile(r"\bDate(?:d|\sSigned)?\s?:[\s_]{0,40}(?P<date>(?:(?!\bDate)[^\n:]){0,30})")
_A_DAY = re.compile(r"\d{1,4}")


def begins_with_an_unread_signature(text: str) -> bool:
    """Whether a contract begins on the last of its signatures, and one of several is undated or illegible, so that
    nobody can tell which is the last."""
    return _FROM_THE_LAST_SIGNATURE.search(text) is not None and has_an_unread_signature(text)


def has_an_unread_signature(text: str) -> bool:
    """Whether one of several signatures is undated or illegible."""
    signed = _WITNESS.search(text) or A_SIGNATURE.search(text)
    begin = signed.start() if signed else _begin(text)
    labels = [] if begin is None else list(_DATE_LABEL.finditer(text, begin, begin + BLOCK))
    return len(labels) > 1 and not all(_A_DAY.search(label["date"]) for label in labels)


def is_signatures(text: str, start: int, end: int) -> bool:
    """Whether this is the place of a signature's date: after "Date:", after the place in the last lines, or alone below
    a name that is signed."""
    if _SIGNS_ON.search(text, max(0, start - _NAME), start):
        return True
    if _SIGNED_ON.search(text, max(0, start - _REACH), start):
        return not _NAMED_DATE.search(text, max(0, start - _REACH), start)
    if not LINE_ENDS.match(text, end):
        return False
    if start > AT_THE_END * len(text) and _AT_A_PLACE.search(text, max(0, start - _REACH), start):
        return True
    return _BELOW_A_NAME.search(text, max(0, start - _NAME), start) is not None
