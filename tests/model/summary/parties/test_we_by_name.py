from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties

USED = "By using the service you agree to these terms."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Unless we say otherwise, we Fernleigh Tours act only as an agent for all bookings.", "Fernleigh Tours"),
        ("We, Fernleigh Tours Ltd (company number 31), run this site.", "Fernleigh Tours Ltd"),
        ("We, Fernleigh Tours of 7 Mill Lane, take your booking.", "Fernleigh Tours"),
        ("We (Fernleigh Tours) take your booking.", "Fernleigh Tours"),
        ("Your contract is with us, Fernleigh Tours, a member of the guides' guild.", "Fernleigh Tours"),
        ("Your contract is with us, Fernleigh Tours Ltd, and these terms govern it.", "Fernleigh Tours Ltd"),
        ("These terms are between you and us (Fernleigh Tours).", "Fernleigh Tours"),
        ("In these terms, we, us and our refer to Fernleigh Tours.", "Fernleigh Tours"),
        ("In these terms we are Fernleigh Tours Ltd and you are the guest.", "Fernleigh Tours Ltd"),
        (
            "The term ‘Fernleigh Tours’ or ‘us’ or ‘we’ refers to the owner of the website whose office is in Leeds.",
            "Fernleigh Tours",
        ),
        (
            "We are Fernleigh. Our office is at 7 Mill Lane.\nFernleigh sells tours. Fernleigh was founded in Leeds.",
            "Fernleigh",
        ),
    ],
)
def test_a_name_beside_we_is_that_of_whoever_offers_the_terms(text, name):
    assert [one.name for one in listed_parties(f"Booking Terms\n{text}\n{USED}")] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "We DO NOT sell your data. We Will Never ask for your password, and we STRONGLY RECOMMEND a copy.",
        "You can call us, Monday to Friday, from nine to five. We, Monday to Friday, answer.",
        "You release us, Wrenford Air Ltd and Wrenford Rail Ltd from all claims.",
        "You agree not to sue us, Wrenford Pay Ltd, or our other partners.",
        "Read how we Process Personal Data can be used.",
        "Information We Automatically Collect is listed below.",
        "We are Pleased to help you. We are English.",
        "We use Wrenford Pay to take payments.",
        "We, Wrenford Air and others carry you.",
    ],
)
def test_what_stands_beside_we_and_is_no_name_of_the_offeror_is_no_party(text):
    assert listed_parties(f"Booking Terms\n{text}\n{USED}") == []
