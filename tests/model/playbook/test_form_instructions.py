"""The instructions of printed forms, which are neither clauses nor, if nothing need be written, blanks."""

from __future__ import annotations

import pytest

from model.playbook.clause_meaning.polarity import asserted
from model.playbook.document_checks.blanks import blanks
from model.playbook.form_instructions import is_instruction


@pytest.mark.parametrize(
    ("sentence", "is_one"),
    [
        ("(Insert the liquidated damages for each day of delay, if any.)", True),
        ("[Describe the minimum quantity that the Buyer must take]", True),
        ("(If the parties agree on a cap, state its amount here.)", True),
        ("(Insert the date of delivery (or the number of days after the order).", True),
        ("Liquidated damages: [insert amount]", False),
        ("(Insert amount.) The Builder pays ten dollars for each day of delay.", False),
        ("[State law applies to the liquidated damages.]", False),
        ("(The Builder pays liquidated damages of ten dollars for each day of delay.)", False),
    ],
)
def test_an_instruction_stands_alone_in_brackets_and_begins_with_what_to_do(sentence, is_one):
    assert is_instruction(sentence) is is_one


def test_an_instruction_is_no_clause_and_what_is_written_below_it_is_one():
    asks = "(Insert the liquidated damages that the Builder pays for each day of delay.)"
    answer = "The Builder pays liquidated damages of $90 for each day of delay."
    assert asserted("Liquidated Damages", asks) is None
    place = asserted("Liquidated Damages", f"{asks}\n{answer}")
    assert place is not None and f"{asks}\n{answer}"[slice(*place)] == answer


@pytest.mark.parametrize(
    ("asks", "below", "number"),
    [
        ("(Insert the day on which the barn must be complete.)", "", 1),
        ("(Insert the day on which the barn must be complete.)", "April 30, 2031\n\n", 0),
        ("(Insert the day on which the barn must be complete.)", "(a) the first barn in May;\n\n", 0),
        ("(Insert the day on which the barn must be complete. Name each barn.)", "", 1),
        ("(Insert the rate of interest agreed upon, if any.)", "", 0),
        ("(List the barns. The house is listed only if it is rebuilt.)", "", 0),
        ("(State the price of each barn, where applicable.)", "", 0),
        ("[State the price of each barn or “free” if applicable]", "", 1),
    ],
)
def test_an_instruction_is_a_blank_if_it_must_be_followed_and_nothing_stands_below(as_text, asks, below, number):
    text = f"1. WORK\n\n1.1 The Builder completes the barn in time:\n\n{asks}\n\n{below}1.2 The Owner pays for it."
    assert len(blanks(as_text(text))) == number
