from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.findings import Finding
from model.summary.text.clause_boundaries import whole_clauses


def test_an_effective_date_on_the_latest_of_several_events_names_them_all(as_text):
    text = "“Effective Date” means the latest of (a) the last signature, or (b) the approval. Next."
    document = as_text(text)
    cut = document.text.index(", or (b)")
    (whole,) = whole_clauses(document, [Finding("Effective Date", 0, 1, 0, cut, 0.9)])
    assert document.text[whole.start : whole.end].endswith("(b) the approval.")


def test_a_long_mention_of_a_party_does_not_swallow_the_one_before_it(as_text):
    words = "hereto (each, an “Investor” and, with their affiliates and associates, the “Investor Group”"
    text = f"This Agreement is made by The Quill Group, Inc. (the “Company”) and the persons signing {words})."
    document = as_text(text)
    first, last = text.index("The Quill"), text.index("hereto")
    group = Finding("Parties", 0, 1, last, last + len(words), 0.9)
    company = Finding("Parties", 0, 1, first, first + len("The Quill Group, Inc."), 0.8)
    assert set(whole_clauses(document, [group, company])) == {group, company}


def test_a_clause_begins_at_its_sentence():
    text = "The parties make this Agreement, with effect from the day on which the last of them has signed it."
    document = document_from_text(text.encode(), "contract", 10)
    begin = document.text.index("this Agreement")
    (whole,) = whole_clauses(document, [Finding("Effective Date", 0, 1, begin, len(document.text), 0.9)])
    assert document.text[whole.start : whole.end] == text


def test_a_list_of_names_after_a_colon_belongs_to_the_clause(as_text):
    lead = "Vendor shall not sponsor any other program for products of the following kinds, inclusive of:"
    items = "- Total Frozen Pastries\n\n- Total Corporation Harrow Mills\n\n- Total Quill Pies / total Mini Pies"
    document = as_text(f"1. EXCLUSIVITY\n\n{lead}\n\n{items}\n\n2. NOTICES\nNotices are given in writing.")
    begin = document.text.index(lead)
    first = next(segment.id for segment in document.segments if segment.start == begin)
    (whole,) = whole_clauses(document, [Finding("Exclusivity", first, first + 1, begin, begin + len(lead), 0.9)])
    assert document.text[whole.start : whole.end].endswith("- Total Quill Pies / total Mini Pies")


@pytest.mark.parametrize("between", ["", "[8]\n\n"])
def test_a_sentence_in_capitals_goes_on_beyond_the_end_of_the_page_that_cuts_it(between):
    cut = "IN NO EVENT IS EITHER PARTY LIABLE TO THE OTHER FOR INCIDENTAL OR CONSEQUENTIAL DAMAGES, WHETHER"
    rest = "BASED ON A BREACH OF THE CONTRACT, ON TORT OR OTHERWISE, WHETHER OR NOT IT WAS TOLD OF THEIR POSSIBILITY."
    text = f"{cut}\n\n{between}{rest}\n\nVendor delivers the goods."
    document = document_from_text(text.encode(), "contract", 10)
    inside = document.segments_in(0, len(cut))
    found = Finding("Cap On Liability", 0, inside[-1].id + 1, 0, inside[-1].end, 0.9)
    (whole,) = whole_clauses(document, [found])
    assert document.text[whole.start : whole.end].endswith(
        "BASED ON A BREACH OF THE CONTRACT, ON TORT OR OTHERWISE, WHETHER OR NOT IT WAS TOLD OF THEIR POSSIBILITY."
    )


def test_a_clause_goes_on_after_a_page_number(as_text):
    first = "THE LIABILITY OF EACH PARTY UNDER THIS AGREEMENT FOR ANY DAMAGES SHALL NOT EXCEED THE AMOUNTS PAID BY"
    text = f"{first}\n\n[13]\n\nHARROW DURING THE THREE MONTH PERIOD BEFORE THE CLAIM.\n\nNotices are given in writing."
    document = as_text(text)
    number = next(one.id for one in document.segments if document.text[one.start : one.end].endswith("PAID BY"))
    (whole,) = whole_clauses(document, [Finding("Cap On Liability", number, number + 1, 0, len(first), 0.9)])
    assert document.text[whole.start : whole.end].endswith("BEFORE THE CLAIM.")


def test_an_item_with_a_heading_of_its_own_begins_a_clause(as_text):
    items = "a) Governing Law: It is governed by the laws of Ohio;\n\nb) Assignment: Neither party may assign it;"
    document = as_text(f"9. General\n\n{items}")
    begin = document.text.index("b) Assignment")
    first = document.segments_in(begin, begin + 5)[0].id
    (whole,) = whole_clauses(document, [Finding("Anti-Assignment", first, first + 1, begin, len(document.text), 0.9)])
    assert document.text[whole.start : whole.end] == "b) Assignment: Neither party may assign it;"
