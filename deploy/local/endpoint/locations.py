"""Parses object locations as InvokeEndpointAsync takes and returns them."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_VIRTUAL = re.compile(r"(?P<bucket>.+)\.s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?")
_BY_PATH = re.compile(r"s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?")


class NoPlace(ValueError):
    """An address that names no object in S3."""


def place(address: str) -> dict[str, str]:
    """Bucket and key of ``s3://BUCKET/KEY``, whose key may hold # and ?, or of an object's https:// address.

    Raises NoPlace.
    """
    if address.startswith("s3://"):
        bucket, _, key = address.removeprefix("s3://").partition("/")
    else:
        parts = urlsplit(address)
        host, path = parts.hostname or "", unquote(parts.path.removeprefix("/"))
        if found := _VIRTUAL.fullmatch(host):
            bucket, key = found["bucket"], path
        elif _BY_PATH.fullmatch(host):
            bucket, _, key = path.partition("/")
        else:
            raise NoPlace(f"{address} is no address of S3.")
    if not bucket or not key:
        raise NoPlace(f"{address} names no object.")
    return {"Bucket": bucket, "Key": key}
