"""Facts of twelve contracts that a lawyer read, in other words: names, laws, ends, exclusions, exclusivity."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.review import review_document
from model.summary.clause_boundaries import whole_clauses
from model.summary.dates.expiration import end_of, length_between
from model.summary.exclusivity import is_exclusive_otherwise
from model.summary.fallbacks import with_sources
from model.summary.keyword_clauses import keyword_clauses
from model.summary.liability import excludes_everything
from model.summary.parties.company_names import clean
from model.summary.parties.listed_parties import listed_parties
from model.summary.title import title_of
from model.summary.values import jurisdictions


def test_the_number_of_a_list_is_no_part_of_a_name():
    text = (
        'This AGREEMENT is made BETWEEN\n1. Harrow Data Corp., a Delaware corporation ("Harrow")\nAND\n'
        '2. Brook Press Limited, a company registered in England ("Brook")\nWHEREAS:'
    )
    assert [entry.name for entry in listed_parties(text)] == ["Harrow Data Corp.", "Brook Press Limited"]
    assert clean("3M Company") == "3M Company"


def test_a_name_goes_on_behind_and_in_science_and_technology():
    text = "Party A: Harbin Quill Science and Technology Co., Ltd.\nParty B: Brook Research and Development Ltd.\n"
    assert [entry.name for entry in listed_parties(text)] == [
        "Harbin Quill Science and Technology Co., Ltd.",
        "Brook Research and Development Ltd.",
    ]
    two = 'between Acme, Inc. ("Acme") and Technology Partners LLC ("Partners")'
    assert [entry.name for entry in listed_parties(two)] == ["Acme, Inc.", "Technology Partners LLC"]


def test_a_long_mention_of_a_party_does_not_swallow_the_one_before_it(as_text):
    words = "hereto (each, an “Investor” and, with their affiliates and associates, the “Investor Group”"
    text = f"This Agreement is made by The Quill Group, Inc. (the “Company”) and the persons signing {words})."
    document = as_text(text)
    first, last = text.index("The Quill"), text.index("hereto")
    group = Finding("Parties", 0, 1, last, last + len(words), 0.9)
    company = Finding("Parties", 0, 1, first, first + len("The Quill Group, Inc."), 0.8)
    assert set(whole_clauses(document, [group, company])) == {group, company}


def test_the_term_of_somebody_whom_a_party_engages_is_not_its_own(engine):
    text = (
        "AGENCY AGREEMENT\n\nLadies and Gentlemen:\n\nQuillmark Financial Corporation, an Ohio corporation (the "
        "“Company”), proposes to engage the sales agent named on the signature page (the “Agent”) to sell stock.\n\n"
        "1. LAW\n\nThis Agreement is governed by the laws of the State of Ohio.\n"
    )
    parties = review_document(document_from_text(text.encode(), "contract", 10), engine).summary.parties
    assert [party.defined_as for party in parties if "Quillmark" in party.name] == [["Company"]]


def test_the_number_of_a_file_does_not_name_a_contract():
    text = "CHANNEL COOPERATION AGREEMENT\nContract Number: 7781AB0120\nParty A: Brook Ltd."
    at = text.index("Contract Number")
    title = title_of(text, (at, at + len("Contract")))
    assert title and title.text == "CHANNEL COOPERATION AGREEMENT"


def test_laws_that_are_joined_govern_both():
    names = [
        law.name for law, _ in jurisdictions("governed by the laws of the State of Ohio and the laws of Hong Kong.")
    ]
    assert names == ["Ohio", "Hong Kong"]
    one = jurisdictions("governed by the laws of Ohio. Brook, a company under the laws of Kenya, is Buyer.")
    assert [law.name for law, _ in one] == ["Ohio"]


def test_an_annual_meeting_is_no_year():
    text = "The term of this Agreement ends on the day of the vote at the 2018 Annual Meeting of the stockholders."
    assert end_of(text, "2017-06-27") == (None, None, None, None)


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        ("2018-01-01", "2018-02-14", "P44D"),
        ("1998-01-01", "2000-02-28", "P26M"),
        ("2019-03-20", "2045-09-01", "P317M"),
        ("2018-01-01", "2020-12-31", "P3Y"),
    ],
)
def test_only_a_short_term_is_counted_in_days(start, end, length):
    assert length_between(start, end) == length


@pytest.mark.parametrize(
    ("text", "everything"),
    [
        (
            "Vendor shall not be liable for any losses from its failure to meet its obligations under Section 5.1.",
            False,
        ),
        ("Vendor shall not be liable for any damages of any kind.", True),
        ("Vendor shall have no liability whatsoever, except for its obligations under Section 9.", True),
    ],
)
def test_an_exclusion_for_one_section_does_not_exclude_everything(text, everything):
    assert excludes_everything(text) is everything


@pytest.mark.parametrize(
    ("text", "otherwise"),
    [
        ("Client is granted an exclusive, perpetual license to use the incorporated items with the work.", True),
        ("For pre-existing materials Vendor grants Client an exclusive license.", True),
        ("Vendor grants Client an exclusive license to sell the Products in Ohio.", False),
        ("Vendor shall deal exclusively with Client, which has an exclusive license of pre-existing software.", False),
    ],
)
def test_an_exclusive_licence_of_what_was_there_before_is_no_exclusivity(text, otherwise):
    assert is_exclusive_otherwise(text) is otherwise


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Client has the unilateral right to cancel this agreement at any time within a 7-day notice period.", True),
        ("Either party may terminate this Agreement at any time on thirty days' notice.", True),
        ("Client may cancel this agreement at any time by notice if Vendor breaches it.", False),
        ("Client may cancel an order at any time by notice.", False),
    ],
)
def test_a_right_to_cancel_at_any_time_is_one_to_end_the_contract_at_will(as_text, text, found):
    assert (keyword_clauses("Termination For Convenience", as_text(text)) is not None) is found


def test_the_day_that_a_defined_term_means_is_not_that_of_the_contract(as_text):
    text = '"System Completion Date" means 14 December 2008, and "Agreement Date" means 3 May 2008.'
    document = as_text(text)
    dates = [
        Finding("Agreement Date", 0, 1, text.index(day), text.index(day) + len(day), 0.9)
        for day in ("14 December 2008", "3 May 2008")
    ]
    kept = with_sources(document, dates, dates)
    assert [document.text[one.start : one.end] for one in kept if one.category == "Agreement Date"] == ["3 May 2008"]
