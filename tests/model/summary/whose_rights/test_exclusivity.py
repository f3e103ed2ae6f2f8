from __future__ import annotations

import pytest

from model.summary.whose_rights.exclusivity import (
    denies_exclusivity,
    is_exclusive_otherwise,
    leaves_exclusivity_open,
    restrains_nobody,
)


def test_the_title_of_another_agreement_makes_nothing_exclusive():
    assert is_exclusive_otherwise("“Side Deed” means the Amended Midstream Exclusivity Agreement of May 4, 2015.")
    assert not is_exclusive_otherwise("Under the Exclusivity Agreement Vendor is the exclusive supplier of Buyer.")
    assert is_exclusive_otherwise("Improvements are solely owned by Vendor.")
    assert is_exclusive_otherwise(
        "Buyer is the exclusive owner of all that Vendor makes, solely or jointly with others."
    )


def test_an_exclusive_purpose_is_no_exclusivity():
    assert is_exclusive_otherwise("Buyer may use the data for the exclusive purpose of testing.")
    assert not is_exclusive_otherwise("Buyer has the exclusive right to sell, for the exclusive purpose of testing.")


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("Client is granted an exclusive, perpetual license to use the incorporated items with the work.", True),
        ("For pre-existing materials Vendor grants Client an exclusive license.", True),
        ("Vendor grants Client an exclusive license to sell the Products in Ohio.", False),
        ("Vendor shall deal exclusively with Client, which has an exclusive license of pre-existing software.", False),
    ],
)
def test_an_exclusive_licence_of_what_was_there_before_is_no_exclusivity(text, otherwise):
    assert is_exclusive_otherwise(text) is otherwise


def test_a_gift_that_comes_only_with_one_package_makes_nothing_exclusive():
    assert is_exclusive_otherwise("A voucher for two films shall be distributed exclusively with the family pack.")
    assert not is_exclusive_otherwise("The Products shall be distributed exclusively by Vendor.")


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Vendor may appoint another person as its exclusive agent in any town.", True),
        ("Vendor grants Buyer the exclusive right to sell the mills.", False),
        ("Vendor appoints Buyer as a non‐ exclusive reseller of the mills.", True),
        ("Nothing herein is intended nor shall be construed as creating an exclusive arrangement between them.", True),
        ("Nothing in this contract shall be read so as to give the Agent any exclusivity.", True),
        ("Nothing contained in this Agreement shall be deemed to establish an exclusive relationship.", True),
        ("Nothing stated in these terms or in any order means that Buyer must grant exclusive rights.", True),
        ("Nothing stated in the order ends Buyer's appointment, which makes it Vendor's exclusive agent.", False),
    ],
)
def test_exclusivity_that_others_may_get_is_none_of_the_partys(text, denied):
    assert denies_exclusivity(text) is denied


def test_what_was_exclusive_before_is_not_now():
    assert restrains_nobody("Under the old contract Vendor was the exclusive seller of the lamps to third parties.")
    assert not restrains_nobody("Vendor is the exclusive seller of the lamps.")


def test_a_license_that_a_party_says_it_has_from_someone_else_binds_neither():
    assert restrains_nobody("Harrow has an exclusive license to distribute the Program.")
    assert restrains_nobody("Harrow Labs holds an exclusive licence from Brook University to sublicense the Program.")
    assert not restrains_nobody("Distributor has an exclusive license to distribute the Program.")
    assert not restrains_nobody("Harrow has an exclusive license to distribute the Program in Ohio for three years.")


@pytest.mark.parametrize(
    ("text", "left_open"),
    [
        ("Brook appoints Harrow as a [non-exclusive / exclusive] dealer.", True),
        ("Brook appoints Harrow as its [exclusive or nonexclusive] dealer.", True),
        ("Harrow sells on an exclusive/non-exclusive basis.", True),
        ("Brook appoints Harrow as its exclusive dealer.", False),
        ("Brook may grant any exclusive or non-exclusive licence.", False),
        ("Harrow is the [exclusive / non-exclusive] dealer and the exclusive importer.", False),
    ],
)
def test_a_choice_that_nobody_has_made_grants_no_exclusivity_and_denies_none(text, left_open):
    assert leaves_exclusivity_open(text) is left_open
    if left_open:
        assert restrains_nobody(text)
        assert not denies_exclusivity(text)


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("The lamps are sold exclusively to:\n- Registered businesses and trade accounts;", True),
        ("Our offers are directed exclusively at entrepreneurs.", True),
        ("The platform is available only to persons of eighteen years, and exclusively for adults.", False),
        ("The lamps are sold exclusively to Dealer in Ohio.", False),
        ("The lamps shall be sold exclusively to businesses in the Territory.", False),
        ("The lamps are sold exclusively to consumers, and Vendor deals exclusively with Dealer.", False),
    ],
)
def test_who_may_buy_at_all_is_no_exclusivity(text, otherwise):
    assert is_exclusive_otherwise(text) is otherwise


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("The royalty falls in 2031, or in 2032 if a Pediatric Exclusivity is granted.", True),
        ("The royalty is paid until the orphan drug exclusivity has ended.", True),
        ("Any regulatory or data exclusivity for the Product is held in the name of Harrow.", True),
        ("Harrow has the exclusive right to file for patents, in its sole discretion.", True),
        ("Dealer has market exclusivity in Ohio.", False),
        ("Vendor sells exclusively through Dealer until the data exclusivity has ended.", False),
    ],
)
def test_what_a_law_grants_for_medicines_and_inventions_is_no_exclusivity_between_the_parties(text, otherwise):
    assert restrains_nobody(text) is otherwise
    assert is_exclusive_otherwise(text) is otherwise


def test_an_amendment_that_deletes_exclusivity_denies_it():
    assert denies_exclusivity(
        "Clause 6 (Exclusive Supply), by which Buyer bought all looms, is deleted. Buyer is free."
    )
    assert not denies_exclusivity("Clause 6 (Supply) is deleted. Vendor is the exclusive supplier.")
