"""The labels of sections, as a reader would name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(
    r"(?:(?:section|article|clause|exhibit|schedule|annex|appendix|part|paragraph)\s+\S|§"
    r"|\(?(?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,5})[.)]|\d{1,3}(?:\.\s?\d{1,3}){0,4}\s*$)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3}")
# What stands over pages and is no section.
_STAMP = re.compile(
    r"\W*(?:strictly\s)?(?:confidential|draft|privileged|execution\s(?:copy|version))(?:\streatment\srequested)?\W*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s_=-]{4,200}+$")


def labels(headings: Sequence[str]) -> list[str]:
    """The headings over a passage that can be a section's: a number or a word stands in each, and no postcode
    ("K2G 5J9"), stamp ("CONFIDENTIAL") or trademark sign ("TM TM") is one. Lines typed under them are left out."""
    trimmed = [_RULE.sub("", heading).strip() for heading in headings]
    return [one for one in trimmed if not _STAMP.match(one) and (_NUMBER.match(one) or _WORD.search(one))]
