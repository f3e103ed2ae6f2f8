"""Writes the messages that an asynchronous endpoint publishes to its topics, in AWS's format."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

from deploy.local.endpoint.queue import Job

REGION = "us-east-1"  # nothing is there, but every client needs a region
# A message carries at most so much of the response; SNS itself takes 256 KB.
RESPONSE_BYTES = 128 << 10


def succeeded(endpoint: str, job: Job, body: bytes | None, content_type: str, ended: float) -> dict[str, Any]:
    """The success topic's message. ``body`` null: the configuration leaves the response out."""
    message = _common(endpoint, job, ended) | {
        "invocationStatus": "Completed",
        "responseParameters": {"contentType": content_type, "outputLocation": job.call.output_location},
    }
    if body is not None:
        encoded = base64.b64encode(body).decode()
        fits = len(encoded) <= RESPONSE_BYTES
        message["responseBody"] = {
            "content": encoded if fits else None,
            "message": None if fits else "The response is larger than a message may be; see outputLocation.",
            "encoding": "BASE64",
        }
    return message


def failed(endpoint: str, job: Job, reason: str, ended: float) -> dict[str, Any]:
    """The error topic's message."""
    return _common(endpoint, job, ended) | {
        "invocationStatus": "Failed",
        "failureReason": reason,
        "responseParameters": {"failureLocation": job.call.failure_location},
    }


def _common(endpoint: str, job: Job, ended: float) -> dict[str, Any]:
    asked = {
        "accept": job.call.accept,
        "contentType": job.call.content_type,
        "endpointName": endpoint,
        "inputLocation": job.call.input_location,
    }
    return {
        "awsRegion": REGION,
        "eventTime": _moment(ended),
        "receivedTime": _moment(job.received),
        "requestParameters": {name: value for name, value in asked.items() if value},
        "inferenceId": job.call.inference_id,
        "eventVersion": "1.0",
        "eventSource": "aws:sagemaker",
        "eventName": "InferenceResult",
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
