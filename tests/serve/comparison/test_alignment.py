"""What counts as a change between two drafts, and what does not."""

from __future__ import annotations

import pytest

from serve.comparison.alignment import Change, changes, words_of

OLD = [
    "1. Supplier shall deliver the Goods to the warehouse of Buyer within thirty days of an order.",
    "2. Buyer shall pay each invoice within sixty days of its receipt.",
    "3. Neither party may assign this Agreement without the consent of the other party.",
    "4. The liability of Supplier is limited to the fees paid in the twelve months before the claim.",
    "5. This Agreement is governed by the laws of the State of Delaware.",
]


def test_a_draft_is_the_same_as_itself():
    assert changes(OLD, OLD) == []


def test_a_number_that_was_changed_is_an_altered_sentence():
    new = [OLD[0], OLD[1].replace("sixty", "ninety"), *OLD[2:]]
    assert changes(OLD, new) == [Change("altered", (1,), (1,))]


def test_a_clause_that_was_left_out_is_removed_and_those_renumbered_behind_it_are_no_change():
    new = [OLD[0], OLD[1], OLD[3].replace("4.", "3."), OLD[4].replace("5.", "4.")]
    assert changes(OLD, new) == [Change("removed", (2,), ())]


def test_neighboring_sentences_that_were_left_out_are_one_change():
    assert changes(OLD, [OLD[0], *OLD[3:]]) == [Change("removed", (1, 2), ())]


def test_a_new_clause_is_added():
    new = [*OLD[:3], "Supplier shall insure the Goods against loss until they are delivered.", *OLD[3:]]
    assert changes(OLD, new) == [Change("added", (), (3,))]


def test_a_clause_at_another_place_is_moved_and_neither_removed_nor_added():
    new = [OLD[0], OLD[2], OLD[3], OLD[4], OLD[1]]
    assert changes(OLD, new) == [Change("moved", (1,), (4,))]


def test_the_heading_of_a_clause_moves_with_it():
    old = [*OLD[:2], "Warranty.", "Supplier warrants that the Goods are free from defects.", *OLD[2:]]
    new = [*OLD, "Warranty.", "Supplier warrants that the Goods are free from defects."]
    assert changes(old, new) == [Change("moved", (2, 3), (5, 6))]


def test_a_clause_that_was_moved_and_altered_is_one_change():
    new = [OLD[0], OLD[2], OLD[3], OLD[4], OLD[1].replace("sixty", "ninety")]
    assert changes(OLD, new) == [Change("moved", (1,), (4,))]


def test_a_clause_with_other_words_in_its_place_is_removed_and_another_added():
    new = [*OLD[:2], "Each party shall keep secret what it learns of the other one's business.", *OLD[3:]]
    assert changes(OLD, new) == [Change("removed", (2,), ()), Change("added", (), (2,))]


def test_a_sentence_cut_in_two_by_the_layout_is_no_change():
    first, second = OLD[2].split(" this ")
    second = f"this {second}"
    assert changes(OLD, [*OLD[:2], first, second, *OLD[3:]]) == []


AND_BEFORE = [
    "The Buyer pays (a) the price of the Goods, and",
    "(b) the cost of their delivery to its own warehouse.",
]
AND_AFTER = [
    "The Buyer pays (a) the price of the Goods,",
    "and (b) the cost of their delivery to its own warehouse.",
]


def test_sentences_that_are_cut_at_another_word_are_no_change():
    assert changes([*OLD, *AND_BEFORE], [*OLD, *AND_AFTER]) == []


def test_of_two_sentences_cut_at_another_word_an_altered_one_is_a_change():
    new = [*OLD, AND_AFTER[0].replace("price", "market price"), AND_AFTER[1]]
    assert changes([*OLD, *AND_BEFORE], new) == [Change("altered", (5, 6), (5, 6))]


def test_a_table_that_is_cut_into_other_rows_is_no_change():
    old = [f"{word} [***] [***] {word}" for word in ("Alpha", "Beta", "Gamma", "Delta") for _ in range(3)]
    words = " ".join(old).split()
    new = [" ".join(words[start : start + 7]) for start in range(0, len(words), 7)]
    assert changes([OLD[0], *old, OLD[1]], [OLD[0], *new, OLD[1]]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("to pay under Section 2.1 and 2.2", "to pay under Section 2.1 and 2.3"),
        ("as set out in Clause (a) or (b)", "as set out in Clause (a) or (c)"),
    ],
)
def test_a_reference_to_another_clause_is_a_change(old, new):
    assert changes([f"Buyer is {old} of this Agreement."], [f"Buyer is {new} of this Agreement."]) == [
        Change("altered", (0,), (0,))
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the “Goods”", 'the "Goods"'),
        ("2019–2021", "2019-2021"),
        ("a  b", "a b"),
        ("(a) it pays", "(b) it pays"),
        ("a Delaware- chartered bank", "a Delaware-chartered bank"),
    ],
)
def test_another_way_to_write_the_same_is_no_change(old, new):
    assert changes([f"{old} of this Agreement"], [f"{new} of this Agreement"]) == []


