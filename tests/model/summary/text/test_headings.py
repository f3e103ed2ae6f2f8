"""Sections that are found by their headings, and what is read there where the model saw nothing."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.summary.text.headings import headed


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        (
            "Anti-Assignment",
            "7. TRANSFERS.\n\nWho hands it on must first ask; no transfer is valid without that.",
            True,
        ),
        ("Anti-Assignment", "7. Assignment: each party must ask before it transfers this contract.", True),
        ("Anti-Assignment", "7. ASSIGNMENT OF INVENTIONS.\n\nVendor assigns its inventions.", False),
        ("Anti-Assignment", "7. ASSIGNMENT\n\n8. NOTICES\n\n9. TERM", False),
        ("Governing Law", "8. APPLICABLE LAW.\n\nThe law of Ohio applies to it.", True),
        ("Governing Law", "8. COMPLIANCE WITH LAWS.\n\nVendor keeps to the laws.", False),
        ("Cap On Liability", "6. Limitation of Vendor's Liability\n\nVendor owes no damages beyond $5.", True),
        (
            "Cap On Liability",
            "6.1 Limitation of Liability\n\nSold as is. Vendor's liability is limited to $5.",
            True,
        ),
        ("Exclusivity", "3. EXCLUSIVITY.\n\nVendor will not show banners of Buyer's Competitors on the Site.", True),
        (
            "Exclusivity",
            "3. EXCLUSIVITY.\n\nTalent will not allow its name to be used for the promotion of shoes.",
            True,
        ),
        ("Exclusivity", "3. NON-EXCLUSIVITY.\n\nVendor shall not be kept from any other deal.", False),
        ("Exclusivity", "3. EXCLUSIVITY.\n\nThe rights are exclusive of tax.", False),
        (
            "Termination For Convenience",
            "9. TERMINATION FOR CONVENIENCE.\n\nEither party may terminate this Agreement ten days after a notice.",
            True,
        ),
        (
            "Termination For Convenience",
            "9. TERMINATION FOR CAUSE.\n\nEither party may terminate it on a breach.",
            False,
        ),
        ("Insurance", "9. INSURANCE.\n\nVendor insures the goods.", True),
        ("Expiration Date", "3. TERM.\n\nThis Agreement expires on June 30, 2025.", True),
        ("Expiration Date", "3. TERMS OF PAYMENT.\n\nBuyer pays within two months.", False),
    ],
)
def test_a_section_is_found_by_its_heading_and_by_what_stands_below_it(as_text, category, text, found):
    assert (headed(category, as_text(text)) is not None) is found


def test_a_blank_may_be_all_that_stands_under_the_heading_on_the_law(as_text):
    document = as_text("10. GENERAL\n\n10.1 Governing Law.\n[Jurisdiction]\n\n10.2 Notices.\nNotices are in writing.")
    assert document.segment_text(headed("Governing Law", document)) == "[Jurisdiction]"


def test_the_term_may_stand_below_a_heading_in_plain_words():
    text = (
        "Harrow letter\n\n2. When this starts and how long it lasts\n\nWe start in May. Our appointment "
        "covers three years.\n"
    )
    document = document_from_text(text.encode(), "letter", 10)
    sentence = headed("Expiration Date", document)
    assert sentence is not None and "three years" in document.segment_text(sentence)
