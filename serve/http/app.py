"""The WSGI application: SageMaker's /ping, /invocations and /execution-parameters, plus /metrics and /openapi.json.

With SAGEMAKER_MULTI_MODEL the routes of ``model_routes`` replace /invocations.
"""

from __future__ import annotations

from contextlib import nullcontext

from flask import Flask, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST
from sagemaker_inference import content_types

from chunking import errors
from serve.config import Config
from serve.http.admission import Admission
from serve.http.invocation import Invocations
from serve.http.metrics import Metrics
from serve.http.model_routes import add_model_routes
from serve.http.openapi import document
from serve.http.responses import error_response
from serve.http.uploads import Uploads
from serve.inference.model_registry import ModelRegistry
from serve.inference.model_supervisor import ModelSupervisor

# SageMaker's limit on MaxPayloadInMB, and on MaxConcurrentTransforms x MaxPayloadInMB.
TRANSFORM_MB = 100


def create_app(config: Config, model: ModelSupervisor | ModelRegistry, admission: Admission, uploads: Uploads) -> Flask:
    """The application over a model process, or over a registry that SageMaker loads models into."""
    app = Flask("contract_review", static_folder=None)
    app.url_map.merge_slashes = False  # an unknown route is 404, never a redirect
    app.register_error_handler(Exception, error_response)
    metrics = Metrics(admission, model)
    invocations = Invocations(config, admission, uploads, metrics)

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
        return jsonify(document(config))

    if isinstance(model, ModelRegistry):
        add_model_routes(app, model, invocations, config, uploads)
        return app

    @app.post("/invocations")
    def invoke() -> Response:
        return invocations.answer(nullcontext(model))

    return app


def transform_limits(config: Config) -> dict[str, int | str]:
    """What a batch transform should send: one document per request, and as many at once as there are slots."""
    at_once = min(config.concurrency, TRANSFORM_MB)
    megabytes = max(1, min(config.max_bytes >> 20, TRANSFORM_MB // at_once))
    return {"MaxConcurrentTransforms": at_once, "BatchStrategy": "SINGLE_RECORD", "MaxPayloadInMB": megabytes}
