from __future__ import annotations

import pytest

from model.dataset import Contract
from model.evaluation.summary_accuracy import Tally, tallies
from model.schema import Clause
from model.summary.summary import summarize

TEXT = "Acme Corp. and Brightwater LLC agree on May 1, 2020, for two years, under the laws of Utah."


def contract(**answers: str) -> Contract:
    named = {name.replace("_", " "): answer for name, answer in answers.items()}
    return Contract("x", "x.pdf", "Service", TEXT, {name: [(0, 4)] for name in named}, named)


def summary(**texts: str):
    clauses = [
        Clause(
            id=number,
            category=name.replace("_", " "),
            text=text,
            heading=[],
            pages=[1],
            boxes=[],
            interval=[0, len(text)],
            segments=[0],
            score=0.9,
            found=True,
        )
        for number, (name, text) in enumerate(texts.items())
    ]
    return summarize(clauses, "")


@pytest.mark.parametrize(
    ("category", "field", "text", "answer", "right"),
    [
        ("Agreement_Date", "agreement_date", "May 1, 2020", "5/1/20", True),
        ("Agreement_Date", "agreement_date", "May 2, 2020", "5/1/20", False),
        ("Renewal_Term", "renewal_term", "renewed for a one-year period", "successive 12 months", True),
        ("Renewal_Term", "renewal_term", "renewed for two years", "1 year", False),
        ("Expiration_Date", "expiration_date", "until terminated by either party", "perpetual", True),
        ("Governing_Law", "governing_law", "the laws of the State of Utah", "Utah", True),
        ("Governing_Law", "governing_law", "the laws of England and Wales", "England; Wales", True),
        ("Governing_Law", "governing_law", "the laws of Ohio", "Utah", False),
        ("Parties", "parties", "Acme Corp.", 'Acme Corp. ("Acme")', True),
        ("Parties", "parties", "Brightwater LLC", 'Acme Corp. ("Acme")', False),
    ],
)
def test_a_field_is_right_where_it_says_what_a_person_answered(category, field, text, answer, right):
    counted = tallies([contract(**{category: answer})], [summary(**{category: text})])
    assert counted[field] == Tally(int(right), 1)


@pytest.mark.parametrize(
    ("category", "field", "answer"),
    [
        ("Agreement_Date", "agreement_date", "[]/[]/2020"),
        ("Renewal_Term", "renewal_term", ""),
        ("Governing_Law", "governing_law", "-"),
    ],
)
def test_a_blank_is_no_answer(category, field, answer):
    assert tallies([contract(**{category: answer})], [summary()])[field] == Tally(0, 0)


def test_a_contract_that_could_not_be_read_has_nothing_right():
    counted = tallies([contract(Governing_Law="Utah", Parties="Acme Corp.; Brightwater LLC")], [None])
    assert (counted["governing_law"], counted["parties"]) == (Tally(0, 1), Tally(0, 2))
