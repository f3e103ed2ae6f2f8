"""Sends documents to what is measured: a model in this process, a running container, or a SageMaker endpoint."""

from __future__ import annotations

import http.client
import json
import time
import uuid
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from benchmarks.performance.under_load.sample_documents import Input
from chunking.errors import BadRequest, ContractReviewError
from chunking.isolation.client import Limits, read_pdf
from model.engines.base import Engine

STAGES = ("read", "segment", "tokenize", "model", "read_off", "assemble")
PDF = "application/pdf"
TIMEOUT = 900.0  # AWS's default for an asynchronous invocation, in seconds
POLL_SECONDS = 0.5


class Reviewed(NamedTuple):
    """Seconds by stage, pages and tokens of one review."""

    stages: dict[str, float]
    pages: int
    tokens: int


class Refused(Exception):
    """The backend answered with an error; the message is its code."""


class Gone(Exception):
    """The backend no longer answers."""


class Backend(Protocol):
    """Reviews PDFs; safe to call from several threads. Raises Refused and Gone."""

    def review(self, given: Input) -> Reviewed:
        """Sends the PDF and waits for the review."""
        ...


class InProcess:
    """A model loaded in this process, without HTTP or a queue."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def review(self, given: Input) -> Reviewed:
        """Reviews in this process; "read" includes starting the reader process and receiving its result."""
        from model.playbook.playbook_format import default_playbook
        from model.review import assemble

        try:
            began = time.perf_counter()
            document = read_pdf(given.data, given.name, Limits())
            read = time.perf_counter() - began
            found = self.engine.find(document)
            began = time.perf_counter()
            assemble(document, found, self.engine, default_playbook()).to_json()
            assembled = time.perf_counter() - began
        except ContractReviewError as error:
            raise Refused(error.code) from error
        segment = document.segment_seconds
        stages = {"read": read - segment, "segment": segment, **found.seconds, "assemble": assembled}
        return Reviewed(stages, len(document.pages), found.tokens)


class Url:
    """A running container, or another server with its /invocations."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url if "//" in url else f"http://{url}")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadRequest(f"{url} is not a URL such as http://127.0.0.1:8080.")
        self._connection = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._address = parts.netloc

    def review(self, given: Input) -> Reviewed:
        """Sends one request; "rest" is what the review's own timing does not cover: queue, assembly, transport."""
        began = time.perf_counter()
        status, body = self._ask("POST", "/invocations", given.data)
        elapsed = time.perf_counter() - began
        if status != 200:
            raise Refused(_code(status, body))
        return _timed(body, elapsed)

    def ping(self) -> int:
        """The HTTP status of /ping. Raises Gone."""
        return self._ask("GET", "/ping", None)[0]

    def _ask(self, method: str, path: str, body: bytes | None) -> tuple[int, bytes]:
        connection = self._connection(self._address, timeout=TIMEOUT)
        try:
            connection.request(method, path, body, {"Content-Type": PDF} if body else {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Gone(f"{type(error).__name__}: {error}") from error
        finally:
            connection.close()


class RealTime:
    """A real-time endpoint, with boto3's default credentials and region."""

    def __init__(self, name: str, endpoint_url: str | None = None) -> None:
        self._name = name
        self._runtime = _client("sagemaker-runtime", endpoint_url)

    def review(self, given: Input) -> Reviewed:
        """Invokes the endpoint and waits for the response."""
        began = time.perf_counter()
        with _Translated():
            answer = self._runtime.invoke_endpoint(EndpointName=self._name, ContentType=PDF, Body=given.data)
            body = answer["Body"].read()
        return _timed(body, time.perf_counter() - began)


class Asynchronous:
    """An asynchronous endpoint: uploads to the bucket, invokes, and polls for the output or failure object."""

    def __init__(self, name: str, bucket: str, endpoint_url: str | None = None, s3_url: str | None = None) -> None:
        self._name, self._bucket = name, bucket
        self._runtime = _client("sagemaker-runtime", endpoint_url)
        self._s3 = _client("s3", s3_url or endpoint_url)

    def review(self, given: Input) -> Reviewed:
        """Invokes the endpoint and waits at most ``TIMEOUT`` for the output object."""
        began = time.perf_counter()
        key = f"inbound/bench-{uuid.uuid4().hex}.pdf"
        with _Translated():
            self._s3.put_object(Bucket=self._bucket, Key=key, Body=given.data, ContentType=PDF)
            asked = self._runtime.invoke_endpoint_async(
                EndpointName=self._name, InputLocation=f"s3://{self._bucket}/{key}", ContentType=PDF
            )
            while time.perf_counter() - began < TIMEOUT:
                body = self._object(asked["OutputLocation"])
                if body is not None:
                    return _timed(body, time.perf_counter() - began)
                failure = self._object(asked["FailureLocation"]) if asked.get("FailureLocation") else None
                if failure is not None:
                    raise Refused(_code(500, failure))
                time.sleep(POLL_SECONDS)
        raise Refused("no_output")

    def _object(self, location: str) -> bytes | None:
        from botocore.exceptions import ClientError

        bucket, key = location.removeprefix("s3://").split("/", 1)
        try:
            return bytes(self._s3.get_object(Bucket=bucket, Key=key)["Body"].read())
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404", "AccessDenied"):
                return None  # without s3:ListBucket, S3 denies access to a missing object
            raise


class _Translated:
    """Turns boto3's errors into Refused (the endpoint answered) and Gone (it did not)."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        if isinstance(error, ClientError):
            raise Refused(str(error.response["Error"].get("Code", "client_error"))) from error
        if isinstance(error, BotoCoreError):
            raise Gone(str(error)) from error


def _client(service: str, endpoint_url: str | None) -> Any:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError

    try:
        # boto3's own retries would distort the measurement.
        return boto3.client(service, endpoint_url=endpoint_url, config=Config(retries={"total_max_attempts": 1}))
    except BotoCoreError as error:
        raise BadRequest(f"AWS cannot be reached: {error} Set AWS_REGION and credentials.") from error


def _timed(body: bytes, elapsed: float) -> Reviewed:
    try:
        review = json.loads(body)
        stages = {str(stage): float(seconds) for stage, seconds in review["timing"].items()}
        document = review["document"]
        pages, tokens = int(document["pages"] or 0), int(document["tokens"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return Reviewed({"rest": elapsed}, 0, 0)  # another server's answer: only the total is known
    return Reviewed({**stages, "rest": max(0.0, elapsed - sum(stages.values()))}, pages, tokens)


def _code(status: int, body: bytes) -> str:
    try:
        return str(json.loads(body)["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return f"status {status}"
