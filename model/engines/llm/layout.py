"""How a chunk and the questions about it become one sequence of tokens: the layout on which serving and training agree.

The prefix stands first, then the chunk, then every question. Questions share the chunk but do not see one another, so
that all of them take the same positions, directly behind the chunk.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

# The branch of tokens that all questions attend to: those of the prefix and of the chunk.
SHARED = -1


class Layout(NamedTuple):
    """Tokens with their positions and branches, (tokens,) each; ``ends`` are the indices of the tokens whose logits are
    needed. ``forks`` is 0 for the tokens of the branch itself, and numbers the alternatives to a draft, which no token
    but their own attends to; it may be empty if there are none."""

    ids: list[int]
    positions: list[int]
    branches: list[int]
    ends: list[int]
    forks: list[int]


def empty_layout() -> Layout:
    """A layout without tokens."""
    return Layout([], [], [], [], [])


def prefix_layout(prefix: Sequence[int]) -> Layout:
    """The prefix, from position 0 on. Nothing is asked of it, but models compute some logits in every pass."""
    return Layout(list(prefix), list(range(len(prefix))), [SHARED] * len(prefix), [len(prefix) - 1], [])


def chunk_layout(chunk: Sequence[int], questions: Sequence[Sequence[int]], start: int) -> Layout:
    """The chunk, whose first token has the position ``start``, and the questions, which branch off its end."""
    size = len(chunk)
    layout = Layout(list(chunk), list(range(start, start + size)), [SHARED] * size, [], [])
    for branch, question in enumerate(questions):
        layout.ids.extend(question)
        layout.positions.extend(range(start + size, start + size + len(question)))
        layout.branches.extend([branch] * len(question))
        layout.ends.append(len(layout.ids) - 1)
    return layout
