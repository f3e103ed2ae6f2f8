"""Hyphens other than the plain one, of the same length."""

from __future__ import annotations

import re

# Soft hyphens, and those that do not break a line.
HYPHENS = dict.fromkeys((0xAD, 0x2010, 0x2011), "-")
_IN_A_NUMBER = re.compile(
    r"(?<=ty)[\xad\u2010\u2011](?=(?:one|two|three|four|five|six|seven|eight|nine)\b)", re.IGNORECASE
)


def with_plain_hyphens(text: str) -> str:
    """The text with plain hyphens in its number words: "fifty-one"."""
    return _IN_A_NUMBER.sub("-", text)
