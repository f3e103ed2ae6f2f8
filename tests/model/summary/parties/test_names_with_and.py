"""Names of companies that "and" would cut in two."""

from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.names_with_and import end_with_and, whole_name

OPENING = (
    "This Agreement is made between Harrow Wool and Felt Company, a Utah company (“Seller”), and Quill LLC (“Buyer”)."
)
SIGNED = "\n\nHARROW WOOL & FELT COMPANY\nBy: Ada Brook\n\nQUILL LLC\nBy: Bert Marsh\n"


def test_the_line_over_the_signature_shows_that_a_name_goes_on_after_and():
    assert [(one.name, one.terms) for one in listed_parties(OPENING + SIGNED)] == [
        ("Harrow Wool and Felt Company", ["Seller"]),
        ("Quill LLC", ["Buyer"]),
    ]


@pytest.mark.parametrize(
    "below",
    [
        "",
        "\n\nHARROW WOOL\nBy: Ada Brook\n\nFELT COMPANY\nBy: Carla Quill\n",
        # the first is also named alone
        f"{SIGNED}Notices to Harrow Wool: 4 Mill Lane\n",
    ],
)
def test_without_such_a_line_two_names_may_be_joined(below):
    start = OPENING.index("Harrow Wool")
    assert end_with_and(OPENING + below, start, start + len("Harrow Wool")) is None


def test_a_name_reaches_over_its_and_if_a_line_has_all_of_it():
    text = "The Brook Creel and Net Federation\n\nWe act for The Brook Creel and Net Federation (the “Club”)."
    start = text.rindex("Net Federation")
    begin, end = whole_name(text, start, start + len("Net Federation"))
    assert text[begin:end] == "The Brook Creel and Net Federation"
    start = text.rindex("The Brook Creel")
    begin, end = whole_name(text, start, start + len("The Brook Creel"))
    assert text[begin:end] == "The Brook Creel and Net Federation"
    alone = "We act for Brook Mills and Net Federation (the “Club”)."
    start = alone.index("Net Federation")
    assert whole_name(alone, start, start + len("Net Federation")) == (start, start + len("Net Federation"))


def test_in_capitals_and_is_part_of_a_name():
    text = "made by the ELM VALLEY SPORTS AND EXHIBITION AUTHORITY, a body, and BROOK INC. AND QUILL LLC"
    start = text.index("EXHIBITION AUTHORITY")
    begin, end = whole_name(text, start, start + len("EXHIBITION AUTHORITY"))
    assert text[begin:end] == "ELM VALLEY SPORTS AND EXHIBITION AUTHORITY"
    start = text.index("QUILL LLC")
    assert whole_name(text, start, start + len("QUILL LLC"))[0] == start
