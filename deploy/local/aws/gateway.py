"""The page, and the HTTP API as API Gateway would put it before its function (payload format 2.0)."""

from __future__ import annotations

import os
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request, send_from_directory

from deploy.functions.http_api import ROUTES
from deploy.local.aws.functions import Function, FunctionFailed
from deploy.local.endpoint.invoker import HTTP
from deploy.local.settings import OWNER, Settings
from deploy.local.supervisor import begin, say_ready, serve_in_thread

PAGE = Path(__file__).parents[2] / "page"
# Warm processes of the function; each waits for the tables and S3 most of its time.
PROCESSES = 4


def create_app(settings: Settings, function: Function) -> Flask:
    """The WSGI application."""
    app = Flask("gateway", static_folder=None)

    @app.get("/")
    @app.get("/<path:name>")
    def page(name: str = "index.html") -> Response:
        response = send_from_directory(PAGE, name)
        response.headers["Cache-Control"] = "no-cache"
        return response

    @app.get("/config.json")
    def config() -> Response:
        return jsonify(page_config(settings))

    @app.get("/local/status")
    def status() -> Response:
        answer = HTTP.request("GET", f"http://127.0.0.1:{settings.endpoint_port}/status", timeout=5)
        return Response(answer.data, answer.status, mimetype="application/json")

    def route(key: str) -> Any:
        def answer(**parameters: str) -> Response:
            return _answer(function, event(key, parameters))

        return answer

    for key in ROUTES:
        method, path = key.split(" ")
        rule = path.replace("{", "<").replace("}", ">")
        app.add_url_rule(rule, key, route(key), methods=[method])
    return app


def page_config(settings: Settings) -> dict[str, Any]:
    """The page's config.json."""
    return {
        "api": f"http://127.0.0.1:{settings.page_port}",
        "websocket": f"ws://127.0.0.1:{settings.websocket_port}/",
        "maxBytes": settings.max_upload_bytes,
        "signIn": None,
        "notice": "A trial on this machine: nobody signs in, all is one person's, and all is gone when it stops.",
        "status": "/local/status",
    }


def event(key: str, parameters: dict[str, str]) -> dict[str, Any]:
    """The current request as the function gets it; the authoriser has let the local person in."""
    now = time.time()
    return {
        "version": "2.0",
        "routeKey": key,
        "rawPath": request.path,
        "rawQueryString": request.query_string.decode(),
        "headers": {name.lower(): value for name, value in request.headers.items()},
        "queryStringParameters": request.args.to_dict() or None,
        "pathParameters": parameters or None,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "local",
            "authorizer": {"jwt": {"claims": {"sub": OWNER}, "scopes": None}},
            "domainName": request.host,
            "http": {"method": request.method, "path": request.path, "sourceIp": request.remote_addr},
            "requestId": uuid.uuid4().hex,
            "routeKey": key,
            "stage": "$default",
            "timeEpoch": int(now * 1000),
        },
        "body": request.get_data(as_text=True) or None,
        "isBase64Encoded": False,
    }


def _answer(function: Function, asked: dict[str, Any]) -> Response:
    try:
        answer = function(asked)
    except FunctionFailed:
        return Response('{"message":"Internal Server Error"}', 500, mimetype="application/json")
    return Response(answer.get("body", ""), answer["statusCode"], answer.get("headers"))


def main(settings: Settings, stopping: threading.Event) -> None:
    """Serves until told to stop."""
    environment = {**os.environ, **settings.function_environment()}
    function = Function("deploy.functions.http_api:handler", environment, PROCESSES)
    serve_in_thread(create_app(settings, function), settings.page_port)
    say_ready()
    stopping.wait()


if __name__ == "__main__":
    main(*begin())
