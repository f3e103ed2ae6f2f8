"""What the engines find."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """A category found in the segments ``first`` to ``last`` (half-open), trimmed to the characters ``start`` to
    ``end`` (half-open) of the document's text, with a score in [0, 1]."""

    category: str
    first: int
    last: int
    start: int
    end: int
    score: float
