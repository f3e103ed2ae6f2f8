from __future__ import annotations

import pytest

from chunking.pdf.recognition.legibility import LEGIBLE, agreement, is_prose, legibility

PROSE = """The Supplier shall deliver the Goods to the Buyer's warehouse (the "Site") no later than March 3, 2025, and
in any event within thirty (30) days. Fees: $1,200.00 (IVA excluded), Schedule 2.1(b); e-mail notices@larkfield.com."""


def test_prose_is_legible():
    assert legibility(PROSE) > LEGIBLE


@pytest.mark.parametrize(
    "text", ["", "***** [ * ] ..... 12.3 (4)", "第一条 本合同自双方签字之日起生效", "Договор вступает в силу"]
)
def test_text_without_letters_is_legible(text):
    assert legibility(text) == 1.0


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: chr(ord(c) - 29) if ord(c) > 60 else c,  # a subset font without a map to characters
        lambda c: chr(0xF000 + ord(c)) if c.isalnum() else c,  # a private-use font
        lambda c: chr((ord(c) - 97 + 3) % 26 + 97) if c.islower() else c,
        lambda c: "\N{REPLACEMENT CHARACTER}" if c.isalpha() else c,
        lambda c: "" if c == " " else c,
    ],
)
def test_spoilt_prose_is_not(spoil):
    assert legibility("".join(map(spoil, PROSE))) < LEGIBLE


def test_agreement_is_the_share_of_ocr_text_that_the_layer_has():
    assert agreement("the term of this agreement", "The term of this  agreement") == 1.0
    assert 0.3 < agreement("thetermofthis agreement", "the term of this agreement") < 0.75
    assert agreement("qwz zxk", "the term of this agreement") == 0.0
    assert agreement("anything", "") == 1.0


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("7. The Supplier holds insurance of USD 2,000,000\nfor the term of this Agreement.", True),
        ("The fee is due on the first day of each month.", True),
        ("Revenue by quarter of the Supplier\nUSD 40,000\nQ1 Q2 Q3 Q4", False),
        ("Kestrel Yards\nWe build what you and we need.", False),
    ],
)
def test_prose_is_told_from_labels_under_a_title(text, prose):
    assert is_prose(text) is prose
