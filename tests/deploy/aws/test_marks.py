"""What people mark on a review: merged by key and field under a version, and checked before it is kept."""

from __future__ import annotations

import json

import boto3
import pytest

from deploy.functions import contract_table, environment, marks

FLAG = "flag:long-notice:x1"
ABOUT = {"rule": "long-notice", "severity": "medium", "why": "The notice is 120 days."}
SPAN = {"interval": [10, 14], "text": "fees", "boxes": [[1, 72.0, 100.5, 90.0, 112.0]]}
WAS = {"category": "Insurance", "interval": [10, 14], "text": "fees"}


@pytest.fixture
def row(service):
    return service.created()


@pytest.fixture
def ask(service, row):
    def asked(changes=None, owner="ann", contract_id=None):
        method = "GET" if changes is None else "PATCH"
        body = None if changes is None else {"marks": changes}
        return service.ask(f"{method} /contracts/{{id}}/marks | {contract_id or row['contract_id']}", owner, body)

    return asked


def test_marks_are_kept_and_given_back(ask):
    assert ask() == (200, {"version": 0, "marks": {}})
    mark = {"verdict": "right", "note": "Asked for 30 days.", "about": ABOUT}
    assert ask({FLAG: mark}) == (200, {"version": 1, "marks": {FLAG: mark}})
    assert ask()[1] == {"version": 1, "marks": {FLAG: mark}}


def test_fields_are_merged_and_null_takes_away(ask):
    ask({FLAG: {"verdict": "right", "about": ABOUT}, "contract:review": {"complete": True}})
    assert ask({FLAG: {"done": True, "verdict": None}})[1]["marks"][FLAG] == {"done": True, "about": ABOUT}
    assert ask({FLAG: None})[1]["marks"] == {"contract:review": {"complete": True}}
    assert ask({"contract:review": {"complete": None}})[1]["marks"] == {}, "a mark without fields goes"


def test_two_who_mark_at_once_lose_nothing(ask, monkeypatch):
    """The other's write comes between reading and writing, twice."""
    others = iter([{"flag:a:1": {"verdict": "wrong"}}, {FLAG: {"note": "Mine."}}])
    real = marks._put

    def put(row, after):
        if (other := next(others, None)) is not None:
            now = marks.get(row["contract_id"])
            real(row, {"version": now["version"] + 1, "marks": marks.merged(now["marks"], other)})
        return real(row, after)

    monkeypatch.setattr(marks, "_put", put)
    kept = ask({FLAG: {"verdict": "right"}})[1]
    assert kept == {
        "version": 3,
        "marks": {"flag:a:1": {"verdict": "wrong"}, FLAG: {"verdict": "right", "note": "Mine."}},
    }


def test_who_is_always_too_late_is_asked_to_try_again(ask, monkeypatch):
    monkeypatch.setattr(marks, "_put", lambda row, after: False)
    status, body = ask({FLAG: {"done": True}})
    assert (status, body["error"]["code"]) == (503, "busy")


def test_half_of_a_clause_that_another_person_removed_is_not_kept(ask):
    ask({"added:1": {"category": "Insurance", "span": SPAN}})
    ask({"added:1": None})
    assert ask({"added:1": {"category": "Warranty Duration"}})[1]["marks"] == {}


def test_corrections_of_every_kind_are_kept(ask):
    changes = {
        "clause:Insurance:1": {"verdict": "wrong", "was": WAS},
        "clause:Insurance:2": {"category": "Warranty Duration", "span": SPAN, "was": WAS},
        "added:1": {"category": "Insurance", "span": SPAN},
        "value:governing_law": {"value": "Utah", "was": "Ohio"},
        "contract:review": {"complete": True},
    }
    assert ask(changes)[1]["marks"] == changes


def listed(service):
    return service.ask("GET /contracts")[1]["contracts"][0]


def test_the_list_gets_a_persons_values_with_the_row_and_open_pages_are_told(service, row, ask):
    service.connect()
    ask({"value:expiration_date": {"value": "4 May 2031"}, "value:governing_law": {"value": "Utah"}})
    assert listed(service)["corrected"] == {"expiration_date": "4 May 2031"}, "what the list does not show stays out"
    assert service.received()[-1]["contract"]["corrected"] == {"expiration_date": "4 May 2031"}
    ask({"value:parties": {"value": "Orrin Mills; Tessel GmbH"}, FLAG: {"done": True}})
    assert listed(service)["corrected"]["parties"] == "Orrin Mills; Tessel GmbH"
    ask({"value:expiration_date": None, "value:parties": None})
    assert "corrected" not in listed(service)


def test_a_persons_values_that_arrive_late_do_not_replace_later_ones(service, row, ask):
    ask({"value:expiration_date": {"value": "4 May 2031"}})
    ask({"value:expiration_date": {"value": "4 May 2032"}})
    assert contract_table.set_corrected(row["contract_id"], {"expiration_date": "4 May 2031"}, 1) is None
    assert listed(service)["corrected"] == {"expiration_date": "4 May 2032"}


