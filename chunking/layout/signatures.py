"""Which pages a contract is signed on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chunking.document import Page

# Lines that are filled in where a contract is signed: at least so many on a page, fewer under words that say so.
LINES, LINES_UNDER_WORDS = 3, 2
_LINE = re.compile(
    r"(?:^|[\t_]|\s{3,})\s*(?:By|Per|Name|Print(?:ed)? Name|Title|Its|Date|Signature|Signed|Authori[sz]ed Signat\w+)\s*"
    r"(?::|_{3,}|/s/)|/s/\s*\S|^\s*_{8,}\s*$",
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
    lines = len(_LINE.findall(text))
    return lines >= LINES or (lines >= LINES_UNDER_WORDS and bool(_WORDS.search(text)))
