"""Rights that only one party has."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.case import Case
from model.playbook.document_checks.one_sided_terms import one_sided_assignment, one_sided_indemnity
from model.schema import Party
from model.summary.parties.sides import Sides
from model.summary.summary import summarize
from tests.model.playbook.parties import VENDOR_AND_BUYER

THREE = [*VENDOR_AND_BUYER, Party(name="Larch Fund", defined_as=["Backer"], clause=0, score=0.9)]


VENDOR_ALONE = (
    "Neither party may assign without consent, but Vendor may in the case quoted; "
    "no such exception was found for Buyer."
)


def hits(check, text: str, parties=VENDOR_AND_BUYER):
    document = document_from_text(text.encode(), "contract", 10)
    held = summarize([], "").model_copy(update={"parties": parties})
    case = Case(document, held, [], Sides(parties))
    return [(hit.said, [document.text[start:end] for start, end in hit.spans]) for hit in check(case)]


def test_what_a_party_may_do_by_the_sentence_after_a_ban_is_quoted_with_it():
    ban = (
        "The appointment is personal to Buyer. He may carry it on through a company, but shall not otherwise assign it."
    )
    ((said, quotes),) = hits(one_sided_assignment, f"{ban} Vendor may transfer this Agreement to a successor.")
    assert said == "Buyer may not assign except as quoted; Vendor may in the case quoted."
    assert ban in quotes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The Agreement cannot be transferred without consent of the other Party. Vendor may however transfer it to "
            "another company of its group.",
            [VENDOR_ALONE],
        ),
        (
            "Neither party may assign this Agreement without the other's consent. Vendor may assign this Agreement to "
            "an affiliate. Either party may assign this Agreement to the purchaser of its business.",
            [VENDOR_ALONE],
        ),
        (
            "Neither party may assign this Agreement without the consent of the other. Either party may assign this "
            "Agreement to the purchaser of its business.",
            [],
        ),
        (
            "Neither party may assign this Agreement without the other's consent. Vendor may assign this Agreement to "
            "its parent or (b) in a merger, (c) Buyer may, without Vendor's consent, assign its rights to its parent.",
            [],
        ),
        (
            "Buyer shall not cede its rights without the consent of Vendor. Vendor may cede this agreement to the "
            "purchaser of the farm.",
            ["Buyer may not assign without consent; Vendor may in the case quoted."],
        ),
    ],
)
def test_an_exception_from_a_ban_on_assignment_may_be_one_partys_alone(text, said):
    assert [one for one, _ in hits(one_sided_assignment, text)] == said


@pytest.mark.parametrize(
    ("each", "flagged"), [("Each party indemnifies each of the others against loss. ", False), ("", True)]
)
def test_who_is_indemnified_by_each_of_the_others_has_an_indemnity(each, flagged):
    text = f"{each}Vendor indemnifies Buyer and Backer against claims by those whom it supplies."
    assert bool(hits(one_sided_indemnity, text, THREE)) is flagged
