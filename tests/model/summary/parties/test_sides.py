from __future__ import annotations

from model.schema import Party
from model.summary.parties.sides import Sides


def test_a_blank_is_no_name_that_sentences_speak_of():
    blank = Party(name="____", defined_as=["Vendor"], clause=0, score=0.9)
    assert Sides([blank]).names == ["Vendor"]


def test_one_slip_is_not_how_a_contract_writes_a_name():
    sides = Sides([Party(name="BROOK Lines LLC", defined_as=["BROOK"], clause=0, score=0.9)])
    assert sides.in_text("BROOK", "BROOK pays. " * 20 + "It is Brook’s contract.") == "BROOK"
    assert sides.in_text("BROOK", "BROOK pays. It is Brook’s contract.") == "Brook"
