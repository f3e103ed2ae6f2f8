from __future__ import annotations

import pytest

from model.summary.text.contractions import in_full


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("We won’t be liable.", "We will not be liable."),
        ("You can't assign it and shan't sell it.", "You can not assign it and shall not sell it."),
        ("It doesn’t end, and Vendor cannot stop it.", "It does not end, and Vendor can not stop it."),
        ("We’ll pay when you're done.", "We will pay when you are done."),
        ("Vendor's work won Buyer's praise.", "Vendor's work won Buyer's praise."),
    ],
)
def test_contractions_are_written_out(text, full):
    assert in_full(text) == full
