"""What a lawyer objected to in the summaries of contracts, each on an invented sentence of the kind."""

from __future__ import annotations

import pytest

from model.schema import Fees, Party
from model.summary.liability import cap_of
from model.summary.sides import whose_liability
from model.summary.summary import is_exclusive_otherwise
from model.summary.terms import asks_for_renewal, renewal_kind

PARTIES = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]


def test_a_notice_on_which_an_extension_depends_asks_for_the_renewal():
    extended = "Either side, if it is not in default and all invoices of the current year have been paid, may extend it"
    assert asks_for_renewal(f"{extended}, provided the extending party gives sixty (60) days written notice.")
    assert not asks_for_renewal(f"{extended} unless the other gives notice that it will not renew.")


def test_what_goes_on_only_with_an_approval_does_not_renew_itself():
    goes_on = "This Agreement shall continue from year to year thereafter"
    assert renewal_kind(f"{goes_on} if the board has given its approval each year.") is None
    assert renewal_kind(f"{goes_on} only if such continuation is approved at least annually by the board.") is None
    assert renewal_kind(f"{goes_on} unless either party gives notice.") == "automatic"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Liability shall not exceed the basic Monthly Charges for a sixty (60) day term.", "P60D"),
        ("Liability shall not exceed the monthly fees for the service.", "P1M"),
        ("Liability shall not exceed twice the monthly fees for the service.", "P2M"),
    ],
)
def test_a_cap_counts_the_period_over_which_a_monthly_charge_is_taken(text, period):
    assert cap_of(text, named=True) == [Fees(period=period)]


@pytest.mark.parametrize(
    "text",
    [
        "No action may be brought by either party more than one (1) year after the cause of action has accrued.",
        "This limitation shall not limit Buyer's right to recover what it has to pay to a third party.",
    ],
)
def test_a_time_to_sue_and_an_exception_are_no_caps(text):
    assert cap_of(text, named=True) == []


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Neither Vendor nor Buyer shall be liable for any indirect loss.", None),
        ("In no event will Vendor be liable to Buyer nor will Buyer be liable to Vendor for lost profits.", None),
        ("Vendor shall not be liable to Buyer for any indirect loss.", "Vendor"),
    ],
)
def test_an_exclusion_for_both_sides_is_nobodys_alone(text, party):
    assert whose_liability(text, PARTIES) == party


def test_the_title_of_another_agreement_makes_nothing_exclusive():
    assert is_exclusive_otherwise("“Side Deed” means the Amended Midstream Exclusivity Agreement of May 4, 2015.")
    assert not is_exclusive_otherwise("Under the Exclusivity Agreement Vendor is the exclusive supplier of Buyer.")
