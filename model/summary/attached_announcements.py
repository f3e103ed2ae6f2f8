"""Press releases attached to a contract, which announce it but have no contractual effect."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.findings import Finding
from model.summary.text.signatures import SIGNED

_ANNOUNCES = re.compile(
    r"\bannounced\s(?:\w+\s)?today\b|\btoday\s(?:\w+\s)?announced\b|\bfor\simmediate\srelease\b", re.IGNORECASE
)
# The heading of an attachment, as far as its letter or number.
ATTACHMENT = r"^\W{0,5}(?P<kind>(?i:exhibit|schedule|annex|appendix|attachment))\s\W{0,2}(?:[A-Z]{1,2}|\d{1,2})\b"
ATTACHED = re.compile(rf"{ATTACHMENT}(?!\s[a-z])", re.MULTILINE)
# The announcement is among the first words of the release.
_OPENING = 1_500


def outside_announcements(text: str, findings: Sequence[Finding]) -> list[Finding]:
    """The findings that are in no press release attached after the signatures."""
    releases = _releases(text)
    return [one for one in findings if not any(start <= one.start < end for start, end in releases)]


def _releases(text: str) -> list[tuple[int, int]]:
    signed = SIGNED.search(text)
    if not signed:
        return []
    starts = [match.start() for match in ATTACHED.finditer(text, signed.end())]
    parts = zip(starts, [*starts, len(text)][1:], strict=True)
    return [(start, end) for start, end in parts if _ANNOUNCES.search(text, start, min(end, start + _OPENING))]
