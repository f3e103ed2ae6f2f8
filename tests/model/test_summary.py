from __future__ import annotations

import pytest

from model.review import Clause
from model.summary import iso_date, jurisdiction, summarise

OPENING = (
    'This deed is made by Brightwater Mills, Inc., a Delaware corporation ("Brightwater" or the "Buyer"), and Old '
    'Harbour Trading LLC (hereinafter called the "Seller"). Brightwater buys from Old Harbour Trading LLC.'
)


def clause(category: str, text: str, start: int = 0, score: float = 0.9, number: int = 0, found: bool = True) -> Clause:
    return Clause(
        id=number,
        category=category,
        text=text,
        heading=[],
        pages=[1],
        boxes=[],
        interval=[start, start + len(text)],
        segments=[0],
        score=score,
        found=found,
    )


def mentions(text: str, *names: str) -> list[Clause]:
    """A clause for each name, each looked for after the one before."""
    found, position = [], 0
    for number, name in enumerate(names):
        position = text.index(name, position)
        found.append(clause("Parties", name, position, number=number))
        position += len(name)
    return found


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("May 1, 2020", "2020-05-01"),
        ("May 1st, 2020", "2020-05-01"),
        ("MAY 1, 2020", "2020-05-01"),
        ("Sept. 30, 1999", "1999-09-30"),
        ("December 31,2025", "2025-12-31"),
        ("1 May 2020", "2020-05-01"),
        ("the 1st day of May, 2020", "2020-05-01"),
        ("this 22nd day of June 2011", "2011-06-22"),
        ("3rd of March, 2018", "2018-03-03"),
        ("5/1/2020", "2020-05-01"),
        ("05-01-2020", "2020-05-01"),
        ("6/21/99", "1999-06-21"),
        ("2020-05-01", "2020-05-01"),
        ("It expires on May 1, 2020 (May 1, 2020).", "2020-05-01"),
    ],
)
def test_a_date_is_read_however_it_is_spelled(text, date):
    assert iso_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the date of the last signature",
        "____ day of May, 2020",
        "May [  ], 2020",
        "May [*], 2020",
        "May XX, 2020",
        "May __, 20__",
        "May 2020",
        "May 32, 2020",
        "from May 1, 2020 to May 1, 2021",
        "within 30 days",
    ],
)
def test_a_blank_or_no_date_or_several_are_null(text):
    assert iso_date(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("governed by the laws of the State of New York, without regard to conflicts", "New York"),
        ("under the law of Utah.", "Utah"),
        ("the laws of the Commonwealth of Massachusetts apply", "Massachusetts"),
        ("in accordance with the laws of England and Wales", "England"),
        ("the laws of the People's Republic of China", "China"),
        ("the laws of the United States of America", "United States of America"),
        ("the laws in force in the Province of Ontario", "Ontario"),
        ("It is governed by English law.", "English"),
    ],
)
def test_the_jurisdiction_is_the_place_whose_law_governs(text, place):
    assert (jurisdiction(text) or "").startswith(place)


def test_a_clause_that_names_no_place_has_no_jurisdiction():
    assert jurisdiction("This agreement is governed by the laws of the seller's home.") is None


def test_parties_are_listed_once_with_the_terms_defined_for_them():
    names = ("Brightwater Mills, Inc.", "Brightwater", "Buyer", "Old Harbour Trading LLC", "Seller", "Brightwater")
    parties = summarise(mentions(OPENING, *names, "Old Harbour Trading LLC"), OPENING).parties
    assert [(party.name, party.defined_as) for party in parties] == [
        ("Brightwater Mills, Inc.", ["Brightwater", "Buyer"]),
        ("Old Harbour Trading LLC", ["Seller"]),
    ]
    assert [party.clause for party in parties] == [0, 3]


def test_a_party_is_named_without_its_description():
    text = "This deed is made by Acme Corp., a Utah corporation, and others."
    (party,) = summarise(mentions(text, "Acme Corp., a Utah corporation"), text).parties
    assert party.name.startswith("Acme Corp") and "Utah" not in party.name


def test_a_sentence_is_no_party():
    text = "Each of the parties to this agreement shall bear its own costs."
    assert summarise(mentions(text, text), text).parties == []


def test_what_was_not_found_is_null():
    summary = summarise([], "")
    assert summary.parties == []
    assert {value for name, value in summary if name != "parties"} == {None}


def test_a_candidate_under_its_threshold_is_no_source_of_the_summary():
    assert summarise([clause("Agreement Date", "May 1, 2020", found=False)], "").agreement_date is None


def test_a_field_takes_the_best_clause_that_gives_a_value():
    found = [
        clause("Effective Date", "the date of signature", score=0.95, number=0),
        clause("Effective Date", "May 1, 2020", score=0.9, number=1),
        clause("Effective Date", "May 2, 2020", score=0.8, number=2),
    ]
    value = summarise(found, "").effective_date
    assert value is not None and (value.value, value.clause, value.text, value.score) == (
        "2020-05-01",
        1,
        "May 1, 2020",
        0.9,
    )


def test_a_field_without_a_value_still_names_its_source():
    value = summarise([clause("Effective Date", "the date of signature", number=4)], "").effective_date
    assert value is not None and (value.value, value.clause, value.text) == (None, 4, "the date of signature")
