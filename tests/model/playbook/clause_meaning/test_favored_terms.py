"""Who benefits from a most-favored-nation clause."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.favored_terms import favored
from model.schema import Party
from model.summary.parties.sides import Sides

SIDES = Sides(
    [
        Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
        Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
    ]
)
BUYERS = "Buyer is entitled to terms as good as those that Vendor gives others."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("If Vendor, at any time, offers lower prices to a third party, the prices hereunder are reduced.", BUYERS),
        ("Vendor shall not charge more than it charges any other customer.", BUYERS),
        ("The rates will not exceed those charged by Vendor to any other customer.", BUYERS),
        ("The prices hereunder are the lowest prices that are offered to any customer.", None),
        ("If Vendor offers others more, or if Buyer grants others more, the terms are changed.", None),
    ],
)
def test_who_is_entitled_to_the_terms_that_others_get(text, said):
    assert favored([text], SIDES, text) == said
