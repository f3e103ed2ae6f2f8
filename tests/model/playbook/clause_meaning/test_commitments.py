"""Who commits to a minimum, on invented sentences."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.commitments import minimum, no_commitment
from model.schema import Party
from model.summary.parties.sides import Sides

SIDES = Sides(
    [
        Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
        Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
    ]
)


@pytest.mark.parametrize(
    ("passages", "said"),
    [
        (["Buyer shall spend at least 2% of its sales on advertising."], "Buyer must spend a minimum."),
        (["Buyer shall pay a minimum royalty of $500."], "Buyer must pay a minimum."),
        (
            ["If Buyer's aggregate purchases are less than the minimum, Vendor shall give notice of the shortfall."],
            "Buyer must buy a minimum.",
        ),
        # the one that fills the orders commits itself to nothing
        (
            ["Buyer shall purchase at least 500 units.", "Vendor shall supply at least that quantity."],
            "Buyer must buy a minimum.",
        ),
        (["Minimum purchases of 500 units a year."], None),
    ],
)
def test_a_minimum_is_due_from_the_subject_of_the_duty(passages, said):
    assert minimum(passages, SIDES, " ".join(passages)) == said


@pytest.mark.parametrize(
    ("other", "commitment"),
    [
        ("If Vendor fails to deliver at least 90% of an order, a discount is due.", "Buyer shall order at least 90%."),
        ("Vendor shall show a graphic of a minimum of 60 pixels.", "Vendor shall buy a minimum of 60 graphics."),
        ("The committee shall meet a minimum of four times a year.", "Buyer shall meet a minimum volume of four tons."),
        ("Buyer shall pay the budget in an amount not to exceed $500.", "Buyer shall pay no less than $500."),
        (
            "Buyer shall also receive thirty-second units, shown on a minimum of forty screens in the arena.",
            "Vendor shall receive a minimum royalty of $4,000 a year.",
        ),
        ("Each purchase order shall be for a minimum of five units.", "Buyer shall order a minimum of five units."),
        (
            "Reseller must have a minimum of two (2) of its pre-sales staff participate in the training.",
            "Reseller must pay a minimum of two (2) fees for its pre-sales staff.",
        ),
    ],
)
def test_other_minimums_are_no_commitment(other, commitment):
    assert no_commitment(other)
    assert not no_commitment(commitment)


def test_a_minimum_without_a_subject_is_told_by_its_figure():
    text = "The minimum purchase volume of the Product is 50,000 units within three years."
    assert minimum([text], SIDES, text) == "The minimum is 50,000 units."
