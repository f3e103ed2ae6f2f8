"""Which uncertain candidates can be the clause that was not found."""

from __future__ import annotations

import pytest

from model.playbook.flags.missing_clauses import can_be


def test_the_term_of_a_permit_is_not_quoted_as_the_end_that_was_not_found():
    assert not can_be("Expiration Date", "The Permit has a term of twelve years and expires on May 2, 2031.")
    assert can_be("Expiration Date", "The contract is made for the calendar year and is renewed tacitly.")


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("Buyer shall have the right to grant sublicenses to its contractors.", False),
        ("Buyer may sublicense the Software to its contractors, and may not assign the license.", True),
        ("This Agreement ends on an assignment for the benefit of creditors.", False),
        ("Any assignment, other than one for the benefit of a bank, needs consent.", True),
        ("Buyer may not sublicense the Software.", True),
    ],
)
def test_sublicenses_and_insolvencies_are_not_quoted_as_the_restriction_on_assignment_that_was_not_found(text, can):
    assert can_be("Anti-Assignment", text) is can
