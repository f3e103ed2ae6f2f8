"""Who benefits from a most-favored-nation clause."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.by_category.favored_terms import favored, favors_nobody, only_intended
from model.schema import Party
from model.summary.parties.sides import Sides

SIDES = Sides(
    [
        Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
        Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
    ]
)
BUYERS = "Buyer is entitled to prices as good as those that Vendor gives others."
BUYERS_TERMS = "Buyer is entitled to terms as good as those that Vendor gives others."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("If Vendor, at any time, offers lower prices to a third party, the prices hereunder are reduced.", BUYERS),
        ("Vendor shall not charge more than it charges any other customer.", BUYERS),
        ("The rates will not exceed those charged by Vendor to any other customer.", BUYERS),
        ("Vendor shall not offer any other customer better terms or prices than those hereunder.", BUYERS_TERMS),
        ("The prices hereunder are the lowest prices that are offered to any customer.", None),
        ("If Vendor offers others more, or if Buyer grants others more, the terms are changed.", None),
    ],
)
def test_who_is_entitled_to_the_terms_that_others_get(text, said):
    assert favored([text], SIDES, text) == said


def test_terms_that_are_only_intended_for_somebody_are_said_to_be():
    text = "It is the intention of Vendor that the terms be no less favorable to Harrow than those of other resellers."
    assert favored([text], SIDES, text) == "Harrow is meant to get terms as good as those that others get."
    assert only_intended([text])
    due = "The terms shall be no less favorable to Harrow than those of other resellers."
    assert favored([due], SIDES, due) == "Harrow is entitled to terms as good as those that others get."
    assert not only_intended([text, due])


@pytest.mark.parametrize(
    "text",
    [
        "Manager may deal with its affiliates on terms no less favorable to Owner than would be available from"
        " unaffiliated persons.",
        "Such services shall be on terms no less favourable than could be obtained with an unrelated third party.",
        "New units are offered pro\u2011rata to all members, on terms no less favourable than third\u2011party terms.",
        "Shares must be first offered to the other shareholders; they may then be sold to any other buyer on terms no"
        " more favourable.",
    ],
)
def test_the_terms_of_the_market_or_of_a_first_offer_favor_nobody(text):
    assert favors_nobody(text)


@pytest.mark.parametrize(
    "text",
    [
        "The prices shall be no less favorable than those available to unaffiliated customers from Vendor.",
        "Terms must be no less favorable than those offered to any third party with a similar volume.",
        "If the Company gives any other member better rights, Investor shall have them on terms no less favorable.",
        "Vendor shall first offer Buyer the product at a price no less favorable than the price of other customers.",
    ],
)
def test_terms_that_others_are_given_by_the_same_party_favor_somebody(text):
    assert not favors_nobody(text)


def test_the_tail_of_a_first_offer_favors_nobody():
    assert favors_nobody(
        "Vendor may deal with others, but not on terms more favorable to the other than those last offered to Buyer."
    )
