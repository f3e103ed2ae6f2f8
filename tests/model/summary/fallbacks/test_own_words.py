"""What is shown as unsure has some of the words of its category, on invented sentences."""

from __future__ import annotations

import pytest

from model.summary.fallbacks.own_words import has_own_words


@pytest.mark.parametrize(
    ("category", "text", "has"),
    [
        ("Source Code Escrow", "Either of them can end it at once if the other closes its doors for good.", False),
        ("Source Code Escrow", "A copy of the program is deposited with the notary.", True),
        ("Rofr/Rofo/Rofn", "If you want something that is not on the card, ask.", False),
        ("Rofr/Rofo/Rofn", "Before it accepts an offer, the mill shall show it to the dealer.", True),
        ("Most Favored Nation", "The mill may raise the price by a percentage no greater than the index.", False),
        ("Most Favored Nation", "The dealer pays no more than any other dealer.", True),
        ("Revenue/Profit Sharing", "The buyer may deduct 2% of the fee for each point below the score.", False),
        ("Revenue/Profit Sharing", "The mill receives 30% of the proceeds.", True),
        ("Warranty Duration", "If notice runs out within four years, the mill shall pay the cost of the plant.", False),
        ("Warranty Duration", "The mill warrants the looms for two years.", True),
        ("Change Of Control", "No party may cede its rights without the consent of the others.", False),
        ("Change Of Control", "A sale of its shares needs the consent of the mill.", True),
        ("Minimum Commitment", "I may say no.", False),
        ("Minimum Commitment", "You'll buy no less than $90 of bread a week.", True),
        ("Audit Rights", "The mill shall pay within ten days.", False),
        ("Audit Rights", "The dealer may inspect the books.", True),
        ("Governing Law", "A category whose words are not known.", True),
    ],
)
def test_a_clause_has_some_of_the_words_of_its_category(category, text, has):
    assert has_own_words(category, text) is has
