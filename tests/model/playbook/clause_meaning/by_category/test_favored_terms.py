"""Who benefits from a most-favored-nation clause."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.by_category.favored_terms import favored, only_intended
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
