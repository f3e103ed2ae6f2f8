"""Limits of liability and their exceptions in sentences that the model did not find."""

from __future__ import annotations

import pytest

from model.findings import Finding
from model.summary.fallbacks.fallbacks import with_fallbacks

LIABILITY = "Cap On Liability", "Uncapped Liability"


def of_liability(document, *known: str) -> list[tuple[str, str]]:
    """The sentences on liability that count, if the model found those of ``known`` to be caps."""
    counting = []
    for words in known:
        (one,) = [one for one in document.segments if words in document.segment_text(one)]
        counting.append(Finding("Cap On Liability", one.id, one.id + 1, one.start, one.end, 0.9))
    weaker = [Finding(name, 0, 1, 0, 1, 0.001) for name in LIABILITY]
    found = with_fallbacks(document, [*counting, *weaker], counting)
    return [(one.category, document.text[one.start : one.end]) for one in found if one.category in LIABILITY]


@pytest.mark.parametrize(
    ("sentence", "caps"),
    [
        ("What Grower can be made to pay Flyer for anything shall come to no more than two years' fees.", True),
        ("All that Grower could be called on to pay under this contract is limited to $9,000.", True),
        ("Neither of the makers shall owe the other more than $9,000 under this contract.", True),
        # a limit of credit
        ("Neither of the makers shall at any time owe the other more than $9,000 under this contract.", False),
        ("What Flyer may recover from Grower on any legal ground is limited to two years' fees.", True),
        ("What Flyer may recover from the insurer is limited to the sum insured.", False),
        ("What Grower can be made to pay is the price of the kites.", False),
        ("Flyer shall pay Grower no more than $9,000 for each kite.", False),
    ],
)
def test_all_that_a_party_can_owe_may_be_capped_without_a_word_on_liability(as_text, sentence, caps):
    document = as_text(f"3. MONEY\n\nFlyer pays on delivery. {sentence}")
    assert of_liability(document) == ([("Cap On Liability", sentence)] if caps else [])


def test_the_other_partys_exclusion_of_all_liability_stands_beside_a_cap(as_text):
    excludes = "GROWER SHALL HAVE NO LIABILITY TO FLYER OF ANY KIND ARISING OUT OF THE KITES."
    cap = "Flyer's liability to Grower shall not exceed the price of the kites."
    document = as_text(f"3. RISK\n\n{excludes} {cap} Grower is not liable for lost profits.\n\n4. WIND\n\n{excludes}")
    assert of_liability(document, cap) == [("Cap On Liability", cap), ("Cap On Liability", excludes)]


def test_liability_without_a_limit_stands_beside_a_cap_under_a_number_of_its_own(as_text):
    cap = "3.1 Grower's liability to Flyer shall not exceed the price of the kites."
    without = "3.2 Flyer's responsibility to Grower is not limited in amount."
    document = as_text(
        f"KITE FLYING CONTRACT\n\n3 Risk\n\n{cap}\n\n{without}\n\n3.3 Kites are flown at the owner's risk."
    )
    assert of_liability(document, cap) == [("Cap On Liability", cap), ("Uncapped Liability", without)]


@pytest.mark.parametrize(
    ("heading", "put_in", "caps"),
    [
        ("4. LIABILITY", "“the greater of $700,000 and the fees paid in that year”", True),
        ("4. LIABILITY", "“the price of the kites that were lost on the hill”", False),
        ("4. PRICES", "“the greater of $700,000 and the fees paid in that year”", False),
    ],
)
def test_the_cap_that_an_amendment_puts_in_counts_beside_one_for_a_single_case(as_text, heading, put_in, caps):
    one = "In clause 9.3, Flyer's liability for fines after a breach of clause 6 is limited to $900,000."
    amends = f"Clause 9.2 is amended by striking out “$200,000” and substituting {put_in}."
    document = as_text(f"{heading}\n\n{amends} {one}")
    assert (("Cap On Liability", amends) in of_liability(document, one)) is caps


@pytest.mark.parametrize(
    ("sentence", "caps"),
    [
        ("4.1 The figure of $500,000 in clause 9.2 (our limit in a year) becomes $900,000.", True),
        ("4.1 The cap of EUR 500,000 in clause 9.2 is hereby increased to EUR 900,000.", True),
        ("4.1 The limit of $500,000 on the insurance in clause 9.2 is raised to $900,000.", False),
        ("4.1 The overall limit in clause 9.2 is raised from $500,000 to $900,000 a year and binds both of us.", True),
        ("4.1 The limit of liability in the Agreement is lowered to $400,000.", True),
        ("4.1 The limit in clause 9.2 remains as it was, and the fee is raised from $500 to $900.", False),
        ("4.1 The price of $500,000 in clause 9.2 becomes $900,000.", False),
    ],
)
def test_an_amendment_may_raise_the_figure_of_a_cap(as_text, sentence, caps):
    for heading in ("4. Liability and insurance", "4. Liability, insurance and recall"):
        document = as_text(f"{heading}\n\n{sentence}\n\n5. Notices\n\nNotices are in writing.")
        assert of_liability(document) == ([("Cap On Liability", sentence)] if caps else [])
