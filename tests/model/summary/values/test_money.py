from __future__ import annotations

import pytest

from model.summary.values.money import money, sums


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("shall not exceed $31,200.00.", "USD 31200"),
        ("US$ 2 million or EUR 500,000", "USD 2000000"),
        ("£1,500.50", "GBP 1500.50"),
        ("S$3,000,000 in total", "SGD 3000000"),
        ("INR 20,000", "INR 20000"),
        ("the fees paid", None),
        ("see SECTION 5", None),
    ],
)
def test_money_is_a_currency_and_an_amount(text, value):
    assert money(text) == value


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("must not exceed $5m; and", "USD 5000000"),
        ("limited to £2.5 million.", "GBP 2500000"),
        ("up to US$ 10 mn in all", "USD 10000000"),
        ("a maximum of EUR 5k", "EUR 5000"),
        ("no more than 3m dollars", "USD 3000000"),
        ("a cap of €1.5bn", "EUR 1500000000"),
        ("$2MM per year", "USD 2000000"),
        ("$5 must be paid", "USD 5"),
        ("$5 by Monday", "USD 5"),
    ],
)
def test_an_amount_is_read_with_its_unit(text, amount):
    assert money(text) == amount


def test_rupees_are_read_with_their_lakhs():
    assert money("a sum of Rs. 25,00,000") == "INR 2500000"
    assert money("not more than INR 2.5 crore") == "INR 25000000"


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("limited to Four Dollars and Forty One Cents ($4.41) or Two Dollars ($2.00)", ["USD 4.41", "USD 2"]),
        ("a price of Twelve Euros and Five Cents (€12.05)", ["EUR 12.05"]),
        ("up to Five Thousand Dollars ($5,000)", ["USD 5000"]),
    ],
)
def test_a_sum_with_cents_in_words_is_the_one_in_figures_after_it(text, amounts):
    assert sums(text) == amounts
