"""Who may inspect what, on invented sentences."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.by_category.inspections import inspection, is_limited, is_of_quality, no_inspection
from model.playbook.clause_meaning.false_positives import FALSE_POSITIVES
from model.schema import Party
from model.summary.parties.sides import Sides

SIDES = Sides(
    [
        Party(name="Harrow Systems, Inc.", defined_as=["Vendor"], clause=0, score=0.9),
        Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
    ]
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Buyer shall, at any time, be entitled to audit Vendor's records.", "Buyer may inspect Vendor's records."),
        # the payments were made by the one who is audited
        (
            "Vendor shall make its books available to Buyer to audit the payments made by Vendor.",
            "Buyer may inspect Vendor's records.",
        ),
        (
            "Vendor shall make its records available for audit by Buyer, if Buyer provides Vendor with notice of it.",
            "Buyer may inspect Vendor's records.",
        ),
        # restricting an inspection is the right of the one who is inspected
        (
            "Vendor shall have the right to reasonably restrict access of observers to the facility.",
            "There is a right to inspect premises.",
        ),
        (
            "Vendor agrees to allow an independent accountant to audit its accounting records.",
            "There is a right to inspect records.",
        ),
        # an audit that both arrange is a right of neither
        (
            "Buyer may request audit reports. If they do not do, the parties may arrange an audit at Buyer's expense.",
            "Buyer has a right to audit.",
        ),
        ("The parties shall agree on the date of any audit.", None),
    ],
)
def test_the_inspector_is_the_one_whom_the_sentence_lets_inspect(text, said):
    assert inspection([text], SIDES, text) == said


@pytest.mark.parametrize(
    ("nothing", "right"),
    [
        (
            "Vendor shall provide Buyer with its audited financial statements every year.",
            "Vendor shall provide Buyer with access to audit its books.",
        ),
        (
            "Buyer shall allow Vendor access to its premises in order to provide the maintenance services.",
            "Buyer shall allow Vendor access to its premises in order to inspect them.",
        ),
        (
            "Vendor shall let Buyer inspect its records to conduct due diligence on the Registration Statement.",
            "Vendor shall let Buyer inspect its records to check what is due.",
        ),
        ("Buyer shall inspect the Products within ten days after delivery.", "Buyer may inspect the plant."),
        (
            "Vendor shall give Buyer one copy of the audit report.",
            "Buyer may audit Vendor and shall give Vendor one copy of the audit report.",
        ),
    ],
)
def test_what_is_handed_over_or_delivered_is_not_inspected(nothing, right):
    assert no_inspection(nothing)
    assert not no_inspection(right)


def test_an_audit_is_limited_by_notice_hours_and_number_together():
    assert is_limited("Buyer may, on notice, during business hours and not more than once a year, audit the books.")
    assert not is_limited("Buyer may, on notice and during business hours, audit the books.")


@pytest.mark.parametrize(
    "text",
    [
        "Vendor shall have the right to audit Buyer's records, and Vendor shall have the right to have them audited.",
        "The logs and any software that Buyer may use count, provided that Vendor shall have the right to audit.",
    ],
)
def test_what_stands_before_another_clause_gives_no_right_to_both(text):
    assert not inspection([text], SIDES, text).startswith("Each party")


def test_an_auditor_whom_a_party_chooses_inspects_for_it():
    text = (
        "The records are open to inspection by an independent accounting firm chosen by Buyer and agreeable to Vendor."
    )
    assert inspection([text], SIDES, text) == "Buyer may inspect Vendor's records."


def test_only_the_item_about_inspection_says_what_is_opened():
    text = (
        "Vendor shall pay no holder of an office; Vendor shall permit Buyer to review the books and records of Vendor."
    )
    assert inspection([text], SIDES, text) == "Buyer may inspect Vendor's records."


def test_inspections_of_production_are_not_about_what_is_owed():
    assert is_of_quality("Buyer may inspect the manufacturing records at spot checks.")
    assert not is_of_quality("Buyer may inspect the manufacturing records to verify the royalties.")
    assert not is_of_quality("Buyer may inspect Vendor's books and records.")
    assert not is_of_quality("Buyer may inspect the plant for safety. Vendor shall give it the financial statements.")


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("Buyer may visit the kitchens of Vendor at such times as may be agreed to in advance by the parties.", True),
        ("Buyer may visit the kitchens of Vendor at mutually agreed times.", True),
        ("Buyer may visit the kitchens of Vendor.", False),
        ("Buyer may audit the records of Vendor at mutually agreed times.", False),
    ],
)
def test_a_visit_at_times_that_both_agree_on_needs_no_limits(text, limited):
    assert is_limited(text) is limited


def test_who_may_inspect_on_its_own_request_is_named():
    text = "Vendor shall make its records available for audit or review by Buyer upon Buyer's request."
    assert inspection([text], SIDES, text) == "Buyer may inspect Vendor's records."


@pytest.mark.parametrize(
    ("text", "audits"),
    [
        ("Holder has been given the opportunity to ask questions of Vendor and to examine its books.", False),
        ("Holder and its counsel have had ample opportunity to ask such questions and inspect the records.", False),
        ("Holder may inspect Vendor's books and records by way of Vendor's public filings.", False),
        ("Holder may inspect Vendor's books and records and shall have the opportunity to ask questions.", True),
        ("Buyer may audit Vendor's books, and Vendor shall answer its questions.", True),
    ],
)
def test_what_an_investor_could_learn_before_it_bought_or_from_public_filings_is_no_audit_right(text, audits):
    assert FALSE_POSITIVES["Audit Rights"](text) is not audits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Buyer may have an independent accountant examine those books at Vendor's offices.",
            "Buyer may inspect Vendor's records.",
        ),
        ("Buyer may inspect the accounts at the premises of Vendor.", "Buyer may inspect Vendor's records."),
        ("Buyer may inspect Vendor's books and its offices.", "Buyer may inspect Vendor's records and premises."),
    ],
)
def test_where_the_records_are_inspected_is_not_inspected_too(text, said):
    assert inspection([text], SIDES, text) == said


@pytest.mark.parametrize(
    ("text", "audits"),
    [
        ("Buyer will have conducted its own independent investigation of the premises, books and records.", False),
        ("Buyer has made an independent inspection of the books and relies on no statement.", False),
        ("Buyer is relying solely on its own examination of the records.", False),
        ("Buyer may inspect the records, and Vendor shall allow an independent audit of the books.", True),
        ("Buyer may examine the books even if Vendor has had them reviewed.", True),
    ],
)
def test_what_a_buyer_has_looked_into_itself_is_no_audit_right(text, audits):
    assert FALSE_POSITIVES["Audit Rights"](text) is not audits