def test_a_mark_that_is_no_value_leaves_the_row_as_it_was(service, row, ask):
    before = listed(service)["version"]
    ask({FLAG: {"done": True}})
    assert listed(service)["version"] == before


@pytest.mark.parametrize(
    "changes",
    [
        None,
        {},
        [],
        {"other:1": {}},
        {"flag:": {}},
        {f"flag:{'x' * 301}": {"done": True}},
        {FLAG: "done"},
        {FLAG: {"done": "yes"}},
        {FLAG: {"verdict": "perhaps"}},
        {FLAG: {"verdict": ["right"]}},
        {FLAG: {"note": "x" * 2001}},
        {FLAG: {"note": ""}},
        {FLAG: {"note": "\ud800"}},
        {FLAG: {"owner": "bob"}},
        {FLAG: {"about": {**ABOUT, "more": "x"}}},
        {FLAG: {"about": {"rule": "x"}}},
        {"added:1": {"category": "Insurance", "span": {**SPAN, "interval": [14, 10]}}},
        {"added:1": {"category": "Insurance", "span": {**SPAN, "interval": [True, 10]}}},
        {"added:1": {"category": "Insurance", "span": {**SPAN, "interval": [1.5, 10]}}},
        {"added:1": {"category": "Insurance", "span": {**SPAN, "boxes": [[1, 2, 3]]}}},
        {"added:1": {"category": "Insurance", "span": {**SPAN, "boxes": [[1, 2, 3, 4, float("nan")]]}}},
        {"added:1": {"category": "Insurance", "span": {**SPAN, "boxes": [[1, 2, 3, 4, 5]] * 401}}},
        {"clause:x": {"was": {"category": "Insurance", "interval": [1, 2]}}},
    ],
)
def test_what_is_no_mark_is_refused_and_changes_nothing(service, row, ask, changes):
    answer = service.ask(f"PATCH /contracts/{{id}}/marks | {row['contract_id']}", "ann", {"marks": changes})
    assert (answer[0], answer[1]["error"]["code"]) == (400, "bad_request")
    assert ask()[1]["version"] == 0


def test_a_body_that_is_nested_too_deep_is_refused(service, row):
    body = '{"marks":' + "[" * 100_000 + "]" * 100_000 + "}"
    assert service.ask(f"PATCH /contracts/{{id}}/marks | {row['contract_id']}", "ann", body)[0] == 400


def test_the_marks_of_a_contract_are_bounded(ask):
    many = {f"flag:r:{number}": {"note": "ü" * 1900} for number in range(60)}
    assert ask(many)[0] == 200
    status, body = ask({f"flag:s:{number}": {"note": "ü" * 1900} for number in range(30)})
    assert (status, body["error"]["code"], body["error"]["details"]) == (413, "too_large", {"limit": 300_000})
    assert len(ask()[1]["marks"]) == 60, "what was there stays"


def test_another_persons_marks_are_not_found(ask, row):
    ask({FLAG: {"done": True}})
    assert ask(owner="bob")[0] == ask({FLAG: {"done": True}}, owner="bob")[0] == 404


def test_marks_lie_in_the_table_without_being_contracts(service, row, ask):
    ask({FLAG: {"done": True}})
    assert [one["contract_id"] for one in service.ask("GET /contracts")[1]["contracts"]] == [row["contract_id"]]
    assert list(contract_table.overdue()) == []
    disguised = marks.PREFIX + row["contract_id"]
    assert service.ask(f"GET /contracts/{{id}} | {disguised}")[0] == ask(contract_id=disguised)[0] == 404
    service.connect()
    asked = json.dumps({"action": "watch", "contract_ids": [disguised]})
    assert service.socket("ann", "c1", "watch", asked) == 200 and service.received()[-1]["contracts"] == []


def test_a_mark_that_meets_the_deletion_of_its_contract_leaves_nothing(service, row, ask, monkeypatch):
    """The contract is deleted between the function's look at it and its write."""
    real = marks._put

    def put(row, after):
        assert service.ask(f"DELETE /contracts/{{id}} | {row['contract_id']}")[0] == 200
        return real(row, after)

    monkeypatch.setattr(marks, "_put", put)
    assert ask({FLAG: {"note": "Mine."}})[0] == 404
    assert marks.get(row["contract_id"])["version"] == 0


def test_marks_go_when_the_contract_goes_by_its_time_or_by_hand(service, row, ask):
    ask({FLAG: {"done": True}})
    table = boto3.resource("dynamodb").Table(environment.settings().contracts_table)
    item = table.get_item(Key={"contract_id": marks.PREFIX + row["contract_id"]})["Item"]
    assert item["ttl"] == service.row(row["contract_id"])["ttl"]
    assert service.ask(f"DELETE /contracts/{{id}} | {row['contract_id']}")[0] == 200
    assert marks.get(row["contract_id"])["version"] == 0
