"""The contract's own date, of several near it: the one that the opening gives, or else the last signature's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chunking.document import Document
from model.findings import Finding
from model.summary.values import DATE, iso_date

AGREED = "Agreement Date"
# The opening is within this many characters.
_FIRST = 4_000
# "this Supply Agreement (the "Agreement") dated as of May 2, 2020", "This AGREEMENT is made the 2 May 2020"
_OPENING = re.compile(
    rf"\bthis\s+(?:[\w&’'/-]{{1,30}}\s+){{0,8}}(?:agreement|contract|amendment|addendum|deed|lease)\b(?:\s?\([^()]{{1,60}}\))?,?\s+"
    r"(?:is\s+|was\s+)?(?:dated|made|entered\s+into|executed|concluded)\s+(?:and\s+(?:made|entered\s+into|executed)\s+)?"
    rf"(?:(?:as|of|on|this|the|dated)\s+){{0,4}}{DATE}",
    re.IGNORECASE,
)
# What comes before the date of a signature.
_SIGNED_ON, _REACH = re.compile(r"\bdated?\s?:\s{0,9}$", re.IGNORECASE), 20
# Dates with at least this share of the best one's score are also those of signatures.
_AS_SURE = 0.5


def with_agreement_date(document: Document, dated: Sequence[Finding], sources: Sequence[Finding]) -> list[Finding]:
    """``sources`` with the contract's own date as the only agreement date: the one of the candidates (``dated``) that
    the opening gives, or the last signature's, if the best of the sources is a signature's."""
    own = _of_the_opening(document, dated) or _last_signed(document, dated, sources)
    if not own:
        return list(sources)
    best = max((one.score for one in sources if one.category == AGREED), default=own.score)
    return [own._replace(score=best), *(one for one in sources if one.category != AGREED)]


def _of_the_opening(document: Document, dated: Sequence[Finding]) -> Finding | None:
    match = _OPENING.search(document.text, 0, _FIRST)
    if not match:
        return None
    start, end = match.span("date")
    return next((one._replace(start=start, end=end) for one in dated if one.start < end and start < one.end), None)


def _last_signed(document: Document, dated: Sequence[Finding], sources: Sequence[Finding]) -> Finding | None:
    """The last of the dates over the signatures, each after "Date:"."""
    best = max((one for one in sources if one.category == AGREED), key=lambda one: one.score, default=None)
    if not best or not _is_signatures(document, best):
        return None
    signed = [
        (day, one)
        for one in dated
        if one.score >= _AS_SURE * best.score
        and _is_signatures(document, one)
        and (day := iso_date(document.text[one.start : one.end]))
    ]
    return max(signed, key=lambda pair: pair[0])[1] if signed else None


def _is_signatures(document: Document, date: Finding) -> bool:
    return _SIGNED_ON.search(document.text, max(0, date.start - _REACH), date.start) is not None
