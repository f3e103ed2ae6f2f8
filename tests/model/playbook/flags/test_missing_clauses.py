"""Which uncertain candidates can be the clause that was not found."""

from __future__ import annotations

from model.playbook.flags.missing_clauses import can_be


def test_the_term_of_a_permit_is_not_quoted_as_the_end_that_was_not_found():
    assert not can_be("Expiration Date", "The Permit has a term of twelve years and expires on May 2, 2031.")
    assert can_be("Expiration Date", "The contract is made for the calendar year and is renewed tacitly.")
