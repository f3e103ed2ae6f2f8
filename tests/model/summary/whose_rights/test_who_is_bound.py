"""Whom exclusivity binds, and what a sentence says about it, on invented sentences."""

from __future__ import annotations

import pytest

from model.schema import Party
from model.summary.parties.sides import Sides
from model.summary.whose_rights.who_is_bound import dealings, who_is_bound

SIDES = Sides(
    [
        Party(name="Acme Tools, Inc.", defined_as=["Provider"], clause=0, score=0.9),
        Party(name="Brightwater LLC", defined_as=["Buyer"], clause=1, score=0.9),
    ]
)


@pytest.mark.parametrize(
    ("text", "bound", "said"),
    [
        (
            "Provider hereby grants to Buyer an exclusive license to sell the tools in Ohio.",
            "Provider",
            "{bound} grants {holder} exclusive rights.",
        ),
        (
            "Provider appoints Buyer, and Buyer accepts, as its sole and exclusive distributor in Ohio.",
            "Provider",
            "{bound} appoints {holder} as exclusive distributor.",
        ),
        (
            "Provider hereby irrevocably designates and appoints Buyer as its exclusive agent for land in Ohio.",
            "Provider",
            "{bound} irrevocably appoints {holder} as exclusive agent.",
        ),
        (
            "Buyer shall be the only distributor appointed by Provider in Ohio.",
            "Provider",
            "{holder} is the exclusive distributor.",
        ),
        (
            "Provider shall be Buyer's sole and exclusive provider of all hauling.",
            "Buyer",
            "{holder} is the exclusive provider.",
        ),
        (
            "Buyer agrees that Provider will be the exclusive provider of hauling.",
            "Buyer",
            "{holder} is the exclusive provider.",
        ),
        ("Buyer's right to sell the tools in Ohio shall be exclusive.", "Provider", "{holder} has exclusive rights."),
        (
            "Buyer shall have the exclusive right to sell the tools to Elmbury Garages Limited (the “Garage”).",
            "Provider",
            "{holder} has exclusive rights for the customer named.",
        ),
        ("Buyer shall purchase its valves exclusively from Provider.", "Buyer", "{bound} must buy only from {holder}."),
        (
            "Buyer shall buy from Provider all of the salt that it requires.",
            "Buyer",
            "{bound} must buy only from {holder}.",
        ),
        (
            "In exchange for Buyer working exclusively with Provider, a fee is due.",
            "Buyer",
            "{bound} must deal exclusively with {holder}.",
        ),
        (
            "Buyer agrees to tender to Provider all overnight shipments.",
            "Buyer",
            "{bound} must give {holder} all business of the kind quoted.",
        ),
        # the one that is prohibited, not the one that is named in the exception
        (
            "Except under the deed with Provider, Buyer shall be prohibited from developing tools for any third party.",
            "Buyer",
            "{bound} may not do certain business with or for others.",
        ),
    ],
)
def test_the_bound_party_is_the_subject_of_the_words_that_bind(text, bound, said):
    assert who_is_bound(text, SIDES) == bound
    assert [one.said for one in dealings(text, SIDES) if one.said] == [said]


@pytest.mark.parametrize(
    "text",
    [
        "The license granted herein is an exclusive license.",
        "Exclusivity shall end in May.",
        "Neither Provider nor Buyer shall deal with others.",
        "Provider grants Buyer a non-exclusive license.",
    ],
)
def test_nobody_is_bound_alone_if_the_sentence_names_nobody_or_both(text):
    assert who_is_bound(text, SIDES) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Provider hereby grants to Buyer a license to use the molds (and spare ones) in order for Buyer to make "
            "and pack the lamps, exclusively for Provider.",
            ("Buyer", "Provider", "{bound} may use what is licensed only for {holder}."),
        ),
        (
            "Buyer will not allow the use of its name for the advertising or promotion of shoes in Ohio.",
            ("Buyer", None, "{bound} may not endorse or promote certain goods."),
        ),
    ],
)
def test_who_works_for_one_alone_or_lends_its_name_to_no_others_is_bound(text, said):
    assert tuple(dealings(text, SIDES)[0]) == said


@pytest.mark.parametrize(
    ("text", "bound", "said"),
    [
        (
            "Buyer shall put through Provider all of its requirements for storage in Ohio.",
            "Buyer",
            "{bound} must buy only from {holder}.",
        ),
        (
            "Buyer covers its demand for lamps exclusively from Provider.",
            "Buyer",
            "{bound} must buy only from {holder}.",
        ),
        (
            "Provider will neither open nor license another shop in the Territory.",
            "Provider",
            "{bound} may not do certain business with or for others.",
        ),
    ],
)
def test_who_buys_all_that_it_needs_from_the_other_is_bound(text, bound, said):
    assert who_is_bound(text, SIDES) == bound
    assert said in [one.said for one in dealings(text, SIDES)]
