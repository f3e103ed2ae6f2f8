"""What stands in a document without being agreed: alternatives whose box is not ticked, words that a form calls
optional, a library of optional clauses behind the signatures, and sections that the key terms switch off."""

from __future__ import annotations

import re
from functools import lru_cache

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


# "Special terms: Section 4.3 applies. Section 4.4 does not apply.": no "Section 4.4 does not apply to fraud".
_SWITCHED_OFF = re.compile(
    r"\b(?:[Ss]ections?|[Cc]lauses?|[Pp]aragraphs?)\s(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\s(?:does|do|shall|will)\snot\sapply(?=\s?[.;\n])"
)

_NEXT_SECTION = re.compile(r"^\W{0,3}\d{1,2}\.(?:\d{1,2}|\s)", re.MULTILINE)


def is_switched_off(text: str, position: int) -> bool:
    """Whether a place is in a section of which another place says that it does not apply."""
    return any(begin <= position < end for begin, end in _switched_off(text))


@lru_cache(maxsize=8)
def _switched_off(text: str) -> tuple[tuple[int, int], ...]:
    """The intervals of the sections that are said not to apply."""
    found = []
    for one in _SWITCHED_OFF.finditer(text):
        begins = re.search(rf"^\W{{0,3}}{re.escape(one['number'])}[.)]?\s", text, re.MULTILINE)
        ends = begins and _NEXT_SECTION.search(text, begins.end())
        if begins:
            found.append((begins.start(), ends.start() if ends else len(text)))
    return tuple(found)
