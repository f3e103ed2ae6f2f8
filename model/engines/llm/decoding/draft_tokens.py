"""Drafts tokens for speculative decoding by copying them from the contract, since quotes repeat its text.

Verifying a draft in one pass costs about as much as decoding one token, as long as the pass is bound by memory
bandwidth (Leviathan et al., 2023, "Fast inference from transformers via speculative decoding"; drafts by copying:
Saxena, 2023, "prompt lookup decoding").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

# The length of a draft in tokens, and how many of the last generated characters are looked up in the text: the second
# number if the first is not found.
LENGTH, _ANCHORS = 16, (40, 12)


class Source(NamedTuple):
    """A text to quote from, its tokens as the model reads them, and each token's first character."""

    text: str
    ids: Sequence[int]
    starts: Sequence[int]

    def following(self, written: str) -> Sequence[int]:
        """The tokens after the first occurrence of the end of ``written``; none if it does not occur, or ends inside a
        token."""
        written = written.lstrip()
        for size in _ANCHORS:
            anchor = written[-size:]
            found = self.text.find(anchor)
            if found >= 0:
                return self._behind(found + len(anchor))
        return ()

    def _behind(self, position: int) -> Sequence[int]:
        index = bisect_left(self.starts, position)
        if index == len(self.ids) or self.text[position : self.starts[index]].strip():
            return ()
        return self.ids[index : index + LENGTH]
