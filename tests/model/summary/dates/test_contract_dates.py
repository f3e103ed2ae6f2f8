"""The day on which a contract takes effect, where its signatures give it."""

from __future__ import annotations

import pytest

from model.schema import Clause
from model.summary.dates.contract_dates import contract_dates

BODY = "They trade. " * 99


def clause(category: str, words: str, text: str, number: int) -> Clause:
    start = text.index(words)
    return Clause(
        id=number,
        category=category,
        label=category,
        text=words,
        heading=[],
        pages=[1],
        boxes=[],
        interval=[start, start + len(words)],
        segments=[0],
        score=0.9,
        found=True,
    )


@pytest.mark.parametrize(
    ("signatures", "day"),
    [
        ("/s/ Ada Brook\nDate: May 4, 2030\n\n/s/ Bo Reed\nDate: May 9, 2030\n", "2030-05-09"),
        ("/s/ Ada Brook\nDate: May 4, 2030\n\n/s/ Bo Reed\nDate: ________\n", None),
        ("Signed by the parties on the date at its head.\n\nFor Brook Ltd ........\n", "2030-05-02"),
        ("Signed by the parties.\n\nFor Brook Ltd ........\n", None),
    ],
)
def test_a_contract_in_effect_on_the_last_signature_takes_its_day_from_the_signatures(signatures, day):
    words = "It begins on the date on which the last party signs."
    text = f"Dated May 2, 2030. {words}\n{BODY}\n{signatures}"
    found = [clause("Agreement Date", "May 2, 2030", text, 0), clause("Effective Date", words, text, 1)]
    effective = contract_dates(found, text)[1]
    assert effective is not None and effective.value == day


@pytest.mark.parametrize(
    ("begins", "day"),
    [
        ("It starts on the Start Date and continues until 29 February 2034.", "2031-09-01"),
        ("It starts on the date at its head and finishes on the later of acceptance and 31 March 2037.", "2031-08-06"),
        ("It starts on the date at the head of the list.", None),
    ],
)
def test_the_first_day_may_be_called_by_a_name_or_stand_at_the_head(begins, day):
    text = f"Made on 6 August 2031.\n\nStart Date means 1 September 2031.\n\n{begins}\n{BODY}"
    found = [clause("Agreement Date", "6 August 2031", text, 0), clause("Effective Date", begins, text, 1)]
    effective = contract_dates(found, text)[1]
    assert effective is not None and effective.value == day


@pytest.mark.parametrize(
    "words",
    [
        "dated and effective as of the last party to affix their signature below",
        "effective as of the later of the date(s) written below",
    ],
)
def test_the_last_to_sign_may_be_called_so_before_the_signatures(words):
    signatures = "/s/ Ada Brook\nDate: May 4, 2030\n\n/s/ Bo Reed\nDate: May 9, 2030\n"
    text = f"Dated May 2, 2030. It is {words}.\n{BODY}\n{signatures}"
    found = [clause("Agreement Date", "May 2, 2030", text, 0), clause("Effective Date", words, text, 1)]
    effective = contract_dates(found, text)[1]
    assert effective is not None and effective.value == "2030-05-09"
