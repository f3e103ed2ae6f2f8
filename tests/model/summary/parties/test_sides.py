from __future__ import annotations

from model.schema import Party
from model.summary.parties.sides import Sides


def test_a_blank_is_no_name_that_sentences_speak_of():
    blank = Party(name="____", defined_as=["Vendor"], clause=0, score=0.9)
    assert Sides([blank]).names == ["Vendor"]
