from __future__ import annotations

import pytest

from model.schema import Party
from model.summary.parties.sides import BOTH, Sides, all_known


def test_a_blank_is_no_name_that_sentences_speak_of():
    blank = Party(name="____", defined_as=["Vendor"], clause=0, score=0.9)
    assert Sides([blank]).names == ["Vendor"]


def test_all_parties_are_known_if_each_has_a_term_or_a_short_name_that_the_contract_uses():
    buyer = Party(name="Brook Mills LLC", defined_as=["Buyer"], clause=0, score=0.9)
    seller = Party(name="Harrow Inc.", defined_as=[], clause=1, score=0.9)
    assert all_known([seller, buyer], "In no event is Harrow liable to Buyer.")
    assert not all_known([seller, buyer], "In no event is HWI liable to Buyer.")


def test_one_slip_is_not_how_a_contract_writes_a_name():
    sides = Sides([Party(name="BROOK Lines LLC", defined_as=["BROOK"], clause=0, score=0.9)])
    assert sides.in_text("BROOK", "BROOK pays. " * 20 + "It is Brook’s contract.") == "BROOK"
    assert sides.in_text("BROOK", "BROOK pays. It is Brook’s contract.") == "Brook"


def test_of_two_parties_one_that_has_no_name_but_you_is_the_other_party():
    harrow = Party(name="Harrow Inc.", defined_as=["Harrow"], clause=0, score=0.9)
    you = Party(name="You", defined_as=["You"], clause=1, score=0.9)
    assert Sides([harrow, you]).in_text("You", "You pay Harrow.") == "the other party"
    assert Sides([you]).in_text("You", "You pay.") == "You"


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("The marks are the exclusive property of Vendor and Buyer shall not contest that.", "Buyer"),
        ("Each of Vendor and Buyer shall not contest the marks.", BOTH),
        ("Vendor and Buyer shall not contest the marks.", BOTH),
    ],
)
def test_what_belongs_to_one_party_does_not_make_it_act_with_the_other(sentence, who):
    sides = Sides([Party(name=name, defined_as=[], clause=0, score=0.9) for name in ("Vendor", "Buyer")])
    assert sides.actor(sentence, sentence.index("contest")) == who


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("It may not be assigned by Vendor or Buyer without consent.", BOTH),
        ("It may not be assigned by Vendor (“Seller”) or by the Buyer without consent.", BOTH),
        ("It may not be assigned by Vendor without the consent of Buyer.", "Vendor"),
        ("It may be assigned by Vendor and Buyer shall be told.", "Vendor"),
    ],
)
def test_what_is_done_by_one_party_or_the_other_is_done_by_both(sentence, who):
    sides = Sides([Party(name=name, defined_as=[], clause=0, score=0.9) for name in ("Vendor", "Buyer")])
    assert sides.agent(sentence, 0, len(sentence)) == who


def test_who_is_bound_for_one_purpose_only_is_no_side():
    parties = [
        Party(name=f"{term} Mills, Inc.", defined_as=[term], clause=0, score=0.9)
        for term in ("Harrow", "Quill", "Brook")
    ]
    text = "This is made between Harrow and Quill and, solely for purposes of Section 4.5, Brook; each a party."
    sides = Sides(parties, text)
    assert sides.other("Harrow") == "Quill"
    assert sides.mentions("Brook", "Brook pays.")
    assert Sides(parties, "This is made between Harrow, Quill and Brook.").other("Harrow") is None


@pytest.mark.parametrize(
    "text",
    [
        "This is made between Harrow, Quill and, for purposes of Section 7 only, Brook Mills, Inc. (“Brook”).",
        "This is made between Harrow and Quill, and, solely with respect to Article 4, Brook Mills, Inc. (“Brook”).",
        "Harrow and Quill agree. " * 9 + "\nBROOK MILLS, INC. (as to Section 7 only)\n\nBy: /s/ Ada Brook\n",
    ],
)
def test_who_joins_or_signs_for_a_part_of_the_contract_is_no_side(text):
    parties = [
        Party(name=f"{term} Mills, Inc.", defined_as=[term], clause=0, score=0.9) for term in ("Harrow", "Quill")
    ]
    brook = Party(name="Brook Mills, Inc.", defined_as=[], clause=0, score=0.9)
    assert Sides([*parties, brook], text).other("Harrow") == "Quill"
    assert all_known([*parties, brook], text)


@pytest.mark.parametrize(
    ("title", "sides"),
    [("SUPPLY AGREEMENT", ["Vendor", "Buyer"]), ("GUARANTY AGREEMENT", ["Vendor", "Buyer", "Parent Guarantor"])],
)
def test_who_only_guarantees_what_a_party_owes_is_no_side(title, sides):
    named = {"Harrow Ltd": "Vendor", "Quill Ltd": "Buyer", "Ann Brook": "Parent Guarantor"}
    parties = [Party(name=name, defined_as=[term], clause=0, score=0.9) for name, term in named.items()]
    assert Sides(parties, f"{title}\n\nThis is made between them. Ann Brook guarantees what Buyer owes.").names == sides


def test_two_who_have_no_name_but_you_are_the_other_party_together():
    harrow = Party(name="Harrow Inc.", defined_as=["Harrow", "us"], clause=0, score=0.9)
    authors = [Party(name=name, defined_as=["you"], clause=1, score=0.9) for name in ("Ada Quill", "Bert Marsh")]
    sides = Sides([harrow, *authors], "You pay us.")
    assert sides.other("Harrow") == "Ada Quill and Bert Marsh"
    assert sides.in_text("Ada Quill and Bert Marsh", "You pay us.") == "the other party"
    assert sides.words_at("You pay us.", len("You pay ")) == "Harrow"


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Ms. Brook shall not, for herself or others, solicit any employee.", "Ms. Brook"),
        ("Vendor pays MS. BROOK, and for a year MS. BROOK shall not solicit any employee.", "Ms. Brook"),
        ("Vendor pays Ms. Brook. Vendor shall not solicit any employee.", "Vendor"),
        ("Ms. Brook is paid; others shall not solicit any employee.", None),
    ],
)
def test_the_dot_of_a_title_ends_no_sentence(sentence, who):
    terms = {"Ada Brook": ["Ms. Brook"], "Harrow Inc.": ["Vendor"]}
    sides = Sides([Party(name=name, defined_as=term, clause=0, score=0.9) for name, term in terms.items()])
    assert sides.actor(sentence, sentence.index("solicit")) == who


def test_the_article_before_a_name_may_be_that_of_what_is_named_after_the_company():
    text = "THE HARROWMARK WEBSITE is ours. Use the Harrowmark website. Open the Harrowmark platform. Ask Harrowmark."
    harrowmark = Sides([Party(name="Harrowmark", defined_as=[], clause=0, score=0.9)])
    assert harrowmark.in_text("Harrowmark", text) == "Harrowmark"
    assert harrowmark.in_text("Harrowmark", "The Harrowmark pays. You pay the Harrowmark.") == "the Harrowmark"


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("We keep the kites, including your photos, and may end your access.", None),
        ("You may end it.", "you"),
        ("Your company may end it.", "you"),
    ],
)
def test_what_belongs_to_the_reader_is_not_the_reader(sentence, who):
    we = Party(name="Harrow Kites LLC", defined_as=["we", "our"], clause=0, score=0.9)
    sides = Sides([we, we.model_copy(update={"name": "you", "defined_as": ["you", "your"]})])
    assert sides.subject(sentence, sentence.index("may")) == who
