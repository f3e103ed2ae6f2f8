"""Companies that offer terms together."""

from __future__ import annotations

import pytest

from model.summary.parties.listed_parties import listed_parties

USED = "By using the site you agree to these terms."


@pytest.mark.parametrize(
    "text",
    [
        "Fernleigh Maps Ltd and Quill Maps GmbH (together, “we” or “us”) run this site.",
        "We offer these terms: Fernleigh Maps Ltd, registered in England, and Quill Maps GmbH, registered in Berlin "
        "(collectively “we”, “us”), draw maps.",
        "The site is run by Fernleigh Maps Ltd and Quill Maps GmbH (“we”, “us”).",
        "“we” and “us” mean Fernleigh Maps Ltd and Quill Maps GmbH.",
        "These terms are between you and Fernleigh Maps Ltd and Quill Maps GmbH (together “we” or “us”).",
    ],
)
def test_two_companies_that_the_terms_call_we_together_are_both_parties(text):
    found = listed_parties(f"Map Terms\n{text} {USED}")
    assert [(one.name, one.terms) for one in found] == [
        ("Fernleigh Maps Ltd", ["we", "us"]),
        ("Quill Maps GmbH", ["we", "us"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "This site shows maps that Fernleigh Maps Ltd prints. Quill Maps GmbH (“we”, “us”) runs it.",
        "Fernleigh Maps Ltd, our printer, prints them. “we” and “us” mean Quill Maps GmbH and its affiliates.",
    ],
)
def test_a_company_that_is_only_mentioned_before_another_offers_nothing_with_it(text):
    assert [one.name for one in listed_parties(f"Map Terms\n{text} {USED}")] == ["Quill Maps GmbH"]


def test_a_distributor_that_the_definitions_name_beside_the_owner_is_a_party():
    text = "“Owner” means Ada Fernleigh.\n“Distributor” means Bert Quill, who sells it for the Owner.\n"
    found = listed_parties(f"Map Licence\n{text}{USED}")
    assert [(one.name, one.terms) for one in found] == [("Ada Fernleigh", ["Owner"]), ("Bert Quill", ["Distributor"])]
