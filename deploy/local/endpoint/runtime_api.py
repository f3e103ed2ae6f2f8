"""Serves the runtime's HTTP API, as botocore's ``sagemaker-runtime`` calls it: InvokeEndpointAsync."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from flask import Flask, Response, jsonify, request
from werkzeug.datastructures import Headers

from deploy.local.endpoint.queue import Call, JobQueue

_HEADER = "X-Amzn-SageMaker-"
# The service's own patterns (botocore's model), anchored.
_FORMS = {
    "InputLocation": re.compile(r"(?s)(https|s3)://[^/]+/.+"),
    "Filename": re.compile(r"(?!.*\..*\.)[a-zA-Z0-9][a-zA-Z0-9_.-]{0,31}"),
    "S3OutputPathExtension": re.compile(r"(?!s3:|https:)[a-zA-Z0-9!_.*'()/-]{1,512}"),
}

_CHARACTERS = {
    "InputLocation": 1024,
    "Inference-Id": 64,
    "Content-Type": 1024,
    "Accept": 1024,
    "Custom-Attributes": 1024,
}
BODY_BYTES = 128_000


@dataclass(frozen=True, slots=True)
class EndpointConfig:
    """What an endpoint's ``AsyncInferenceConfig`` says, and its stand-in follows.

    include_response: SUCCESS_NOTIFICATION_TOPIC stands in IncludeInferenceResponseIn.
    concurrency: MaxConcurrentInvocationsPerInstance.
    """

    name: str
    output_path: str
    failure_path: str
    success_topic: str
    error_topic: str
    include_response: bool = True
    concurrency: int = 4


class ValidationError(Exception):
    """A call that the runtime refuses; the sentence goes to the caller."""


def create_app(config: EndpointConfig, queue: JobQueue) -> Flask:
    """The WSGI application: a call that is answered 202 is in the queue."""
    app = Flask("runtime", static_folder=None)

    @app.post("/endpoints/<name>/async-invocations")
    def invoke_endpoint_async(name: str) -> tuple[Response, int]:
        if name != config.name:
            raise ValidationError(f"Endpoint {name} not found.")
        call = read_call(request.headers, _body(), config)
        queue.add(call)
        response = jsonify(InferenceId=call.inference_id)
        response.headers[_HEADER + "OutputLocation"] = call.output_location
        response.headers[_HEADER + "FailureLocation"] = call.failure_location
        return response, 202

    @app.post("/endpoints/<name>/invocations")
    @app.post("/endpoints/<name>/invocations-response-stream")
    def invoke_endpoint(name: str) -> tuple[Response, int]:
        if name != config.name:
            raise ValidationError(f"Endpoint {name} not found.")
        raise ValidationError(f"Endpoint {name} is asynchronous; it is invoked by InvokeEndpointAsync.")

    @app.errorhandler(ValidationError)
    def refused(error: ValidationError) -> tuple[Response, int, dict[str, str]]:
        return jsonify(Message=str(error)), 400, {"x-amzn-ErrorType": "ValidationError"}

    return app


def _body() -> bytes:
    """The request's body, whose length a chunked one does not name before. Raises ValidationError."""
    length = request.content_length or 0
    body = request.stream.read(BODY_BYTES + 1) if length <= BODY_BYTES else b""
    if max(length, len(body)) > BODY_BYTES:
        raise ValidationError(f"Body has {length or 'more'} bytes; inline it may have {BODY_BYTES}.")
    return body


def read_call(headers: Headers, body: bytes, config: EndpointConfig) -> Call:
    """The call that headers and body ask for, with ids and locations filled in. Raises ValidationError."""

    def asked(name: str, default: str = "") -> str:
        value = _in_utf_8(headers.get(_HEADER + name, ""))
        if name == "Custom-Attributes" and not value.isascii():
            raise ValidationError("Custom-Attributes may have ASCII characters only.")
        if value and name in _FORMS and not _FORMS[name].fullmatch(value):
            raise ValidationError(f"{name} does not match {_FORMS[name].pattern}")
        if value and len(value) > _CHARACTERS.get(name, len(value)):
            raise ValidationError(f"{name} has {len(value)} characters; it may have {_CHARACTERS[name]}.")
        return value or default

    def seconds(name: str, default: int, least: int, most: int) -> int:
        text = asked(name, str(default))
        if not text.isdecimal() or not least <= int(text) <= most:
            raise ValidationError(f"{name} is {text!r}; it must be a whole number from {least} to {most}.")
        return int(text)

    if bool(asked("InputLocation")) == bool(body):
        which = "Both are" if body else "Neither is"
        raise ValidationError(f"Exactly one of Body and InputLocation must be given. {which} given.")
    key = uuid.uuid4().hex
    folder = asked("S3OutputPathExtension").strip("/")
    outputs, failures = ("/".join(filter(None, (path.rstrip("/"), folder))) for path in _paths(config))
    return Call(
        inference_id=asked("Inference-Id", str(uuid.uuid4())),
        input_location=asked("InputLocation"),
        output_location=f"{outputs}/{asked('Filename', f'{key}.out')}",
        failure_location=f"{failures}/{asked('Filename', f'{key}-error.out')}",
        content_type=asked("Content-Type", "application/octet-stream"),
        accept=asked("Accept"),
        custom_attributes=asked("Custom-Attributes"),
        timeout=seconds("InvocationTimeoutSeconds", 900, 1, 3600),
        ttl=seconds("RequestTTLSeconds", 21600, 60, 21600),
        body=body or None,
    )


def _in_utf_8(header: str) -> str:
    """A header's value as botocore wrote it, in UTF-8; WSGI hands each byte on as a character."""
    return header.encode("latin-1").decode("utf-8", "replace")


def _paths(config: EndpointConfig) -> tuple[str, str]:
    return config.output_path, config.failure_path
