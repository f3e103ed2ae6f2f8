"""Who commits to a minimum, on invented sentences."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.by_category.commitments import minimum, no_commitment, only_paid
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
        (["Minimum purchases of 500 units a year."], "A minimum must be bought."),
        (["Buyer commits to buy a minimum of 90 units in the first year."], "Buyer must buy a minimum."),
        (
            [
                "“Minimum Quantity” means 400 pounds a year.",
                "If Buyer does not order it, Vendor may end the exclusivity.",
            ],
            "A minimum must be bought.",
        ),
        (
            ["In the event that Buyer does not order the Minimum Quantity, Vendor may ship the rest."],
            "Buyer must buy a minimum.",
        ),
        (
            ["Upon any failure by Buyer to purchase the Minimum Quantity, Vendor may terminate."],
            "Buyer must buy a minimum.",
        ),
        (
            ["Vendor may terminate if Buyer does not enter into subleases that result in fees of at least $9,000."],
            "Buyer must reach a minimum.",
        ),
        (
            [
                "The parties agree to impose on Vendor an obligation to supply a minimum of [***] batches.",
                "Should Vendor fail to supply a minimum of [***] batches, Vendor pays $400.",
            ],
            "Vendor must supply a minimum.",
        ),
        (
            ["Buyer covenants that at least one half of the payments shall be settled through Harrow Bank."],
            "Buyer must reach a minimum.",
        ),
        (
            ["If the fees that Vendor receives are below the minimum of $400, Buyer agrees to pay the difference."],
            "Buyer must pay a minimum.",
        ),
        (
            ["If the royalty of a year is less than that of 2019, then Buyer shall pay Vendor the difference."],
            "Buyer must pay a minimum.",
        ),
        (["Buyer shall, or shall cause Vendor to, pay a minimum guarantee of $900."], "Buyer must pay a minimum."),
        # someone who is not a known party
        (["Holdings will pay Vendor a guaranteed minimum of $3,000 a year."], "A minimum must be paid."),
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
            "Vendor shall purchase and maintain insurance with limits of at least $1,000,000 for each event.",
            "Vendor shall spend at least $1,000,000 on advertising.",
        ),
        (
            "If Buyer commits to purchase a minimum of 900 units, the price is reduced.",
            "Buyer commits to purchase a minimum of 900 units.",
        ),
        (
            "Buyer agrees to commit funding not to exceed $900, of which a minimum of $400 is for the first stage.",
            "Buyer agrees to commit funding of at least $900.",
        ),
        (
            "Buyer shall not be required to purchase any minimum quantity of the Product.",
            "If Buyer does not purchase its minimum quantity of the Product, Vendor may terminate.",
        ),
        (
            "The price of a unit is based on a single order of a minimum of 900 units.",
            "Orders for a minimum of 900 units must be placed by June 1.",
        ),
        (
            "Vendor shall provide at least two training sessions.",
            "Vendor shall supply at least 40,000 records a month.",
        ),
        ("There shall be a minimum of twenty episodes.", "Buyer must order a minimum of twenty episodes."),
        (
            "Each order that Buyer places shall contain the following minimum information: model, price and date.",
            "Each year Buyer shall place orders for a minimum of 40 units.",
        ),
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


def test_a_minimum_price_is_told_from_a_minimum_that_must_be_reached():
    assert only_paid(["Buyer shall pay a minimum royalty of $500.", "The minimum monthly fee shall be $40."])
    assert not only_paid(["Buyer shall pay a minimum royalty of $500 and shall purchase at least 40 units."])


def test_a_volume_that_one_party_delivered_is_no_minimum_that_the_other_one_buys():
    passages = [
        "Vendor agrees to deliver each day a volume of Grain at least equal to the Minimum Volume.",
        "If in a year the volume of Grain that Vendor has delivered at the mill, or at another place of delivery that "
        "is named in the plan for that year, and that Buyer has received (the “Delivered Volumes”) is less than the "
        "Minimum Volume commitment, Vendor will pay Buyer the deficiency.",
    ]
    assert minimum(passages, SIDES, "") == "Vendor must reach a minimum, or pay for what it falls short by."


def test_what_nobody_has_to_buy_is_no_commitment():
    assert no_commitment("You don't have to buy a minimum quantity.")
    assert no_commitment("Buyer does not have to order a minimum quantity.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vendor will buy back looms with not less than five months' shelf life.", None),
        ("Vendor will buy the looms back if at least 40 are left.", None),
        ("Buyer undertakes that Net Purchases shall reach USD 900,000 in the first year.", "Buyer must buy a minimum."),
        ("Buyer must pay for the greater of the hours worked and 280 hours.", "Buyer must pay a minimum."),
        ("If Buyer falls short, Buyer shall pay $0.20 for each pound.", "Buyer must pay a minimum."),
        ("Vendor shall deliver beans sufficient to yield 40,000 pounds.", "Vendor must supply a minimum."),
    ],
)
def test_minimums_in_other_words(text, said):
    assert minimum([text], SIDES, text) == said
    assert no_commitment(text) is (said is None)
