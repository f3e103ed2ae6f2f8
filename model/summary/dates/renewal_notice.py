"""The notice that stops a renewal, or asks for one: found next to the renewal, in its sentence, or in the one after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chunking.document import Document
from model.findings import Finding
from model.summary.dates.renewal import DOES_SO_BY, NOTICE, asks_for_renewal, is_against_renewal, notice, stops_renewal
from model.summary.dates.termination import FOR_CONVENIENCE
from model.summary.values.date_patterns import MONTH

# The notice that stops a renewal is usually in the same sentence or next to it, where this score is enough.
BESIDE = 0.02
# How many sentences after a clause may say how long its notice is.
_BEHIND = 4
_OPTION = re.compile(
    r"\boptions?\b|\bright\s+to\s+(?:renew|extend)\b|\b(?:may|can)\s+(?:renew|extend|prolong)\b", re.IGNORECASE
)
_SUCH_NOTICE = re.compile(r"\W*(?:any\s+|the\s+)?(?:such|this|said|that)\s+(?:\w+\s+){0,2}notice\b", re.IGNORECASE)
# "By notice in writing to be given on or before 30 September", "has told the other no later than 5 March", "by telling
# it in writing by 5 March"
_NOTICE_BY_A_DAY = re.compile(
    rf"\b(?:notice|told|notified|informed|telling|notifying|informing|intimat\w+|in\s+writing)\b[^.;]{{0,80}}\b(?:on\s+or\s+before|by|before|(?:no|not)\s+later\s+than)\s+(?:the\s+)?(?:\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d{{1,2}})",
    re.IGNORECASE,
)


def against_renewal(document: Document, finding: Finding) -> Finding:
    """The finding; as a notice of non-renewal, if it is a right to terminate only at the end of a term."""
    stops = finding.category == FOR_CONVENIENCE and is_against_renewal(document.text[finding.start : finding.end])
    return finding._replace(category=NOTICE) if stops else finding


def notice_beside(document: Document, findings: Sequence[Finding], sources: Sequence[Finding]) -> Iterator[Finding]:
    """The notice next to a renewal, if none was found and the words there are about non-renewal; that by which an
    option to renew is exercised, in any case."""
    yield from _exercise(document, sources)
    if any(finding.category == NOTICE for finding in sources):
        return

    def stops(finding: Finding) -> bool:
        beside = [other for other in renewing if finding.first <= other.last and other.first <= finding.last]
        start, end = min(other.start for other in [finding, *beside]), max(other.end for other in [finding, *beside])
        return bool(beside) and stops_renewal(document.text[start:end])

    renewing = [finding for finding in sources if finding.category == "Renewal Term"]
    candidates = [finding for finding in findings if finding.category == NOTICE and finding.score >= BESIDE]
    reading = [finding for finding in candidates if notice(document.text[finding.start : finding.end])]
    own = [one for one in renewing if _asks_or_stops(document.text[one.start : one.end])]
    best = max(filter(stops, reading), key=lambda finding: finding.score, default=None)
    if best:
        yield best
    elif own:
        # the notice is in the renewal's own sentence
        yield max(own, key=lambda finding: finding.score)._replace(category=NOTICE)


# "To exercise this option, Buyer must notify Vendor no later than ninety days before the end of the term."
_EXERCISES = re.compile(
    r"\W*(?:(?:in\s+order\s+)?to\s+exercise\s+(?:this|such|the|said|its)\s+(?:\w+\s+){0,3}?(?:options?|rights?)\b"
    rf"|{DOES_SO_BY}|(?:(?:the|this|such|each|either)\s)?(?:option|right)\s(?:(?:is|shall\sbe|must\sbe|may\sbe|can\sbe)\s){{1,2}}?(?:to\sbe\s)?(?:only\s)?exercis(?:ed|able)\b)",
    re.IGNORECASE,
)


def _exercise(document: Document, sources: Sequence[Finding]) -> Iterator[Finding]:
    """The sentence after an option to renew that says by when it is exercised."""
    for one in sources:
        if one.category != "Renewal Term" or not _OPTION.search(document.text, one.start, one.end):
            continue
        for segment in document.segments[one.first + 1 : one.last + _BEHIND]:
            if _EXERCISES.match(document.text, segment.start, segment.end) and notice(document.segment_text(segment)):
                yield Finding(NOTICE, segment.id, segment.id + 1, segment.start, segment.end, one.score)
                return


def _asks_or_stops(text: str) -> bool:
    due = notice(text) or _NOTICE_BY_A_DAY.search(text)
    return bool(due) and (stops_renewal(text) or asks_for_renewal(text))


def with_period(document: Document, finding: Finding) -> Finding:
    """A clause about a notice together with the next sentence, which says how long the notice is: "Such notice must be
    given ninety days before the end"."""
    if notice(document.text[finding.start : finding.end]):
        return finding
    for segment in document.segments[finding.last : finding.last + _BEHIND]:
        sentence = document.segment_text(segment)
        if segment.heading != document.segments[finding.last - 1].heading:
            break
        if _SUCH_NOTICE.match(sentence) and notice(sentence):
            return finding._replace(last=segment.id + 1, end=segment.end)
    return finding
