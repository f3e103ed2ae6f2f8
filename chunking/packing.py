"""Packs segments into chunks that fit a model's token budget, cutting only between segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Chunk(NamedTuple):
    """The segments ``first`` to ``last`` (half-open). Those before ``own`` repeat the chunk before, as context."""

    first: int
    own: int
    last: int


def pack(tokens: Sequence[int], budget: int, context: int = 0) -> list[Chunk]:
    """Packs segments of the given sizes (tokens) greedily into chunks of at most ``budget`` tokens.

    Each chunk begins with as many segments of the one before as fit into ``context`` tokens, so that no segment is
    read without what precedes it. A single segment over the budget becomes a chunk of its own.
    """
    chunks: list[Chunk] = []
    own = 0
    while own < len(tokens):
        first, used = own, 0
        while first > 0 and used + tokens[first - 1] <= context:
            first -= 1
            used += tokens[first]
        if used + tokens[own] > budget:
            first, used = own, 0
        last = own
        while last < len(tokens) and (last == own or used + tokens[last] <= budget):
            used += tokens[last]
            last += 1
        chunks.append(Chunk(first, own, last))
        own = last
    return chunks
