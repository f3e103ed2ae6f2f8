"""Lists of parties, titles over letters and signatures that were read wrong once."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.review import review_document
from model.summary.parties.company_names import clean
from model.summary.parties.listed_parties import listed_parties, terms_after
from model.summary.parties.preamble import open_dates, signed_names


def test_what_a_party_is_does_not_count_as_another_party():
    text = (
        "Ladies and Gentlemen:\nHarrow Valley Holdings, A Mutual Company, an Ohio-chartered holding company (the “Ohio "
        "MHC”), Quillmark Mutual Holding Company, a federal holding company (the “Federal "
        "MHC”), Quillmark Bancorp, Inc. "
        "of Ohio, a federal stock company (the “Company”), and Harrow Savings Bank, an "
        "Ohio-chartered savings bank (the "
        "“Bank”), hereby agree as follows."
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("Harrow Valley Holdings", ["Ohio MHC"]),
        ("Quillmark Mutual Holding Company", ["Federal MHC"]),
        ("Quillmark Bancorp, Inc. of Ohio", ["Company"]),
        ("Harrow Savings Bank", ["Bank"]),
    ]


def test_a_term_whose_closing_quotation_mark_is_missing_is_still_the_term():
    text = 'Ada Brook ("Celebrity), an individual.\n1. The term is one year ("Term").'
    assert terms_after(text, len("Ada Brook")) == ["Celebrity"]


@pytest.mark.parametrize("mention", ["/s/ Ada Brook", "s/ Ada Brook", "/s/Ada Brook"])
def test_the_mark_of_a_signature_is_no_part_of_a_name(mention):
    assert clean(mention) == "Ada Brook"


def test_a_name_that_lost_its_first_word_is_no_party_of_its_own(engine):
    text = (
        "SERVICES AGREEMENT\n\nBank Of South Harrow Ltd\n\nThis agreement is between Bank of "
        "South Harrow Ltd and Quillmark "
        "Systems LLC and is dated May 3, 2021.\n\n1. LAW\n\nThis agreement is governed by the laws of Ohio.\n"
    )
    parties = review_document(document_from_text(text.encode(), "contract", 10), engine).summary.parties
    assert [party.name for party in parties] == ["Bank of South Harrow Ltd", "Quillmark Systems LLC"]


def test_a_date_line_with_a_blank_is_the_contracts_open_date():
    text = (
        "AGENCY AGREEMENT\nNovember ___, 2006\nLadies and Gentlemen:\nThe rights of holders "
        "as of ____, 2006 are theirs."
    )
    document = document_from_text(text.encode(), "contract", 10)
    (found,) = open_dates(document, 0.9)
    assert document.text[found.start : found.end] == "November ___, 2006"


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        # no month is "Marsh", no company "The Co" of "The Co-Branded Service"
        ('between Marsh & Brook, Inc. ("Seller") and Hill LLC ("Buyer").', ["Marsh & Brook, Inc.", "Hill LLC"]),
        ('between the Harrow Corporation ("H") and q-tail, Inc. ("Q").', ["Harrow Corporation", "q-tail, Inc."]),
    ],
)
def test_the_words_of_a_date_or_a_longer_word_are_no_party(opening, names):
    assert [entry.name for entry in listed_parties(f"This Agreement is made {opening}")] == names


def test_an_address_that_runs_on_from_a_name_is_no_part_of_it():
    assert clean("HARROW MEDIA HOOFDLAAN 51 7327 GM DELFT THE NETHERLANDS") == "HARROW MEDIA"


def test_a_company_whose_name_begins_like_anothers_is_a_party_of_its_own():
    text = (
        'Brook Bancorp, Inc. (the "Holding Company"), a newly formed Ohio corporation, Hill Bancorp, MHC, an '
        'Ohio-chartered company (the "MHC"), Hill Bancorp, Inc., an Ohio corporation (the "Mid-Tier"), hereby confirm '
        'their agreement with Ash & Elm, Inc. (the "Agent") as follows.'
    )
    assert [(entry.name, entry.terms) for entry in listed_parties("Ladies and Gentlemen:\n" + text)] == [
        ("Brook Bancorp, Inc.", ["Holding Company"]),
        ("Hill Bancorp, MHC", ["MHC"]),
        ("Hill Bancorp, Inc.", ["Mid-Tier"]),
        ("Ash & Elm, Inc.", ["Agent"]),
    ]


@pytest.mark.parametrize(
    ("opening", "parties"),
    [
        # typists' quotation marks, one that is missing, single ones
        (
            "between BROOK LIMITED, a company (the ‘‘Company”) and ADA HILL, a resident of Harrow (the ‘‘Employee”).",
            [("BROOK LIMITED", ["Company"]), ("ADA HILL", ["Employee"])],
        ),
        (
            "between Brook, Inc., referred to as the “Buyer’ or “BRK”, and Hill LLC (the ‘Seller’).",
            [("Brook, Inc.", ["Buyer", "BRK"]), ("Hill LLC", ["Seller"])],
        ),
        # one party with its affiliates, two that are called alike
        (
            'between Brook, Inc. and its affiliates (collectively, "Brook") and Hill LLC ("Hill").',
            [("Brook, Inc.", ["Brook"]), ("Hill LLC", ["Hill"])],
        ),
        (
            'between Elm Ltd. ("Elm") and Brook, Inc. and Hill LLC (collectively, "Sellers").',
            [("Elm Ltd.", ["Elm"]), ("Brook, Inc.", []), ("Hill LLC", [])],
        ),
    ],
)
def test_what_a_party_is_called_is_read_as_contracts_are_typed(opening, parties):
    assert [(entry.name, entry.terms) for entry in listed_parties(f"This Agreement is made {opening}")] == parties


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("BROOK PARTNERS - OFFSHORE FUND II, L.P.", "BROOK PARTNERS - OFFSHORE FUND II, L.P."),
        ("BROOK LUX S.À R.L II", "BROOK LUX S.À R.L II"),
        ("Brook Mills Company of ", "Brook Mills Company"),
        ("Ada Brook - the owner", "Ada Brook"),
    ],
)
def test_a_dash_or_a_numeral_inside_of_a_name_belongs_to_it(mention, name):
    assert clean(mention) == name


def test_a_company_that_signs_for_a_partnership_is_no_party():
    text = (
        "JOINT FILING AGREEMENT\n\nThe undersigned agree.\n\nBROOK FUND, L.P.\nBy: Brook GP, LLC, its general partner\n"
    )
    assert [text[start:end] for start, end in signed_names(text)] == ["BROOK FUND, L.P."]


def test_a_legal_form_may_come_before_the_name():
    text = (
        "JSC NOC Harrow, hereinafter referred to as the “Company”, in the person of Executive Director Ms. A. Quill, "
        "acting on the basis of a power of attorney, on the one side and JSC Brookmunay, hereinafter referred to as "
        "the “Principal” in the person of General Director Mr. N. Mill and Finance Director Mr. R. Stone, acting on "
        "the basis of the charter, on the other side, have entered into this Contract and hereby agree as follows:"
    )
    assert [(entry.name, entry.terms) for entry in listed_parties(text)] == [
        ("JSC NOC Harrow", ["Company"]),
        ("JSC Brookmunay", ["Principal"]),
    ]


def test_a_name_may_begin_with_a_preposition_and_end_after_its_legal_form():
    text = (
        "This Agreement is made by and between the At Harbour Corporation (“Harbour”), located in Ohio, and Stone Mill "
        "Ltd HK (“STONE”), a company of Ohio."
    )
    assert [entry.name for entry in listed_parties(text)] == ["At Harbour Corporation", "Stone Mill Ltd HK"]
