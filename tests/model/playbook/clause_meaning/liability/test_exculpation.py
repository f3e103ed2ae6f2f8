"""Exculpatory clauses: liability only for gross negligence, willful misconduct or bad faith."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.liability.exculpation import exculpatory_clause


@pytest.mark.parametrize(
    ("text", "spared"),
    [
        ("Adviser shall not be liable for any loss except through its bad faith.", True),
        (
            "Adviser shall not be liable to the Fund for any action that it takes. Nothing in this section protects it "
            "against liability for gross negligence.",
            True,
        ),
        (
            "Except in the case of fraud or gross negligence, none of Adviser and its affiliates shall have any "
            "liability for any losses.",
            True,
        ),
        (
            "Except for gross negligence, neither party shall be liable for any indirect or consequential loss.",
            False,
        ),
        ("Adviser shall not be liable for any loss of profits. It is paid in June.", False),
        ("Adviser shall be liable for gross negligence.", False),
        (
            "The Trust shall have no liability to Donor under this deed, except for its intentional or willful acts.",
            True,
        ),
        ("The Trust shall have no liability to Donor for a late delivery, except by its bad faith.", False),
        ("The Trust shall have no liability to Donor for any loss of profits. It is paid in June.", False),
    ],
)
def test_an_exculpatory_clause_may_take_two_sentences(text, spared):
    assert bool(exculpatory_clause(text)) is spared
