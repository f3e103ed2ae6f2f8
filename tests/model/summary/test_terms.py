from __future__ import annotations

import pytest

from model.summary.expiration import end_of, expiration
from model.summary.terms import beginning, notice, renewal, speaks_of_renewal, stops_renewal, term

SIGNED, START = "2020-01-02", "2020-01-15"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("It is made on January 2, 2020, to be effective February 1, 2020.", "2020-02-01"),
        ("This Agreement takes effect on February 1, 2025", "2025-02-01"),
        ("The term commences the first day of September 2004 and ends the [*] day of [*].", "2004-09-01"),
        ("in force as of the 1.4.2011", "2011-04-01"),  # the day stands first between full stops
        ("It shall commence on the date hereof and end as of December 31, 2000.", SIGNED),
        ("It becomes effective upon the date of signature.", SIGNED),
        ("It shall end as of December 31, 2000.", None),
        ("It becomes effective when the site opens.", None),
    ],
)
def test_something_begins_on_the_day_that_is_said_to_be_its_first_and_never_on_its_last(text, date):
    assert beginning(text, SIGNED) == date


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("a period commencing on January 1, 2000 and concluding December 31, 2003", "2003-12-31"),
        ("until March 18. 2021, unless sooner terminated", "2021-03-18"),
        ("It ends on the last day of February, 2024.", "2024-02-29"),
        ("until the end of the current calendar year, and renews for one-year periods", "2020-12-31"),
        ("It ends upon the end of Year 3.", "2023-01-15"),
        ("It ends on the last day of the month in which the first anniversary falls.", "2021-01-31"),
        ("It ends on the seventh anniversary of the date hereof.", "2027-01-02"),
        ("It ends five years after the launch, but in no event later than February 28, 2023.", "2023-02-28"),
        ("It shall continue thereafter for a period of two years.", "2022-01-15"),
        ("This Agreement may be terminated by either party at any time.", "perpetual"),
        ("It shall govern the relations thereafter, unless terminated as set forth here.", "perpetual"),
        ("It does not apply on or prior to March 3, 2023 to others; it ends with the project.", "2023-03-03"),
        ("It remains in force until the other agreement expires.", None),
    ],
)
def test_the_last_day_is_written_out_or_counted_from_the_first(text, end):
    assert expiration(text, START, SIGNED) == end


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("It shall continue on a year to year basis until terminated by either party.", "P1Y"),
        ("It is extended for an additional period of half a year.", "P6M"),
        ("The contract will automatically extend for an additional month of service.", "P1M"),
        (
            "It shall renew at the end of the Initial Term on equal terms (prices included) for one 12-month period.",
            "P12M",
        ),
        ("It renews for successive terms of the same duration.", "P3Y"),
        ("It runs for one year and shall renew automatically under these same terms.", "P1Y"),
        ("It shall be prolonged for a period of 12\n   months.", "P12M"),
        ("It may be renewed by agreement.", None),
    ],
)
def test_a_renewal_lasts_as_long_as_it_says_or_as_the_first_term(text, length):
    assert renewal(text, "P3Y") == length


@pytest.mark.parametrize(
    ("text", "renews"),
    [
        ("If Acme has not delivered the orders in time, the first year will be extended by up to four months.", False),
        ("In the event of a delay, the term is extended by as long.", False),
        ("If neither party gives notice of its end, the term is extended by one year.", True),
        ("It is extended for one year unless a party objects.", True),
    ],
)
def test_a_term_made_longer_for_one_cause_is_not_renewed(text, renews):
    assert speaks_of_renewal(text) is renews


def test_a_term_that_is_not_shorter_than_another_has_no_length():
    text = "The term of this Agreement will not be shorter than two years after the display of the first banner."
    assert end_of(text, START).term is None


def test_what_follows_on_a_first_term_is_no_first_term():
    assert term("It continues from month to month.") is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("upon a prior written notice to Buyer of not less than six (6) months", "P6M"),
        ("upon the following written notice: sixty (60) days for one kind", "P60D"),
        ("Unless Customer notifies Bank within three months following the Renewal Notice", "P3M"),
        ("The company must notify the consultant within 5 days of the end.", "P5D"),
        ("It runs for two years.", None),
    ],
)
def test_a_notice_is_told_by_the_words_around_its_duration(text, length):
    assert notice(text) == length


def test_a_notice_that_stops_a_renewal_is_told_from_one_that_asks_for_it():
    assert stops_renewal("unless either party gives notice of its intent not to renew")
    assert stops_renewal("in case the company would not like to extend it")
    assert not stops_renewal("It may be extended by giving notice ninety days before its end.")
