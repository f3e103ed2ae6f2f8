"""Parties whose short names stand in fields or in plain sentences."""

from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties


@pytest.mark.parametrize("gap", [" ACN 998 114 207. ", "\nACN 998 114 207\n"])
def test_the_details_of_a_contract_name_each_party_and_its_short_name(gap):
    text = (
        f"SUPPLY AGREEMENT\n\nParties\n\nName: Harrow Orchards Pty Ltd{gap}Short form name: Grower\n\n"
        f"Name: Quillmark Nuts Limited{gap}Short form name: Quillmark\n\nThe Grower supplies its crop."
    )
    found = [(one.name, one.terms) for one in listed_parties(text)]
    assert found == [("Harrow Orchards Pty Ltd", ["Grower"]), ("Quillmark Nuts Limited", ["Quillmark"])]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is between us, Harrow Stores Limited (company number 998), and you, Quill & Thread Ltd (of 4 Mill Lane).",
        "It is between you, Quill & Thread Ltd, of 4 Mill Lane, and us, Harrow Stores Limited.",
    ],
)
def test_a_plain_sentence_says_who_we_are_and_who_you_are(sentence):
    found = {one.name: one.terms for one in listed_parties(f"Storage agreement\n\n{sentence} We store your stock.")}
    assert found == {"Harrow Stores Limited": ["we"], "Quill & Thread Ltd": ["you"]}


def test_a_numbered_list_of_parties_needs_no_words_before_it():
    text = (
        "STATEMENT OF WORK\n\nDATED 22 MAY 2025\n\n(1) HARROW SYSTEMS LIMITED, whose registered office is at 9 Mill "
        "Lane (the Supplier); and\n\n(2) QUILLMARK PLC, whose registered office is at 2 Quay Street (the Client).\n\n"
        "The Client pays."
    )
    found = [(one.name, one.terms) for one in listed_parties(text)]
    assert found == [("HARROW SYSTEMS LIMITED", ["Supplier"]), ("QUILLMARK PLC", ["Client"])]


def test_we_and_you_may_each_be_defined():
    text = (
        "Platform agreement\n\nWho is who\n\n“We”, “us” and “Quill” mean Quill Systems ApS, a Danish company.\n\n"
        "“You” and the “Club” mean the Harrow Rowing Club, an unincorporated association.\n\nWe host your list."
    )
    found = {one.name: one.terms for one in listed_parties(text)}
    assert found == {"Quill Systems ApS": ["We", "us", "Quill"], "Harrow Rowing Club": ["You", "Club"]}


def test_you_may_be_the_partners_of_a_practice():
    text = (
        "Our agreement\n\n“We”, “us” and “our” mean Quill Studio Limited, of 6 Mill Yard. We are also Quill & Reed."
        "\n\n“You” and “your” mean the partners from time to time of Harrow Lane Practice, of 2 Harrow Lane."
    )
    found = {one.name: one.terms for one in listed_parties(text)}
    assert found == {"Quill Studio Limited": ["We", "us", "our"], "Harrow Lane Practice": ["You", "your"]}


@pytest.mark.parametrize(
    ("names", "terms"),
    [("Full legal name", "Short name"), ("Party", "Referred to as"), ("Company name", "Defined term")],
)
def test_a_table_names_each_party_and_what_the_contract_calls_it(names, terms):
    text = (
        f"SUPPLY AGREEMENT\nParties\n{names}\tAddress\t{terms}\nHarrow Orchards Pty Ltd\t4 Mill Lane\tHarrow\n"
        "Quillmark Nuts Limited\t5 Mill Lane\tthe “Buyer”\nHarrow supplies nuts to the Buyer.\n"
    )
    found = [(one.name, one.terms) for one in listed_parties(text)]
    assert found == [("Harrow Orchards Pty Ltd", ["Harrow"]), ("Quillmark Nuts Limited", ["Buyer"])]


def test_a_table_of_persons_to_contact_names_no_parties():
    text = "SUPPLY AGREEMENT\nName\tTerm\nAda Reed\tManager\nBert Marsh\tClerk\n"
    assert listed_parties(text) == []
