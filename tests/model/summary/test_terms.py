from __future__ import annotations

import pytest

from model.summary.dates.expiration import end_of, expiration
from model.summary.dates.terms import (
    asks_for_renewal,
    beginning,
    notice,
    renewal,
    renewal_condition,
    renewal_kind,
    speaks_of_renewal,
    stops_renewal,
    term,
)

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
        ("Unless Customer notifies Bank within three months following the Renewal Notice", None),
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


@pytest.mark.parametrize(
    ("text", "counted_from"),
    [
        ("This Agreement ends five years after the date on which the first Product is sold.", "the date on which"),
        (
            "The term is seven years, counted from the opening of the plant.",
            "the opening of the plant",
        ),
        (
            "The term begins upon delivery of the first shipment and runs for two years.",
            "delivery of the first",
        ),
        ("This Agreement commences on the Go-Live Date and continues for 36 months thereafter.", "the Go-Live Date"),
        ("The term ends on the fifth anniversary of the Offtake Agreement Effective Date.", "the Offtake Agreement"),
        ("This Agreement continues for three years from the Effective Date.", None),
        ("This Agreement continues for three years from the date hereof.", None),
    ],
)
def test_a_term_from_an_event_that_has_no_date_ends_on_no_day(text, counted_from):
    end = end_of(text, "2020-01-01", "2020-01-01")
    assert (end.day is None) is (counted_from is not None)
    assert (end.counted_from or "").startswith(counted_from or "")


def test_an_end_that_differs_by_service_or_is_the_first_of_several_is_not_computed():
    assert end_of("It runs for a year, unless a different date is specified in Exhibit A.", "2020-01-01").day is None
    first = "It ends on the earlier of 45 days after the last day of the offering and its withdrawal."
    assert end_of(first, "2020-01-01") == (None, "earlier_of", None, None)
    assert end_of("It expires on May 1, 2022; with respect to each Property, later.", "2020-01-01").day == "2022-05-01"


def test_a_redacted_day_is_not_one_day():
    assert term("It runs for [*****] years commencing the 1st day of September 2004 until the [*****] day.") is None


@pytest.mark.parametrize(
    ("text", "kind", "asks"),
    [
        ("It is extended for a year if, and only if, Buyer so requests thirty days before it ends.", "option", True),
        ("Buyer has the right to renew it under the same terms, or to buy on terms mutually agreed.", "option", True),
        ("Buyer may extend it for a year by telling Vendor so four months before it ends.", "option", True),
        ("It is deemed renewed for a like period unless Buyer objects 45 days before it ends.", "automatic", False),
        ("Provided that the Board approves it each year, it continues for successive years.", None, False),
    ],
)
def test_a_renewal_on_request_is_told_from_one_that_nobody_stops(text, kind, asks):
    assert (renewal_kind(text), asks_for_renewal(text)) == (kind, asks)


def test_a_notice_against_renewal_is_told_from_the_reminder_before_it():
    reminder = "Provider shall send a written reminder at least twelve months prior to the end of the term. "
    assert notice(reminder + "Unless Buyer gives 90 days' prior notice of its wish not to renew, it renews.") == "P90D"
    assert notice(reminder + "Unless Buyer objects within three months following the reminder, it renews.") is None


def test_an_end_no_later_than_some_days_after_an_event_is_no_length():
    end = end_of("It ends with the offering, but in no event later than 45 days after the first launch.", "2020-01-01")
    assert (end.day, end.bound, end.term) == (None, "at_the_latest", None)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (
            "It shall automatically extend for two years, provided Vendor receives 1.2 million U.S. dollars. It ends.",
            "provided Vendor receives 1.2 million U.S. dollars",
        ),
        ("It renews for a year only if Buyer has bought 1.5 tons.", "only if Buyer has bought 1.5 tons"),
        ("It renews for a year provided that neither party gives notice.", None),
        ("It renews for a year if the parties agree.", None),
        ("It renews for a year unless terminated.", None),
    ],
)
def test_a_renewal_may_depend_on_a_condition(text, condition):
    assert renewal_condition(text) == condition
