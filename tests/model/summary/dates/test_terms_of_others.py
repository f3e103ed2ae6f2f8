"""The terms of other agreements that a contract names."""

from __future__ import annotations

import pytest

from model.summary.dates.terms_of_others import is_of_a_named_agreement

MASTER = (
    "This Order No. 7 (this “Order”) is issued under the Tile Services Agreement between Quill and Harrow dated May 2, "
    "2021 (the “Base Agreement”). "
)


@pytest.mark.parametrize(
    ("words", "title", "text", "of_another"),
    [
        ("The Base Agreement continues until May 1, 2026.", "Order No. 7", MASTER, True),
        ("The term of the Base Agreement ends on May 1, 2026.", "Order under the Base Agreement", MASTER, True),
        ("This Order continues until May 1, 2026.", "Order No. 7", MASTER, False),
        ("The Base Agreement ends on May 1, 2026.", "Amendment of the Base Agreement", MASTER, False),
        ("The Base Agreement continues until May 1, 2026.", "Base Agreement", MASTER, False),
        ("The Base Agreement ends on May 1, 2026.", "Tiles", MASTER + "This Base Agreement binds both.", False),
        ("The Base Agreement ends on May 1, 2026.", "Tiles", "The parties sign (the “Base Agreement”). ", False),
    ],
)
def test_the_term_of_an_agreement_made_before_is_not_that_of_a_contract_under_it(words, title, text, of_another):
    assert is_of_a_named_agreement(words, title, text + words) is of_another


def test_the_term_of_an_agreement_called_by_its_letters_is_not_that_of_an_order_under_it():
    master = (
        "This Order is issued under the Tile Services Agreement between Quill and Harrow dated May 2, 2021 (“TSA”). "
    )
    words = "The parties acknowledge that the TSA's initial term ends May 1, 2026."
    assert is_of_a_named_agreement(words, "Order No. 7", master + words)
