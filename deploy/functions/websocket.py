"""The WebSocket API: a ticket to connect, then ``{"action": "watch", "contract_ids": [...]}``.

A watch is answered by ``{"type": "contracts", "contracts": [rows as they are now]}``, in several messages if there are
many, so that nothing that changed between listing and watching is missed. Later changes come as ``{"type": "contract",
...}``.
"""

from __future__ import annotations

import json
from typing import Any

from . import contract_table, push, websocket_store
from . import environment as env

_AT_ONCE = 500  # contracts in one watch: 20 KB of the 32 KB that a frame may have
_ROWS_A_MESSAGE = 25  # of 1 to 4 KB each, in messages of 128 KB


def authorizer(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Admits the ticket's owner, once. Every event of that connection then carries the owner."""
    owner = websocket_store.redeem((event.get("queryStringParameters") or {}).get("ticket", ""))
    allowed = {
        "Action": "execute-api:Invoke",
        "Effect": "Allow" if owner else "Deny",
        "Resource": event["methodArn"],
    }
    return {
        "principalId": owner or "nobody",
        "policyDocument": {"Version": "2012-10-17", "Statement": [allowed]},
        "context": {"owner": owner} if owner else {},
    }


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers one event of a connection."""
    asked = event["requestContext"]
    owner, connection_id = asked.get("authorizer", {}).get("owner"), asked["connectionId"]
    route = asked["routeKey"]
    status = 200
    if not owner:
        status = 401
    elif route == "$connect":
        websocket_store.connect(owner, connection_id)
    elif route == "$disconnect":
        websocket_store.disconnect(owner, connection_id)
    else:
        status = _message(owner, connection_id, event.get("body") or "")
    env.log("websocket", route=route, connection_id=connection_id, status=status)
    return {"statusCode": status}


def _message(owner: str, connection_id: str, text: str) -> int:
    try:
        contract_ids = _asked(text)
    except ValueError as error:
        body = {"type": "error", "error": {"code": "bad_request", "message": str(error), "details": {}}}
        push.send(owner, connection_id, json.dumps(body).encode())
        return 400
    websocket_store.watch(owner, connection_id, contract_ids)
    rows = [row for row in contract_table.get_many(contract_ids) if row.get("owner") == owner]
    for start in range(0, max(len(rows), 1), _ROWS_A_MESSAGE):
        shown = [contract_table.public_view(row) for row in rows[start : start + _ROWS_A_MESSAGE]]
        data = json.dumps({"type": "contracts", "contracts": shown}, ensure_ascii=False).encode()
        push.send(owner, connection_id, data)
    return 200


def _asked(text: str) -> list[str]:
    try:
        body = json.loads(text)
        ids = body["contract_ids"] if body["action"] == "watch" else None
    except (ValueError, KeyError, TypeError):
        ids = None
    if not isinstance(ids, list) or not all(isinstance(one, str) and 0 < len(one) <= 64 for one in ids):
        raise ValueError('Send {"action": "watch", "contract_ids": [...]}.')
    if len(ids) > _AT_ONCE:
        raise ValueError(f"Watch at most {_AT_ONCE} contracts in one message.")
    return list(dict.fromkeys(ids))
