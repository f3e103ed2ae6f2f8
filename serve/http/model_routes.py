"""SageMaker's routes for several models in one container: load, list, unload, invoke."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace

from flask import Flask, Response, jsonify, request

from chunking.errors import BadRequest
from serve.config import Config
from serve.http.body import received
from serve.http.invocation import Invocations
from serve.http.uploads import Uploads
from serve.inference.model_registry import PAGE, LoadedModel, ModelRegistry

# The body is a name and a path.
_LARGEST = 1 << 16


def add_model_routes(
    app: Flask, models: ModelRegistry, invocations: Invocations, config: Config, uploads: Uploads
) -> None:
    """Adds /models and the routes below it."""

    @app.post("/models")
    def load() -> Response:
        return jsonify(_described(models.load(*_name_and_url(config, uploads))))

    @app.get("/models")
    def show() -> Response:
        page, token = models.page(request.args.get("next_page_token", ""), _page_size())
        return jsonify(
            {"models": [_described(loaded) for loaded in page]} | ({"nextPageToken": token} if token else {})
        )

    @app.get("/models/<name>")
    def describe(name: str) -> Response:
        return jsonify(_described(models.get(name)))

    @app.delete("/models/<name>")
    def unload(name: str) -> Response:
        return jsonify(_described(models.unload(name)))

    @app.post("/models/<name>/invoke")
    def invoke(name: str) -> Response:
        return invocations.answer(models.using(name), name)


def _described(loaded: LoadedModel) -> dict[str, str]:
    return {"modelName": loaded.name, "modelUrl": loaded.url}


def _name_and_url(config: Config, uploads: Uploads) -> tuple[str, str]:
    with received(replace(config, max_bytes=_LARGEST), time.monotonic() + config.upload_seconds, uploads) as body:
        text = os.pread(body.descriptor, body.size, 0)
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict) or not all(isinstance(fields.get(key), str) for key in ("model_name", "url")):
        raise BadRequest('The body must be JSON of the form {"model_name": "NAME", "url": "FOLDER"}.')
    return fields["model_name"], fields["url"]


def _page_size() -> int:
    text = request.args.get("limit", str(PAGE))
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 1000:
        raise BadRequest("limit must be a whole number from 1 to 1000.")
    return int(text)
