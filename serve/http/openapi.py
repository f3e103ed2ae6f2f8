"""The HTTP interface as an OpenAPI document, generated from the code."""

from __future__ import annotations

from typing import Any

from chunking.errors import ContractReviewError, Unavailable, all_errors
from serve.config import Config
from serve.http.request import ATTRIBUTES, ATTRIBUTES_LENGTH, ID_LENGTH, INFERENCE_ID
from serve.http.responses import status_of
from serve.output.media_types import CALENDAR, CSV, DOCX, HTML, PDF, TEXT, XLSX

JSON = "application/json"
VERSION = "1.0"
_Schema = dict[str, Any]


def document(config: Config) -> _Schema:
    """OpenAPI 3.1, for the routes of one model or, with ``multi_model``, of many."""
    paths = {
        "/ping": {"get": _operation("Whether requests can be answered.", _ok(_object(status="string")), [503])},
        "/execution-parameters": {
            "get": _operation("What a batch transform should send.", _ok(_ref("TransformLimits")), [])
        },
        "/metrics": {"get": _operation("Metrics for Prometheus.", {"text/plain": {"schema": {"type": "string"}}}, [])},
        "/openapi.json": {"get": _operation("This document.", _ok({"type": "object"}), [])},
    }
    paths |= _model_paths() if config.multi_model else {"/invocations": {"post": _invocation(config)}}
    from model.schema import Review  # few ask for this document, and a server starts sooner without its schema

    review = Review.model_json_schema(by_alias=True, mode="serialization", ref_template="#/components/schemas/{model}")
    return {
        "openapi": "3.1.0",
        "info": {"title": "contract-review", "version": VERSION, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {"schemas": {**review.pop("$defs"), "Review": review, **_SCHEMAS}},
    }


def _ref(name: str) -> _Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**types: str) -> _Schema:
    properties = {name: {"type": kind} for name, kind in types.items()}
    return {"type": "object", "properties": properties, "required": list(types), "additionalProperties": False}


_CODES = sorted({kind.code for kind in all_errors()} | {"custom"})
_SCHEMAS: _Schema = {
    "Error": {
        "type": "object",
        "properties": {
            "error": {
                "type": "object",
                "properties": {
                    "code": {"enum": _CODES},
                    "message": {"type": "string"},
                    "details": {"type": "object"},
                },
                "required": ["code", "message", "details"],
                "additionalProperties": False,
            },
            "request": {
                "type": "object",
                "properties": {"id": {"type": "string"}, "custom_attributes": {"type": ["string", "null"]}},
                "required": ["id", "custom_attributes"],
            },
        },
        "required": ["error"],
        "additionalProperties": False,
    },
    "TransformLimits": _object(MaxConcurrentTransforms="integer", BatchStrategy="string", MaxPayloadInMB="integer"),
    "Model": _object(modelName="string", modelUrl="string"),
    "Models": {
        "type": "object",
        "properties": {"models": {"type": "array", "items": _ref("Model")}, "nextPageToken": {"type": "string"}},
        "required": ["models"],
        "additionalProperties": False,
    },
}


def _ok(schema: _Schema) -> _Schema:
    return {JSON: {"schema": schema}}


def _operation(summary: str, content: _Schema, failures: list[int], **rest: Any) -> _Schema:
    responses = {"200": {"description": "Done.", "content": content}}
    responses |= {str(status): _failure(status) for status in [*failures, 400, 404, 405, 500]}
    return {"summary": summary, "responses": responses, **rest}


def _failure(status: int) -> _Schema:
    named = [kind for kind in all_errors() if status_of(kind) == status and kind is not ContractReviewError]
    response: _Schema = {"description": ", ".join(kind.code for kind in named), "content": _ok(_ref("Error"))}
    if any(issubclass(kind, Unavailable) for kind in named):
        response["headers"] = {"Retry-After": {"description": "In seconds.", "schema": {"type": "integer"}}}
    return response


def _invocation(config: Config) -> _Schema:
    binary = {"schema": {"type": "string", "format": "binary"}}
    text = {"schema": {"type": "string"}}
    content: _Schema = {**_ok(_ref("Review")), HTML: text, CSV: text, CALENDAR: text, XLSX: binary, DOCX: binary}
    if config.batch:
        content[JSON] = {"schema": {"anyOf": [_ref("Review"), _ref("Error")]}}
    reference = {"type": "object", "properties": {"s3_uri": {"type": "string"}}, "required": ["s3_uri"]}
    accepted = {
        PDF: binary,
        DOCX: binary,
        TEXT: text,
        JSON: {"schema": reference},
    }
    return _operation(
        "Reviews a contract.",
        content,
        sorted({status_of(kind) for kind in all_errors()} - {409}),
        parameters=[
            _parameter("header", INFERENCE_ID, maxLength=ID_LENGTH),
            _parameter("header", ATTRIBUTES, maxLength=ATTRIBUTES_LENGTH),
        ],
        requestBody={"required": True, "content": accepted},
    )


def _parameter(place: str, name: str, **schema: Any) -> _Schema:
    kind = {"type": "string"} | schema
    return {"name": name, "in": place, "required": place == "path", "schema": kind}


def _model_paths() -> _Schema:
    name = _parameter("path", "name", pattern="^[A-Za-z0-9_.-]+$")
    invoke = _invocation(Config(multi_model=True))
    invoke["parameters"].append(name)
    load = _operation(
        "Loads a model.",
        _ok(_ref("Model")),
        [409, 413, 422, 507],
        requestBody={"required": True, "content": _ok(_object(model_name="string", url="string"))},
    )
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 1000}}
    show = _operation(
        "Loaded models, a page at a time.",
        _ok(_ref("Models")),
        [],
        parameters=[_parameter("query", "next_page_token"), limit],
    )
    return {
        "/models": {"get": show, "post": load},
        "/models/{name}": {
            "get": _operation("One model.", _ok(_ref("Model")), [503], parameters=[name]),
            "delete": _operation("Unloads a model.", _ok(_ref("Model")), [503], parameters=[name]),
        },
        "/models/{name}/invoke": {"post": invoke},
    }
