from __future__ import annotations

import pytest

from model.playbook.undefined_terms import undefined_terms


@pytest.mark.parametrize(
    ("definition", "terms"),
    [
        ('"Work results includes, without limitation, all drawings.', []),
        ('Drawings (the "Work Results) are kept.', []),
        ('Drawings are called "work results".', []),
        ("Drawings are kept.", ["Work Results"]),
    ],
)
def test_a_definition_counts_without_its_closing_mark_and_with_other_capitals(definition, terms):
    others = " ".join(f'"{word}" means a thing.' for word in ("Lamp", "Shade", "Wick", "Oil", "Price", "Order"))
    uses = " ".join("Buyer keeps the Work Results in a safe." for _ in range(3))
    found = undefined_terms(f"{others}\n{definition}\n{uses}")
    assert [one.term for one in found] == terms
