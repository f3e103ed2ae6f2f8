"""Reads and presigns the objects in S3: uploads, downloads, and what a failure object says."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any

from botocore.exceptions import ClientError

from . import environment as env
from . import file_types
from .contract_table import UPLOAD_SECONDS

DOWNLOAD_SECONDS = 900
_ERROR_BYTES = 65536
_REVIEW_BYTES = 32 << 20  # what a function of 256 MB can parse
_MESSAGE_CHARACTERS = 1000
_ATTEMPTS = 10  # at finding an error in a text: each may read to its end


def split(uri: str) -> tuple[str, str]:
    """Bucket and key of s3://BUCKET/KEY."""
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return bucket, key


def upload_form(uri: str) -> dict[str, Any]:
    """A form ({"url", "fields"}) with which a browser may post one file of limited size, to this key only."""
    bucket, key = split(uri)
    kind = {"Content-Type": file_types.media_type(key)}
    form: dict[str, Any] = env.s3().generate_presigned_post(
        bucket,
        key,
        Fields=kind,
        Conditions=[kind, ["content-length-range", 1, env.settings().max_upload_bytes]],
        ExpiresIn=UPLOAD_SECONDS,
    )
    return form


def download_url(uri: str) -> str:
    """A URL that can read this object for a quarter of an hour."""
    bucket, key = split(uri)
    asked = {"Bucket": bucket, "Key": key}
    url: str = env.s3().generate_presigned_url("get_object", Params=asked, ExpiresIn=DOWNLOAD_SECONDS)
    return url


def uploaded(uri: str) -> tuple[int, bool] | None:
    """The file's size in bytes, and whether it begins like a file of its kind; None if it does not exist."""
    bucket, key = split(uri)
    try:
        answer = env.s3().get_object(Bucket=bucket, Key=key, Range=f"bytes=0-{file_types.HEAD_BYTES - 1}")
    except ClientError as error:
        if _is_missing(error):
            return None
        if error.response["Error"]["Code"] == "InvalidRange":  # the file is empty
            return 0, False
        raise
    size = int(answer["ContentRange"].rpartition("/")[2])
    return size, file_types.begins_as_named(key, answer["Body"].read())


def exists(uri: str | None) -> bool:
    """Whether this object exists."""
    if not uri:
        return False
    bucket, key = split(uri)
    try:
        env.s3().head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if _is_missing(error):
            return False
        raise
    return True


def delete(uris: list[str]) -> None:
    """Deletes these objects; one that does not exist is not an error."""
    for uri in uris:
        bucket, key = split(uri)
        env.s3().delete_object(Bucket=bucket, Key=key)


def reason(failure_uri: str | None, otherwise: str | None) -> tuple[str, str]:
    """The code and message of a failure: the container's own error body, from S3 or quoted in SageMaker's text."""
    said = _read(failure_uri)
    for text in (said, otherwise or ""):
        error = _error_in(text)
        if error:
            return error
    message = otherwise or said or "The review failed, and no reason came with it."
    return "failed", message[:_MESSAGE_CHARACTERS]


def review(uri: str) -> Any:
    """The review at this address; None if it is missing, too large to parse in a function, or not JSON."""
    bucket, key = split(uri)
    try:
        answer = env.s3().get_object(Bucket=bucket, Key=key)
        return json.loads(answer["Body"].read()) if answer["ContentLength"] <= _REVIEW_BYTES else None
    except ClientError as error:
        if _is_missing(error):
            return None
        raise
    except (ValueError, RecursionError):
        return None


def _read(uri: str | None) -> str:
    if not uri:
        return ""
    bucket, key = split(uri)
    try:
        body: bytes = env.s3().get_object(Bucket=bucket, Key=key)["Body"].read(_ERROR_BYTES)
    except ClientError as error:
        if _is_missing(error):
            return ""
        raise
    return body.decode("utf-8", "replace")


def _error_in(text: str) -> tuple[str, str] | None:
    """The first {"error": {"code", "message"}} in a text, bare or among other words."""
    for start in islice(re.finditer(r'\{\s*"error"', text), _ATTEMPTS):
        try:
            found, _ = json.JSONDecoder().raw_decode(text, start.start())
            return str(found["error"]["code"]), str(found["error"]["message"])[:_MESSAGE_CHARACTERS]
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return None


def _is_missing(error: ClientError) -> bool:
    return error.response["Error"]["Code"] in {"NoSuchKey", "404", "NotFound"}
