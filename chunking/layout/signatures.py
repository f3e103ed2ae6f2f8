"""Which pages a contract is signed on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chunking.document import Page

# Lines that are filled in where a contract is signed: at least so many on a page, fewer under words that say so.
LINES, LINES_UNDER_WORDS = 3, 2
# A label begins a line or stands apart: after a tab, underscores or three spaces. What is behind a label is looked at
# from the label, since looking for the label from every space takes time that grows with the cube of their number.
_LINE = re.compile(
    r"(?:(?<=[\n\t_])|(?<=[\n\t_]\s)|(?<=[\n\t_]\s\s)|(?<=\s\s\s))"
    r"(?:By|Per|Name|Print(?:ed)? Name|Title|Its|Date|Signature|Signed|Authori[sz]ed Signat\w++)\s*+(?::|_{3,}+|/s/)"
    r"|/s/\s*+\S|^[^\S\n]*+_{8,}+[^\S\n]*+$",
    re.MULTILINE | re.IGNORECASE,
)
_WORDS = re.compile(
    r"\bin witness (?:whereof|of)|\bexecuted (?:this agreement )?(?:as of|on|by)\b.{0,80}\b(?:dated?|day|year)\b|"
    r"\bduly (?:authori[sz]ed|executed)\b|\bsigned (?:by|for and on behalf of)\b|\[signature page|\bsignature page\b",
    re.IGNORECASE | re.DOTALL,
)


def signature_pages(pages: Sequence[Page]) -> tuple[int, ...]:
    """The numbers of the pages that have lines to sign on (or the signatures), in order."""
    return tuple(page.number for page in pages if _signed(page.text.replace("\r", "\n")))


def _signed(text: str) -> bool:
    lines = len(_LINE.findall(f"\n{text}"))
    return lines >= LINES or (lines >= LINES_UNDER_WORDS and bool(_WORDS.search(text)))
