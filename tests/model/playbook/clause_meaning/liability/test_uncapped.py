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


def test_misconduct_in_a_list_of_exceptions_is_not_named_beside_the_others():
    text = "Vendor's liability shall not exceed the price. This limit does not apply to: fraud; or breach of Section 7."
    cap = LiabilityCap(text=text.split(" This")[0], clause=0, score=0.9, value=Fees(period=None))
    why = flags_of("Uncapped Liability", text, liability_cap=cap)["uncapped-liability"].why
    assert why.startswith("The cap does not apply to “breach of Section 7”.")
