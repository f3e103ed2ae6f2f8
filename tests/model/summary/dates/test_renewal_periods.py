"""Renewals counted one at a time, period by period, or by the longer of two lengths."""

from __future__ import annotations

import pytest

from model.summary.dates.renewal import renewal
from model.summary.dates.renewal_periods import GOES_ON_BY_PERIODS


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("The Board may renew for up to four (4) further Contract Years, one at a time.", "P1Y"),
        ("Buyer may extend the term for two additional years, one year at a time.", "P1Y"),
        ("Buyer may extend the term for up to three years in one-year increments.", "P1Y"),
        ("Buyer may extend the term by up to six months in monthly steps.", "P1M"),
        ("Buyer may extend the term for three further periods of two years, one at a time.", "P2Y"),
        ("Buyer may extend the term for up to three further years.", "P3Y"),
        ("Buyer may extend the term for three years, for a fee paid in annual instalments.", "P3Y"),
        ("Buyer may extend the term for three years, the rent rising in annual steps of 3%.", "P3Y"),
    ],
)
def test_years_taken_one_at_a_time_are_renewals_of_a_year(words, length):
    assert renewal(words) == length


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("It renews for successive terms of the greater of one year or the length set forth on the Order.", None),
        ("It shall be renewed for the length of the first term or one year, whichever is shorter.", None),
        ("It renews for successive terms of one year at the greater of the list price or the old price.", "P1Y"),
        ("Tenant may extend the term for two years for the greater of $5 per month or the old rent.", "P2Y"),
    ],
)
def test_the_longer_of_two_lengths_is_neither(words, length):
    assert renewal(words) == length


def test_a_contract_goes_on_from_month_to_month():
    assert renewal("The hire continues from month to month.") == "P1M"


def test_a_contract_may_go_on_from_season_to_season():
    assert GOES_ON_BY_PERIODS.search("It continues from Season to Season.")
    assert GOES_ON_BY_PERIODS.search("The lease goes on from one harvest to the next.")
    assert not GOES_ON_BY_PERIODS.search("The lease goes on from spring to autumn.")
