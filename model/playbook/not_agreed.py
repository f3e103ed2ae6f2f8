"""What stands in a document without being agreed: alternatives whose box is not ticked, words that a form calls
optional, and a library of optional clauses behind the signatures."""

from __future__ import annotations

import re

from model.summary.text.optional_words import is_optional

TICKED = re.compile(r"[☒☑✓✔]|\[[xX]\]")
_EMPTY_BOX = re.compile(r"[\s*•-]{0,4}(?:☐|\[\s{0,3}\]\s)")
_LIBRARY = re.compile(
    r"^[ \t#*]{0,6}(?:optional|alternative)\s(?:clauses?|provisions?|terms)(?:\slibrary)?[ \t*:]{0,4}$"
    r"|^[ \t#*]{0,6}clause\slibrary[ \t*:]{0,4}$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURES = re.compile(
    r"^[ \t#*]{0,6}(?:SIGNATURES?|Signatures?)[ \t*:]{0,4}$|\bIN\sWITNESS\b|^[ \t]{0,6}By\s?:|(?<!\w)/s/", re.MULTILINE
)


def is_not_chosen(sentence: str) -> bool:
    """Whether a sentence is an alternative whose box is empty, or optional: "☐ The partners shall not compete."."""
    return is_optional(sentence) or (_EMPTY_BOX.match(sentence) is not None and TICKED.search(sentence) is None)


def is_in_a_library(text: str, position: int) -> bool:
    """Whether a place in a contract's text is in a list of optional clauses behind the signatures."""
    library = _LIBRARY.search(text, 0, position)
    return library is not None and _SIGNATURES.search(text, 0, library.start()) is not None
