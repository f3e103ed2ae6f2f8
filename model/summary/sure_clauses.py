"""Tells which clauses are of their category for certain."""

from __future__ import annotations

from model.accepted_findings import SURE
from model.schema import Clause
from model.summary.dates.termination import FOR_CONVENIENCE, ends_at_will_outright, ends_on_notice_alone


def is_sure(clause: Clause) -> bool:
    """Whether the clause's score leaves little doubt that it is of its category, or its words ("for convenience")."""
    if clause.score >= SURE:
        return True
    at_will = ends_at_will_outright(clause.text) or ends_on_notice_alone(clause.text)
    return clause.category == FOR_CONVENIENCE and at_will
