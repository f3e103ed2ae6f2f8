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
