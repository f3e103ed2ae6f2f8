"""Defines the interface of answers that are being generated: their grammar, their next token, and their draft."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

_NO_FORKS: Mapping[int, Sequence[int]] = {}


class Grammar(Protocol):
    """Constrains an answer's next token."""

    def compute_bitmask(self) -> bytes:
        """A bit for each token of the vocabulary, least significant first, set if the token may follow."""
        ...


class Lookahead(NamedTuple):
    """The tokens after an answer's next one: those ``forced`` by the grammar, which allows no others, then a ``draft``
    of what probably follows, verified in the same pass. ``forks`` are alternative continuations: ``forks[n]`` may
    follow the draft's first n tokens in place of its token n."""

    forced: Sequence[int] = ()
    draft: Sequence[int] = ()
    forks: Mapping[int, Sequence[int]] = _NO_FORKS

    def within(self, room: int) -> Lookahead:
        """This lookahead cut to at most ``room`` drafted tokens; forks are dropped before tokens of the draft."""
        draft, forks = self.draft[: max(0, room)], {}
        room -= len(draft)
        for place, tokens in self.forks.items():
            if place <= len(draft) and len(tokens) <= room:
                forks[place] = tokens
                room -= len(tokens)
        return Lookahead(self.forced, draft, forks)


class Answer(ABC):
    """An answer that is being generated. ``cut``: it was ended before it was complete."""

    cut = False

    def grammar(self) -> Grammar | None:
        """The grammar of the next token; None if only sentence numbers may follow."""
        return None

    def lookahead(self) -> Lookahead:
        """The tokens that are known or expected after the one that ``advance`` returned last. The grammar must allow
        the drafted tokens in their order."""
        return Lookahead()

    @abstractmethod
    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """Chooses the next token by the logits of the pointer columns; None at the end. ``best`` is the most likely
        token that the grammar allows (-1 without a grammar), ``probability`` its probability among the allowed tokens
        (1 if it was drafted)."""


class Logits(Protocol):
    """The logits that a pass computed, at the ends of its inputs, in order."""

    pointers: NDArray[np.float32]
    """The logits of the pointer columns, (ends, columns)."""

    def likeliest(self) -> Sequence[int]:
        """The most likely token of the whole vocabulary at each end."""
        ...

    def allowed(self, grammars: Mapping[int, Grammar]) -> dict[int, tuple[int, float]]:
        """At each of these ends, the most likely token that its grammar allows, and its probability among the allowed
        tokens."""
        ...
