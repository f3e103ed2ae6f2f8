"""The routes: GET /ping and POST /invocations."""

from __future__ import annotations

import json
import logging
import re
import select
import socket
import time
import uuid
from functools import partial
from typing import Any
from urllib.parse import unquote

from flask import Flask, Response, request
from sagemaker_inference import content_types
from werkzeug.exceptions import ClientDisconnected, HTTPException, MethodNotAllowed, RequestEntityTooLarge

from chunking import errors
from serve.config import Config
from serve.gate import Gate
from serve.handlers import HTML, READS, WRITES
from serve.model_process import ModelProcess

ATTRIBUTES = "X-Amzn-SageMaker-Custom-Attributes"
INFERENCE_ID = "X-Amzn-SageMaker-Inference-Id"
# Between commas or semicolons; one that holds either is percent-encoded.
_PASSWORD = re.compile(r"(?<![^,;\s])password=([^,;]*)", re.IGNORECASE)
_LOG = logging.getLogger("contract_review.server")


def create_app(config: Config, model: ModelProcess, gate: Gate) -> Flask:
    """The WSGI application over a running model process."""
    app = Flask("contract_review", static_folder=None)
    app.register_error_handler(Exception, error_response)

    @app.get("/ping")
    def ping() -> Response:
        trouble = model.trouble()
        if trouble:
            raise errors.Loading(trouble)
        return Response('{"status":"ready"}', mimetype=content_types.JSON)

    @app.post("/invocations")
    def invocations() -> Response:
        asked = _asked()
        began = time.monotonic()
        facts: dict[str, Any] = {"request": asked["id"], "custom_attributes": asked["custom_attributes"]}
        try:
            response, code = _invoke(asked)
            facts |= code
        except Exception as error:
            response = error_response(error)
            facts["code"] = getattr(error, "code", "internal")
        facts |= {"status": response.status_code, "elapsed": round(time.monotonic() - began, 3)}
        _LOG.info("invocation", extra={"facts": facts})
        return response

    def _invoke(asked: dict[str, Any]) -> tuple[Response, dict[str, Any]]:
        _check_media(asked, custom=config.custom_code)
        trouble = model.trouble()
        if trouble:
            raise errors.Loading(f"{trouble} Try again in a moment.")
        with gate.admitted():
            body = read_body(config)
            with gate.turn():
                header, answer = model.ask(asked, body, partial(has_left, request.environ.get("gunicorn.socket")))
        facts = {**header["facts"], "bytes": len(body)}
        if "code" in header:
            facts["code"] = header["code"]
        return Response(answer, header["status"], content_type=header["content_type"]), facts

    return app


def _asked() -> dict[str, Any]:
    accept = request.accept_mimetypes
    wanted = accept.best_match(WRITES) if accept else content_types.JSON
    if wanted == HTML and accept[HTML] == accept[content_types.JSON]:
        wanted = content_types.JSON  # "*/*" means JSON
    attributes, password = without_password(request.headers.get(ATTRIBUTES))
    return {
        "id": request.headers.get(INFERENCE_ID) or uuid.uuid4().hex,
        "custom_attributes": attributes,
        "password": password,
        "content_type": request.mimetype,
        "accept": wanted or request.headers.get("Accept", ""),
    }


def without_password(attributes: str | None) -> tuple[str | None, str | None]:
    """The caller's attributes as they may be logged and echoed, and the PDF's password where they hold one."""
    found = _PASSWORD.search(attributes or "")
    if attributes is None or found is None:
        return attributes, None
    return _PASSWORD.sub("password=***", attributes), unquote(found.group(1))


def _check_media(asked: dict[str, Any], custom: bool) -> None:
    """Refuses before the body is read; custom handlers decide for themselves."""
    if custom:
        return
    if asked["content_type"] not in READS:
        raise errors.UnsupportedMediaType(f"The media type is not read. Send one of: {', '.join(READS)}.")
    if asked["accept"] not in WRITES:
        raise errors.NotAcceptable(f"Accept names nothing that is served. Ask for one of: {', '.join(WRITES)}.")


def read_body(config: Config) -> bytes:
    """The request's body. Raises TooLarge, and BadRequest where the upload stops half way."""
    too_large = errors.TooLarge(f"The body is larger than {config.max_bytes} bytes.", limit=config.max_bytes)
    expected = request.content_length
    if expected is not None and expected > config.max_bytes:
        raise too_large
    connection = request.environ.get("gunicorn.socket")
    if connection is not None:
        connection.settimeout(config.upload_seconds)
    try:
        # One more than allowed: a body without a length that reaches the limit is cut there without a word.
        request.max_content_length = config.max_bytes + 1
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise too_large from None
    except (ClientDisconnected, OSError) as error:
        raise errors.BadRequest("The upload stopped before its end. Send the whole body.") from error
    finally:
        if connection is not None:
            connection.settimeout(None)
    if len(body) > config.max_bytes:
        raise too_large
    if expected is not None and len(body) < expected:
        raise errors.BadRequest("The upload stopped before its end. Send the whole body.", bytes=len(body))
    return body


def has_left(connection: socket.socket | None) -> bool:
    """Whether the client has closed its end: there is something to read, and it is nothing."""
    if connection is None:
        return False
    try:
        return bool(select.select([connection], [], [], 0)[0]) and not connection.recv(1, socket.MSG_PEEK)
    except (OSError, ValueError):
        return True


def error_response(error: Exception) -> Response:
    """Any failure as the error's JSON body; the unexpected ones as ``internal`` with an id that the log has too."""
    known = _known(error)
    headers = {"Retry-After": str(known.retry_after)} if isinstance(known, errors.Unavailable) else {}
    response = Response(status=known.status, headers=headers, mimetype=content_types.JSON)
    response.set_data(json.dumps(known.body()))
    return response


def _known(error: Exception) -> errors.ContractReviewError:
    if isinstance(error, errors.ContractReviewError):
        return error
    if isinstance(error, MethodNotAllowed):
        return errors.MethodNotAllowed(f"{request.method} is not served here. {_ROUTES}")
    if isinstance(error, HTTPException) and error.code == errors.NotFound.status:
        return errors.NotFound(f"There is no such route. {_ROUTES}")
    if isinstance(error, HTTPException) and error.code and error.code < 500:
        return errors.BadRequest("The request is not valid HTTP for this route.")
    number = uuid.uuid4().hex
    _LOG.error("unexpected failure", exc_info=error, extra={"facts": {"error_id": number}})
    return errors.InternalError("The server failed. Try again; if it fails again, tell the operator the id.", id=number)


_ROUTES = "Served are GET /ping and POST /invocations."
