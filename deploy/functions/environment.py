"""Reads the environment's settings, makes the clients, and writes the log."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import boto3
from botocore.config import Config


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is read from the variable with the same name in capitals; a ValueError names one that is missing or
    out of range.

    websocket_endpoint is the URL of the connections, ``https://ID.execute-api.REGION.amazonaws.com/STAGE``.
    request_ttl_seconds is how long a contract may wait in the endpoint's queue, invocation_timeout_seconds how long its
    review may take; together they set its deadline. Rows are removed after retention_days, like their files.
    """

    bucket: str
    contracts_table: str
    connections_table: str
    tickets_table: str
    endpoint_name: str
    websocket_endpoint: str
    max_upload_bytes: int = 25 << 20
    request_ttl_seconds: int = 21600
    invocation_timeout_seconds: int = 900
    retention_days: int = 365

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """A function has only the variables that it uses, so a missing name is an empty string here."""
        return cls(
            bucket=environment.get("BUCKET", ""),
            contracts_table=environment.get("CONTRACTS_TABLE", ""),
            connections_table=environment.get("CONNECTIONS_TABLE", ""),
            tickets_table=environment.get("TICKETS_TABLE", ""),
            endpoint_name=environment.get("ENDPOINT_NAME", ""),
            websocket_endpoint=environment.get("WEBSOCKET_ENDPOINT", ""),
            # InvokeEndpointAsync takes 1 GB, a TTL of 60 to 21600 s and a time-out of 1 to 3600 s.
            max_upload_bytes=_number(environment, "MAX_UPLOAD_BYTES", 25 << 20, 1, 1 << 30),
            request_ttl_seconds=_number(environment, "REQUEST_TTL_SECONDS", 21600, 60, 21600),
            invocation_timeout_seconds=_number(environment, "INVOCATION_TIMEOUT_SECONDS", 900, 1, 3600),
            retention_days=_number(environment, "RETENTION_DAYS", 365, 1, 3650),
        )


def _number(environment: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdecimal() or not least <= int(text) <= most:
        raise ValueError(f"{name} is {text!r}; it must be a whole number from {least} to {most}.")
    return int(text)


@cache
def settings() -> Settings:
    """This function's settings."""
    return Settings.from_environment(os.environ)


@cache
def dynamodb() -> Any:
    """The tables."""
    return boto3.resource("dynamodb")


@cache
def s3() -> Any:
    """S3; presigned URLs name the bucket's region, since a redirect would break a browser's upload."""
    return boto3.client("s3", config=Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))


@cache
def runtime() -> Any:
    """SageMaker's runtime, without retries: the caller asks again, and two tries could start two inferences."""
    return boto3.client("sagemaker-runtime", config=Config(read_timeout=15, retries={"total_max_attempts": 1}))


@cache
def connection_api() -> Any:
    """The WebSocket API's connections; a dead one must not delay a notification."""
    return boto3.client(
        "apigatewaymanagementapi",
        endpoint_url=settings().websocket_endpoint,
        config=Config(connect_timeout=2, read_timeout=5, retries={"total_max_attempts": 2}),
    )


def forget() -> None:
    """Reads the environment again: for tests, and for a process that serves one service after another."""
    for cached in (settings, dynamodb, s3, runtime, connection_api):
        cached.cache_clear()


def moment(later: float = 0) -> str:
    """The time now, or ``later`` seconds from now, in UTC: ISO 8601 of fixed width, so that text sorts by time."""
    return iso(datetime.now(UTC) + timedelta(seconds=later))


def iso(when: datetime) -> str:
    """A time in the format of the tables: ``2026-11-24T08:55:00.000Z``."""
    return when.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def epoch(later: float) -> int:
    """The time this many seconds from now, in the format of DynamoDB's time to live."""
    return int(datetime.now(UTC).timestamp() + later)


def log(event: str, **facts: Any) -> None:
    """Writes one line of JSON; CloudWatch's metric filters and Insights read its fields."""
    print(json.dumps({"event": event, "time": moment(), **facts}, default=str), flush=True)
