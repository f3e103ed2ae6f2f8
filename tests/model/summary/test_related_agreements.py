"""Agreements that a contract leans on, each in an invented sentence."""

from __future__ import annotations

import pytest

from model.schema import Clause
from model.summary.related.parent_agreement import depends_on
from model.summary.related.related_agreements import incorporated, related_agreement


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("This Agreement shall terminate upon the termination of the License Agreement.", "License Agreement"),
        ("If the Master Lease is terminated, this Agreement shall terminate on the same day.", "Master Lease"),
        ("Sections 8 and 9 of the Supply Agreement are incorporated herein by reference.", "Supply Agreement"),
        (
            "Capitalized terms not defined herein have the meanings given to them in the Separation Agreement.",
            "Separation Agreement",
        ),
        ("This Agreement shall terminate on May 1, 2030. It replaces the Old Agreement.", None),
        ("This Agreement is subject to the terms of the Offtake Agreement.", None),
        (5 * "This Agreement is subject to the terms of the Offtake Agreement. ", "Offtake Agreement"),
        ("If this Agreement is terminated, the Supply Agreement stays in force.", None),
    ],
)
def test_an_agreement_is_related_where_it_ends_or_completes_this_one(as_text, text, name):
    related = related_agreement(as_text(text), "SERVICES AGREEMENT")
    assert (related.name if related else None) == name


def test_the_contract_itself_is_not_related_to_itself(as_text):
    text = "Capitalized terms have the meanings given to them in the Supply Agreement."
    assert related_agreement(as_text(text), "MASTER SUPPLY AGREEMENT") is None


def test_clauses_that_are_incorporated_are_known_by_their_category(as_text):
    text = "Sections 8 (Liability) and 12 (Assignment) of the Supply Agreement are incorporated by reference."
    for category, found in (("Cap On Liability", True), ("Anti-Assignment", True), ("Governing Law", False)):
        assert (incorporated(category, as_text(text)) is not None) is found


MASTER = "Software License, Tailoring and Support Agreement"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Tailoring Schedule\n\nThis Tailoring Schedule is attached to the {MASTER} between the parties.", True),
        (f"Order\n\nThis Order Form is subject to the terms and conditions of the {MASTER}.", True),
        (f"Order\n\nThis Order Form is governed by the {MASTER}.\n\n{MASTER}\n\n1. The parties agree.", False),
        (f"Order\n\nThe goods are described in the {MASTER}.", False),
    ],
)
def test_a_schedule_that_is_subject_to_a_master_agreement_depends_on_it(as_text, text, kind):
    other = depends_on(as_text(text), None)
    assert (other is not None and (other.kind, other.agreement) == ("statement_of_work", MASTER)) is kind


def test_a_part_of_an_agreement_is_not_its_name(as_text):
    text = "Amendment No. 2\n\nThe parties hereby amend the Term of the Agreement, which now ends in 2030."
    title = Clause(
        id=0,
        category="Document Name",
        text="Amendment No. 2",
        heading=[],
        pages=[1],
        boxes=[],
        interval=[0, 15],
        segments=[0],
        score=0.9,
        found=True,
    )
    other = depends_on(as_text(text), title)
    assert other is not None and (other.kind, other.agreement) == ("amendment", None)


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        (
            "The parties made the Design and Delivery Agreement dated April 9, 2011 (the “DDA”). This Agreement shall "
            "remain valid during the term of the DDA.",
            "Design and Delivery Agreement",
            "2011-04-09",
        ),
        (
            "“Delivery Day” has the meaning given to it in the Placement Agreement. The Placement Agreement "
            "dated June 3, 2006 was made between the Company and Birch.",
            "Placement Agreement",
            "2006-06-03",
        ),
        (
            "Brook made the License Agreement (No. 1) dated January 8, 2018, as amended by the Amendment to License "
            "Agreement (No. 1) dated April 8, 2018. Section 8 of the License Agreement is incorporated by reference.",
            "License Agreement",
            "2018-01-08",
        ),
        (
            "This Agreement ends on the earlier of May 1, 2030 and the expiration of the Barn Lease. “Barn Lease” "
            "means that certain Lease dated as of August 2, 1994 of the north barn.",
            "Barn Lease",
            "1994-08-02",
        ),
    ],
)
def test_an_agreement_is_known_by_its_short_name_with_its_date(as_text, text, name, date):
    other = depends_on(as_text(text), None)
    assert other and (other.agreement, other.date) == (name, date)


def test_an_abbreviation_of_something_else_is_no_agreement(as_text):
    assert (
        related_agreement(as_text("The prices have the meaning given in the GAAP of the United States."), None) is None
    )
