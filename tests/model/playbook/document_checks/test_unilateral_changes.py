"""Terms that whoever offers them may change alone, in whatever words."""

from __future__ import annotations

import pytest

from model.playbook.case import Case
from model.playbook.document_checks.unilateral_changes import changed_alone
from model.schema import Party
from model.summary.parties.reader import with_the_reader
from model.summary.parties.sides import Sides
from model.summary.summary import summarize

READER = 15 * "You sell your pots. "
OFFEROR = Party(name="Harrow Pots LLC", defined_as=[], clause=0, score=0.9)


@pytest.fixture
def changes(as_text):
    def said(sentence: str) -> list[str]:
        document = as_text(f"{sentence}\n\n{READER}")
        held = summarize([], "").model_copy(update={"parties": [OFFEROR]})
        sides = Sides(with_the_reader([OFFEROR], document.text), document.text)
        return [hit.said for hit in changed_alone(Case(document, held, [], sides))]

    return said


@pytest.mark.parametrize(
    "sentence",
    [
        "We reserve the right to change, modify, add, or remove portions of this Agreement in our sole discretion.",
        "We may amend, add to or replace these Pot Terms from time to time, so read them each time you log on.",
        "Our terms may change in our sole discretion without notice.",
        "These Terms are subject to change at any time without notice.",
        "The terms of this Agreement may be changed by us at any time by posting them.",
        "We can change this agreement whenever we like.",
    ],
)
def test_who_offers_terms_may_change_them_alone_in_many_words(changes, sentence):
    assert changes(sentence) == [
        "Harrow Pots LLC may change the terms of the contract without the other party’s agreement."
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Prices are subject to change without notice.",
        "We may change our opening hours at any time without notice.",
        "These Terms may be amended by mutual agreement at any time.",
        "These Terms may change at any time if the law requires it.",
        "Each party may change these terms at any time by notice.",
        "The delivery dates in these Terms may change at any time.",
    ],
)
def test_changes_of_something_else_or_by_both_parties_are_not_one_partys(changes, sentence):
    assert changes(sentence) == []
