"""A trust whose trustees the contract names before it."""

from __future__ import annotations

import pytest

from model.summary.parties.party_entry import Entry
from model.summary.parties.trusts import as_its_trust


@pytest.mark.parametrize(
    ("words", "terms", "name"),
    [
        ("in her capacity as trustee of the Brook Family Trust (the “Trust”)", ["Trust"], "Brook Family Trust"),
        (
            "as co-trustee of the Brook Trust dated May 3, 2017 (the “Trust”)",
            ["Trust"],
            "Brook Trust dated May 3, 2017",
        ),
        # who is bound as trustee
        ("as trustee of the Brook Family Trust (the “Trustee”)", ["Trustee"], "Ada Brook"),
        ("of 4 Mill Lane (the “Trust”)", ["Trust"], "Ada Brook"),
    ],
)
def test_a_party_that_the_contract_calls_the_trust_is_the_trust(words, terms, name):
    text = f"Ada Brook {words}"
    assert as_its_trust(text, Entry("Ada Brook", 0, len("Ada Brook"), terms)).name == name
