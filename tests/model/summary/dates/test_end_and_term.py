"""The end and the term of the contract as a whole."""

from __future__ import annotations

import pytest

from model.schema import Clause
from model.summary.dates.end_and_term import end_and_term

PLACE = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}


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
