"""Documents by reference: s3://bucket/key, from buckets that the operator allows."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import boto3
import botocore.exceptions
from werkzeug.http import parse_options_header

from chunking.errors import BadRequest, InternalError, NotAllowed, NotFound, TooLarge, UnsupportedMediaType

_LONGEST_KEY = 1024  # bytes: S3's own limit
_URI = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?P<key>.+)", re.DOTALL)


# "aws-chunked" says how the object was uploaded, not how it is stored.
_PLAIN = {"", "identity", "aws-chunked"}


class StoredObject(NamedTuple):
    """An object's bytes, and what its Content-Type says: a media type (empty if none), and a charset."""

    data: bytes
    media_type: str
    charset: str | None


def fetch(uri: str, buckets: frozenset[str], max_bytes: int) -> StoredObject:
    """The object. Raises BadRequest, NotAllowed, NotFound, TooLarge, UnsupportedMediaType for a compressed object, and
    InternalError if S3 fails."""
    match = _URI.fullmatch(uri)
    if not match:
        raise BadRequest("s3_uri must have the form s3://bucket/key.")
    bucket, key = match["bucket"], match["key"]
    if not _is_key(key):
        raise BadRequest("The key of s3_uri must be 1 to 1024 bytes of Unicode, without . or .. as a folder.")
    if bucket not in buckets:
        raise NotAllowed("This server may not read from the bucket (CONTRACT_REVIEW_S3_BUCKETS).", bucket=bucket)
    try:
        answer = boto3.client("s3").get_object(Bucket=bucket, Key=key)
        return _read(answer, max_bytes)
    except botocore.exceptions.ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in {"NoSuchKey", "NoSuchBucket", "404"}:
            raise NotFound("The object does not exist.", bucket=bucket) from error
        if code in {"AccessDenied", "403"}:
            raise NotAllowed("The server's role may not read the object.", bucket=bucket) from error
        raise InternalError("S3 did not answer as expected. Try again.") from error
    except botocore.exceptions.BotoCoreError as error:
        raise InternalError("S3 could not be reached. Try again.") from error


def _read(answer: dict[str, Any], max_bytes: int) -> StoredObject:
    size = answer["ContentLength"]
    if size > max_bytes:
        raise TooLarge(f"The object is larger than {max_bytes} bytes.", bytes=size, limit=max_bytes)
    if answer.get("ContentEncoding", "").strip().lower() not in _PLAIN:
        raise UnsupportedMediaType("The object is stored compressed (Content-Encoding). Store it as it is.")
    media_type, parameters = parse_options_header(answer.get("ContentType", ""))
    return StoredObject(bytes(answer["Body"].read()), media_type.lower(), parameters.get("charset"))


def _is_key(key: str) -> bool:
    """Whether a key is valid. S3 allows . and .. in a key, but anything that normalizes the path would fetch another
    object."""
    try:
        return len(key.encode()) <= _LONGEST_KEY and not {".", ".."} & set(key.split("/"))
    except UnicodeEncodeError:  # a lone surrogate
        return False
