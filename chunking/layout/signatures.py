"""Finds the signature pages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chunking.document import Page

# The fewest signature lines on a signature page, and on one with words such as "in witness whereof".
LINES, LINES_UNDER_WORDS = 3, 2
# A label is at the start of a line or after a tab, underscores or three spaces. Lookbehinds, because matching from
# every space takes time cubic in the number of spaces.
_LINE = re.compile(
    r"(?:(?<=[\n\t_])|(?<=[\n\t_]\s)|(?<=[\n\t_]\s\s)|(?<=\s\s\s))"
    r"(?:By|Per|Name|Print(?:ed)? Name|Title|Its|Date|Signature|Signed|Authori[sz]ed Signat\w++)\s*+(?::|_{3,}+|/s/)"
    # a label alone on its line, or beside that of the other column
    r"|^(?:(?:By|Name|Title|Date|Signature|Witness (?:Signature|Name))\s?:?+[^\S\n]*+){1,4}+$"
    r"|/s/\s*+\S|^[^\S\n]*+_{8,}+[^\S\n]*+$",
    re.MULTILINE | re.IGNORECASE,
)
# A conformed signature, with or without a name after it; not "f/s/o".
_CONFORMED = re.compile(r"(?<![\w/])/s/(?!\w{0,20}/)", re.IGNORECASE)
_WORDS = re.compile(
    r"\bin witness (?:whereof|of)|\bexecuted (?:this agreement )?(?:as of|on|by)\b.{0,80}\b(?:dated?|day|year)\b|"
    r"\bduly (?:authori[sz]ed|executed)\b|\bsigning (?:in the spaces? (?:provided )?)?below\b|"
    r"\baccepted and agreed\b|\bagreed and accepted\b|\bsigned (?:by|for and on behalf of|in the presence of)\b|"
    r"\[signature page|\bsignature page\b",
    re.IGNORECASE | re.DOTALL,
)


def signature_pages(pages: Sequence[Page]) -> tuple[int, ...]:
    """The numbers of the pages with signature lines or signatures, in order."""
    return tuple(page.number for page in pages if _signed(page.text.replace("\r", "\n")))


def _signed(text: str) -> bool:
    if _CONFORMED.search(text):
        return True
    lines = len(_LINE.findall(f"\n{text}"))
    # a typed page may have wide or unbreakable spaces between its words
    return lines >= LINES or (lines >= LINES_UNDER_WORDS and bool(_WORDS.search(" ".join(text.split()))))
