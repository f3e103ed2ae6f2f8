"""Who is connected, who may connect, and the push.

A WebSocket cannot carry a header from a browser, and API Gateway checks no JWT on one. So a person who has shown a
JWT to the HTTP API gets a ticket, good for one connection within a minute.

Connections are keyed by their owner: a push reads them consistently, which an index could not, so that a watch that was
answered is never missed.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from boto3.dynamodb.conditions import Attr, Key
from botocore.exceptions import BotoCoreError, ClientError

from . import settings as env
from .contracts import Row, shown

TICKET_SECONDS = 60
_CONNECTION_SECONDS = 3 * 3600  # API Gateway closes a connection after two hours
_FRAME_BYTES = 128_000  # PostToConnection takes 128 KB


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
    """Adds contracts to those that a connection watches; a connection that had been removed is stored again, since it
    is evidently alive."""
    _connections().update_item(
        Key={"owner": owner, "connection_id": connection_id},
        UpdateExpression="ADD watching :ids SET #ttl = if_not_exists(#ttl, :ttl)",
        ExpressionAttributeNames={"#ttl": "ttl"},
        ExpressionAttributeValues={":ids": set(contract_ids), ":ttl": env.epoch(_CONNECTION_SECONDS)},
    )


def push(row: Row, review: Any = None) -> dict[str, int]:
    """Sends the row to all of its owner's connections that watch this contract: how many were reached, gone and
    unreachable.

    The review is included if the message has room for it; otherwise the row alone tells the page to fetch it.
    """
    message = {"type": "contract", "contract": shown(row)}
    data = _encoded({**message, "review": review}) if review is not None else b""
    if not 0 < len(data) <= _FRAME_BYTES:
        data = _encoded(message)
    told = {"pushed": 0, "gone": 0, "unreached": 0}
    for connection_id in _connected(row["owner"], row["contract_id"]):
        told[post(row["owner"], connection_id, data)] += 1
    return told


def announce(owner: str, message: dict[str, Any]) -> None:
    """Tells all of a person's open pages what the person did on one of them."""
    data = _encoded(message)
    for connection_id in _connected(owner):
        post(owner, connection_id, data)


def post(owner: str, connection_id: str, data: bytes) -> str:
    """Sends one message: "pushed", "gone" (and forgotten) or "unreached". Never raises: the row holds the truth."""
    try:
        env.connection_api().post_to_connection(ConnectionId=connection_id, Data=data)
    except (BotoCoreError, ClientError) as error:
        if isinstance(error, ClientError) and error.response["Error"]["Code"] == "GoneException":
            disconnect(owner, connection_id)
            return "gone"
        env.log("push_failed", connection_id=connection_id, reason=type(error).__name__)
        return "unreached"
    return "pushed"


def _connected(owner: str, watching: str | None = None) -> list[str]:
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


def _encoded(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()


def _tickets() -> Any:
    return env.dynamodb().Table(env.settings().tickets_table)


def _connections() -> Any:
    return env.dynamodb().Table(env.settings().connections_table)
