"""Sentences that say outright what a category looks for."""

from __future__ import annotations

import pytest

from model.summary.keyword_clauses import keyword_clauses


@pytest.mark.parametrize(
    ("category", "text", "found"),
    [
        ("Exclusivity", "Buyer shall obtain all of its requirements for paper from Vendor.", True),
        ("Exclusivity", "WHEREAS Buyer wishes to obtain all of its requirements from Vendor.", False),
        ("Exclusivity", "The Company shall negotiate exclusively in good faith with Brook.", True),
        ("Exclusivity", "Vendor shall not authorize a Buyer Competitor to exploit the property.", True),
        ("Exclusivity", "To procure goods from sources other than Vendor is a material breach.", True),
        ("Exclusivity", "Buyer may purchase goods from sources other than Vendor.", False),
        ("Renewal Term", "The parties shall use good efforts to negotiate an extension of the term.", True),
        (
            "Termination For Convenience",
            "The term ends on the earlier of May 1, 2022 and election to terminate and notice of it given by Buyer.",
            True,
        ),
        ("Termination For Convenience", "It ends on an election to terminate for cause by Buyer.", False),
        ("Most Favored Nation", "Vendor shall charge the lowest price that it charges any other customer.", True),
        ("Minimum Commitment", "Buyer shall purchase at least 500 hours a year.", True),
        ("Minimum Commitment", "Buyer is not obligated: it must buy a minimum of nothing.", False),
        ("Irrevocable Or Perpetual License", "Vendor grants Buyer a perpetual license.", True),
        ("Change Of Control", "Vendor may terminate this Agreement upon a change of control of Buyer.", True),
        ("Covenant Not To Sue", "Buyer shall not contest the title of Vendor in the marks.", True),
        ("Governing Law", "The laws of Ohio govern.", False),
    ],
)
def test_telling_words_are_found_but_no_wishes_and_no_denials(as_text, category, text, found):
    assert (keyword_clauses(category, as_text(text)) is not None) is found
