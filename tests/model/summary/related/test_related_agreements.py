"""Agreements that a contract leans on, each in an invented sentence."""

from __future__ import annotations

import pytest

from model.summary.related.related_agreements import (
    date_of,
    incorporated,
    is_to_be_concluded,
    related_agreement,
    related_agreements,
)


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
        (
            "Should there be discrepancies, then the Master Services Agreement will be the controlling document.",
            "Master Services Agreement",
        ),
        ("The Supply Agreement is incorporated herein by this reference.", "Supply Agreement"),
        ("The Travel Policy is hereby made a part of this document by reference.", "Travel Policy"),
        ("Form 7, General Conditions of the Trade, is adopted in this document by reference.", "General Conditions"),
        ("Harrow's Sales Terms are incorporated by reference.\n\nSALES TERMS\n\n1. All sales are final.", None),
        ("The Sales Terms attached as Exhibit B are incorporated herein by reference.", None),
        ("The Commercial Arbitration Rules are incorporated herein by reference.", None),
        (
            "Brook remains bound by the covenants on confidentiality in Sections 4 and 5 of his Employment Agreement.",
            "Employment Agreement",
        ),
        (
            "The non-competition covenants set forth in Section 7 of the Employment Agreement survive.",
            "Employment Agreement",
        ),
        (
            "Except for the promises by Mr. Brook in his Employment Agreement on competition etc., this Agreement sets "
            "forth the entire agreement.",
            "Employment Agreement",
        ),
        ("The duties of confidentiality in this Agreement survive the end of the Supply Agreement.", None),
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


def test_an_abbreviation_of_something_else_is_no_agreement(as_text):
    assert (
        related_agreement(as_text("The prices have the meaning given in the GAAP of the United States."), None) is None
    )


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("“Quality Agreement” means the agreement to be entered into by the Parties under Section 4.", True),
        ("It is subject to an agreement to be concluded in the form of Exhibit B (the “Quality Agreement”).", True),
        ("The Parties shall conclude the Quality Agreement within ninety days.", True),
        ("The Parties shall keep to the Quality Agreement.", False),
        ("The Parties shall enter into the Quality Agreement concurrently with this Agreement.", False),
        ("The Parties shall sign the Quality Agreement. The Quality Agreement dated May 2, 2020 is binding.", False),
    ],
)
def test_an_agreement_that_is_still_to_be_made_is_told_from_one_that_exists(text, later):
    assert is_to_be_concluded("Quality Agreement", text) is later


def test_the_day_on_which_the_parties_executed_the_other_agreement_is_its_date():
    text = "Both are bound by the Secrecy Agreement executed by Vendor and Buyer on December 8, 2019, and this one."
    assert date_of("Secrecy Agreement", text) == "2019-12-08"
    assert date_of("Secrecy Agreement", "The Secrecy Agreement is executed by Vendor. It pays on May 2, 2020.") is None


def test_a_date_belongs_to_the_agreement_of_that_name_and_not_to_one_with_a_longer_name(as_text):
    lean = "Capitalized terms have the meanings given to them in the Gathering Agreement."
    other = f"The Harrow Gathering Agreement dated June 26, 2009 ends. {lean}"
    found = related_agreement(as_text(other), None)
    assert found is not None and found.date is None
    own = f"The Mill and Gathering Agreement dated June 30, 2009 (the “Gathering Agreement”) ends. {lean}"
    found = related_agreement(as_text(own), None)
    assert found is not None and found.date == "2009-06-30"


def test_an_agreement_that_is_called_otherwise_is_counted_once(as_text):
    text = (
        "Capitalized terms are defined in Vendor's User License Agreement (“License Agreement”). The terms of the "
        "License Agreement are incorporated by reference."
    )
    assert [one.name for one in related_agreements(as_text(text), None)] == ["License Agreement"]


def test_an_agreement_that_the_parties_may_or_may_not_have_made_is_none_on_which_this_one_depends(as_text):
    rest = "such Confidentiality Agreement shall control."
    made = "The parties have made a separate agreement (the “Confidentiality Agreement”). If they differ, "
    may = "If the Parties made separate agreements (each, a “Confidentiality Agreement”), they remain. If they differ, "
    assert related_agreement(as_text(made + rest), None).name == "Confidentiality Agreement"
    assert related_agreement(as_text(may + rest), None) is None


@pytest.mark.parametrize(
    ("heading", "found"), [("Choice of Law; Forum", True), ("Governing Law", True), ("Notices", False)]
)
def test_clauses_that_are_incorporated_are_known_by_their_heading(as_text, heading, found):
    text = f"14. {heading}\n\nThe terms of Section 8 of the Supply Agreement are incorporated herein by reference."
    assert (incorporated("Governing Law", as_text(text)) is not None) is found
