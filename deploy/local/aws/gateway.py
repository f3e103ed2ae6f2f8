"""Serves the page, and the HTTP API as API Gateway would put it before its function (payload format 2.0)."""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request, send_from_directory

from deploy.functions.http_api import ROUTES
from deploy.local.aws.access import KEY_HEADER, own_host, same_origin
from deploy.local.aws.functions import Function, FunctionFailed
from deploy.local.aws.s3_for_browser import add_storage, through_gateway
from deploy.local.endpoint.invoker import HTTP
from deploy.local.run_settings import OWNER, Settings
from deploy.local.supervisor import begin, say_ready, serve_in_thread

PAGE = Path(__file__).parents[2] / "page"
# Warm processes of the function; each waits for the tables and S3 most of its time.
PROCESSES = 4
# The address is a secret: it goes to no other site, and no other site shows this page or what it fetches.
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'",
}


def create_app(settings: Settings, function: Function) -> Flask:
    """The WSGI application. All of it lies below the token, so no other page can name what it would ask for."""
    app = Flask("gateway", static_folder=None)
    pages = Blueprint("pages", __name__, url_prefix=f"/{settings.token}")

    @app.before_request
    def refuse_foreign_requests() -> Response | None:
        if not own_host(request) or not same_origin(request, settings.page_port):
            return Response("This service is for its own page alone.\n", 403, mimetype="text/plain")
        return None

    @app.errorhandler(404)
    def not_found(_: Exception) -> Response:
        return Response("Open the address that contract-review local printed.\n", 404, mimetype="text/plain")

    @app.after_request
    def for_this_page_alone(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    @pages.get("/")
    @pages.get("/<path:name>")
    def page(name: str = "index.html") -> Response:
        response = send_from_directory(PAGE, name)
        response.headers["Cache-Control"] = "no-cache"
        return response

    @pages.get("/config.json")
    def config() -> Response:
        return jsonify(page_config(settings))

    @pages.get("/local/status")
    def status() -> Response:
        url = f"http://127.0.0.1:{settings.endpoint_port}/status"
        answer = HTTP.request("GET", url, headers={KEY_HEADER: settings.access_key}, timeout=5)
        return Response(answer.data, answer.status, mimetype="application/json")

    add_storage(pages, settings)
    for key in ROUTES:
        method, path = key.split(" ")
        rule = path.replace("{", "<").replace("}", ">")
        pages.add_url_rule(rule, key, _route(key, settings, function), methods=[method])
    app.register_blueprint(pages)
    return app


def _route(key: str, settings: Settings, function: Function) -> Callable[..., Response]:
    def answer(**parameters: str) -> Response:
        return _answer(function, event(key, parameters), settings)

    return answer


def page_config(settings: Settings) -> dict[str, Any]:
    """The page's config.json."""
    return {
        "api": f"http://{request.host}/{settings.token}",
        "websocket": f"ws://127.0.0.1:{settings.websocket_port}/",
        "maxBytes": settings.max_upload_bytes,
        "signIn": None,
        "notice": "A trial on this machine: anyone with its address can use it, and all is deleted when it stops.",
        "status": f"/{settings.token}/local/status",
    }


def event(key: str, parameters: dict[str, str]) -> dict[str, Any]:
    """The current request as the function gets it; the authorizer has let the local person in."""
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


def _answer(function: Function, asked: dict[str, Any], settings: Settings) -> Response:
    try:
        answer = function(asked)
    except FunctionFailed:
        return Response('{"message":"Internal Server Error"}', 500, mimetype="application/json")
    body = through_gateway(answer.get("body", ""), settings, request.host)
    return Response(body, answer["statusCode"], answer.get("headers"))


def main(settings: Settings, stopping: threading.Event) -> None:
    """Serves until told to stop."""
    environment = {**os.environ, **settings.function_environment()}
    function = Function("deploy.functions.http_api:handler", environment, PROCESSES)
    serve_in_thread(create_app(settings, function), settings.page_port)
    say_ready()
    stopping.wait()


if __name__ == "__main__":
    main(*begin())
