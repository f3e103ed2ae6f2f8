"""The best value that the found clauses of a category give."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from model.call_context import check_time
from model.schema import Clause, Value
from model.summary.values.blanks import gap

# A clause with a smaller share of the best one's score is of another kind more often than it adds what that one lacks.
_LEAST_SHARE = 0.25


def best_value(found: Sequence[Clause], category: str, read: Callable[[str], str | None]) -> Value | None:
    """The value of the best clause; a clause that gives a value takes precedence over one with up to four times its
    score that gives none."""
    best: Value | None = None
    ranked = sorted((clause for clause in found if clause.category == category), key=lambda clause: -clause.score)
    for clause in ranked:
        if clause.score < _LEAST_SHARE * ranked[0].score:
            break
        check_time()
        text = clause.text
        value = Value(text=text, value=read(text), clause=clause.id, score=clause.score, gap=gap(text))
        if value.value:
            return value
        best = best or value
    return best


def begins_at(found: Sequence[Clause], value: Value) -> int:
    """The place in the text at which the clause of a value begins."""
    return next(clause.interval[0] for clause in found if clause.id == value.clause)
