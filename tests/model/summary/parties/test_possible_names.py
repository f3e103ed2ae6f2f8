"""Which words can name a party."""

from __future__ import annotations

from model.summary.parties.possible_names import can_be_a_name, trust_date


def test_a_companys_name_may_have_the_word_contract_in_it():
    assert can_be_a_name("Brook Contract Mining Pty Ltd", "") and not can_be_a_name("Mining Services Contract", "")


def test_a_kind_of_company_in_capitals_is_no_name():
    assert not can_be_a_name("A PROFESSIONAL CORPORATION", "and BROOK SPEECH GROUP, ")
    assert not can_be_a_name("OF THE FIRST PART", "")


def test_a_trusts_date_is_part_of_its_name():
    text = "The Brook Family Trust dated May 6, 1998, acting by its trustee"
    end = len("The Brook Family Trust")
    assert text[: trust_date(text, text[:end], end)] == "The Brook Family Trust dated May 6, 1998"
    assert trust_date("Brook, Inc. dated May 6, 1998", "Brook, Inc.", 11) is None
