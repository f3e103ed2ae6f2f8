"""The benchmark of plain English rewrites contracts and moves their annotations along."""

from __future__ import annotations

import pytest

from benchmarks.accuracy import plain_english
from benchmarks.accuracy.plain_english import compare, in_plain_english
from model.dataset import Contract
from model.engines.load_engine import load_engine

CLAUSES = {
    "Anti-Assignment": "The Supplier shall not assign this Agreement without the prior written consent of the Buyer.",
    "Audit Rights": "Upon notice, the Buyer may inspect the Supplier's books.",
    "Governing Law": "This Agreement is governed by the laws of Ohio.",
}
MORE = " The Supplier shall deliver. The Supplier will report. The Buyer shall pay. The Buyer has a plan."
TEXT = " ".join(CLAUSES.values()) + MORE


@pytest.fixture
def contract(monkeypatch):
    monkeypatch.setattr(plain_english, "_SHARE", 1.0)
    spans = {name: [(TEXT.index(words), TEXT.index(words) + len(words))] for name, words in CLAUSES.items()}
    return Contract("A supply agreement", "", "Supply", TEXT, spans, {})


def quoted(contract: Contract) -> dict[str, str]:
    return {name: contract.text[slice(*spans[0])] for name, spans in contract.clauses.items()}


def test_the_parties_become_we_and_you_and_legal_words_everyday_ones(contract):
    plain = in_plain_english(contract).text
    assert not {"Supplier", "Buyer", "shall", "Upon", "consent"} & set(plain.replace(".", " ").split())
    assert "You have a plan." in plain or "We have a plan." in plain


def test_the_annotations_stand_around_the_same_clauses(contract):
    plain = quoted(in_plain_english(contract))
    assert plain["Governing Law"].endswith("governed by the laws of Ohio.")
    assert plain["Audit Rights"].endswith("may inspect our books.") or plain["Audit Rights"].endswith("your books.")
    assert all(text[0].isupper() and text.endswith(".") for text in plain.values())


def test_a_contract_is_rewritten_the_same_way_each_time(contract):
    assert in_plain_english(contract) == in_plain_english(contract)
    assert in_plain_english(contract) != in_plain_english(contract, seed=1)


def test_both_versions_are_measured(contract):
    tables = compare([contract], load_engine())
    assert list(tables) == ["As they are", "In plain English"]
    assert all("AUPR" in table for table in tables.values())
