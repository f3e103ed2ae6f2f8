"""What the scheduler knows of an answer that is being generated: its grammar, its next token, and what may follow."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

_NO_FORKS: Mapping[int, Sequence[int]] = {}


class Grammar(Protocol):
    """What constrains an answer's next token."""

    def compute_bitmask(self) -> bytes:
        """A bit for each token of the vocabulary, the lowest first, set if the token may follow."""
        ...


class Ahead(NamedTuple):
    """Tokens behind the one that an answer goes on with: those that are ``forced``, because the grammar allows no
    others, then a ``draft`` of what probably follows, which the same pass verifies. ``forks`` are other continuations:
    ``forks[n]`` may stand behind the draft's first n tokens in place of its token n."""

    forced: Sequence[int] = ()
    draft: Sequence[int] = ()
    forks: Mapping[int, Sequence[int]] = _NO_FORKS

    def within(self, room: int) -> Ahead:
        """The same with at most ``room`` drafted tokens; forks give way before the draft does."""
        draft, forks = self.draft[: max(0, room)], {}
        room -= len(draft)
        for place, tokens in self.forks.items():
            if place <= len(draft) and len(tokens) <= room:
                forks[place] = tokens
                room -= len(tokens)
        return Ahead(self.forced, draft, forks)


class Branch(ABC):
    """An answer that is being generated; ``cut`` if it was ended before it was complete."""

    cut = False

    def grammar(self) -> Grammar | None:
        """The grammar that constrains the next token; None if only numbers may follow."""
        return None

    def ahead(self) -> Ahead:
        """What is known or guessed of the tokens behind the last one that ``advance`` returned. The grammar allows
        drafted tokens one after another, as far as it constrains them."""
        return Ahead()

    @abstractmethod
    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """The next token, chosen by the logits of the pointer columns, or None at the end. ``best`` is the most likely
        token that the grammar allows, -1 without a grammar, and ``probability`` its share of what is allowed; 1 if
        it was drafted."""


class Logits(Protocol):
    """What a pass computed, by the ends of its inputs in their order."""

    pointers: NDArray[np.float32]
    """The logits of the pointer columns, (ends, columns)."""

    def likeliest(self) -> Sequence[int]:
        """The most likely of all tokens at each end."""
        ...

    def allowed(self, held: Mapping[int, Grammar]) -> dict[int, tuple[int, float]]:
        """The most likely token that the grammar allows at each of these ends, and its probability among those."""
        ...
