"""Titles, lists of parties, caps, ends and numbers as contracts write them."""

from __future__ import annotations

import pytest

from model.summary.dates.expiration import end_of, length_between, speaks_of_the_end
from model.summary.inconsistent_numbers import differing_numbers
from model.summary.liability import cap_of
from model.summary.parties.listed_parties import listed_parties
from model.summary.title import title_of


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'is made by and between 2205925 Ontario Limited (the "Reseller"), and The Elm & Ash Company ("Ash").',
            [("2205925 Ontario Limited", ["Reseller"]), ("The Elm & Ash Company", ["Ash"])],
        ),
        (
            'is made between [ * * * ] (the "Provider") and Holt Bank ("Holt" or the "Bank").',
            [("[ * * * ]", ["Provider"]), ("Holt Bank", ["Holt", "Bank"])],
        ),
        (
            'is made between the golfer ANN REED ("Reed") and ACME\tGOLF,\nLTD. (hereinafter called "Acme").',
            [("ANN REED", ["Reed"]), ("ACME GOLF, LTD.", ["Acme"])],
        ),
    ],
)
def test_the_opening_lists_each_party_with_what_it_is_called(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties("This Agreement " + text)] == parties


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("liability is limited to the payments made in the three months before the claim", [("fees", "P3M")]),
        (
            "liability will not exceed the greater of $1,000,000 and the fees paid in the last six months",
            [("money", "USD 1000000"), ("fees", "P6M")],
        ),
        ("liability is limited to twenty-four (24) times the monthly fee paid by Client", [("fees", "P24M")]),
        ("liability is limited to the amounts paid under this Agreement", [("fees", None)]),
        ("neither party is liable for indirect damages, including but not limited to lost profits", []),
    ],
)
def test_a_cap_is_a_sum_or_fees_and_an_exclusion_is_none(text, limits):
    read = [(limit.kind, getattr(limit, "amount", getattr(limit, "period", None))) for limit in cap_of(text)]
    assert read == limits


@pytest.mark.parametrize(
    ("text", "day", "term", "event"),
    [
        ("It runs for ten years after acceptance of the System.", None, "P10Y", "acceptance of the System"),
        ("It continues for three years from the date of last signature.", None, "P3Y", "the date of last signature"),
        ("It continues for five years from the date hereof.", "2026-03-03", "P5Y", None),
        ("It ended on March 1, 2020.", None, None, None),
    ],
)
def test_an_end_is_a_day_only_where_it_can_be_counted(text, day, term, event):
    end = end_of(text, "2021-03-03", "2021-03-03")
    assert (end.day, end.term, end.counted_from) == (day, term, event)


def test_a_warranty_and_a_definition_end_no_contract():
    assert not speaks_of_the_end('"Transition Period" means two years from the Effective Date.')
    assert not speaks_of_the_end("The warranty will expire two years after delivery.")
    assert speaks_of_the_end("This Agreement shall expire two years after the Effective Date.")


def test_a_term_is_counted_from_the_start_to_the_end():
    assert length_between("2021-03-03", "2024-03-02") == length_between("2021-03-03", "2024-03-03") == "P3Y"
    assert length_between("2021-03-03", "2021-03-03") is None


def test_a_title_cut_short_is_the_whole_heading():
    text = "Exhibit 10.1\nEXECUTION VERSION\nFIRST AMENDED AND RESTATED SUPPLY AGREEMENT\nThis Supply Agreement is made"
    at = text.rindex("Supply Agreement")
    title = title_of(text, (at, at + len("Supply Agreement")))
    assert title and title.text == "FIRST AMENDED AND RESTATED SUPPLY AGREEMENT"


def test_words_and_figures_are_compared_and_parts_of_numbers_are_not():
    text = "fifty-five (45) days, thirty (30) days, Four and One-Half Million Dollars ($4,500,000), Year One (1998)"
    assert [(one.words, one.figures) for one in differing_numbers(text)] == [("55", "45")]


def test_figures_in_brackets_may_name_their_currency():
    text = "four thousand dollars ($4,000.00 U.S.), six percent (6 percent) and four thousand dollars ($4,950.00 U.S.)"
    assert [(one.words, one.figures) for one in differing_numbers(text)] == [("4000", "4,950.00")]
