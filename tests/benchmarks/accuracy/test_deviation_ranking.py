from __future__ import annotations

import random
from collections import Counter

import pytest

from benchmarks.accuracy.alterations import ALTERATIONS
from benchmarks.accuracy.deviation_ranking import Rated, altered, auroc, moved_in, table
from model.dataset import Contract
from model.engines.span_decoding import DecodingOptions

CLAUSES = {
    "Cap On Liability": "Liability shall not exceed the fees of twelve (12) months.",
    "Anti-Assignment": "Neither party may assign this Agreement without the prior written consent of the other party.",
    "Governing Law": "This Agreement shall be governed by the laws of Ohio.",
    "Document Name": "SUPPLY AGREEMENT",
}
SETTINGS = {name: DecodingOptions(trim=name == "Document Name") for name in CLAUSES} | {"Insurance": DecodingOptions()}


def contract(clauses: dict[str, str]) -> Contract:
    text, spans = "", {}
    for name, words in clauses.items():
        spans[name] = [(len(text), len(text) + len(words))]
        text += words + "\n\n"
    return Contract("title", "a.pdf", "Supply", text, spans, {})


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("sole discretion inserted", "Buyer may end it.", "Buyer may, in its sole discretion, end it."),
        ("cap removed", CLAUSES["Cap On Liability"], "Liability shall be unlimited."),
        ("mutual made one-sided", "Either party may end it.", "the Company may end it."),
        ("period six times as long", "within thirty (30) days", "within 180 days"),
        ('"not" inserted', "It shall be governed so.", "It shall not be governed so."),
        ('"not" removed', "Buyer may not assign it.", "Buyer may assign it."),
        ("consent removed", "assign it without the consent of the Seller.", "assign it without notice."),
    ],
)
def test_an_alteration_changes_what_it_says_and_nothing_else(kind, before, after):
    assert ALTERATIONS[kind](before) == after
    assert ALTERATIONS[kind]("Nothing to alter here.") is None


def test_each_clause_of_a_contract_is_altered_once_and_the_rest_stays():
    whole = contract(CLAUSES)
    other, kinds = altered(whole, SETTINGS, random.Random(0))
    assert set(other.clauses) == set(CLAUSES) - {"Document Name"}
    for name, [(start, end)] in other.clauses.items():
        assert other.text[start:end] == ALTERATIONS[kinds[f"{name} {start}"]](CLAUSES[name])
    assert other.text.endswith("SUPPLY AGREEMENT\n\n")


def test_what_is_moved_in_comes_from_other_types_and_was_not_there():
    franchise = contract({"Document Name": "FRANCHISE AGREEMENT", "Insurance": "Franchisee insures it."})
    moved = moved_in(contract(CLAUSES), [franchise, contract(CLAUSES)], SETTINGS, random.Random(0))
    assert {name: [moved.text[a:b] for a, b in some] for name, some in moved.clauses.items()} == {
        "Insurance": ["Franchisee insures it."]
    }


def test_auroc_is_the_chance_that_an_altered_clause_is_odder():
    assert auroc([3, 4], [1, 2]) == 1 and auroc([1], [1]) == 0.5 and auroc([1, 3], [2, 2]) == 0.5


def test_the_table_has_a_line_for_each_kind():
    clauses = [Rated(None, {"words": 0.5}), Rated("one", {"words": 0.01}), Rated("other", {"denial": 0.9})]
    lines = table(clauses).splitlines()
    assert Counter(line.split("|")[1].strip() for line in lines) >= Counter(["one", "other", "untouched"])
    assert "**1.00**" in lines[2] and "100%" in lines[2] and "**0.00**" in lines[3]
