"""Notices against a renewal, and what is no renewal or notice of its own accord."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.playbook.clause_meaning.polarity import says
from model.review import review_document
from model.summary.dates.renewal import (
    NOTICE,
    asks_for_renewal,
    is_against_renewal,
    renewal,
    renewal_kind,
    stops_renewal,
)
from model.summary.dates.renewal_notice import against_renewal, notice_beside
from model.summary.dates.termination import FOR_CONVENIENCE


@pytest.fixture(scope="module")
def summary(engine):
    return lambda text: review_document(document_from_text(text.encode(), "contract", 10), engine).summary


LAW = "\n\n9. LAW\n\nThis Agreement is governed by the laws of the State of Ohio."

PARTIES = "between Harrow Systems, Inc. (“Vendor”) and Quillmark Foods LLC (“Buyer”)."

AT_THE_END = (
    "By either side, on written notice no later than sixty (60) days before the expiration of the current term."
)


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


def test_a_notice_due_before_the_end_of_a_term_stops_the_renewal(as_text):
    document = as_text(AT_THE_END)
    found = Finding(FOR_CONVENIENCE, 0, 1, 0, len(AT_THE_END), 0.9)
    assert against_renewal(document, found).category == NOTICE


@pytest.mark.parametrize(
    "text",
    [
        "Effective as of the expiry of the first term or any renewal period, either party may terminate on a year's "
        "notice.",
        "Either party may terminate this Agreement at the end of the current term by giving 60 days' notice.",
    ],
)
def test_a_notice_that_ends_the_contract_when_its_term_ends_stops_the_renewal(text):
    assert is_against_renewal(text)
    assert not says(FOR_CONVENIENCE, text)


@pytest.mark.parametrize(
    "text",
    [
        "Either party may terminate at any time on notice of sixty days before the end of the term.",
        "Vendor may terminate for convenience on 30 days notice prior to the end of the term.",
        "Either party may terminate this Agreement on sixty (60) days' prior written notice.",
        "Either party may terminate this Agreement effective as of the end of the notice period.",
    ],
)
def test_a_right_to_end_the_contract_earlier_remains_one(text):
    assert not is_against_renewal(text)


def test_a_notice_due_by_a_day_of_the_year_is_found_in_the_renewals_own_sentence(as_text):
    text = "Buyer shall have the right to renew this Agreement for one year by notice to be given on or before 30 June."
    document = as_text(text)
    renewing = Finding("Renewal Term", 0, 1, 0, len(text), 0.9)
    assert [one.category for one in notice_beside(document, [], [renewing])] == [NOTICE]
    undated = as_text(text.replace("30 June", "the summer"))
    assert not list(notice_beside(undated, [], [renewing]))


def test_a_renewal_that_one_side_proposes_and_the_other_accepts_is_by_agreement():
    offered = "Harrow will give Brook the opportunity to renew this Agreement on terms set forth in a proposal."
    assert renewal_kind(f"{offered} Brook shall indicate its acceptance or rejection by May 1.") == "agreement"
    assert renewal_kind("This Agreement renews itself unless either party rejects that.") == "automatic"


def test_a_renewal_for_each_of_several_years_is_one_of_a_year():
    text = "Buyer has a right of renewal for each of the subsequent four years."
    assert renewal(text) == "P1Y"
    assert renewal("The term shall be extended for a further four years.") == "P4Y"


def test_the_notice_at_the_end_of_a_term_is_shown_and_no_right_at_will(engine):
    text = (
        "SUPPLY AGREEMENT\n\nThis Supply Agreement is made as of May 1, 2004 between Harrow Systems, Inc. "
        "(“Vendor”) and Quillmark Foods LLC (“Buyer”).\n\n1. TERM\n\nThe term of this Agreement is two years from "
        "May 1, 2004 and shall be automatically renewed for successive terms of one year each. This Agreement may be "
        "terminated by either Vendor or Buyer upon written notice of termination no later than sixty (60) days prior "
        "to the expiration of the relevant term.\n\n2. LAW\n\nThis Agreement is governed by the laws of the State "
        "of Ohio.\n"
    )
    summary = review_document(document_from_text(text.encode(), "contract", 10), engine).summary
    assert summary.termination_for_convenience is None
    assert summary.renewal_notice and summary.renewal_notice.value == "P60D"
    assert summary.renewal_notice.purpose == "against_renewal"


def test_the_notice_that_exercises_an_option_goes_before_the_answer_to_it(as_text):
    option = "Buyer shall have the option, subject to Vendor's approval, to extend the term for one year."
    exercise = "To exercise this option, Buyer must notify Vendor no later than 90 days prior to the end of the term."
    answer = "Unless Vendor notifies Buyer of its intention to extend the term within 30 days, this Agreement ends."
    document = as_text(f"{option} {exercise} {answer}")
    sources = [
        Finding("Renewal Term", 0, 1, 0, len(option), 0.9),
        Finding(NOTICE, 2, 3, document.text.index("Unless"), len(document.text), 0.9),
    ]
    (found,) = notice_beside(document, [], sources)
    assert (found.category, document.text[found.start : found.end]) == (NOTICE, exercise)
    assert not stops_renewal(answer)
    assert stops_renewal(answer.replace("its intention to extend the term", "the end"))


@pytest.mark.parametrize(
    ("after", "period"),
    [
        ("It does so by written notice to Vendor not later than two hundred and seventy days ahead of the end.", True),
        ("The option is exercised by notice given not less than 270 days before the end of the Term.", True),
        ("It pays 270 dollars.", False),
    ],
)
def test_the_sentence_after_a_right_to_extend_says_by_when_it_is_used(as_text, after, period):
    first = "Buyer may extend the Term by two periods of eighteen months each."
    document = as_text(f"They trade.\n\n3.2 {first} {after}")
    start = document.text.index(first)
    inside = document.segments_in(start, start + len(first))
    renewing = Finding("Renewal Term", inside[0].id, inside[-1].id + 1, start, start + len(first), 0.8)
    found = [document.text[one.start : one.end] for one in notice_beside(document, [renewing], [renewing])]
    assert found == ([after] if period else [])


def test_a_party_may_have_to_tell_the_other_by_a_day(as_text):
    text = "Unless a party has told the other, by 30 June 2035, that it leaves, the lease then runs on for a year."
    document = as_text(text)
    renewing = Finding("Renewal Term", 0, 1, 0, len(text), 0.9)
    assert [one.category for one in notice_beside(document, [], [renewing])] == [NOTICE]


@pytest.mark.parametrize(
    ("text", "is_asked_for"),
    [
        (
            "Buyer may extend it once, for up to a year, by intimating this to Vendor in writing by 31 October 2034.",
            True,
        ),
        ("Buyer may extend the term through May 2, 2035 by notice given on or before May 2, 2034.", True),
        ("It will then continue for two further periods of a year if Buyer so elects by notice by 2 May 2034.", True),
        ("It goes on month by month until one of us ends it by at least one month's notice.", False),
        ("It shall continue from Season to Season until either party ends it by notice not later than 31 May.", False),
    ],
)
def test_a_notice_by_a_day_or_between_two_months_is_in_the_renewals_own_words(as_text, text, is_asked_for):
    document = as_text(text)
    renewing = Finding("Renewal Term", 0, 1, 0, len(text), 0.9)
    assert [one.category for one in notice_beside(document, [], [renewing])] == [NOTICE]
    assert (asks_for_renewal(text), stops_renewal(text)) == (is_asked_for, not is_asked_for)
