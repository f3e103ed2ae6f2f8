"""The period of the fees that a cap names, and other periods beside it."""

from __future__ import annotations

import pytest

from model.schema import Fees
from model.summary.liability.cap_amounts import cap_of


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (
            "Our total liability is limited to the charges for the kites that the claim is about, provided that you "
            "notify us of the claim within one year.",
            None,
        ),
        ("Our liability is limited to the fees paid, and no claim may be brought after a year from delivery.", None),
        ("Our liability shall not exceed the price paid, if the action is commenced within two years.", None),
        ("Our liability is limited to the fees paid, and any claim expires after a period of 12 months.", None),
        ("Our liability is limited to the fees paid for the claim within the twelve months preceding it.", "P12M"),
        ("Our liability shall not exceed the payments made by you in the twelve months before notice of it.", "P12M"),
        ("Our liability shall not exceed the amounts paid during the year in which notice is given.", "P1Y"),
    ],
)
def test_the_time_within_which_to_make_a_claim_is_not_the_period_of_the_fees(text, period):
    assert cap_of(text) == [Fees(period=period, multiple=1.0)]


@pytest.mark.parametrize(
    "text",
    [
        "The total liability of Grower shall be limited in amount to the Tending Fees paid.",
        "Grower's liability is limited, in the aggregate, to the Tending Fees paid.",
        "Grower's liability shall be limited in total only to the Tending Fees paid.",
    ],
)
def test_liability_that_is_limited_in_amount_has_a_cap(text):
    assert cap_of(text) == [Fees(period=None, multiple=1.0)]
