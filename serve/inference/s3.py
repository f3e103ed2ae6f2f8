"""Documents by reference: s3://bucket/key, from buckets that the operator allows."""

from __future__ import annotations

import re

import boto3
import botocore.exceptions

from chunking.errors import BadRequest, InternalError, NotAllowed, NotFound, TooLarge

_LONGEST_KEY = 1024  # bytes: S3's own limit
_URI = re.compile(r"s3://(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(?P<key>.+)", re.DOTALL)


def fetch(uri: str, buckets: frozenset[str], max_bytes: int) -> bytes:
    """The object's bytes. Raises BadRequest, NotAllowed, NotFound, TooLarge, and InternalError if S3 fails."""
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
        if answer["ContentLength"] > max_bytes:
            raise TooLarge(
                f"The object is larger than {max_bytes} bytes.", bytes=answer["ContentLength"], limit=max_bytes
            )
        return bytes(answer["Body"].read())
    except botocore.exceptions.ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code in {"NoSuchKey", "NoSuchBucket", "404"}:
            raise NotFound("The object does not exist.", bucket=bucket) from error
        if code in {"AccessDenied", "403"}:
            raise NotAllowed("The server's role may not read the object.", bucket=bucket) from error
        raise InternalError("S3 did not answer as expected. Try again.") from error
    except botocore.exceptions.BotoCoreError as error:
        raise InternalError("S3 could not be reached. Try again.") from error


def _is_key(key: str) -> bool:
    """Whether a key is valid. S3 allows . and .. in it, but whatever normalises the path would fetch another object."""
    try:
        return len(key.encode()) <= _LONGEST_KEY and not {".", ".."} & set(key.split("/"))
    except UnicodeEncodeError:  # a lone surrogate
        return False
