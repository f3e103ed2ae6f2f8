"""The routes of one model: SageMaker's GET /ping, POST /invocations and GET /execution-parameters, and two for whoever
looks on. With SAGEMAKER_MULTI_MODEL those of ``model_routes`` take the place of /invocations.
"""

from __future__ import annotations

from contextlib import nullcontext

from flask import Flask, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST
from sagemaker_inference import content_types

from chunking import errors
from serve.config import Config
from serve.http.admission import Gate
from serve.http.invocation import Invocations
from serve.http.metrics import Metrics
from serve.http.model_routes import add_model_routes
from serve.http.openapi import document
from serve.http.responses import error_response
from serve.inference.model_process import ModelProcess
from serve.inference.model_registry import Models

# MaxConcurrentTransforms x MaxPayloadInMB may not be more, and no payload either: SageMaker's limits.
TRANSFORM_MB = 100


def create_app(config: Config, model: ModelProcess | Models, gate: Gate) -> Flask:
    """The WSGI application over a running model process, or over the models that SageMaker will have loaded."""
    app = Flask("contract_review", static_folder=None)
    app.url_map.merge_slashes = False  # a route that is not served is not found, and not redirected
    app.register_error_handler(Exception, error_response)
    metrics = Metrics(gate, model)
    invocations = Invocations(config, gate, metrics)
    description = document(config)

    @app.get("/ping")
    def ping() -> Response:
        trouble = model.trouble()
        if trouble:
            raise errors.Loading(trouble)
        return Response('{"status":"ready"}', mimetype=content_types.JSON)

    @app.get("/execution-parameters")
    def execution_parameters() -> Response:
        return jsonify(transform_limits(config))

    @app.get("/metrics")
    def show_metrics() -> Response:
        return Response(metrics.text(), content_type=CONTENT_TYPE_LATEST)

    @app.get("/openapi.json")
    def openapi() -> Response:
        return jsonify(description)

    if isinstance(model, Models):
        add_model_routes(app, model, invocations, config)
        return app

    @app.post("/invocations")
    def invoke() -> Response:
        return invocations.answer(nullcontext(model))

    return app


def transform_limits(config: Config) -> dict[str, int | str]:
    """What a batch transform is to send: whole documents, as many at once as are worked on."""
    at_once = min(config.concurrency, TRANSFORM_MB)
    megabytes = max(1, min(config.max_bytes >> 20, TRANSFORM_MB // at_once))
    return {"MaxConcurrentTransforms": at_once, "BatchStrategy": "SINGLE_RECORD", "MaxPayloadInMB": megabytes}
