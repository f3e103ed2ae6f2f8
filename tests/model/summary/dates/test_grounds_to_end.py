"""Grounds on which a contract may come to an end say nothing of when it runs out."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.review import review_document
from model.summary.dates.end_of_this_contract import speaks_of_the_end
from model.summary.dates.grounds_to_end import ends_on_grounds_only


@pytest.mark.parametrize(
    "words",
    [
        "TERMINATION OF AGREEMENT 1. This contract shall terminate: a. Automatically if the county revokes the "
        "Kennel's license. b. Immediately if either party gives written notice to the other of gross misconduct.",
        "This Agreement shall terminate, subject to any renewal or extension for one year as required by law, upon "
        "either party giving at least ninety (90) days advance written notice to the other.",
        "The agreement will end on six months' written notice by either party; or on the insolvency of the Grower.",
        "This Agreement may be terminated by mutual agreement, or by Buyer if Vendor fails to cure a breach.",
    ],
)
def test_notices_breaches_and_lost_licenses_are_only_grounds(words):
    assert ends_on_grounds_only(words) and not speaks_of_the_end(words)


@pytest.mark.parametrize(
    "words",
    [
        "This Agreement shall terminate on May 2, 2031, or on ninety days' notice by either party.",
        "This Agreement shall terminate when the works are completed; or on ninety days' notice by either party.",
        "This Agreement shall continue until terminated by either party on ninety days' notice.",
        "This Agreement shall terminate two years after the launch, or on a breach.",
        "This Agreement shall terminate upon the sale of the mill, or on a breach.",
        "Vendor shall give notice of any breach.",
    ],
)
def test_a_date_a_length_or_an_event_of_its_own_is_more(words):
    assert not ends_on_grounds_only(words)


CARE = """KENNEL SERVICES AGREEMENT

This Agreement is made as of March 3, 2028 between Harrow Kennels, Inc. ("Kennel") and Quill Dog Care LLC ("Provider").

Provider shall feed the dogs. Kennel shall pay Provider $14 a day for each dog within thirty days of an invoice.

TERMINATION OF AGREEMENT

1. This contract shall terminate: a. Automatically if the county revokes the Kennel's license. b. Immediately if either
party gives written notice to the other of alleged gross misconduct.

2. This Agreement shall terminate, subject to any automatic renewal or extension for one year as required by law, upon
either party giving at least ninety (90) days advance written notice to the other.

GOVERNING LAW

This Agreement is governed by the laws of the State of Ohio.
"""


def test_a_contract_that_either_may_end_by_notice_has_no_expiration_for_that(engine):
    summary = review_document(document_from_text(CARE.encode(), "kennel", 10), engine).summary
    assert summary.expiration_date is None
    assert summary.termination_for_convenience is not None and summary.termination_for_convenience.value == "yes"
