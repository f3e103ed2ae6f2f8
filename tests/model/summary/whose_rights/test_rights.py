from __future__ import annotations

import pytest

from model.schema import Party
from model.summary.parties.sides import Sides
from model.summary.whose_rights.rights import (
    other_has_it_too,
    who_is_liable,
    who_may,
    who_may_end,
    who_owes_remedy,
)
from model.summary.whose_rights.who_is_bound import who_is_bound

VENDOR_AND_BUYER = [
    Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
]

PARTIES = [
    Party(name="Acme Tools, Inc.", defined_as=["Provider"], clause=0, score=0.9),
    Party(name="Brightwater LLC", defined_as=["Buyer"], clause=1, score=0.9),
]

SIDES = Sides(PARTIES)


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Neither Vendor nor Buyer shall be liable for any indirect loss.", None),
        ("In no event will Vendor be liable to Buyer nor will Buyer be liable to Vendor for lost profits.", None),
        ("Vendor shall not be liable to Buyer for any indirect loss.", "Vendor"),
        ("What Vendor can be made to pay Buyer for anything shall come to no more than $5,000.", "Vendor"),
        ("All that Buyer could be called on to pay Vendor is limited to the price.", "Buyer"),
        # "Mill" is a party with its subsidiaries
        ("Mill's liability to Vendor, and Vendor's liability to Mill shall not exceed $5,000,000.", None),
        ("Each of Mill's and Vendor's liability to the other Party shall not exceed $5,000,000.", None),
        ("The liability of Mill to Vendor, or of Vendor to Mill, shall not exceed $5,000,000.", None),
        ("Vendor's liability, and Buyer's in all other cases, is limited to $5,000,000.", None),
        ("Buyer's and Vendor's liability shall not exceed $5,000,000.", None),
        ("Vendor's liability to Mill shall not exceed $5,000,000.", "Vendor"),
    ],
)
def test_an_exclusion_for_both_sides_is_nobodys_alone(text, party):
    assert who_is_liable(text, Sides(VENDOR_AND_BUYER)) == party


def test_two_parties_that_are_not_liable_to_the_other_are_both_meant():
    sides = Sides(VENDOR_AND_BUYER)
    assert who_is_liable("In no event shall Vendor or Buyer be liable to the other for lost profit.", sides) is None
    assert who_is_liable("Vendor shall not be liable to the other for lost profit.", sides) == "Vendor"


def test_a_capped_party_is_the_one_that_is_liable_for_no_more():
    text = (
        "Whatever the basis on which Buyer is entitled to claim damages from Vendor, Vendor is liable for no more than:"
    )
    assert who_is_liable(text, Sides(VENDOR_AND_BUYER)) == "Vendor"


def test_either_of_two_named_parties_is_both():
    assert (
        who_is_liable(
            "IN NO EVENT SHALL EITHER VENDOR OR BUYER BE LIABLE FOR SPECIAL DAMAGES.", Sides(VENDOR_AND_BUYER)
        )
        is None
    )
    only = "In no event shall either Vendor or its agents be liable for special damages."
    assert who_is_liable(only, Sides(VENDOR_AND_BUYER)) == "Vendor"


@pytest.mark.parametrize(
    ("texts", "holder"),
    [
        (["Either party may terminate this Agreement at any time."], None),
        (["It ends 90 days after Provider gives Buyer notice for any reason; or Buyer gives Provider notice."], None),
        (["Provider may terminate at will.", "Buyer may terminate on 30 days' notice."], None),
        (["30 days after Buyer gives Provider written notice of its wish to terminate."], "Buyer"),
        (["The services may be terminated by Buyer at any time, and Provider shall return the keys."], "Buyer"),
        (["Provider may terminate this Agreement on notice to the other party. Buyer shall pay."], "Provider"),
        (["If Buyer desires to terminate it, it ends in May, without further liability of either party."], "Buyer"),
        (["It may be terminated without liability by either party on notice to Buyer."], None),
        (["After each of phases A and B Buyer is free to discontinue the project."], "Buyer"),
    ],
)
def test_a_right_to_end_the_contract_is_one_partys_where_no_other_has_it(texts, holder):
    assert who_may_end(texts, SIDES) == holder


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Provider grants to Buyer an exclusive license in Ohio.", "Provider"),
        ("Buyer shall have the exclusive use of the front panel.", "Provider"),
        ("During the term Buyer shall not endorse the goods of another.", "Buyer"),
        ("Buyer agrees to purchase its valves exclusively from Provider.", "Buyer"),
        ("Neither party shall deal with a competitor.", None),
    ],
)
def test_exclusivity_is_told_by_the_party_that_it_binds(text, bound):
    assert who_is_bound(text, SIDES) == bound


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("A new part is Buyer's sole and exclusive remedy for a defect.", "Provider"),
        ("Provider's sole obligation, and Buyer's only remedy, is a new part.", "Provider"),
        ("The refund is the exclusive remedy of Provider.", "Buyer"),
        ("The refund is the sole remedy of each party.", None),
    ],
)
def test_an_exclusive_remedy_stands_against_the_other_party(text, party):
    assert who_owes_remedy(text, SIDES) == party


