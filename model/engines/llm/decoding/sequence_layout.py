"""Lays out a chunk and its questions as one sequence of tokens, in the same way for serving and training.

The prefix comes first, then the chunk, then all questions. Each question attends to the prefix and the chunk but to no
other question, so all questions have the same positions, directly after the chunk.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

# The branch of the tokens that all questions attend to: the prefix and the chunk.
SHARED = -1


class Layout(NamedTuple):
    """Tokens with their positions and branches, (tokens,) each; ``ends`` are the indices of the tokens whose logits are
    needed. ``forks`` is 0 for a branch's own tokens; tokens of an alternative to a draft have the fork's number, and
    only tokens of the same fork attend to them. It may be empty if there are no forks."""

    ids: list[int]
    positions: list[int]
    branches: list[int]
    ends: list[int]
    forks: list[int]


def empty_layout() -> Layout:
    """A layout without tokens."""
    return Layout([], [], [], [], [])


def prefix_layout(prefix: Sequence[int]) -> Layout:
    """The prefix, from position 0 on. It has one end, whose logits are not used, because every pass must have one."""
    return Layout(list(prefix), list(range(len(prefix))), [SHARED] * len(prefix), [len(prefix) - 1], [])


def chunk_layout(chunk: Sequence[int], questions: Sequence[Sequence[int]], start: int) -> Layout:
    """The chunk, from position ``start`` on, and the questions, which branch off its end."""
    size = len(chunk)
    layout = Layout(list(chunk), list(range(start, start + size)), [SHARED] * size, [], [])
    for branch, question in enumerate(questions):
        layout.ids.extend(question)
        layout.positions.extend(range(start + size, start + size + len(question)))
        layout.branches.extend([branch] * len(question))
        layout.ends.append(len(layout.ids) - 1)
    return layout
