from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.clause_meaning.rights_by_party.indemnities import indemnities
from model.schema import Party
from model.summary.parties.sides import BOTH, Sides
from tests.model.playbook.parties import VENDOR_AND_BUYER


def test_an_indemnity_may_protect_us_or_you():
    text = "We will indemnify you against claims by customers. You will indemnify us against claims by your staff."
    parties = [
        Party(name=name, defined_as=[called], clause=0, score=0.9)
        for name, called in (("Harrow Stores Limited", "we"), ("Quill Homes Limited", "you"))
    ]
    found = indemnities(document_from_text(text.encode(), "contract", 10), Sides(parties, text))
    assert len({right.who for right in found}) == 2


@pytest.mark.parametrize(
    ("back", "givers"),
    [
        ("Buyer gives Vendor a like indemnity in respect of its own people.", {"Vendor", "Buyer"}),
        ("Buyer shall give Vendor a corresponding indemnity.", {"Vendor", "Buyer"}),
        ("Buyer gives Vendor a like discount, and no indemnity.", {"Vendor"}),
        ("Vendor gives its own suppliers a like indemnity.", {"Vendor"}),
    ],
)
def test_an_indemnity_may_be_given_back_as_a_like_one(as_text, back, givers):
    document = as_text(f"Vendor indemnifies Buyer against claims by its staff. {back}")
    assert {one.who for one in indemnities(document, Sides(VENDOR_AND_BUYER))} == givers


@pytest.mark.parametrize(
    ("text", "givers"),
    [
        ("Each party indemnifies each of the others against claims for injury.", {BOTH}),
        ("Each party indemnifies the other parties against claims for injury.", {BOTH}),
        ("The parties indemnify one another against claims for injury.", {BOTH}),
        ("The parties each indemnify the other against claims for injury.", {BOTH}),
        ("Vendor indemnifies the others of its group against claims for injury.", {"Vendor"}),
    ],
)
def test_an_indemnity_may_be_that_of_each_party_for_the_others(as_text, text, givers):
    assert {one.who for one in indemnities(as_text(text), Sides(VENDOR_AND_BUYER))} == givers
