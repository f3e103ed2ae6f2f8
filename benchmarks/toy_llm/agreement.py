"""How much of what invented contracts have a model finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from model.dataset import Contract, as_document, spans_in_document
from model.engines.base import Engine


class Agreement(NamedTuple):
    """Clauses that are marked and how many of them were found; what was found, and how much of it is marked."""

    marked: int
    hit: int
    found: int
    right: int

    @property
    def recall(self) -> float:
        """The share of the marked clauses that were found."""
        return self.hit / max(1, self.marked)

    @property
    def precision(self) -> float:
        """The share of the found clauses that are marked."""
        return self.right / max(1, self.found)


def agreement(engine: Engine, contracts: Sequence[Contract]) -> Agreement:
    """Two clauses are the same where they share more than half of the longer one."""
    counts = [0, 0, 0, 0]
    for contract in contracts:
        document = as_document(contract)
        spans = spans_in_document(contract, document)
        findings = [one for one in engine.find(document).findings if one.score >= engine.thresholds[one.category]]
        for category in engine.thresholds:
            marked = spans.get(category, [])
            found = [(one.start, one.end) for one in findings if one.category == category]
            hit = sum(any(_same(one, other) for other in found) for one in marked)
            right = sum(any(_same(one, other) for other in marked) for one in found)
            counts = [sum(pair) for pair in zip(counts, (len(marked), hit, len(found), right), strict=True)]
    return Agreement(*counts)


def _same(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared > max(one[1] - one[0], other[1] - other[0])
