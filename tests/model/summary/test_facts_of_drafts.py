"""Facts of forms and drafts: names still to be filled in, blanks, dates in fields and over signatures."""

from __future__ import annotations

import pytest

from model.findings import Finding
from model.schema import Party
from model.summary.fallbacks import with_sources
from model.summary.parties.listed_parties import listed_parties
from model.summary.parties.preamble import defined_dates, effective_on_an_event, open_dates
from model.summary.parties.sides import Sides
from model.summary.values import gap, iso_date


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            'is made between ____________ ("Supplier") and ________ ______ (the "Purchaser").',
            [("____", ["Supplier"]), ("____", ["Purchaser"])],
        ),
        (
            'is made by and between Brook Kitchens, Inc., an Ohio corporation ("we" or "us"), and ______ ("you").',
            [("Brook Kitchens, Inc.", ["we", "us"]), ("____", ["you"])],
        ),
        (
            'is made this ___ day of ___, by and between ____ (the "Owner"), and ____, who is an officer (the "M").',
            [("____", ["Owner"]), ("____", ["M"])],
        ),
        (
            'is executed by and between Harrow Bank, N.A. ("Bank") and <<enter company name>> ("Supplier").',
            [("Harrow Bank, N.A.", ["Bank"]), ("<<enter company name>>", ["Supplier"])],
        ),
        (
            'is made between Harrow Mills LLC ("Mills") and [NAME OF CUSTOMER], a company of Ohio ("Customer").',
            [("Harrow Mills LLC", ["Mills"]), ("[NAME OF CUSTOMER]", ["Customer"])],
        ),
    ],
)
def test_a_name_still_to_be_filled_in_is_a_party_with_its_role(text, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties("This Agreement " + text)] == parties


def test_blanks_with_roles_are_parties_outside_of_a_list_and_other_blanks_are_not():
    text = (
        'By signing this order, ________ ("Vendor") agrees that the goods ordered by ________ ("Purchaser") for $____ '
        '(the "Purchase Price") are delivered to ________ (the "Premises") under number ________ (the "Order").'
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("____", ["Vendor"]),
        ("____", ["Purchaser"]),
    ]


def test_a_blank_is_no_name_that_sentences_speak_of():
    blank = Party(name="____", defined_as=["Vendor"], clause=0, score=0.9)
    assert Sides([blank]).names == ["Vendor"]


def test_words_of_the_title_are_no_party(as_text):
    text = "VENDOR/CARRIER CONTRACT\n\nBy signing, Brook Haulage, Inc. agrees to carry the goods.\n"
    document = as_text(text)
    named = Finding("Parties", 0, 1, 0, len("VENDOR/CARRIER"), 0.9)
    title = Finding("Document Name", 0, 1, 0, len("VENDOR/CARRIER CONTRACT"), 0.9)
    assert named not in with_sources(document, [named, title], [named, title])


def test_a_name_that_the_model_began_too_late_is_read_from_its_first_word_on(as_text):
    text = "SUPPLY ORDER\n\nThe marks are owned by Brook Hill Mills International, Inc. and by nobody else.\n"
    document = as_text(text)
    text = document.text
    start = text.index("Mills International")
    at = next(segment.id for segment in document.segments if segment.start <= start < segment.end)
    cut = Finding("Parties", at, at + 1, start, text.index(" and by"), 0.9)
    (found,) = [one for one in with_sources(document, [cut], [cut]) if one.category == "Parties"]
    assert document.text[found.start : found.end] == "Brook Hill Mills International, Inc."


@pytest.mark.parametrize(
    ("text", "day", "open_or_not"),
    [
        ("03/24/06\t03/24/06 ______________\t", "2006-03-24", None),
        ("the [·] day of [·], 2019", None, "open"),
        ("<<insert date>>", None, "open"),
        ("____ and March 3, 2020 on signing", None, "open"),
    ],
)
def test_a_date_on_a_signature_line_is_filled_in(text, day, open_or_not):
    assert (iso_date(text), gap(text)) == (day, open_or_not)


def test_an_open_date_is_quoted_with_its_year(as_text):
    document = as_text("LICENSE\n\nThis License is effective as of the [·] day of [·], 2019 between us.\n")
    assert {document.text[one.start : one.end] for one in open_dates(document, 0.9)} == {"the [·] day of [·], 2019"}


def test_the_fields_of_a_form_give_the_dates_on_which_a_contract_starts_and_ends(as_text):
    text = "ORDER FORM\n\nThe terms below apply.\n\n2.1 Contract start: 04-01-16\n\n2.2 Contract end: 04-01-18\n"
    document = as_text(text)
    found = {one.category: iso_date(document.text[one.start : one.end]) for one in defined_dates(document, 0.9)}
    assert found == {"Effective Date": "2016-04-01", "Expiration Date": "2018-04-01"}


def test_a_placeholder_in_round_brackets_is_a_blank(as_text):
    document = as_text("SERVICE AGREEMENT\n\nEFFECTIVE AS OF (EFFECTIVE DATE)\n\nThe parties agree.")
    blanks = {one.category: document.text[one.start : one.end] for one in open_dates(document, 0.9)}
    assert blanks["Effective Date"] == "(EFFECTIVE DATE)" and gap(blanks["Effective Date"]) == "open"
    assert not open_dates(as_text("effective as of May 1, 2020 (the “Effective Date”)"), 0.9)


def test_an_effective_date_on_an_event_is_quoted(as_text):
    document = as_text("“Effective Date” means the delivery day that is set forth in the Sale Agreement. It ends.")
    event = effective_on_an_event(document, 0.9)
    assert event and document.text[event.start : event.end].endswith("set forth in the Sale Agreement")
    assert effective_on_an_event(as_text("The Effective Date is May 1, 2020."), 0.9) is None
