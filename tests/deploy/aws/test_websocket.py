"""The WebSocket: in with a ticket, once; a watch is answered by the rows as they are."""

from __future__ import annotations

import json

import pytest

from deploy.functions import environment, websocket, websocket_store

ARN = "arn:aws:execute-api:eu-west-1:123456789012:abc123/live/$connect"


def authorize(ticket):
    asked = {"type": "REQUEST", "methodArn": ARN, "queryStringParameters": {"ticket": ticket} if ticket else None}
    answer = websocket.authorizer(asked, None)
    statement = answer["policyDocument"]["Statement"][0]
    assert statement["Resource"] == ARN
    return statement["Effect"], answer["context"].get("owner")


def test_a_ticket_lets_its_owner_in_once(service):
    status, body = service.ask("POST /tickets", "ann")
    assert (status, body["expires_in"]) == (201, 60)
    assert authorize(body["ticket"]) == ("Allow", "ann")
    assert authorize(body["ticket"]) == ("Deny", None)


@pytest.mark.parametrize("ticket", [None, "", "made-up"])
def test_nobody_comes_in_without_one(service, ticket):
    assert authorize(ticket) == ("Deny", None)


def test_an_old_ticket_is_refused_though_dynamodb_has_not_removed_it_yet(service, monkeypatch):
    ticket = websocket_store.ticket("ann")
    now = environment.epoch(0)
    monkeypatch.setattr(environment, "epoch", lambda later: now + 61 + later)
    assert authorize(ticket) == ("Deny", None)


def test_a_watch_is_answered_by_the_rows_as_they_are(service):
    ready, pending, others = service.submitted(), service.submitted(), service.submitted("bob")
    service.notify(service.success(ready))
    ids = [one["contract_id"] for one in (pending, ready, others)]
    service.connect(watch=[*ids, "unknown", ids[0]])
    (answer,) = service.received()
    assert answer["type"] == "contracts"
    assert [(row["contract_id"], row["status"]) for row in answer["contracts"]] == [
        (ids[0], "pending"),
        (ids[1], "ready"),
    ]


def test_many_rows_come_in_messages_that_a_frame_holds(service):
    ids = [service.created()["contract_id"] for _ in range(120)]
    service.connect(watch=ids)
    received = service.received()
    assert [len(one["contracts"]) for one in received] == [25, 25, 25, 25, 20]
    assert [row["contract_id"] for one in received for row in one["contracts"]] == ids


def test_watches_add_up_until_the_connection_closes(service):
    first, second = service.submitted(), service.submitted()
    service.connect(watch=[first["contract_id"]])
    service.connect(watch=None, connection_id="c2")
    service.socket("ann", "c1", "watch", json.dumps({"action": "watch", "contract_ids": [second["contract_id"]]}))
    assert websocket_store.connected("ann", first["contract_id"]) == ["c1"]
    assert websocket_store.connected("ann", second["contract_id"]) == ["c1"]
    service.socket("ann", "c1", "$disconnect")
    assert websocket_store.connected("ann", first["contract_id"]) == []


def test_a_connection_taken_for_gone_while_it_was_made_is_pushed_to_once_it_watches(service):
    service.connect(watch=None)
    websocket_store.disconnect("ann", "c1")  # what a push does that API Gateway answers with 410
    service.socket("ann", "c1", "watch", json.dumps({"action": "watch", "contract_ids": []}))
    assert websocket_store.connected("ann") == ["c1"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        '{"action": "watch"}',
        '{"action": "dance", "contract_ids": []}',
        '{"action": "watch", "contract_ids": [1]}',
        json.dumps({"action": "watch", "contract_ids": ["x"] * 501}),
    ],
)
def test_a_message_that_is_not_understood_is_answered_with_what_to_send(service, body):
    service.connect()
    assert service.socket("ann", "c1", "$default", body) == 400
    assert service.received()[-1]["error"]["code"] == "bad_request"


def test_an_event_without_an_owner_is_refused(service):
    assert service.socket(None, "c1", "$connect") == 401
