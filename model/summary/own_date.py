"""The contract's own date, of several near it: the one that the opening gives, or else the last signature's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chunking.document import Document
from model.findings import Finding
from model.summary.values import DATE, iso_date

AGREED = "Agreement Date"
# The opening stands within so many characters.
_FIRST = 4_000
# "this Supply Agreement (the "Agreement") dated as of May 2, 2020", "This AGREEMENT is made the 2 May 2020"
_OPENING = re.compile(
    rf"\bthis\s+(?:[\w&’'/-]{{1,30}}\s+){{0,8}}(?:agreement|contract|amendment|addendum|deed|lease)\b(?:\s?\([^()]{{1,60}}\))?,?\s+"
    r"(?:is\s+|was\s+)?(?:dated|made|entered\s+into|executed|concluded)\s+(?:and\s+(?:made|entered\s+into|executed)\s+)?"
    rf"(?:(?:as|of|on|this|the|dated)\s+){{0,4}}{DATE}",
    re.IGNORECASE,
)
# What stands before the date of a signature.
_SIGNED_ON = re.compile(r"\bdated?\s?:\s{0,9}$", re.IGNORECASE)
# Signatures whose dates are so much less sure than the best one's are still dates of signatures.
_AS_SURE = 0.5


def with_own_date(document: Document, candidates: Sequence[Finding], sources: Sequence[Finding]) -> list[Finding]:
    """``sources`` with the contract's own date alone: the one of the ``candidates`` that its opening gives, or the last
    signature's, where the best of the sources is a signature's."""
    dated = [one for one in candidates if one.category == AGREED]
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
    """The last of the dates over the signatures, each of which stands behind "Date:"."""
    text = document.text
    best = max((one for one in sources if one.category == AGREED), key=lambda one: one.score, default=None)
    if not best or not _SIGNED_ON.search(text, max(0, best.start - 20), best.start):
        return None
    signed = [
        (day, one)
        for one in dated
        if one.score >= _AS_SURE * best.score
        and _SIGNED_ON.search(text, max(0, one.start - 20), one.start)
        and (day := iso_date(text[one.start : one.end]))
    ]
    return max(signed, key=lambda pair: pair[0])[1] if signed else None
