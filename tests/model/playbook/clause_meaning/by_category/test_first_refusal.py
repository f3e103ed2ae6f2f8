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
        ("If Harrow proposes to abandon a patent, it must first offer it to Quill for $1.", True),
        ("If Harrow decides not to maintain a patent, it shall offer it to Quill.", True),
        (
            "If Harrow proposes to abandon a patent or to sell it to a third party, it must first offer it to Quill.",
            False,
        ),
    ],
)
def test_what_is_offered_before_it_is_abandoned_delays_no_deal(text, none):
    assert no_first_refusal(text) is none
