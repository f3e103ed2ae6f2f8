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


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("limited to EUR 1 500 000 in total", "EUR 1500000"),
        ("no more than CHF 2'400'000.50.", "CHF 2400000.50"),
        ("a maximum of CHF 750’000", "CHF 750000"),
        ("limited to R4 250 000 in aggregate", "ZAR 4250000"),
        ("up to R18 000 000,00", "ZAR 18000000"),
        ("limited to R1,200,000", "ZAR 1200000"),
        ("limited to R3.5 million", "ZAR 3500000"),
        ("at most €\N{NO-BREAK SPACE}90\N{NO-BREAK SPACE}000", "EUR 90000"),
        ("at most EUR 1.250.000", "EUR 1250000"),
        ("at most EUR 80.000,00", "EUR 80000"),
        ("at most 640 000 euros", "EUR 640000"),
    ],
)
def test_an_amount_may_have_other_marks_between_its_thousands(text, amount):
    assert money(text) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("R2 of the plan and room R14", None),
        ("Rule R750 applies", None),
        ("$40 36 days after the invoice", "USD 40"),
        ("USD 500 30 days after", "USD 500"),
        ("EUR 0.250 per unit", "EUR 0.25"),
        ("EUR 1.5 million", "EUR 1500000"),
    ],
)
def test_numbers_beside_each_other_are_not_one_amount(text, amount):
    assert money(text) == amount
