"""Terms that address the reader have two sides, though they name only one."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.review import review_document
from model.schema import Party
from model.summary.parties.reader import with_the_reader

READER = 15 * "You sell your pots. "
OFFEROR = Party(name="Harrow Pots LLC", defined_as=[], clause=0, score=0.9)


def terms_of(party: Party, text: str = READER) -> list[list[str]]:
    return [one.defined_as for one in with_the_reader([party], text)]


def test_whoever_offers_terms_to_the_reader_is_we_and_the_reader_is_you():
    assert terms_of(OFFEROR) == [["Harrow Pots LLC", "we", "us", "our"], ["you", "your"]]
    company = OFFEROR.model_copy(update={"defined_as": ["Company", "we"]})
    assert terms_of(company) == [["Company", "we", "us", "our"], ["you", "your"]]


def test_the_sides_of_other_contracts_are_their_parties():
    assert terms_of(OFFEROR, "Seller sells its pots.") == [[]]
    assert terms_of(OFFEROR.model_copy(update={"defined_as": ["you"]})) == [["you"]]
    assert with_the_reader([OFFEROR, OFFEROR], READER) == [OFFEROR, OFFEROR]


@pytest.fixture(scope="module")
def flags(engine):
    offered = "Stall Terms\n\nThese Terms are between you and Harrow Pots LLC. By using the stall you agree to them."

    def raised(text: str) -> dict[str, str]:
        document = document_from_text(f"{offered}\n\n{text}\n\n{READER}".encode(), "terms", 10)
        return {flag.rule: flag.why for flag in review_document(document, engine).flags}

    return raised


def test_what_only_the_reader_owes_or_may_not_do_is_flagged(flags):
    assert "the terms of the contract" in flags("We may change these Terms at any time.")["changed-alone"]
    bound = "9. ASSIGNMENT\n\nYou may not assign these Terms without our consent. We may assign these Terms freely."
    assert "Harrow Pots LLC" in flags(bound)["one-sided-assignment"]
    owed = "9. INDEMNITY\n\nYou will indemnify Harrow Pots LLC against all claims of third parties."
    assert "no indemnity by Harrow Pots LLC" in flags(owed)["one-sided-indemnity"]


BOOKS = Party(name="Quill Ledgers Ltd", defined_as=["Quill"], clause=0, score=0.9)
OFFERED = "By using the ledger, the customer agrees to these terms. Quill shall keep it. Quill may repair it. "


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (OFFERED + 3 * "Customer shall pay. ", "Customer"),
        (OFFERED + 3 * "The member may read the ledger. Any buyer may ask. ", "member"),
        # who else acts there, too seldom or for itself, is not the other side
        (OFFERED + "Customer shall pay. The client may ask.", None),
        (OFFERED + 5 * "Any customer may ask. Each user shall see. ", None),
        # the role may be the offeror's own
        (OFFERED + 5 * "The Supplier shall bind the books. " + 3 * "The customer shall pay. ", None),
        # nobody can accept it by what they do
        ("Quill shall keep it. Quill may repair it. " + 3 * "Customer shall pay. ", None),
        ("Agreed between Quill and the person signing below (“Tester”). Quill shall keep it. Quill may mend it. "
         + 3 * "Tester shall try it. ", "Tester"),
        ("Agreed between Quill and any person that registers (“Courier”). Quill shall keep it. Quill may mend it. "
         + 3 * "Courier shall ride. ", "Courier"),
    ],
)  # fmt: skip
def test_who_accepts_terms_is_the_other_side_by_the_role_in_which_it_acts(text, role):
    assert [one.name for one in with_the_reader([BOOKS], text)][1:] == ([role] if role else [])


def test_whoever_sells_is_the_other_side_of_terms_of_purchase():
    buyer = BOOKS.model_copy(update={"defined_as": ["buyer"]})
    text = "“Seller” means the person who takes the order. The buyer shall pay. The buyer may inspect. "
    assert with_the_reader([buyer], text + 3 * "The seller shall deliver. ")[1].name == "seller"
    named_otherwise = BOOKS.model_copy(update={"defined_as": ["Trust"]})
    assert len(with_the_reader([named_otherwise], text + 3 * "The seller shall deliver. ")) == 1


def test_what_only_one_side_owes_is_flagged_where_the_other_has_no_name(engine):
    text = (
        "Ledger Terms\n\n“Customer” means any person who orders a ledger. Quill Ledgers Ltd (“Quill”) offers these "
        "terms. Quill shall bind the ledgers. Quill may post them.\n\n7. LIABILITY\n\nQuill's total liability under "
        "these terms shall not exceed $900. Customer shall pay within a week. Customer may return a ledger. "
        "Customer shall not assign this Agreement without the consent of Quill.\n\n8. INDEMNITY\n\n"
        "Customer shall indemnify Quill against all claims."
    )
    raised = {flag.rule: flag.why for flag in review_document(document_from_text(text.encode(), "t", 10), engine).flags}
    assert "Customer's is not" in raised["one-sided-cap"]
    assert {"one-sided-assignment", "one-sided-indemnity"} <= set(raised)


def test_our_liability_is_that_of_the_only_company_that_offers_the_terms(flags):
    text = "9. LIABILITY\n\nOur total liability under these Terms shall not exceed $50."
    assert "Only Harrow Pots LLC's liability is capped" in flags(text)["one-sided-cap"]
    both = text + " Your total liability under these Terms shall not exceed $50."
    assert "one-sided-cap" not in flags(both)
    outright = "9. LIABILITY\n\nWe shall not be liable for any loss or damage whatsoever."
    assert "Harrow Pots LLC excludes all of its liability" in flags(outright)["total-exclusion"]


def test_access_that_only_one_side_can_end_as_it_likes_is_flagged(flags):
    ends = "9. END\n\nHarrow Pots LLC has the right, at its sole discretion, to terminate your access anytime."
    assert flags(ends)["one-sided-termination"].startswith("Harrow Pots LLC may terminate for convenience")
    assert "one-sided-termination" not in flags(ends + " You may close your account at any time.")


TOGETHER = "Stall Terms\n\nHarrow Pots LLC and Quill Pots GmbH (together “we”) let the stall. By using it you agree. "


def test_the_reader_is_the_other_side_of_companies_that_offer_terms_together():
    both = [
        OFFEROR.model_copy(update={"name": name, "defined_as": ["we"]})
        for name in ("Harrow Pots LLC", "Quill Pots GmbH")
    ]
    assert [one.name for one in with_the_reader(both, TOGETHER + READER)][2:] == ["you"]
    customer = both[1].model_copy(update={"defined_as": ["you"]})
    assert len(with_the_reader([both[0], customer], TOGETHER + READER)) == 2
    assert len(with_the_reader(both, f"Harrow Pots LLC sells. Quill Pots GmbH buys. {READER}")) == 2


def test_what_only_the_reader_owes_to_companies_that_offer_terms_together_is_flagged(engine):
    text = f"{TOGETHER}\n\nWe may change these Terms at any time.\n\n8. INDEMNITY\n\nYou will indemnify us.\n\n{READER}"
    raised = {flag.rule: flag.why for flag in review_document(document_from_text(text.encode(), "t", 10), engine).flags}
    assert raised["changed-alone"].startswith("Harrow Pots LLC and Quill Pots GmbH may change the terms")
    assert raised["one-sided-indemnity"].startswith("The other party indemnifies Harrow Pots LLC and Quill Pots GmbH;")
