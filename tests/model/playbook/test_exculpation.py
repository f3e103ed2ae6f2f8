"""Liability for grave fault only."""

from __future__ import annotations

import pytest

from model.playbook.exculpation import spared_but_for_grave_fault


@pytest.mark.parametrize(
    ("text", "spared"),
    [
        ("Adviser shall not be liable for any loss except through its bad faith.", True),
        (
            "Adviser shall not be liable to the Fund for any action that it takes. Nothing in this section protects it "
            "against liability for gross negligence.",
            True,
        ),
        ("Adviser shall not be liable for any loss of profits. It is paid in June.", False),
        ("Adviser shall be liable for gross negligence.", False),
    ],
)
def test_an_exclusion_but_for_grave_fault_may_take_two_sentences(text, spared):
    assert bool(spared_but_for_grave_fault(text)) is spared
