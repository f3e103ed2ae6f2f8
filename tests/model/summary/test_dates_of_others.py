"""Dates and durations that stand near a contract's own and are not its own."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.review import review_document
from model.summary.dates.dates_of_other_agreements import is_anothers_date
from model.summary.values import iso_date


@pytest.fixture(scope="module")
def summary(engine):
    return lambda text: review_document(document_from_text(text.encode(), "contract", 10), engine).summary


LAW = "\n\n9. LAW\n\nThis Agreement is governed by the laws of the State of Ohio."
PARTIES = "between Harrow Systems, Inc. (“Vendor”) and Quillmark Foods LLC (“Buyer”)."


def test_the_date_of_a_contract_that_is_named_without_an_article_is_its_own():
    text = "as set forth in the Freight Services Agreement between Acme LLC and Brook LLC effective November 1, 2019"
    assert is_anothers_date(text, text.index("November"))


def test_a_blank_date_is_not_filled_from_a_schedule(summary):
    text = (
        f"SERVICES AGREEMENT\n\nThis Services Agreement is dated as of [●], 2020 "
        f"{PARTIES}\n\n1. TERM\n\nThe term is twelve "
        f"months from the date hereof.{LAW}\n\nSCHEDULE A\n\nPayroll services end on December 31, 2020.\n"
    )
    date = summary(text).agreement_date
    assert date and (date.value, date.gap) == (None, "open")


def test_an_effective_date_does_not_stand_in_for_a_blank(summary):
    text = (
        f"SERVICES AGREEMENT\n\nThis Services Agreement is dated as of this ____ day of "
        f"________, 2012, but made effective "
        f"as of February 20, 2012 (“Effective Date”) {PARTIES}\n\n1. TERM\n\nThe term is one year.{LAW}\n"
    )
    found = summary(text)
    assert found.agreement_date and (found.agreement_date.value, found.agreement_date.gap) == (None, "open")
    assert found.effective_date and found.effective_date.value == "2012-02-20"


def test_a_written_end_goes_before_a_duration_of_something_else(summary):
    text = (
        f"LICENSE AGREEMENT\n\nThis License Agreement is made as of January 1, 2004 "
        f"{PARTIES}\n\n1. TERM\n\nThis Agreement "
        "begins on January 1, 2004 and shall expire on December 31, 2006; provided, however, "
        "that the rights to each film "
        f"continue for eighteen (18) months after its release.{LAW}\n"
    )
    found = summary(text)
    assert found.expiration_date and found.expiration_date.value == "2006-12-31"
    assert found.term and found.term.value == "P3Y"


def test_a_notice_period_may_stand_in_the_next_sentence(summary):
    text = (
        f"SERVICES AGREEMENT\n\nThis Services Agreement is made as of January 1, 2004 "
        f"{PARTIES}\n\n1. TERM\n\nThe term of "
        "this Agreement is twelve (12) months and will be automatically renewed for an additional twelve month period "
        "unless either party notifies the other in writing of its intention not to renew. "
        "Such notice must be given ninety "
        f"(90) days prior to the expiration of the term.{LAW}\n"
    )
    notice = summary(text).renewal_notice
    assert notice and notice.value == "P90D" and "ninety (90) days" in notice.text


def test_a_right_to_end_for_convenience_is_found_by_its_words(summary):
    text = (
        f"TRANSITION AGREEMENT\n\nThis Transition Agreement is made as of January 1, 2004 "
        f"{PARTIES}\n\n1. TERM\n\nExcept as "
        "stated in the schedules, Vendor may terminate for convenience any service, and Buyer "
        "may terminate for convenience "
        f"any return service, upon thirty (30) days’ notice.{LAW}\n"
    )
    assert summary(text).termination_for_convenience


def test_letters_of_an_ordinal_may_stand_apart():
    assert iso_date("executed as of this 1 st day of May 2006") == "2006-05-01"
