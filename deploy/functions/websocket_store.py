"""Issues and redeems tickets for WebSockets, and keeps the table of open connections.

A WebSocket cannot carry a header from a browser, and API Gateway checks no JWT on one. So a person who has shown a
JWT to the HTTP API gets a ticket, good for one connection within a minute.

Connections are keyed by their owner: a push reads them consistently, which an index could not, so that a watch that was
answered is never missed.
"""

from __future__ import annotations

import secrets
from typing import Any

from boto3.dynamodb.conditions import Attr, Key

from . import environment as env

TICKET_SECONDS = 60
_CONNECTION_SECONDS = 3 * 3600  # API Gateway closes a connection after two hours


def ticket(owner: str) -> str:
    """A new ticket for this person."""
    code = secrets.token_urlsafe(32)
    _tickets().put_item(Item={"ticket": code, "owner": owner, "ttl": env.epoch(TICKET_SECONDS)})
    return code


def redeem(code: str) -> str | None:
    """The ticket's owner, once; None for a ticket that is used, expired (DynamoDB removes it later) or made up."""
    if not code:
        return None
    row = _tickets().delete_item(Key={"ticket": code}, ReturnValues="ALL_OLD").get("Attributes")
    return row["owner"] if row and row["ttl"] >= env.epoch(0) else None


def connect(owner: str, connection_id: str) -> None:
    """Stores a connection that does not watch anything yet."""
    row = {"owner": owner, "connection_id": connection_id, "ttl": env.epoch(_CONNECTION_SECONDS)}
    _connections().put_item(Item=row)


def disconnect(owner: str, connection_id: str) -> None:
    """Removes a connection."""
    _connections().delete_item(Key={"owner": owner, "connection_id": connection_id})


def watch(owner: str, connection_id: str, contract_ids: list[str]) -> None:
    """Adds contracts, perhaps none, to those that a connection watches; a connection that had been removed is stored
    again, since it is evidently alive. API Gateway calls a connection gone while it is still being made."""
    changes = "SET #ttl = if_not_exists(#ttl, :ttl)"
    values: dict[str, Any] = {":ttl": env.epoch(_CONNECTION_SECONDS)}
    if contract_ids:  # DynamoDB knows no empty set
        changes += " ADD watching :ids"
        values[":ids"] = set(contract_ids)
    _connections().update_item(
        Key={"owner": owner, "connection_id": connection_id},
        UpdateExpression=changes,
        ExpressionAttributeNames={"#ttl": "ttl"},
        ExpressionAttributeValues=values,
    )


def connected(owner: str, watching: str | None = None) -> list[str]:
    """All of a person's connections, or only those that watch this contract."""
    asked: dict[str, Any] = {"KeyConditionExpression": Key("owner").eq(owner), "ConsistentRead": True}
    if watching:
        asked["FilterExpression"] = Attr("watching").contains(watching)
    found: list[str] = []
    while True:
        answer = _connections().query(**asked)
        found += [row["connection_id"] for row in answer["Items"]]
        if "LastEvaluatedKey" not in answer:
            return found
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _tickets() -> Any:
    return env.dynamodb().Table(env.settings().tickets_table)


def _connections() -> Any:
    return env.dynamodb().Table(env.settings().connections_table)
