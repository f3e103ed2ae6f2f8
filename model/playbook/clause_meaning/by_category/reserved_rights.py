"""Clauses in a list of what is not granted: "Exhibit B, Excluded Properties", "Reserved Rights"."""

from __future__ import annotations

import re

from chunking.document import Document
from model.schema import Clause

# Categories by which something is granted or transferred.
GRANTS = frozenset({"Irrevocable Or Perpetual License", "Ip Ownership Assignment", "Joint Ip Ownership"})
_LEFT_OUT = re.compile(
    r"\b(?:excluded|retained|reserved|unlicensed)\s(?:\w+,?\s(?:and\s|or\s|&\s)?){0,3}?"
    r"(?:rights|propert(?:y|ies)|assets|works|categories|titles|technolog(?:y|ies)|materials|marks|trademarks|patents|licen[sc]es|software|content"
    r"|ip)\b"
    r"|\b(?:rights|property|assets|licen[sc]es)\s(?:not\s(?:granted|licensed|assigned|transferred|included)|reserved|retained|excluded)\b"
    r"|\bexclusions\sfrom\s(?:the\s)?(?:licen[sc]e|grant|assignment)",
    re.IGNORECASE,
)
# The line that an attachment begins with, and the next one, which may be its title.
_ATTACHMENT = re.compile(
    r"^\W{0,3}(?:exhibit|schedule|annex|appendix|attachment)\s[^\s,;.]{1,6}(?:[ .:–—-]{1,4}[^\n;]{0,80})?\n[^\n]{0,90}",
    re.IGNORECASE | re.MULTILINE,
)


def is_left_out(clause: Clause, document: Document) -> bool:
    """Whether a clause stands in a list of what the contract leaves out, which grants nothing."""
    if clause.heading and _LEFT_OUT.search(clause.heading[-1]):
        return True
    headings = _ATTACHMENT.findall(document.text, 0, clause.interval[0])
    return bool(headings) and _LEFT_OUT.search(headings[-1]) is not None
