"""Prices that one party may change, and the limits that the paragraph sets."""

from __future__ import annotations

import pytest

from chunking.pipeline import document_from_text
from model.playbook.case import Case
from model.playbook.document_checks.price_changes import open_price_increase
from model.schema import Party
from model.summary.parties.sides import Sides
from model.summary.summary import summarize
from tests.model.playbook.parties import VENDOR_AND_BUYER


def said(text: str, parties=VENDOR_AND_BUYER) -> list[str]:
    document = document_from_text(text.encode(), "contract", 10)
    held = summarize([], "").model_copy(update={"parties": parties})
    return [hit.said for hit in open_price_increase(Case(document, held, [], Sides(parties)))]


RAISES = "5.2 Vendor may adjust the prices once a year on ninety days' notice."


@pytest.mark.parametrize(
    ("text", "open_to_rise"),
    [
        (f"{RAISES} No adjustment shall exceed the lesser of 4% and the change in the index of lamps.", False),
        (f"{RAISES} The average of increases in any year shall not go above six percent (6%).", False),
        (f"{RAISES} Any increase is limited to 3%.", False),
        (f"{RAISES} The prices will never go up by more than 3% in a year.", False),
        (f"Increases are capped at the CPI. {RAISES}", False),
        (f"{RAISES} No such increase will be greater than the rise in the CPI.", False),
        (f"{RAISES} The maximum increase in any year is 4%.", False),
        (f"{RAISES} Any such change will be in line with inflation.", False),
        (f"{RAISES} Increases of more than 5% require the consent of Buyer.", False),
        (f"{RAISES} If the increase is more than 5%, Buyer may terminate.", True),
        (f"{RAISES} No adjustment shall be made more than twice a year.", True),
        (f"{RAISES} Late charges shall not exceed 2% a month.", True),
        (f"{RAISES} Discounts are not subject to change before May.", True),
        (f"{RAISES}\n\n5.3 No increase of the rent of the mill shall exceed 4%.", True),
    ],
)
def test_a_limit_in_another_sentence_of_the_paragraph_is_one(text, open_to_rise):
    assert bool(said(text)) is open_to_rise


def test_of_several_companies_on_one_side_the_one_that_the_sentence_names_may_change_its_prices():
    parties = [
        Party(name="Harrow Lamps, Inc.", defined_as=["Harrow", "Harrow Companies"], clause=0, score=0.9),
        Party(name="Harrow Wicks, LLC", defined_as=["HW", "Harrow Companies"], clause=0, score=0.9),
        Party(name="Quillmark LLC", defined_as=["Buyer"], clause=0, score=0.9),
    ]
    for who in ("Harrow", "Harrow Companies"):
        told = f"{who} may change its prices, and the sentence sets no limit."
        assert said(f"{who} may revise the prices on sixty days' notice.", parties) == [told]


@pytest.mark.parametrize(
    ("pay", "open_to_rise"),
    [
        ("Vendor shall pay the Agent commission at 7% of the price.", False),
        ("Vendor shall pay the Agent commission at 7%. The Agent shall buy its samples from Vendor.", True),
        ("Vendor shall pay the carrier.", True),
    ],
)
def test_an_agent_on_commission_pays_none_of_the_prices(pay, open_to_rise):
    text = f"4.4 Vendor may change its prices at any time by sending an updated list.\n\n{pay}"
    assert bool(said(text)) is open_to_rise
