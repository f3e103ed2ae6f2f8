"""What a cap does not apply to."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.liability.cap_exceptions import cap_exceptions
from model.schema import Clause
from model.summary.summary import summarize
from tests.model.playbook.parties import VENDOR_AND_BUYER


def words_of(text: str) -> list[str]:
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    clause = Clause(id=0, category="Cap On Liability", text=text, interval=[0, len(text)], **place)
    held = summarize([clause], text).model_copy(update={"parties": VENDOR_AND_BUYER})
    return [word for one in cap_exceptions(held, [clause], text) for word in one.words]


@pytest.mark.parametrize(
    ("amounts", "excepted"),
    [
        ("any amounts that, together with amounts associated with all other claims, exceed the fees paid", []),
        ("all other claims, for more than the fees paid", ["loss of the lamps in storage"]),
    ],
)
def test_what_stands_before_a_cap_on_all_claims_together_is_excluded_and_not_excepted(amounts, excepted):
    text = f"Vendor is not liable (a) for loss of the lamps in storage; or (b) for {amounts}."
    assert words_of(text) == excepted
