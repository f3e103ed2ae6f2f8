"""A row has what the list shows of its review, so that no review is fetched to draw the list."""

from __future__ import annotations

import copy
import json

import pytest

from deploy.functions import contract_table, s3_objects
from deploy.functions.overview import overview

REVIEW = {
    "document": {"sha256": "a" * 64},
    "summary": {
        "document_type": {"text": "Supply Agreement", "value": "supply"},
        "document_name": {"text": "MASTER\n SUPPLY  AGREEMENT", "value": None},
        "parties": [{"name": "Orrin Mills, Inc."}, {"name": "Tessel GmbH"}],
        "expiration_date": {"value": "2027-03-31", "bound": None},
        "renewal_term": {"value": "P1Y", "kind": "automatic", "text": "successive periods of one year"},
        "renewal_notice": {"value": "P90D"},
    },
    "flags": [{"severity": "high"}, {"severity": "low"}, {"severity": "high"}],
}
SHOWN = {
    "sha256": "a" * 64,
    "title": "MASTER SUPPLY AGREEMENT",
    "type": "supply",
    "parties": ["Orrin Mills, Inc.", "Tessel GmbH"],
    "flags": {"high": 2, "medium": 0, "low": 1},
    "end": "2027-03-31",
    "renews": True,
    "repeats": True,
    "every": "P1Y",
    "notice": "P90D",
}


def changed(**summary):
    review = copy.deepcopy(REVIEW)
    review["summary"].update(summary)
    return review


def listed(service):
    return service.ask("GET /contracts")[1]["contracts"][0]


def test_the_list_says_what_matters_of_a_review_that_came_with_its_message(service):
    service.notify(service.success(service.submitted(), json.dumps(REVIEW).encode()))
    assert listed(service)["overview"] == SHOWN


def test_a_review_too_large_for_a_message_is_read_where_it_lies(service):
    row = service.submitted()
    service.connect(watch=[row["contract_id"]])
    service.put(row["output_uri"], json.dumps(REVIEW).encode())
    service.notify(service.success(row, None))
    assert listed(service)["overview"] == service.received()[-1]["contract"]["overview"] == SHOWN


@pytest.mark.parametrize("body", [b"[" * 100_000, b"not json", b"\xff", b"", b"null", b"[]", b'{"summary": 3}', b"{}"])
def test_a_contract_whose_review_cannot_be_understood_is_ready_all_the_same(service, body):
    row = service.submitted()
    service.put(row["output_uri"], body)
    service.notify(service.success(row, None))
    assert (listed(service)["status"], "overview" in listed(service)) == ("ready", False)


def test_a_review_too_large_for_a_function_is_left_where_it_lies(service, monkeypatch):
    monkeypatch.setattr(s3_objects, "_REVIEW_BYTES", 100)
    row = service.submitted()
    service.put(row["output_uri"], json.dumps(REVIEW).encode())
    service.notify(service.success(row, None))
    assert (listed(service)["status"], "overview" in listed(service)) == ("ready", False)


def test_a_row_of_an_older_version_is_listed_as_it_is(service):
    row = service.submitted()
    contract_table.ready(row["contract_id"], row["output_uri"])
    service.notify(service.success(row, json.dumps(REVIEW).encode()))
    assert "overview" not in listed(service)


def test_what_the_review_did_not_find_is_left_out():
    names = ("document_type", "document_name", "expiration_date", "renewal_term", "renewal_notice")
    review = changed(parties=[], **dict.fromkeys(names))
    assert overview(review) == {name: SHOWN[name] for name in ("sha256", "flags")}


def test_long_texts_are_cut_and_more_than_four_parties_counted():
    shown = overview(changed(document_name={"text": "x" * 500}, parties=[{"name": f"P{n}"} for n in range(7)]))
    assert (len(shown["title"]), shown["parties"], shown["more_parties"]) == (121, ["P0", "P1", "P2", "P3"], 3)


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ({"expiration_date": {"value": "perpetual"}}, {"end": "perpetual"}),
        ({"expiration_date": {"value": None}}, {"end": None}),
        ({"expiration_date": {"value": "soon"}}, {"end": None}),
        ({"expiration_date": None}, {"end": None, "renews": True, "every": "P1Y", "notice": "P90D"}),
        ({"renewal_term": {"value": "P1Y", "kind": "option", "text": "each year"}}, {"renews": None, "every": None}),
        ({"renewal_term": {"value": "P1Y", "kind": "automatic", "text": "one year"}}, {"renews": True, "every": None}),
        ({"renewal_term": {"value": "P0Y", "kind": "automatic", "text": "each"}}, {"renews": True, "every": None}),
        ({"renewal_notice": {"value": "P1Y6M"}}, {"notice": None}),
    ],
)
def test_what_the_deadlines_follow_from(summary, expected):
    shown = overview(changed(**summary))
    assert {name: shown.get(name) for name in expected} == expected
