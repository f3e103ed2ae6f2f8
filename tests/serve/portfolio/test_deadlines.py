"""The days by which someone has to act, from a review's summary."""

from __future__ import annotations

from datetime import date

import pytest

from serve.portfolio.deadlines import deadlines, next_deadline


def test_a_contract_that_ends_has_its_end(review_of):
    review = review_of(expiration_date={"value": "2027-03-31", "text": "until March 31, 2027"})
    assert [(one.day, one.kind, one.what) for one in deadlines(review)] == [(date(2027, 3, 31), "end", "Ends")]


def test_a_contract_that_renews_itself_has_its_renewal_and_the_last_day_to_stop_it(review_of):
    review = review_of(
        expiration_date={"value": "2027-03-31", "text": "until March 31, 2027"},
        renewal_term={"value": "P1Y", "text": "renewed for successive periods of one year", "kind": "automatic"},
        renewal_notice={"value": "P90D", "text": "ninety days before the end"},
    )
    assert [(one.day, one.kind, one.every) for one in deadlines(review)] == [
        (date(2026, 12, 31), "notice", "P1Y"),
        (date(2027, 3, 31), "renewal", "P1Y"),
    ]
    assert deadlines(review)[0].what == "Last day to give notice of non-renewal (90 days before the end)"
    assert deadlines(review)[1].what == "Renews automatically for 1 year unless notice was given"


def test_renewals_that_follow_one_another_are_carried_forward(review_of):
    review = review_of(
        expiration_date={"value": "2020-02-29", "text": "until February 29, 2020"},
        renewal_term={"value": "P1Y", "text": "renewed for successive periods of one year", "kind": "automatic"},
    )
    due = next_deadline(review, date(2026, 11, 27))
    assert due is not None and due.day == date(2027, 2, 28)


def test_each_notice_is_counted_back_from_the_end_that_it_is_about(review_of):
    """60 days before August 31 are July 2; six months later, the day would be January 2: too late for February 28."""
    review = review_of(
        expiration_date={"value": "2026-08-31", "text": "until August 31, 2026"},
        renewal_term={"value": "P6M", "text": "renewed for successive periods of six months", "kind": "automatic"},
        renewal_notice={"value": "P60D", "text": "sixty days before the end"},
    )
    assert deadlines(review)[0].day == date(2026, 7, 2)
    due = next_deadline(review, date(2026, 11, 27))
    assert due is not None and (due.day, due.kind) == (date(2026, 12, 30), "notice")


@pytest.mark.parametrize(
    "text",
    [
        "renewed for further periods of one (1) year",
        "renews for additional one-year terms",
        "extended for like periods",
        "renewed for terms of twelve months each",
        "continues from year to year",
    ],
)
def test_renewals_in_the_plural_follow_one_another(review_of, text):
    review = review_of(
        expiration_date={"value": "2020-03-31", "text": "until March 31, 2020"},
        renewal_term={"value": "P1Y", "text": text, "kind": "automatic"},
    )
    assert deadlines(review)[0].every == "P1Y"


@pytest.mark.parametrize(
    "text",
    [
        "renewed for one additional year",
        "renewed for an additional period of one year",
        "renewed for one year on the same terms, subject to the additional terms and conditions of Schedule 2",
    ],
)
def test_a_renewal_that_comes_once_is_not_repeated(review_of, text):
    review = review_of(
        expiration_date={"value": "2020-03-31", "text": "until March 31, 2020"},
        renewal_term={"value": "P1Y", "text": text, "kind": "automatic"},
    )
    assert deadlines(review)[0].every is None
    assert next_deadline(review, date(2026, 11, 27)) is None


@pytest.mark.parametrize(
    "ending", [None, {"value": "perpetual", "text": "until terminated"}, {"value": None, "text": "x"}]
)
def test_a_contract_without_a_certain_end_has_no_deadline(review_of, ending):
    review = review_of(expiration_date=ending, renewal_notice={"value": "P30D", "text": "thirty days before the end"})
    assert deadlines(review) == []


def test_notice_is_not_counted_back_from_an_end_that_may_come_earlier(review_of):
    review = review_of(
        expiration_date={"value": "2027-03-31", "text": "the earlier of", "bound": "at_the_latest"},
        renewal_notice={"value": "P30D", "text": "thirty days before the end"},
    )
    assert [(one.kind, one.what) for one in deadlines(review)] == [("end", "Ends no later than this date")]


def test_a_period_that_leaves_the_calendar_is_no_deadline(review_of):
    review = review_of(
        expiration_date={"value": "2020-03-31", "text": "until March 31, 2020"},
        renewal_term={"value": "P9999Y", "text": "renewed for successive periods of 9999 years", "kind": "automatic"},
        renewal_notice={"value": "P9999Y", "text": "9999 years before the end"},
    )
    assert [(one.day, one.kind) for one in deadlines(review)] == [(date(2020, 3, 31), "renewal")]
    assert next_deadline(review, date(2026, 11, 27)) is None


def test_a_renewal_on_a_condition_says_so(review_of):
    review = review_of(
        expiration_date={"value": "2027-03-31", "text": "until March 31, 2027"},
        renewal_term={
            "value": "P2Y",
            "text": "renewed for two years, provided Vendor earns enough",
            "kind": "automatic",
            "condition": "provided Vendor earns enough",
        },
    )
    assert (
        deadlines(review)[0].what == "Renews automatically for 2 years, subject to a condition, unless notice was given"
    )
