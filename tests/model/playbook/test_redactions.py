"""Which marks are redacted passages."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.redactions import redactions


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Buyer pays [***] a unit and [***] a month.", 2),
        ("Buyer pays [*] a unit.\n\n[*] Certain information on this page was left out.", 1),
        ("The marks [***] were omitted. Buyer pays XXXXXXXX.", 2),
        ("Phone: XXXXXXXXXX\nFax: XXXXXXXXXX\nBuyer pays in June.", 0),
        ("Passport No: [REDACTED]", 0),
        ("Vendor ships to the place designated by Buyer no later than [***] days before it is due.", 1),
        ("Omissions are designated as [***]. Buyer pays in June.", 0),
        ("Buyer pays in June.\n\n*****SIGNATURE PAGE FOLLOWS***", 0),
        ("Buyer pays *** a unit and *** a month.", 2),
        ("Buyer pays in June.", 0),
    ],
)
def test_marks_count_where_they_stand_for_what_the_parties_agreed(text, count):
    found = redactions(document_from_text(text.encode(), "contract", 10))
    assert (found.number if found else 0) == count
