"""Names of companies that "and" would cut in two."""

from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.names_with_and import begin_with_and, end_with_and

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


def test_a_name_begins_before_its_and_if_a_line_has_all_of_it():
    text = (
        "The Brook Creel and Net Federation\n4 Elm Road\n\nWe act for The Brook Creel and Net Federation (the “Club”)."
    )
    start = text.rindex("Net Federation")
    assert text[begin_with_and(text, start, start + len("Net Federation")) :].startswith("The Brook Creel and Net")
    alone = "We act for Brook Mills and Net Federation (the “Club”)."
    start = alone.index("Net Federation")
    assert begin_with_and(alone, start, start + len("Net Federation")) == start
