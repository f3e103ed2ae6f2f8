from __future__ import annotations

from benchmarks.invented import CLAUSES, invented


def test_invented_contracts_are_annotated_word_for_word():
    contracts = invented(20)
    for contract in contracts:
        for category, spans in contract.clauses.items():
            for start, end in spans:
                words = contract.text[start:end]
                assert words.strip() == words and "{" not in words
                assert (category in CLAUSES) == words.endswith(".") or category == "Parties"
    assert {category for contract in contracts for category in contract.clauses} > set(CLAUSES)


def test_the_same_seed_gives_the_same_contracts_and_another_gives_others():
    assert invented(3, 5) == invented(3, 5) != invented(3, 6)
