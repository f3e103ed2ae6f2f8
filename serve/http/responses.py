"""Any failure as an HTTP response with the error's JSON body."""

from __future__ import annotations

import json
import logging
import uuid
from typing import Any

from flask import Response, request
from sagemaker_inference import content_types
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from chunking import errors

_LOG = logging.getLogger("contract_review.server")


def error_response(error: Exception, of: dict[str, Any] | None = None) -> Response:
    """The response to a failed request; ``of`` stands in its body as ``request``, so that a failure that lies in S3
    says whose it is. What nobody expected is ``internal``, with an id that the log has too.
    """
    failure = known(error)
    headers = {"Retry-After": str(failure.retry_after)} if isinstance(failure, errors.Unavailable) else {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    body = failure.body() | ({"request": of} if of else {})
    return Response(json.dumps(body), failure.status, headers, content_type=content_types.JSON)


def known(error: Exception) -> errors.ContractReviewError:
    """The error of the tree that the client is told."""
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


_ROUTES = "GET /openapi.json says what is served."
