"""Whose liability a cap limits by the sentences around it."""

from __future__ import annotations

import pytest

from model.summary.liability.whose_cap import is_of_guarantors, whose_cap
from model.summary.parties.sides import Sides
from tests.model.playbook.parties import VENDOR_AND_BUYER

SIDES = Sides(VENDOR_AND_BUYER)
CAP = "4.2 Vendor's total liability in any year is limited to $90,000."


@pytest.mark.parametrize(
    ("after", "party"),
    [
        (
            "The liability of Buyer, other than for the price under Clause 3.2, shall be subject to the same limit.",
            None,
        ),
        ("The most that Buyer can owe Vendor in a year, on top of the price, is the same.", None),
        ("The same cap applies to Buyer's liability.", None),
        ("That limit also applies to Buyer.", None),
        ("Buyer's liability is limited in the same way.", None),
        ("Buyer's liability is likewise limited.", None),
        ("Buyer's liability shall not exceed that amount either.", None),
        ("Buyer's liability to Vendor is limited to a like sum.", None),
        ("The foregoing limit shall apply mutatis mutandis to the liability of Buyer.", None),
        ("The same goes for Buyer.", None),
        ("The price is $5. Buyer's liability for it is limited to that amount.", "Vendor"),
        ("The lamps are Vendor's. The same goes for Buyer.", "Vendor"),
        ("The same goes for Buyer's employees.", "Vendor"),
        ("The foregoing limit does not apply to Buyer.", "Vendor"),
        ("Neither party is liable for lost profits. Buyer's liability is limited to the same amount.", None),
        ("Vendor's liability for delay is subject to the same limit.", "Vendor"),
        ("The same limit applies to Vendor's subcontractors.", "Vendor"),
        ("Buyer's liability is not limited.", "Vendor"),
        ("Buyer shall pay the price in the same way.", "Vendor"),
        ("", "Vendor"),
    ],
)
def test_a_cap_is_both_parties_if_a_sentence_after_it_says_that_the_other_has_the_same(after, party):
    assert whose_cap(CAP, SIDES, f"4.1 The lamps are new.\n\n{CAP} {after}\n") == party


def test_a_cap_that_holds_vice_versa_is_both_parties():
    cap = "Vendor's liability to Buyer, and vice versa, is limited to $90,000."
    assert whose_cap(cap, SIDES, cap) is None


@pytest.mark.parametrize(
    ("before", "party"),
    [
        ("Vendor does not usually lend lamps, and the fees reflect that.", "Vendor"),
        ("The lamps are old, and the fees reflect that.", None),
        ("The fees of Vendor are low.", None),
    ],
)
def test_its_liability_is_that_of_the_one_with_whom_the_sentence_before_begins(before, party):
    cap = "Its liability is therefore limited to $90,000."
    assert whose_cap(cap, SIDES, f"7. RISK\n\n{before} {cap}\n") == party


@pytest.mark.parametrize(
    ("text", "cap", "of_guarantors"),
    [
        ("The Owners jointly guarantee payment of the price. {}", "Their liability is limited to $90,000.", True),
        ("Brook binds itself as surety for Buyer. {}", "Its liability is limited to $90,000.", True),
        ("The lamps are insured. {}", "The Guarantor's total liability is limited to $90,000.", True),
        ("Vendor guarantees that the lamps burn. {}", "Vendor's liability is limited to $90,000.", False),
        ("DEED OF GUARANTEE\n\nThe Owners guarantee payment. {}", "Their liability is limited to $90,000.", False),
    ],
)
def test_a_cap_on_a_guarantee_is_not_that_of_the_contract(text, cap, of_guarantors):
    assert is_of_guarantors(cap, text.format(cap)) is of_guarantors


def test_a_cap_that_is_that_of_a_party_is_this_partys():
    cap = "that of the Buyer to Vendor, other than for the price, to $90,000."
    assert whose_cap(cap, SIDES, cap) == "Buyer"
