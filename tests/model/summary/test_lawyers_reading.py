"""What a lawyer objected to in the summaries of contracts, each on an invented sentence of the kind."""

from __future__ import annotations

import pytest

from model.schema import Fees, Party
from model.summary.dates.expiration import end_of
from model.summary.dates.termination import ends_for_cause
from model.summary.dates.terms import asks_for_renewal, ends_at_will, renewal_kind
from model.summary.exclusivity import is_exclusive_otherwise
from model.summary.fallbacks import READERS
from model.summary.liability import cap_of
from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.sides import Sides
from model.summary.rights import who_is_liable
from model.summary.title import title_of

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
    assert who_is_liable(text, Sides(PARTIES)) == party


def test_the_title_of_another_agreement_makes_nothing_exclusive():
    assert is_exclusive_otherwise("“Side Deed” means the Amended Midstream Exclusivity Agreement of May 4, 2015.")
    assert not is_exclusive_otherwise("Under the Exclusivity Agreement Vendor is the exclusive supplier of Buyer.")
    assert is_exclusive_otherwise("Improvements are solely owned by Vendor.")


EVERGREEN = (
    "This Agreement continues until the end of the fifteenth (15th) Contract Year, and shall continue thereafter until "
    "terminated by either party by giving thirty (30) days' notice (as it may be further extended)."
)


def test_a_contract_that_goes_on_until_it_is_ended_needs_no_notice_against_a_renewal():
    assert renewal_kind(EVERGREEN) == "automatic"
    assert ends_at_will(EVERGREEN)
    assert not READERS["Termination For Convenience"](EVERGREEN)


def test_the_years_that_a_contract_counts_need_not_begin_on_its_first_day():
    end = end_of(EVERGREEN, "2015-04-14", "2015-04-14")
    assert (end.day, end.term, end.counted_from) == (None, "P15Y", "the first Contract Year")
    assert end_of("It ends at the end of the fifth year.", "2015-04-14").counted_from is None


@pytest.mark.parametrize(
    "text",
    [
        "It continues until terminated by mutual agreement of the parties or by either party on not less than 60 days' "
        "written notice to the other.",
        "(vi) Upon Vendor giving Buyer at least sixty (60) days written notice of termination of this Agreement.",
    ],
)
def test_a_right_to_end_on_notice_is_one_for_convenience(text):
    assert READERS["Termination For Convenience"](text)


def test_a_right_to_end_on_notice_of_a_breach_is_none_for_convenience():
    text = "It may be terminated by either party on 60 days' notice if the other is in breach."
    assert not READERS["Termination For Convenience"](text)


def test_a_cause_in_quotation_marks_is_a_cause():
    assert ends_for_cause("Termination for “CAUSE” by giving 3 months written notice by the Vendor.", [])


def test_a_capped_party_is_the_one_that_is_liable_for_no_more():
    text = (
        "Whatever the basis on which Buyer is entitled to claim damages from Vendor, Vendor is liable for no more than:"
    )
    assert who_is_liable(text, Sides(PARTIES)) == "Vendor"


def test_a_department_is_part_of_its_company_and_a_name_may_be_defined_without_quotation_marks():
    text = (
        "This Agreement is entered into by and between QUILL S.A., Departement Moulin whose address is 3 rue Haute "
        "(hereinafter referred to as MOULIN) and HARROW corporation whose address is 10 Mill Road (hereinafter "
        "referred to as HARROW) for support.\nWITNESSETH"
    )
    (quill, harrow) = listed_parties(text)
    assert (quill.name, quill.terms, harrow.name) == ("QUILL S.A.", ["MOULIN"], "HARROW")


def test_a_title_may_begin_with_a_small_letter_and_a_dash():
    text = "Exhibit 10.2 e-business Hosting Agreement between\nHarrow Systems, Inc. and Quillmark LLC"
    title = title_of(text, (text.index("Hosting"), text.index(" between")))
    assert title is not None and title.text == "e-business Hosting Agreement"
