"""What a cap is limited to: a year, an order, a delay, one kind of loss."""

from __future__ import annotations

import pytest

from model.summary.liability.cap_amounts import cap_of
from model.summary.liability.cap_scope import scope_of


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("Mill's aggregate liability in any contract year shall not exceed $300,000.", "in any contract year"),
        ("The liability of a party for claims of one calendar year is limited to $300,000.", None),
        ("The liability for claims arisen in one calendar year is limited to $300,000.", "in one calendar year"),
        ("Mill's liability shall not exceed $300,000 in any year.", "in any year"),
        ("Mill's liability is limited to $3 million per annum.", "per annum"),
        ("Mill's liability shall not exceed the fees paid in any year.", None),
        ("Mill's liability under a Work Order is limited to its price.", "under a Work Order"),
        ("Mill's liability under this Agreement or under any Work Order is limited to $90.", None),
        ("Mill's liability for late or failed deliveries shall not exceed $90,000.", "for late or failed deliveries"),
        ("Mill's liability for delay in delivery shall not exceed $90,000.", "for delay in delivery"),
        ("Mill's liability for delay or any other breach shall not exceed $90,000.", None),
        ("Mill's liability is limited to $90,000 for each claim.", "for each claim"),
        (
            "Clause 8 is unaffected, save that liability for loss of wool under clause 9 is limited to $90,000.",
            "for loss of wool under clause 9",
        ),
        ("Mill's liability is limited per event to $90,000.", "per event"),
        ("Mill's liability is limited per event to $90,000 and per calendar year to $180,000.", None),
        ("Mill's liability is limited to $90,000, save that liability for fraud is not limited.", None),
    ],
)
def test_a_cap_may_be_for_a_year_an_order_or_one_kind_of_claim(sentence, scope):
    assert scope_of(cap_of(sentence, named=True)[0], sentence) == scope
