"""Caps that a clause only names, read where a row of key terms or a definition states them."""

from __future__ import annotations

import pytest

from model.schema import Fees, Money
from model.summary.liability.named_caps import named_cap

CLAUSE = "The liability of each party is limited to the Liability Cap."


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("12. Liability Cap | $6,000,000 in each Contract Year, each party (clause 9)", [Money(amount="USD 6000000")]),
        ("Item 9. Liability Cap: £250,000", [Money(amount="GBP 250000")]),
        ("Liability Cap\tTwo times the annual fee. See Section 8", [Fees(period="P1Y", multiple=2.0)]),
        (
            "“Liability Cap” means the fees paid in the 12 months before the claim.",
            [Fees(period="P12M", multiple=1.0)],
        ),
        ("Vendor answers for its work up to $500,000 (the “Liability Cap”).", [Money(amount="USD 500000")]),
        ("Liability Cap | See Section 12", []),
        ("Liability Cap | Three times the General Cap", []),
    ],
)
def test_a_named_cap_has_the_amount_that_is_stated_elsewhere(text, limits):
    assert named_cap(CLAUSE, f"KEY TERMS\n\n{text}\n\n{CLAUSE}") == limits


def test_a_clause_that_names_no_cap_has_none():
    assert named_cap("The liability of each party is limited to the price.", "Liability Cap: $5,000") == []
