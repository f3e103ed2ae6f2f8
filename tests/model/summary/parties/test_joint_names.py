"""Several parties that a contract calls by one name, beside the others."""

from __future__ import annotations

import pytest

from model.schema import Party
from model.summary.parties.joint_names import with_joint_names
from model.summary.parties.sides import Sides

PARTIES = [
    Party(name="Harrow, Inc.", defined_as=["Buyer"], clause=0, score=0.9),
    Party(name="Quillmark LLC", defined_as=["QLC"], clause=0, score=0.9),
    Party(name="Marsh Corp.", defined_as=["Marsh"], clause=0, score=0.9),
]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ('Marsh Corp. ("Marsh" and, with QLC, the "Sellers") sells it.', [[], ["Sellers"], ["Sellers"]]),
        (
            'Marsh Corp. ("Marsh" and, together with QLC, jointly and severally, "Shippers") sells it.',
            [[], ["Shippers"], ["Shippers"]],
        ),
        ("Marsh Corp. (Marsh and, together with QLC, the Customer).", [[], ["Customer"], ["Customer"]]),
        ('QLC and Marsh shall be collectively referred to as the "Sellers".', [[], ["Sellers"], ["Sellers"]]),
        ("The contract binds QLC and Marsh (Agent) towards Buyer.", [[], ["Agent"], ["Agent"]]),
        ('Quillmark LLC and Marsh Corp. (together, "Seller") sell it.', [[], ["Seller"], ["Seller"]]),
        ('Buyer, QLC and Marsh are collectively referred to as the "Group".', [[], [], []]),
        (
            'Quillmark LLC and Marsh Corp., a registered broker (collectively "Seller," "you"),',
            [[], ["Seller"], ["Seller"]],
        ),
        (
            'Quillmark LLC and Marsh Corp., companies of Ohio, with offices at 4 Mill Lane (together, the "Mills"),',
            [[], ["Mills"], ["Mills"]],
        ),
        ('QLC and Marsh are together called the "Parties".', [[], [], []]),
        ('Marsh Corp. ("Marsh"; collectively with QLC, "Vend")', [[], ["Vend"], ["Vend"]]),
        ('Marsh Corp. ("Marsh" and together with QLC, "QLC/Marsh")', [[], ["QLC/Marsh"], ["QLC/Marsh"]]),
    ],
)
def test_a_name_for_some_of_the_parties_is_given_to_each_of_them(text, terms):
    named = with_joint_names(PARTIES, text)
    assert [party.defined_as[1:] for party in named] == terms


def test_parties_with_a_joint_name_are_one_side():
    sides = Sides(with_joint_names(PARTIES, 'QLC and Marsh (together, "Seller") sell it.'))
    assert sides.names == ["Buyer", "Seller"]
    assert sides.subject("Seller may assign it.", 7) == "Seller"


def test_a_joint_name_in_the_bracket_of_the_last_party_is_given_to_all_that_it_names():
    last = PARTIES[2].model_copy(update={"defined_as": ["Agent"]})
    for bracket in (
        'the "Agent" and, together with QLC, the "Sellers"',
        "“Agent,” and together with QLC and their respective Affiliates, “Sellers”",
    ):
        named = with_joint_names([*PARTIES[:2], last], f"Quillmark LLC and Marsh Corp. ({bracket}) sell it.")
        assert [party.defined_as[1:] for party in named] == [[], ["Sellers"], ["Sellers"]]
