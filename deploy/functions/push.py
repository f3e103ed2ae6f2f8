"""Sends messages to a person's open pages over their WebSocket connections."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from . import environment as env
from . import websocket_store
from .contract_table import Row, public_view

_FRAME_BYTES = 128_000  # PostToConnection takes 128 KB


def push_row(row: Row, review: Any = None) -> dict[str, int]:
    """Sends the row to all of its owner's connections that watch this contract: how many were reached, gone and
    unreachable.

    The review is included if the message has room for it; otherwise the row alone tells the page to fetch it.
    """
    message = {"type": "contract", "contract": public_view(row)}
    data = _encoded({**message, "review": review}) if review is not None else b""
    if not 0 < len(data) <= _FRAME_BYTES:
        data = _encoded(message)
    told = {"pushed": 0, "gone": 0, "unreached": 0}
    for connection_id in websocket_store.connected(row["owner"], row["contract_id"]):
        told[send(row["owner"], connection_id, data)] += 1
    return told


def announce(owner: str, message: dict[str, Any]) -> None:
    """Tells all of a person's open pages what the person did on one of them."""
    data = _encoded(message)
    for connection_id in websocket_store.connected(owner):
        send(owner, connection_id, data)


def send(owner: str, connection_id: str, data: bytes) -> str:
    """Sends one message: "pushed", "gone" (and forgotten) or "unreached". Never raises: the row holds the truth."""
    try:
        env.connection_api().post_to_connection(ConnectionId=connection_id, Data=data)
    except (BotoCoreError, ClientError) as error:
        if isinstance(error, ClientError) and error.response["Error"]["Code"] == "GoneException":
            websocket_store.disconnect(owner, connection_id)
            return "gone"
        env.log("push_failed", connection_id=connection_id, reason=type(error).__name__)
        return "unreached"
    return "pushed"


def _encoded(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
