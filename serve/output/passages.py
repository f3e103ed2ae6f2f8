"""The clauses of a review as passages: words that several categories quote are quoted once, the most important category
first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from model.playbook.categories import importance, label
from model.schema import Clause


class Passage(NamedTuple):
    """A passage of the contract, the clause that quotes all of it, and every clause inside it, the most important
    first."""

    clause: Clause
    inside: list[Clause]

    @property
    def heading(self) -> str:
        """The labels of its categories."""
        return " · ".join(dict.fromkeys(label(clause.category) for clause in self.inside))


def passages(clauses: Sequence[Clause]) -> list[Passage]:
    """Every clause in exactly one passage, in order of importance and then of the contract."""
    found: list[Passage] = []
    widest = sorted(clauses, key=lambda clause: (clause.interval[0], -clause.interval[1], importance(clause.category)))
    for clause in widest:
        last = found[-1] if found else None
        if last and last.clause.interval[0] <= clause.interval[0] and clause.interval[1] <= last.clause.interval[1]:
            last.inside.append(clause)
        else:
            found.append(Passage(clause, [clause]))
    for passage in found:
        passage.inside.sort(key=lambda clause: importance(clause.category))
    return sorted(found, key=lambda passage: (importance(passage.inside[0].category), passage.clause.interval))
