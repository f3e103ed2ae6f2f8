from __future__ import annotations

import pytest

from model.summary.text.list_items import item_intervals, list_items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- The cap is $500 - No loss of profit - Buyer bears the rest", 3),
        ("You may not: - Sell it - Copy it", 2),
        ("NO LIABILITY - EXCEPT FOR FRAUD - IS ACCEPTED.", 1),
        ("Vendor - who sells pumps - is liable.", 1),
    ],
)
def test_the_items_of_a_list_on_one_line_are_told_apart(text, items):
    assert len(list_items(text)) == items
    assert [text[start:end] for start, end in item_intervals(text, 0, len(text))] == list_items(text)
