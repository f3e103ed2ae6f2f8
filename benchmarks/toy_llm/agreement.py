"""Measures recall and precision of a model on invented contracts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from model.dataset import Contract, as_document, spans_in_document
from model.engines.base import Engine


class Agreement(NamedTuple):
    """Annotated clauses and how many of them were found; found clauses and how many of them are annotated."""

    annotated: int
    hit: int
    found: int
    correct: int

    @property
    def recall(self) -> float:
        """The share of the annotated clauses that were found."""
        return self.hit / max(1, self.annotated)

    @property
    def precision(self) -> float:
        """The share of the found clauses that are annotated."""
        return self.correct / max(1, self.found)


def agreement(engine: Engine, contracts: Sequence[Contract]) -> Agreement:
    """Compares the engine's clauses with the annotations. Two clauses match if they share more than half of the longer
    one."""
    counts = [0, 0, 0, 0]
    for contract in contracts:
        document = as_document(contract)
        spans = spans_in_document(contract, document)
        findings = [one for one in engine.find(document).findings if one.score >= engine.thresholds[one.category]]
        for category in engine.thresholds:
            annotated = spans.get(category, [])
            found = [(one.start, one.end) for one in findings if one.category == category]
            hit = sum(any(_match(one, other) for other in found) for one in annotated)
            correct = sum(any(_match(one, other) for other in annotated) for one in found)
            counts = [sum(pair) for pair in zip(counts, (len(annotated), hit, len(found), correct), strict=True)]
    return Agreement(*counts)


def _match(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared > max(one[1] - one[0], other[1] - other[0])
