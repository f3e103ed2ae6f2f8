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
# Text printed on pages that is not a section.
_STAMP = re.compile(
    r"\W*(?:strictly\s)?(?:confidential|draft|privileged|execution\s(?:copy|version))(?:\streatment\srequested)?\W*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s_=-]{4,200}+$")


def labels(headings: Sequence[str]) -> list[str]:
    """The headings over a passage that can be those of sections: they contain a number or a word, and are not a
    postcode ("K2G 5J9"), a stamp ("CONFIDENTIAL") or trademark signs ("TM TM"). Underlining is removed."""
    trimmed = [_RULE.sub("", heading).strip() for heading in headings]
    return [one for one in trimmed if not _STAMP.match(one) and (_NUMBER.match(one) or _WORD.search(one))]
