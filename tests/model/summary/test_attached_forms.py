"""Forms of other agreements that are attached to a contract."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.playbook.clause_meaning.rights_by_party.terminations import terminations
from model.playbook.document_checks.blanks import blanks
from model.summary.attached_forms import attached_forms, outside_forms, own_segments
from model.summary.keyword_clauses import keyword_clauses
from model.summary.parties.sides import Sides

from ..playbook.parties import VENDOR_AND_BUYER

SIGNED = "Buyer pays for the lamps.\nIN WITNESS WHEREOF, the parties sign.\n/s/ Ann Brook\n"
ENDS = "Vendor may terminate this Agreement for convenience on ten days' notice."


def with_form(title: str, opening: str) -> str:
    return f"{SIGNED}{title}\n{opening}\n1. {ENDS}\nANNEX I\nPrices\nEXHIBIT D\nThe lamps are green.\n"


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("EXHIBIT C to the Supply Agreement\nMODEL TEST AGREEMENT", "It is made between [Harrow Mills] and [Tester]."),
        ("EXHIBIT C\nFORM OF REPAIR CONTRACT", "This contract is made by and between Vendor and ______ of Ohio."),
        ("Exhibit C - Form of Sublease", "Vendor lets the shop."),
        ("EXHIBIT C: END USER LICENSE AGREEMENT (SAMPLE)", "Vendor licenses the software to you."),
        ("EXHIBIT C\nMODEL LEASE FOR [HOUSE X]", "Vendor lets the house to Buyer as follows."),
        ("SCHEDULE 2\nCONFIDENTIALITY UNDERTAKING", "[Name of Visitor] shall keep all of this secret."),
    ],
)
def test_a_form_for_others_to_sign_is_none_of_the_contracts_own(title, opening):
    text = with_form(title, opening)
    ((start, _),) = attached_forms(text)
    assert text[start:].startswith(title)
    inside = Finding("Termination For Convenience", 0, 1, text.index(ENDS), text.index(ENDS) + len(ENDS), 0.9)
    before = inside._replace(start=0, end=9)
    assert outside_forms(text, [before, inside]) == [before]
    document = document_from_text(text.encode(), "contract", 10)
    assert "green" in " ".join(map(document.segment_text, own_segments(document))) or title.startswith("SCHEDULE")
    assert not list(terminations(document, Sides(VENDOR_AND_BUYER)))
    assert not list(keyword_clauses("Termination For Convenience", document))


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("EXHIBIT C\nFORM OF PATENT ASSIGNMENT", "It is made between Harrow Systems, Inc. and Quillmark LLC."),
        ("EXHIBIT C\nFORM OF NOTICE", "It is sent by [Harrow Mills] to [Name]."),
        ("EXHIBIT C\nSERVICE LEVELS", "The uptime lies between [***] and [***] of each month."),
        ("EXHIBIT C\nPRICES", "The lamps are paid for as follows under the Agreement."),
    ],
)
def test_other_attachments_belong_to_the_contract(title, opening):
    assert not attached_forms(with_form(title, opening))


def test_a_form_that_is_itself_reviewed_is_no_attachment():
    text = f"EXHIBIT 10.1\nFORM OF SUBLEASE\nIt is made between [Landlord] and [Tenant].\n{ENDS}\n{SIGNED}"
    assert not attached_forms(text)


def test_the_blanks_of_a_schedule_that_is_a_form_are_none_of_the_contract(as_text):
    text = (
        "WORKS AGREEMENT\n\nBuyer orders works by a Work Order in the form of Schedule 2.\n\nSchedule 1 – Sites\n\n"
        "Elm Mill\n\nSchedule 2 – Form of Work Order\n\nPrice of the works: $______ for the whole of the site"
        "\n\nExecuted as an agreement.\n"
    )
    assert blanks(as_text(text)) == []
    assert blanks(as_text(text.replace("Form of Work Order", "Price")))
