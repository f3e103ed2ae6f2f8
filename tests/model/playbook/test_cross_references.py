"""Cross-references that lead nowhere, and terms that are used and not defined."""

from __future__ import annotations

import pytest

from model.playbook.cross_references import dead_references
from model.playbook.undefined_terms import undefined_terms

SECTIONS = "\n\n".join(
    f"{top}. HEADING\n\n{top}.1 The first of them says this.\n\n{top}.2 The second of them says that."
    for top in range(1, 9)
)


@pytest.mark.parametrize(
    ("says", "numbers"),
    [
        ("as Section 8.4 provides.", ["8.4"]),
        ("as Section 8.2 provides.", []),
        ("as Section 15 provides.", ["15"]),
        ("under Sections 3.1, 3.7 and 12.1(b).", ["3.7", "12.1"]),
        ("as clause 8.4(a)(ii) says.", ["8.4"]),
        ("as Section 8.4 of the Master Agreement provides.", []),
        ("as Section 8.4 of this Agreement provides.", ["8.4"]),
        ("under Section 365 of the Bankruptcy Code.", []),
        ("as Exhibit B, Section 9.9 shows.", []),
        ("at 8.4 percent.", []),
    ],
)
def test_a_reference_to_a_section_that_is_not_there_is_found(as_text, says, numbers):
    document = as_text(f"{SECTIONS}\n\n8.3 The parties act {says}")
    assert [one.number for one in dead_references(document)] == numbers


def test_it_points_at_the_words_that_refer(as_text):
    document = as_text(f"{SECTIONS}\n\nThe parties act as Section 8.4 provides.")
    (one,) = dead_references(document)
    assert document.text[one.start : one.end] == "Section 8.4"


def test_a_contract_whose_numbering_is_not_understood_has_none(as_text):
    assert dead_references(as_text("The parties act as Section 8.4 provides.\n\n1. It ends.")) == []


def test_roman_articles_are_counted(as_text):
    articles = "\n\n".join(f"ARTICLE {roman}\n\nIt says this." for roman in ("I", "II", "III", "IV", "V", "VI"))
    assert [one.number for one in dead_references(as_text(f"{articles}\n\nSee Article 4 and Article 9."))] == ["9"]


DEFINED = "".join(f"“{word}” means what it says. " for word in ("Work", "Fee", "Site", "Plan", "Order", "Notice"))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (3 * "Provider keeps the Licensed Products safe. ", ["Licensed Products"]),
        (2 * "Provider keeps the Licensed Products safe. ", []),
        (3 * "Provider keeps the Work safe. ", []),
        (3 * "Provider keeps the Works safe. ", []),
        (3 * "Provider keeps the licensed products safe. ", []),
        ("Licensed Products: as listed. " + 3 * "Provider keeps the Licensed Products safe. ", []),
        ("LICENSED PRODUCTS\n" + 3 * "Provider keeps the Licensed Products safe. ", []),
        (3 * "It is known in the United Kingdom and all Texas counties. ", []),
        (3 * "It pays the Nine Thousand dollars. ", []),
        (3 * "It is signed by the Chief Executive. ", []),
        ("Capitalized terms have the meaning given in the Master Agreement. " + 3 * "It keeps the Assets safe. ", []),
    ],
)
def test_a_term_that_is_used_as_if_defined_is_found(text, terms):
    assert [one.term for one in undefined_terms(DEFINED + text)] == terms


def test_a_contract_without_defined_terms_has_none_that_lack_a_definition():
    assert undefined_terms(5 * "Provider keeps the Licensed Products safe. ") == []
