"""Two sentences that let different laws govern the same contract."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.case import Case
from model.playbook.document_checks.conflicting_laws import conflicting_laws
from model.schema import Dependence
from model.summary.parties.sides import Sides
from model.summary.summary import summarize

from ..parties import VENDOR_AND_BUYER

OHIO = "9.1 This Agreement is governed by the laws of the State of Ohio."


def hits(text: str, kind: str | None = None):
    document = document_from_text(text.encode(), "contract", 10)
    about = {"agreement": "Frame Agreement", "date": None, "text": "Frame Agreement", "pages": [1], "interval": [0, 5]}
    other = Dependence.model_validate({"kind": kind, **about}) if kind else None
    held = summarize([], "").model_copy(update={"parties": VENDOR_AND_BUYER, "depends_on": other})
    return list(conflicting_laws(Case(document, held, [], Sides(VENDOR_AND_BUYER))))


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ("9.2 Disputes are settled by arbitration in Dayton under the substantive law of the State of Texas.", "Texas"),
        ("9.2 The frame agreement (governing law of England) shall apply to all orders.", "England"),
        (
            "9.2 This Agreement is governed by the laws of the Abu Dhabi Global Market.",
            "Abu Dhabi Global Market",
        ),
        ("12. The laws of the State of Texas shall govern this Agreement.", "Texas"),
    ],
)
def test_one_law_in_one_place_and_another_in_another_is_flagged(other, name):
    (hit,) = hits(f"{OHIO}\n\n{other}")
    assert hit.said == f"One passage lets the law of Ohio govern, another the law of {name}."
    assert len(hit.spans) == 2


@pytest.mark.parametrize(
    "other",
    [
        "9.2 Disputes are settled by arbitration in Dayton under the laws of the State of Ohio.",
        "9.2 As regards the mill in Texas, this Agreement is governed by the laws of the State of Texas.",
        "9.2 With respect to patents, this Agreement is governed by the laws of the State of Texas.",
        "9.2 Buyer is a company that was formed under the laws of the State of Texas.",
        "9.2 This Agreement is governed by the laws of the United States of America.",
        "/s/ Ann Brook\n\nExhibit A\n\n1. This Agreement is governed by the laws of the State of Texas.",
    ],
)
def test_one_law_for_all_of_it_is_no_conflict(other):
    assert hits(f"{OHIO}\n\n{other}") == []


def test_an_amendment_may_change_the_law_and_an_order_may_not_contradict_itself():
    text = f"{OHIO}\n\n9.2 The frame agreement (governing law of England) shall apply to all orders."
    assert hits(text, "statement_of_work")
    assert hits(text, "amendment") == []
