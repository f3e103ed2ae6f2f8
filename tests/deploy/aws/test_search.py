"""The words of clauses are found, without being part of the list's rows."""

from __future__ import annotations

import json
import random
import zlib

import pytest

from deploy.functions import clause_search_index, contract_table


def review(*texts, found=True):
    return {"clauses": [{"text": text, "found": found} for text in texts]}


def reviewed(service, body, owner="ann"):
    row = service.submitted(owner)
    service.notify(service.success(row, json.dumps(body).encode()))
    return row["contract_id"]


def search(service, words, owner="ann"):
    status, body = service.ask("GET /search", owner, queryStringParameters={"words": words})
    assert status == 200
    return body["found"]


def test_a_word_is_found_in_the_clauses_whatever_its_case_and_its_ending(service):
    law = reviewed(service, review("Governed by the LAWS of Delaware.", "No non-solicitation."))
    cap = reviewed(service, review("Liability is limited to the fees."))
    found = search(service, "Delaware fee non-solicit")
    assert found == {"delaware": [law], "fee": [cap], "non-solicit": [law]}
    assert search(service, "tennessee") == {"tennessee": []}


def test_nobody_finds_anothers_contracts_or_the_words_of_weaker_candidates(service):
    reviewed(service, review("Governed by the laws of Delaware."))
    reviewed(service, review("Governed by the laws of Delaware.", found=False), "bob")
    assert search(service, "delaware", "bob") == {"delaware": []}


def test_a_clause_is_found_by_the_name_of_its_category(service):
    clause = {"text": "Ohio's rules apply.", "found": True, "category": "Governing Law", "label": "Choice of forum"}
    contract_id = reviewed(service, {"clauses": [clause]})
    assert search(service, "governing forum") == {"governing": [contract_id], "forum": [contract_id]}


def test_a_new_review_replaces_the_words_and_a_deletion_removes_them(service):
    contract_id = reviewed(service, review("Delaware"))
    again = service.ask(f"POST /contracts/{{id}}/review | {contract_id}", body={})[1]["contract"]
    service.notify(service.success(again, json.dumps(review("Nevada")).encode()))
    assert search(service, "delaware nevada") == {"delaware": [], "nevada": [contract_id]}
    assert service.ask(f"DELETE /contracts/{{id}} | {contract_id}")[0] == 200
    assert contract_table.get(clause_search_index.PREFIX + contract_id) is None


def test_the_words_are_no_part_of_the_list(service):
    reviewed(service, review("Delaware"))
    (row,) = service.ask("GET /contracts")[1]["contracts"]
    assert "words" not in row and "delaware" not in json.dumps(row).lower()


def test_more_than_a_hundred_contracts_are_searched(service):
    rows = [service.created() for _ in range(105)]
    for row in rows:
        clause_search_index.keep(contract_table.get(row["contract_id"]), review("Delaware"))
    assert sorted(search(service, "delaware")["delaware"]) == sorted(row["contract_id"] for row in rows)


@pytest.mark.parametrize(
    "body", [{}, [], None, {"clauses": None}, {"clauses": [{"found": True}]}, {"clauses": [{"found": True, "text": 3}]}]
)
def test_what_is_no_review_has_no_words_and_still_ends(service, body):
    contract_id = reviewed(service, body)
    assert service.row(contract_id)["status"] == "ready" and search(service, "any") == {"any": []}


def test_a_contract_of_countless_words_fits_into_an_item(service):
    letters = random.Random(7)
    words = ["".join(letters.choices("abcdefghijklmnopqrstuvwxyzäöü", k=12)) for _ in range(100_000)]
    contract_id = reviewed(service, review("aardvark " + " ".join(words)))
    stored = bytes(contract_table.get(clause_search_index.PREFIX + contract_id)["words"])
    assert len(stored) < 300_000 and len(zlib.decompress(stored)) <= clause_search_index.MOST_BYTES
    assert search(service, "aardvark") == {"aardvark": [contract_id]}


@pytest.mark.parametrize("words", ["", "  ", "a " * 3 + "b c d e f g h i j k", "x" * 65])
def test_a_search_for_nothing_or_too_much_is_refused(service, words):
    status, body = service.ask("GET /search", queryStringParameters={"words": words})
    assert (status, body["error"]["code"]) == (400, "bad_request")
    assert service.ask("GET /search")[0] == 400
