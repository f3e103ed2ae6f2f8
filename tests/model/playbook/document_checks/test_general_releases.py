"""General releases: who gives up all claims, whether anything is released in return, and what is no general release."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.case import Case, about_clauses
from model.playbook.document_checks.general_releases import general_release, is_a_release
from model.playbook.flags.rule_flags import raise_flags
from model.playbook.playbook_format import default_playbook
from model.schema import Clause
from model.summary.parties.sides import Sides
from model.summary.summary import summarize

from ..parties import VENDOR_AND_BUYER

RELEASE = "Buyer, for itself and its successors, hereby releases Vendor from any and all claims, known or unknown."
PROMISE = "Buyer promises not to bring any lawsuit against Vendor on a claim that it gives up."


def case_of(text: str, covenant: str = "") -> Case:
    document = document_from_text(text.encode(), "contract", 10)
    start = document.text.find(covenant)
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    interval = [start, start + len(covenant)]
    clauses = (
        [Clause(id=0, category="Covenant Not To Sue", text=covenant, interval=interval, **place)] if covenant else []
    )
    held = summarize([], "").model_copy(update={"parties": VENDOR_AND_BUYER})
    return Case(document, held, clauses, Sides(VENDOR_AND_BUYER))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RELEASE, "Buyer releases all claims against Vendor; no release in return was found."),
        (
            f"{RELEASE} {PROMISE}",
            "Buyer releases all claims against Vendor and promises not to sue; no release in return was found.",
        ),
        (
            f"{RELEASE} Vendor hereby forever discharges Buyer from all actions that it ever had.",
            "The parties release all claims against each other.",
        ),
        (
            "Each party knowingly and voluntarily waives all claims that it has or may have against the other.",
            "The parties release all claims against each other.",
        ),
        (
            "In return for the sum paid by Vendor, Buyer agrees to release all suits from the beginning of time.",
            "Buyer releases all claims against Vendor; no release in return was found.",
        ),
        (
            f"{RELEASE} The undersigned hereby releases all claims that it has or may have.",
            "Buyer releases all claims against Vendor.",
        ),
        (
            f"{RELEASE}\n\nBy: /s/ Ann Brook\n\nEXHIBIT A\n\nVendor hereby releases all claims, known or unknown.",
            "Buyer releases all claims against Vendor.",
        ),
        ("Buyer hereby waives any claim for unknown liens on the mill.", None),
        ("Buyer hereby releases Vendor from all claims for the late delivery of the first mill.", None),
        ("Vendor shall release the goods when Buyer has paid all claims that it now has.", None),
        (f"The parties have agreed.\n\nBy: /s/ Ann Brook\n\nEXHIBIT A\n\nFORM OF RELEASE\n\n{RELEASE}", None),
    ],
)
def test_who_releases_all_claims_and_whether_anything_is_released_in_return(text, said):
    hit = next(general_release(case_of(text)), None)
    assert (hit.said if hit else None) == said


def test_who_may_not_help_others_to_sue_has_not_promised_not_to_sue():
    helps = "Buyer will not encourage others to bring claims. Vendor says that Buyer does not only bring claims."
    (hit,) = general_release(case_of(f"{RELEASE} {helps}"))
    assert "promises" not in hit.said


def test_the_flag_takes_the_place_of_one_on_a_covenant_that_is_part_of_the_release():
    case = case_of(f"{RELEASE} {PROMISE}", PROMISE)
    assert about_clauses(next(general_release(case))) == [0]
    flags = {flag.rule: flag for flag in raise_flags(default_playbook(), case, case.clauses, [])}
    assert "covenant-not-to-sue" not in flags and len(flags["general-release"].quotes) == 2
    assert flags["general-release"].suggestion == (
        "Ask for a release in return. Exclude what is due under the contract itself."
    )
    other = case_of(RELEASE + " Buyer shall not contest the validity of the patents.", "Buyer shall not contest")
    assert "general-release" in {flag.rule for flag in raise_flags(default_playbook(), other, other.clauses, [])}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (f"SETTLEMENT AGREEMENT\n\n{RELEASE}", True),
        (f"SUPPLY AGREEMENT\n\n{RELEASE}", False),
        ("SETTLEMENT AGREEMENT\n\nBuyer pays ten dollars to Vendor.", False),
    ],
)
def test_a_contract_made_to_release_claims_needs_no_end(text, is_one):
    case = case_of(text)
    assert is_a_release(case) is is_one
    rules = {flag.rule for flag in raise_flags(default_playbook(), case, case.clauses, [])}
    assert ("end-missing" in rules) is not is_one
