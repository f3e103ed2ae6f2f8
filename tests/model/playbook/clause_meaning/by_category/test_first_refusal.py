"""Sentences that give no right of first refusal or offer."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.by_category.first_refusal import no_first_refusal


@pytest.mark.parametrize(
    "text",
    [
        "If a founder proposes to sell its units, Harrow shall have the right to participate in such sale on the same"
        " terms.",
        "If holders of half of the shares transfer them, each other holder may elect to sell the same proportion of its"
        " own.",
    ],
)
def test_a_right_to_sell_along_with_another_is_no_first_refusal(text):
    assert no_first_refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "If a founder proposes to sell its units, Harrow may purchase them or participate in such sale.",
        "Harrow has the right of first refusal, and a tag-along right if it does not exercise it.",
        "Each holder may participate in any sale of new shares in proportion to its own.",
        "Before any transfer the shares are offered to the other holders.",
    ],
)
def test_a_right_to_buy_beside_it_is_one(text):
    assert not no_first_refusal(text)


@pytest.mark.parametrize(
    ("text", "none"),
    [
        (
            "Harrow's part is subject to its existing obligations to others, including any rights of first refusal.",
            True,
        ),
        ("If the club would like to carry on, it has the first option to do so for two more seasons at $900.", True),
        ("Harrow has the first option to buy the loom if Quill wants to sell it.", False),
    ],
)
def test_rights_of_others_and_an_option_to_renew_are_no_first_refusal(text, none):
    assert no_first_refusal(text) is none


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("If Quill proposes to abandon a patent, it must first offer it to Harrow for $1.", True),
        ("If Quill decides not to maintain a registration, it shall first offer it to Harrow.", True),
        ("If Quill lets a patent application lapse, Harrow may take it over, and must first offer to pay.", True),
        ("If Quill abandons the sale of a patent to a third party, Harrow has a right of first refusal.", False),
        ("If Quill proposes to sell a patent, it must first offer it to Harrow.", False),
        (
            "Nothing restricts the Right of First Refusal (as such term is defined in the Shareholders Agreement).",
            True,
        ),
        ("Harrow has a Right of First Refusal (as defined in Section 4).", False),
        (
            "If Harrow proposes to abandon a patent or to sell it to a third party, it must first offer it to Quill.",
            False,
        ),
    ],
)
def test_patents_that_are_given_up_and_rights_of_another_agreement_are_no_first_refusal(text, none):
    assert no_first_refusal(text) is none
