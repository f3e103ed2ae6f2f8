"""Speculative decoding with the contract as the draft: what a quote copies is known before the model has written it.

Verified in one pass, a draft costs what a single token costs where weights are read from memory (Leviathan et al. 2023,
"Fast inference from transformers via speculative decoding"; drafts by copying: Saxena 2023, "prompt lookup decoding").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

# So many tokens are drafted at once, from where the last characters of a quote, at most so many, stand in the text.
LENGTH, _ANCHOR = 16, 40


class Source(NamedTuple):
    """A text that is quoted from, the tokens that the model reads it as, and the character at which each begins."""

    text: str
    ids: Sequence[int]
    starts: Sequence[int]

    def following(self, written: str, first: int = 0) -> Sequence[int]:
        """The tokens behind the first place, from the character ``first`` on, where ``written`` stands; none where it
        stands nowhere, or ends inside a token."""
        anchor = written.strip()[-_ANCHOR:]
        found = self.text.find(anchor, first)
        position = found + len(anchor)
        index = bisect_left(self.starts, position)
        if found < 0 or index == len(self.ids) or self.text[position : self.starts[index]].strip():
            return ()
        return self.ids[index : index + LENGTH]
