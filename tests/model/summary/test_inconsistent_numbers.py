from __future__ import annotations

import pytest

from model.summary.inconsistent_numbers import differing_numbers


def test_words_and_figures_are_compared_and_parts_of_numbers_are_not():
    text = "fifty-five (45) days, thirty (30) days, Four and One-Half Million Dollars ($4,500,000), Year One (1998)"
    assert [(one.words, one.figures) for one in differing_numbers(text)] == [("55", "45")]


def test_a_fraction_of_a_number_is_not_the_number():
    text = "three quarters of one percent (0.75%), two-thirds of one percent (0.67%), five sixteenths of a hundred (31)"
    assert not list(differing_numbers(text))
    assert [one.words for one in differing_numbers("all of one percent (0.75%)")] == ["1"]


def test_figures_in_brackets_may_name_their_currency():
    text = "four thousand dollars ($4,000.00 U.S.), six percent (6 percent) and four thousand dollars ($4,950.00 U.S.)"
    assert [(one.words, one.figures) for one in differing_numbers(text)] == [("4000", "4,950.00")]


def test_the_words_may_stand_in_the_brackets():
    text = "24 (thirty-six) months, 30 (thirty) days, Section 3 (two copies) and $5 (six of them)"
    assert [(one.words, one.figures) for one in differing_numbers(text)] == [("36", "24")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("at most £70,000 (sixty thousand pounds) a year", [("60000", "70,000")]),
        ("US$1,500 (fifteen hundred and twenty U.S. dollars)", [("1520", "1,500")]),
        ("USD 900 (nine hundred dollars only)", []),
        ("€2,500,000 (two million five hundred thousand euros)", []),
        ("sixty thousand pounds sterling (£70,000)", [("60000", "70,000")]),
        ("£3 million (three million pounds)", []),
    ],
)
def test_a_sum_may_be_repeated_in_words_in_brackets(text, said):
    assert [(one.words, one.figures) for one in differing_numbers(text)] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("if the shares close above $80 (eighty cents) on ten days", [("0.80", "80")]),
        ("a fee of $25 (twenty-five cents) a copy", [("0.25", "25")]),
        ("a toll of ninety cents ($90) a page", [("0.90", "90")]),
        ("at £5 (fifty pence) a unit", [("0.50", "5")]),
        ("at one cent ($1) a line", [("0.01", "1")]),
        ("at $0.80 (eighty cents) a share", []),
        ("Four Dollars and Forty One Cents ($4.41) per kilogram", []),
    ],
)
def test_cents_in_words_are_no_dollars_in_figures(text, said):
    assert [(one.words, one.figures) for one in differing_numbers(text)] == said


@pytest.mark.parametrize("hyphen", ["\u00ad", "\u2010", "\u2011", "\u2013"])
def test_a_number_in_words_may_have_any_hyphen(hyphen):
    assert not list(differing_numbers(f"not less than forty{hyphen}two percent (42%)"))
    assert [one.words for one in differing_numbers(f"not less than forty{hyphen}two percent (52%)")] == ["42"]
    assert not list(differing_numbers(f"ten{hyphen}fifteen (15) days"))
