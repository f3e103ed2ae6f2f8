"""What a party may do all the same beside exclusivity or a non-compete, on invented sentences."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.summary.fallbacks.common import whole_segment
from model.summary.fallbacks.freed_dealings import freed_dealings


@pytest.mark.parametrize(
    ("restraint", "after", "freed"),
    [
        ("The dealer shall buy lamps only from the mill.", "It may buy any lamp elsewhere that the mill lacks.", True),
        ("The dealer shall buy lamps only from the mill.", "Spare bulbs are excepted.", True),
        ("The dealer shall buy lamps only from the mill.", "This section does not reach candles.", True),
        ("The dealer shall buy lamps only from the mill.", "It stays free to sell candles.", True),
        ("The dealer shall buy lamps only from the mill.", "It makes no such promise as to candles.", True),
        ("I won't sell bread to any other shop in Brook.", "I can sell to anyone in Harrow.", True),
        ("The dealer shall buy lamps only from the mill.", "The mill may sell the lamps at any price.", False),
        ("The dealer shall buy lamps only from the mill.", "Invoices are due in thirty days.", False),
        ("The baker shall not run another bakery, apart from holding up to 2% of one.", "Bills are due in May.", True),
    ],
)
def test_an_exception_follows_what_it_is_one_to_or_stands_in_it(restraint, after, freed):
    document = document_from_text(f"1. DEALINGS\n\n{restraint} {after}\n".encode(), "contract", 10)
    (own,) = (one for one in document.segments if restraint in document.segment_text(one))
    found = list(freed_dealings(document, [whole_segment(own, "Exclusivity", 0.9)]))
    assert bool(found) is freed


def test_what_stands_in_another_section_is_no_exception():
    text = "1. LAMPS\n\nThe dealer buys lamps only from the mill.\n\n2. BOOKS\n\nThe mill may buy books elsewhere.\n"
    document = document_from_text(text.encode(), "contract", 10)
    (own,) = (one for one in document.segments if "only from the mill" in document.segment_text(one))
    assert not list(freed_dealings(document, [whole_segment(own, "Exclusivity", 0.9)]))
    assert not list(freed_dealings(document, [whole_segment(own, "Insurance", 0.9)]))
