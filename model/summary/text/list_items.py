"""The items of a list whose lines the document joined in one paragraph: "- The cap is $500 - No loss of profit"."""

from __future__ import annotations

import re

_LIST, _NEXT = re.compile(r"(?:[^.;:\n]{1,120}:)?\s{0,3}[-–—•*]\s"), re.compile(r"(?<!:)\s(?=[-–—•*]\s+[A-Z])")


def item_intervals(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The intervals of the items of a list between two places of a text; the whole if it is no list."""
    if not _LIST.match(text, start, end):
        return [(start, end)]
    begins = [start, *(one.end() for one in _NEXT.finditer(text, start, end))]
    return [(begin, after - 1) for begin, after in zip(begins, [*begins[1:], end + 1], strict=True)]


def list_items(text: str) -> list[str]:
    """The items of a list, the first with the words that lead to it; the text as it is if it is no list."""
    return _NEXT.split(text) if _LIST.match(text) else [text]
