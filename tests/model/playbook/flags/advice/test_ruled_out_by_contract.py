"""Advice on a cap that does not fit what the contract is about."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.case import Case
from model.playbook.flags.rule_flags import raise_flags
from model.playbook.playbook_format import default_playbook
from model.schema import Clause
from model.summary.parties.sides import Sides
from model.summary.summary import summarize
from tests.model.playbook.parties import VENDOR_AND_BUYER

PATENTS = "Each party keeps its patents."


@pytest.mark.parametrize(
    ("excepted", "more", "suggestion"),
    [
        (
            "clause 9",
            PATENTS,
            "Limit the exceptions to willful misconduct, gross negligence, confidentiality and infringement, or set a "
            "higher second cap.",
        ),
        (
            "clause 9",
            "The Secretary signs it.",
            "Limit the exceptions to willful misconduct and gross negligence, or set a higher second cap.",
        ),
        ("breach of clause 9 or for money payable under clause 3", PATENTS, None),
    ],
)
def test_neither_secrets_where_there_are_none_nor_prices_belong_under_a_cap(excepted, more, suggestion):
    cap = f"Other than under {excepted}, a party's liability is limited to $900,000."
    text = f"{cap}\n\n{more}"
    place = {"pages": [1], "boxes": [], "heading": [], "segments": [0], "score": 0.9, "found": True}
    of = ("Cap On Liability", "Uncapped Liability")
    clauses = [
        Clause(id=number, category=name, text=cap, interval=[0, len(cap)], **place) for number, name in enumerate(of)
    ]
    held = summarize(clauses, text).model_copy(update={"parties": VENDOR_AND_BUYER})
    case = Case(document_from_text(text.encode(), "contract", 10), held, clauses, Sides(VENDOR_AND_BUYER))
    flags = {flag.rule: flag for flag in raise_flags(default_playbook(), case, clauses, [])}
    assert flags["uncapped-liability"].suggestion == suggestion
