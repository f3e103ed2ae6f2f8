"""Takes jobs off the queue, invokes a worker, and publishes the results to S3 and SNS."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

import boto3
import urllib3
from botocore.exceptions import BotoCoreError, ClientError

from deploy.local.endpoint import messages
from deploy.local.endpoint.locations import NoPlace, place
from deploy.local.endpoint.queue import Call, Job, JobQueue
from deploy.local.endpoint.runtime_api import EndpointConfig

# A worker that dies under a document may be the document's doing: it is not tried for ever.
ATTEMPTS = 3
# AWS refuses a response whose headers are larger.
HEADER_BYTES = 4096
# A POST is not sent twice behind the queue's back.
HTTP = urllib3.PoolManager(maxsize=32, retries=False)
_LOG = logging.getLogger("contract_review.endpoint")


class Refused(Exception):
    """The worker did not take the job: it is full, loading or stopping. Another may."""


class Died(Exception):
    """The worker ended with the job in its hands."""


class Failure(Exception):
    """The job's end without a response. ``body`` goes to the failure object, ``reason`` into the message."""

    def __init__(self, reason: str, body: bytes) -> None:
        super().__init__(reason)
        self.reason, self.body = reason, body


class Invoker:
    """Carries jobs to workers as the service does: reads the input, POSTs it, writes the output, tells the topic.

    Each step can be done twice: where this process dies between two, its successor does the job again.
    """

    def __init__(self, config: EndpointConfig, queue: JobQueue) -> None:
        self._config = config
        self._queue = queue
        self._s3 = boto3.client("s3")
        self._sns = boto3.client("sns")

    def carry(self, job: Job, worker: str) -> None:
        """From taken to ended, or back in the queue. ``worker`` is the URL of a worker. Raises Refused and Died."""
        try:
            body, content_type = self._invoke(job, worker)
        except Refused:
            self._queue.give_back(job, attempted=False)
            raise
        except Died:
            if job.attempts < ATTEMPTS:
                self._queue.give_back(job, attempted=True)
                raise
            self._fail(job, _failure("worker_died", f"The worker ended {ATTEMPTS} times during this request."))
        except Failure as failure:
            self._fail(job, failure)
        else:
            self._succeed(job, body, content_type)

    def _invoke(self, job: Job, worker: str) -> tuple[bytes, str]:
        call = job.call
        document = self._input(call)
        headers = {"Content-Type": call.content_type, "Accept": call.accept}
        headers["X-Amzn-SageMaker-Custom-Attributes"] = call.custom_attributes
        try:
            answer = HTTP.request(
                "POST",
                f"{worker}/invocations",
                body=document,
                headers={name: value for name, value in headers.items() if value},
                timeout=urllib3.Timeout(connect=5, read=call.timeout),
            )
        except urllib3.exceptions.ReadTimeoutError as error:
            raise _failure("timed_out", f"No response within {call.timeout:g} seconds.") from error
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError) as error:
            raise Refused from error
        except urllib3.exceptions.HTTPError as error:
            raise Died from error
        return _response(answer)

    def _input(self, call: Call) -> bytes:
        if call.body is not None:
            return call.body
        try:
            document: bytes = self._s3.get_object(**place(call.input_location))["Body"].read()
        except (BotoCoreError, ClientError, NoPlace) as error:
            reason = getattr(error, "response", {}).get("Error", {}).get("Code", type(error).__name__)
            raise _failure("no_input", f"The input could not be read from S3 ({reason}).") from error
        return document

    def _succeed(self, job: Job, body: bytes, content_type: str) -> None:
        self._s3.put_object(**place(job.call.output_location), Body=body, ContentType=content_type)
        included = body if self._config.include_response else None
        message = messages.succeeded(self._config.name, job, included, content_type, time.time())
        self._end(job, "completed", self._config.success_topic, message)

    def _fail(self, job: Job, failure: Failure) -> None:
        self._s3.put_object(**place(job.call.failure_location), Body=failure.body)
        message = messages.failed(self._config.name, job, failure.reason, time.time())
        self._end(job, "failed", self._config.error_topic, message)

    def _end(self, job: Job, state: str, topic: str, message: dict[str, Any]) -> None:
        self._sns.publish(TopicArn=topic, Message=json.dumps(message))
        self._queue.end(job, state)
        facts = {"inference_id": job.call.inference_id, "state": state, "attempts": job.attempts}
        _LOG.info("inference", extra={"facts": facts | {"elapsed": round(time.time() - job.received, 3)}})


def _response(answer: urllib3.BaseHTTPResponse) -> tuple[bytes, str]:
    if answer.status == 503:
        raise Refused
    if answer.status != 200:
        raise Failure(f"Received server error ({answer.status}) from primary.", answer.data)
    size = sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    if "Content-Length" not in answer.headers or size > HEADER_BYTES:
        raise _failure("bad_response", f"A response needs Content-Length and headers under {HEADER_BYTES} bytes.")
    return answer.data, answer.headers.get("Content-Type", "")


def _failure(code: str, message: str) -> Failure:
    body = {"error": {"code": code, "message": message, "details": {}}}
    return Failure(message, json.dumps(body).encode())
