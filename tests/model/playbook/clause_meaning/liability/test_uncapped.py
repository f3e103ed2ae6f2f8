"""Exceptions to limits of liability that leave nothing uncapped which a contract could cap."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.liability.uncapped import not_uncapped
from model.schema import Fees, LiabilityCap
from tests.model.playbook.test_built_in_flags import flags_of

CAPPED = "Vendor's total liability shall not exceed the fees paid for the lamps. "


@pytest.mark.parametrize(
    "sentence",
    [
        "This limitation does not apply to liability that cannot lawfully be limited or excluded.",
        "Nothing in these terms limits any liability that cannot be excluded under applicable law.",
        "The cap in this Section does not apply to fraud, wilful misconduct or death.",
        "This limitation does not apply to death or personal injury caused by its negligence, or to fraud or fraudulent"
        " misrepresentation.",
        "This limitation shall not apply where the law does not permit such limitation of liability.",
    ],
)
def test_what_the_law_lets_nobody_limit_is_no_uncapped_liability(sentence):
    assert not_uncapped(sentence)
    assert "uncapped-liability" not in flags_of("Uncapped Liability", CAPPED + sentence)


def test_misconduct_that_the_cap_itself_excepts_is_no_uncapped_liability():
    cap = "Except in cases of fraud or wilful misconduct, Vendor's total liability shall not exceed the price."
    assert "uncapped-liability" not in flags_of("Uncapped Liability", cap)


@pytest.mark.parametrize(
    "sentence",
    [
        "This limitation does not apply to fraud, wilful misconduct or breach of Section 8.",
        "This limitation does not apply to negligence.",
        "This limitation does not apply to death, personal injury or infringement of copyrights.",
        "This limitation does not apply to the indemnities, or to liability that cannot lawfully be limited.",
        "Liability for fraud and for any breach is unlimited.",
    ],
)
def test_what_the_parties_chose_to_except_is_uncapped(sentence):
    assert not not_uncapped(sentence)


@pytest.mark.parametrize("injured", ["injury to persons", "injuries to people", "the injury of any person"])
def test_injury_to_persons_is_bodily_injury(injured):
    sentence = f"The limit in this paragraph does not extend to {injured}."
    cap = LiabilityCap(text=CAPPED.strip(), clause=0, score=0.9, value=Fees(period=None))
    assert "uncapped-liability" not in flags_of("Uncapped Liability", CAPPED + sentence, liability_cap=cap)
    goods = CAPPED + sentence.replace(".", " or property.")
    assert "uncapped-liability" in flags_of("Uncapped Liability", goods, liability_cap=cap)


def test_what_an_insurer_pays_is_not_uncapped():
    capped = "Vendor's liability shall not exceed the price of the lamps, except for {} covered by insurance."
    for what in ("claims", "personal injury and to the extent", "any loss to the extent"):
        assert "uncapped-liability" not in flags_of("Uncapped Liability", capped.format(what))
    both = flags_of("Uncapped Liability", capped.format("breach of Section 7 and to the extent"))
    assert both["uncapped-liability"].why.startswith("The cap does not apply to “breach of Section 7”.")
    covered = flags_of("Uncapped Liability", capped.format("breach of Section 7 that is"))
    assert "“breach of Section 7 that is covered by insurance”" in covered["uncapped-liability"].why


@pytest.mark.parametrize(
    ("excepted", "severity"),
    [
        ("breach of Section 4", "medium"),
        ("a breach of its obligations under Section 4 or wilful misconduct", "medium"),
        ("(a) fraud and (b) a party's breach of Section 6 (Confidential Information)", "medium"),
        ("breach of confidentiality or infringement of copyrights", "medium"),
        ("breach of Section 5", "high"),
        ("breach of Section 4.2", "high"),
        ("breach of confidentiality or late delivery", "high"),
        ("the indemnity or breach of Section 4", "high"),
    ],
)
def test_exceptions_that_most_caps_have_matter_less(excepted, severity):
    cap = f"Except for {excepted}, Vendor's total liability shall not exceed the price of the lamps."
    text = f"{cap}\n\n4. Confidentiality. Each keeps secrets.\n\n5. Lamps. Lamps are lit at dusk."
    assert flags_of("Uncapped Liability", text)["uncapped-liability"].severity == severity


@pytest.mark.parametrize(
    ("sentence", "flagged"),
    [
        ("Adviser's liability is not limited.", False),
        ("Vendor's liability for oil is not limited.", True),
        ("The liability of Adviser is not limited, and nothing above limits that of Vendor for oil.", True),
    ],
)
def test_that_the_other_party_has_no_cap_is_said_of_the_one_sided_cap_alone(sentence, flagged):
    cap = "Vendor's liability to Adviser shall not exceed the price of the lamps."
    held = LiabilityCap(text=cap, clause=0, score=0.9, value=Fees(period=None), party="VENDOR")
    flags = flags_of("Uncapped Liability", sentence, liability_cap=held)
    assert ("uncapped-liability" in flags) is flagged
    assert "one-sided-cap" in flags


def test_what_may_be_claimed_beside_a_sole_remedy_is_no_uncapped_liability():
    assert not_uncapped(
        "Licensee shall pay for the excess, which shall be the sole remedy unless the excess be willful."
    )


@pytest.mark.parametrize(
    ("second", "flagged"),
    [
        (", for which Vendor's liability is limited to $900,000", False),
        (", as to which Vendor's liability shall not exceed $900,000", False),
        (", which Vendor shall report", True),
    ],
)
def test_an_exception_with_a_cap_of_its_own_is_not_uncapped(second, flagged):
    text = f"{CAPPED}This cap does not apply to fines after a breach of Section 12{second}."
    cap = LiabilityCap(text=CAPPED.strip(), clause=0, score=0.9, value=Fees(period=None))
    assert ("uncapped-liability" in flags_of("Cap On Liability", text, liability_cap=cap)) is flagged
