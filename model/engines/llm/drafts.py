"""Speculative decoding with the contract as the draft: what a quote copies is known before the model has written it.

Verified in one pass, a draft costs what a single token costs where weights are read from memory (Leviathan et al. 2023,
"Fast inference from transformers via speculative decoding"; drafts by copying: Saxena 2023, "prompt lookup decoding").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

# So many tokens are drafted at once, from where the last characters that were written stand in the text: so many, or
# fewer where those stand nowhere.
LENGTH, _ANCHORS = 16, (40, 12)


class Source(NamedTuple):
    """A text that is quoted from, the tokens that the model reads it as, and the character at which each begins."""

    text: str
    ids: Sequence[int]
    starts: Sequence[int]

    def following(self, written: str) -> Sequence[int]:
        """The tokens behind the first place where the end of ``written`` stands; none if it stands nowhere, or ends
        inside a token."""
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
