"""A clause is there for certain by its score, by the words that it is in, or by the heading that it stands under."""

from __future__ import annotations

import pytest

from model.schema import Clause
from model.summary.sure_clauses import SURE, is_sure


def clause(category: str, text: str, *heading: str, score: float = SURE - 0.05) -> Clause:
    return Clause(
        id=0,
        category=category,
        text=text,
        heading=list(heading),
        pages=[1],
        boxes=[],
        interval=[0, len(text)],
        segments=[0],
        score=score,
        found=True,
    )


@pytest.mark.parametrize(
    ("category", "heading", "sure"),
    [
        ("Non-Compete", "4.2 Non-Compete", True),
        ("Non-Compete", "4.2 Confidentiality", False),
        ("No-Solicit Of Employees", "Non-Solicitation", True),
        ("Audit Rights", "8. Records and Audits", True),
        ("Change Of Control", "Change in Control", True),
        ("Rofr/Rofo/Rofn", "Right of First Offer", True),
    ],
)
def test_a_clause_of_a_low_score_is_sure_under_a_heading_of_its_own(category, heading, sure):
    assert is_sure(clause(category, "Vendor shall do as follows.", "ARTICLE 4", heading)) is sure


def test_a_heading_further_up_does_not_say_what_each_clause_below_it_is():
    assert not is_sure(clause("Audit Rights", "Vendor keeps books.", "AUDITS AND RECORDS", "Retention"))


def test_a_clause_of_a_high_score_is_sure_and_so_is_one_that_says_so_outright():
    assert is_sure(clause("Audit Rights", "Buyer may look.", score=SURE))
    assert is_sure(clause("Exclusivity", "Buyer shall be the exclusive distributor of the lamps."))
    assert not is_sure(clause("Exclusivity", "Buyer buys its lamps from Vendor first."))