@pytest.mark.parametrize(
    ("text", "party"),
    [
        (
            "Provider agrees that it will supply, exclusively in Ohio, and Buyer agrees that it will buy exclusively.",
            None,
        ),
        ("During the term, Provider shall exclusively play Buyer's clubs.", "Provider"),
        ("Provider hereby gives and grants to Buyer the exclusive right to its name.", "Provider"),
        ("Provider shall have the exclusive right to sell, and Buyer shall sell to nobody else.", "Buyer"),
    ],
)
def test_whoever_promises_exclusivity_is_bound_by_it(text, party):
    assert who_is_bound(text, Sides(PARTIES)) == party


def test_what_happens_at_a_partys_option_is_that_partys_right():
    sides = Sides([Party(name=name, defined_as=[], clause=0, score=0.9) for name in ("Quills", "Harrow, Inc.")])
    assert who_may("At Quills’ option, this Agreement shall renew for a term of two years.", sides) == "Quills"
    assert who_may("At either party's option, this Agreement shall renew for two years.", sides) is None


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Vendor and Buyer may each terminate this Agreement without cause.", None),
        ("Vendor or Buyer may terminate this Agreement at any time.", None),
        ("The Vendor (or its successor) and the Buyer may terminate this Agreement at any time.", None),
        ("On thirty days' notice to Vendor and Buyer may terminate this Agreement.", "Buyer"),
        ("This Agreement may be terminated at any time by Vendor or the Buyer.", None),
        ("This Agreement may be terminated at any time by Vendor.", "Vendor"),
        ("Buyer may terminate this Agreement at any time.", "Buyer"),
    ],
)
def test_a_right_of_two_parties_that_are_named_together_is_nobodys_alone(text, party):
    assert who_may_end([text], Sides(VENDOR_AND_BUYER)) == party


@pytest.mark.parametrize(
    ("texts", "holder"),
    [
        (["Client may terminate this Agreement for convenience.", "Harrow may terminate it for convenience."], None),
        (["Client may terminate this Agreement for convenience, if it pays Harrow."], None),
        (["Harrow may terminate this Agreement at any time, and the Client is paid."], "Harrow"),
        (["The Officer of Harrow may sign. Harrow may terminate this Agreement at will."], "Harrow"),
    ],
)
def test_a_side_that_is_not_named_may_end_the_contract_too(texts, holder):
    harrow = Party(name="Harrow Lamps LLC", defined_as=["Harrow"], clause=0, score=0.9)
    assert who_may_end(texts, Sides([harrow])) == holder


def test_a_cap_on_what_each_owes_the_other_is_nobodys_alone():
    words = "The liability of Vendor to Buyer, and of Buyer to Vendor, shall not exceed $10,000."
    assert who_is_liable(words, Sides(VENDOR_AND_BUYER)) is None
    assert who_is_liable("The liability of Vendor to Buyer shall not exceed $10,000.", Sides(VENDOR_AND_BUYER))


def test_the_most_that_somebody_has_to_pay_is_their_cap():
    assert who_is_liable("The most Vendor has to pay Buyer in a year is $1,000.", Sides(VENDOR_AND_BUYER)) == "Vendor"


def test_a_lead_in_says_nothing_of_who_is_liable():
    text = "Subject to paragraph 5.1, neither of us will be liable for loss of profit to the other."
    us = Party(name="Brook Ltd", defined_as=["we", "us"], clause=0, score=0.9)
    you = Party(name="Elm Club", defined_as=["you"], clause=0, score=0.9)
    assert who_is_liable(text, Sides([us, you])) is None


def test_the_sentence_after_a_right_may_give_it_to_the_other_too():
    right = "Buyer may terminate on six months' notice."
    assert other_has_it_too(f"{right} The Vendor has a like right, but its notice is nine months.", len(right))
    assert not other_has_it_too(f"{right} The Vendor has no like right.", len(right))
    assert not other_has_it_too(f"{right} Buyer pays at once. The Vendor has a like right to be paid.", len(right))


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Vendor, its officers, affiliates, contractors and employees shall not be liable for lost data.", "Vendor"),
        ("Neither Vendor, its officers nor Buyer shall be liable for lost data.", None),
        ("Neither Vendor, its officers and agents, nor Buyer, its officers and agents, shall be liable for it.", None),
    ],
)
def test_who_is_not_liable_may_be_named_with_its_people(text, party):
    assert who_is_liable(text, Sides(VENDOR_AND_BUYER)) == party
