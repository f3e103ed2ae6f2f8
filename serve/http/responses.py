"""Any failure as an HTTP response: its status, and the error as JSON."""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

from flask import Response, request
from sagemaker_inference import content_types
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from chunking import errors

# The status of each class, and of its subclasses that are not listed themselves.
STATUSES: dict[type[errors.ContractReviewError], int] = {
    errors.ContractReviewError: 500,
    errors.BadRequest: 400,
    errors.NotAllowed: 403,
    errors.NotFound: 404,
    errors.MethodNotAllowed: 405,
    errors.NotAcceptable: 406,
    errors.AlreadyLoaded: 409,
    errors.TooLarge: 413,
    errors.UnsupportedMediaType: 415,
    errors.UnreadableDocument: 422,
    errors.ClientDisconnected: 499,  # nginx's number: only the log and the metrics see it
    errors.Unavailable: 503,
    errors.OutOfMemory: 507,
}
_LOG = logging.getLogger("contract_review.server")


def status_of(kind: type[errors.ContractReviewError]) -> int:
    """The HTTP status of a class of errors."""
    return next(STATUSES[base] for base in kind.__mro__ if base in STATUSES)


def error_response(error: Exception, of: dict[str, Any] | None = None) -> Response:
    """The response to a failed request. ``of`` goes into its body as ``request``, so that a failure stored in S3 shows
    which request it belongs to. An unexpected error becomes ``internal``, with an id that is also logged.
    """
    failure = known(error)
    headers = {"Retry-After": str(failure.retry_after)} if isinstance(failure, errors.Unavailable) else {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    body = error_body(failure) | ({"request": of} if of else {})
    return Response(json.dumps(body), status_of(type(failure)), headers, content_type=content_types.JSON)


def error_body(failure: errors.ContractReviewError) -> dict[str, Any]:
    """The JSON body of a failed request."""
    return {"error": failure.to_dict()}


def known(error: Exception) -> errors.ContractReviewError:
    """The error to report to the client: always one of our own classes."""
    if isinstance(error, errors.ContractReviewError):
        return error
    if isinstance(error, MethodNotAllowed):
        return errors.MethodNotAllowed(f"{request.method} is not supported by this route. {_ROUTES}")
    if isinstance(error, HTTPException) and error.code == status_of(errors.NotFound):
        return errors.NotFound(f"There is no such route. {_ROUTES}")
    if isinstance(error, HTTPException) and error.code and error.code < 500:
        return errors.BadRequest("The request is not valid HTTP for this route.")
    number = uuid.uuid4().hex
    _LOG.error("unexpected failure", exc_info=error, extra={"facts": {"error_id": number}})
    return errors.InternalError("The server failed. Try again; if it fails again, tell the operator the id.", id=number)


_ROUTES = "GET /openapi.json says what is served."