@pytest.mark.parametrize("number", ["7", "- 7 -", "-7-", "Page 7", "Page 7 of 12", "B-7"])
def test_the_number_of_a_page_is_no_change(number):
    assert changes(OLD, [*OLD[:2], number, *OLD[2:]]) == []


@pytest.mark.parametrize(("old", "new"), [("10-15 units", "1015 units"), ("1 5 units", "15 units"), ("-5 %", "5 %")])
def test_between_figures_a_hyphen_or_space_counts(old, new):
    [change] = changes([f"Buyer orders {old} under this Agreement."], [f"Buyer orders {new} under this Agreement."])
    assert change.kind == "altered"


def test_a_duration_at_a_sentence_s_beginning_is_no_clause_number():
    assert changes(["30 days after delivery Buyer pays."], ["60 days after delivery Buyer pays."]) == [
        Change("altered", (0,), (0,))
    ]


def test_a_draft_without_anything_in_common_is_removed_and_added_whole():
    found = changes(["One thing is agreed."], ["Payment falls due monthly."])
    assert [change.kind for change in found] == ["removed", "added"]
    assert changes([], ["Payment falls due monthly."]) == [Change("added", (), (0,))]
    assert changes(OLD, []) == [Change("removed", (0, 1, 2, 3, 4), ())]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Notice of thirty (30) days is given.", "Notice of thirty (45) days is given."),
        ("He pays 1.5 times the price.", "He pays 2.5 times the price."),
        ("It ends on 31.12.2025 at noon.", "It ends on 31.12.2026 at noon."),
        ("The number of seats is 30.", "The number of seats is 40."),
        ("It is listed in Annex 3.", "It is listed in Annex 4."),
        ("See Clause 12.1(a) and (b) for it.", "See Clause 12.1(a) and (c) for it."),
        ("10\t20", "10\t30"),
        ("14.50\t20.00", "15.50\t20.00"),
        ("Section 2.1 of the deed is deleted.", "Section 2.2 of the deed is deleted."),
        ("A. Miller, Director of Buyer", "B. Miller, Director of Buyer"),
        ("A. Miller", "B. Miller"),
    ],
)
def test_a_figure_that_is_no_clause_number_is_compared(old, new):
    assert words_of(old) != words_of(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("4.2 Buyer pays the price.", "5.2 Buyer pays the price."),
        ("Buyer shall pay, (b) collect, and (c) sign.", "Buyer shall pay, (a) collect, and (b) sign."),
        ("ARTICLE IV", "ARTICLE V"),
        ("Article 4: Fees", "Article 5: Fees"),
        ("Section 2.1. Fees", "Section 3.1 Fees"),
        ("III. Buyer pays the price.", "IV. Buyer pays the price."),
        ("A. Buyer pays the price.", "B. Buyer pays the price."),
        ("I. Fees.", "II. Fees."),
        ("Per year: o\tsaws, o\thammers", "Per year: • saws, • hammers"),
        ("4.2Buyer pays the price.", "5.2. Buyer pays the price."),
        ("(a)the price of the goods;", "(b) the price of the goods;"),
        ("12", "13"),
    ],
)
def test_a_clause_or_a_page_that_is_only_renumbered_is_not_altered(old, new):
    assert words_of(old) == words_of(new)


def test_a_reference_that_is_cut_off_from_its_sentence_is_no_heading():
    whole = ["Each party bears its own costs under this Section 1.", *OLD]
    assert changes(whole, ["Each party bears its own costs under this", "Section 1.", *OLD]) == []
    assert changes(whole, ["Each party bears its own costs under this", "Section 2.", *OLD])


def test_a_heading_with_other_words_is_altered_and_not_removed_and_added():
    old = ["1. Term", *OLD[:2], "ARTICLE II", "Fees", *OLD[2:]]
    new = ["1. Duration", *OLD[:2], "PART TWO", "Prices", *OLD[2:]]
    assert changes(old, new) == [Change("altered", (n,), (n,)) for n in (0, 3, 4)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Section 2.1 Fees\t4", "Section 2.1 Fees 4"),
        ("Section 2.1 Fees........................4", "Section 2.1 Fees .......................... 6"),
        ("Name: ....................", "Name: ........................."),
    ],
)
def test_pages_and_dots_of_a_table_of_contents_are_no_change(old, new):
    assert changes([old, *OLD], [new, *OLD]) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("Fee ........ 500", "Fee ........ 600"), ("Crates\t40", "Crates\t50"), ("Annex 2 Fees", "Annex 3 Fees")],
)
def test_a_figure_that_is_no_page_is_compared(old, new):
    assert [change.kind for change in changes([old, *OLD], [new, *OLD])] == ["altered"]


def test_of_many_sentences_alike_each_is_matched_with_its_own_altered_words():
    old = [f"The Supplier delivers crate {n} of the goods to warehouse {n * 7}." for n in range(60)]
    new = [text.replace("delivers", "brings") for text in old]
    found = changes([*OLD, *old], [*new, *OLD])
    assert {(change.kind, *change.old) for change in found} <= {("moved", *change.old) for change in found}
    assert [number for change in found for number in change.old] == list(range(5, 65))
