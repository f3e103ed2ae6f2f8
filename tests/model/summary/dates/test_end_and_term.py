"""The end and the term of the contract as a whole."""

from __future__ import annotations

import pytest

from model.schema import Clause
from model.summary.dates.end_and_term import end_and_term, of_the_whole

PLACE = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}


@pytest.mark.parametrize(
    ("words", "title", "counts"),
    [
        ("Our lease at Harrow Park ends on 24 June 2029.", "Storage Agreement", False),
        ("3.5 Your lease of the shop runs until 14 March 2034.", "Franchise agreement", False),
        ("Its term, which now ends on October 30, 2026, is extended.", "Letter Agreement", False),
        ("The lease runs from 24 June 2026 to 23 June 2029.", "Storage Agreement", False),
        ("The lease runs from 24 June 2026 to 23 June 2029.", "Commercial Lease", True),
        ("The lease ends on 24 June 2029.", "Commercial Lease", True),
        ("This Agreement ends on 24 June 2029.", "Storage Agreement", True),
    ],
)
def test_the_end_of_a_lease_or_of_an_agreement_named_before_is_not_the_contracts(words, title, counts):
    clauses = [
        Clause(id=0, category="Document Name", text=title, interval=[0, len(title)], **PLACE),
        Clause(id=1, category="Expiration Date", text=words, interval=[50, 50 + len(words)], **PLACE),
    ]
    assert (clauses[1] in of_the_whole(clauses, f"{title}\n{words}")) is counts


def test_an_end_that_is_named_as_a_day_goes_before_one_counted_a_day_later():
    counted = "This Agreement shall commence on the Effective Date and continue for 12 months from that date."
    named = "The Term of this Agreement shall begin on the Effective Date and end on April 30, 2027."
    clauses = [
        Clause(id=0, category="Expiration Date", text=counted, interval=[0, len(counted)], **PLACE),
        Clause(
            id=1, category="Expiration Date", text=named, interval=[200, 200 + len(named)], **PLACE | {"score": 0.8}
        ),
    ]
    end, length = end_and_term(clauses, "2026-05-01", "2026-05-01", f"{counted}\n{named}")
    assert end and (end.value, end.text) == ("2027-04-30", named)
    assert length and length.value == "P1Y"


@pytest.mark.parametrize(
    ("title", "opening", "length"),
    [
        ("First Amendment", "This amendment is made on January 1, 2026 (the “Amendment Date”).", None),
        ("First Amendment", "This amendment is made on January 1, 2026 (the “Effective Date”).", "P10Y"),
        ("Supply Agreement", "This agreement is made on January 1, 2026 (the “Amendment Date”).", "P10Y"),
    ],
)
def test_the_term_of_an_amended_contract_is_not_counted_from_the_amendment(title, opening, length):
    term = "This Agreement takes effect on the Effective Date and continues through December 31, 2035."
    text = f"{title}\n{opening}\n{term}"
    clauses = [
        Clause(id=0, category="Document Name", text=title, interval=[0, len(title)], **PLACE),
        Clause(id=1, category="Expiration Date", text=term, interval=[len(text) - len(term), len(text)], **PLACE),
    ]
    end, found = end_and_term(clauses, "2026-01-01", "2026-01-01", text)
    assert end and end.value == "2035-12-31"
    assert (found and found.value) == length


def test_an_amendment_gives_no_length_from_its_own_date_to_the_end_of_what_it_amends():
    words = "The term of the Agreement ends on June 30, 2025."

    def length(title):
        clauses = [
            Clause(id=0, category="Document Name", text=title, interval=[0, len(title)], **PLACE),
            Clause(id=1, category="Expiration Date", text=words, interval=[50, 50 + len(words)], **PLACE),
        ]
        end, term = end_and_term(clauses, "2025-06-01", "2025-06-01", f"{title}\n{words}")
        assert end and end.value == "2025-06-30"
        return term and term.value

    assert length("Second Amendment to Supply Agreement") is None
    assert length("Amended and Restated Supply Agreement") == length("Supply Agreement") == "P1M"


@pytest.mark.parametrize(("length", "gap"), [("[*****]", "redacted"), ("[number]", "open")])
def test_a_length_that_was_taken_out_is_not_one_left_open(length, gap):
    words = f"The term shall be for a period of {length} years."
    clauses = [Clause(id=1, category="Expiration Date", text=words, interval=[0, len(words)], **PLACE)]
    _, term = end_and_term(clauses, "2026-01-01", "2026-01-01", words)
    assert term and (term.value, term.gap) == (None, gap)
