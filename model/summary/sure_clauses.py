"""Tells which clauses are of their category for certain."""

from __future__ import annotations

from model.accepted_findings import SURE
from model.schema import Clause
from model.summary.dates.termination import FOR_CONVENIENCE, ends_at_will_outright


def is_sure(clause: Clause) -> bool:
    """Whether the clause's score leaves little doubt that it is of its category, or its words ("for convenience")."""
    outright = clause.category == FOR_CONVENIENCE and ends_at_will_outright(clause.text)
    return outright or clause.score >= SURE
