"""Serves API Gateway's WebSocket API: the authorizer, the routes' function, the connections' management API."""

from __future__ import annotations

import contextlib
import os
import threading
import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

from flask import Flask, Response, jsonify, request
from simple_websocket import ConnectionClosed, Server

from deploy.local.aws.access import Application, own_host, same_origin, with_key
from deploy.local.aws.functions import Function, FunctionFailed
from deploy.local.run_settings import Settings
from deploy.local.supervisor import begin, say_ready, serve_in_thread

MESSAGE_BYTES = 128 << 10  # what PostToConnection takes
FRAME_BYTES = 32 << 10  # what a client may send
_PING_SECONDS = 25
_ARN = "arn:aws:execute-api:us-east-1:123456789012:local/production/$connect"


class _Open(NamedTuple):
    socket: Server
    sending: threading.Lock

    def send(self, text: str) -> None:
        """Raises ConnectionClosed and OSError."""
        with self.sending:
            self.socket.send(text)


def create_app(authorizer: Function, function: Function, settings: Settings) -> Application:
    """The WSGI application: ``/`` for WebSockets of the page, ``/@connections/ID`` for whoever pushes with the key."""
    app = Flask("websocket", static_folder=None)
    connections: dict[str, _Open] = {}
    pushing = with_key(app, settings.access_key)

    @app.before_request
    def refuse_foreign_requests() -> Response | None:
        own = own_host(request) and same_origin(request, settings.page_port)
        return None if own else Response(status=403)

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return (app if environ["PATH_INFO"] == "/" else pushing)(environ, start_response)

    @app.route("/", websocket=True)
    def connect() -> Response:
        connection_id = uuid.uuid4().hex[:16]
        refusal, context = _admit(authorizer, function, connection_id)
        if refusal:
            return Response(status=refusal)
        socket = Server.accept(request.environ, ping_interval=_PING_SECONDS, max_message_size=FRAME_BYTES)
        connections[connection_id] = _Open(socket, threading.Lock())
        try:
            _converse(connections[connection_id], function, context)
        finally:
            del connections[connection_id]
            with contextlib.suppress(FunctionFailed):
                function(_event("$disconnect", context))
        return Response()  # into a closed socket

    @app.post("/@connections/<connection_id>")
    def post(connection_id: str) -> tuple[Response, int, dict[str, str]]:
        data = request.get_data(as_text=True)
        if len(data.encode()) > MESSAGE_BYTES:
            return _refused("PayloadTooLargeException", 413)
        try:
            connections[connection_id].send(data)
        except (KeyError, ConnectionClosed, OSError):
            return _refused("GoneException", 410)
        return jsonify(), 200, {}

    @app.delete("/@connections/<connection_id>")
    def delete(connection_id: str) -> tuple[Response, int, dict[str, str]]:
        try:
            connections[connection_id].socket.close()
        except (KeyError, ConnectionClosed, OSError):
            return _refused("GoneException", 410)
        return Response(), 204, {}

    return guarded


def _admit(authorizer: Function, function: Function, connection_id: str) -> tuple[int, dict[str, Any]]:
    """The status of a refusal (0: come in), and the connection's request context for all further events."""
    context: dict[str, Any] = {"connectionId": connection_id, "domainName": request.host, "stage": "production"}
    asked = {"queryStringParameters": request.args.to_dict(), "headers": dict(request.headers)}
    try:
        policy = authorizer({"type": "REQUEST", "methodArn": _ARN, **_event("$connect", context), **asked})
        if policy["policyDocument"]["Statement"][0]["Effect"] != "Allow":
            return 403, context
        context["authorizer"] = {**policy["context"], "principalId": policy["principalId"]}
        status = function({**_event("$connect", context), **asked})["statusCode"]
    except FunctionFailed:
        return 502, context
    return (0 if status == 200 else status), context


def _converse(connection: _Open, function: Function, context: dict[str, Any]) -> None:
    """Every message to the function, until the client leaves."""
    while True:
        try:
            text = connection.socket.receive()
        except ConnectionClosed:
            return
        try:
            function({**_event("$default", context), "body": text, "isBase64Encoded": False})
        except FunctionFailed:
            with contextlib.suppress(ConnectionClosed, OSError):
                connection.send('{"message": "Internal server error"}')


def _event(route: str, context: dict[str, Any]) -> dict[str, Any]:
    kind = {"$connect": "CONNECT", "$disconnect": "DISCONNECT"}.get(route, "MESSAGE")
    return {"requestContext": {**context, "routeKey": route, "eventType": kind, "requestId": uuid.uuid4().hex}}


def _refused(kind: str, status: int) -> tuple[Response, int, dict[str, str]]:
    return jsonify(message=kind), status, {"x-amzn-ErrorType": kind}


def main(settings: Settings, stopping: threading.Event) -> None:
    """Serves until told to stop."""
    environment = {**os.environ, **settings.function_environment()}
    authorizer = Function("deploy.functions.websocket:authorizer", environment)
    function = Function("deploy.functions.websocket:handler", environment, 2)
    serve_in_thread(create_app(authorizer, function, settings), settings.websocket_port)
    say_ready()
    stopping.wait()


if __name__ == "__main__":
    main(*begin())
