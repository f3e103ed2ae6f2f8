"""Uploads the page that CloudFront serves: its files, and the config.json that tells it where its services are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from deploy.cloud import Cloud, code
from deploy.cloudformation import stack

_FILES = Path(__file__).parents[1] / "page"
_CONFIG = "config.json"  # uploaded last: if it is there, the other files are
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}


def upload(cloud: Cloud, now: dict[str, Any], say: stack.Say) -> None:
    """Uploads the page and its config.json if the stack hosts the page."""
    found, values = stack.outputs(now), stack.parameters(now)
    bucket = found.get("PageBucket")
    if not bucket:
        return
    s3 = cloud.client("s3")
    say("Page: uploading its files")
    with stack.goes_on(say, f"The page is not uploaded completely; {cloud.hint('up')} uploads it."):
        _put_files(s3, bucket)
        s3.put_object(Bucket=bucket, Key=_CONFIG, Body=_config(found, values), ContentType="application/json")


def is_missing(cloud: Cloud, now: dict[str, Any]) -> bool:
    """Whether the stack hosts the page and its files are not there, as after an ``up`` that was interrupted."""
    bucket = stack.outputs(now).get("PageBucket")
    if not bucket:
        return False
    try:
        cloud.client("s3").head_object(Bucket=bucket, Key=_CONFIG)
    except ClientError as error:
        return code(error) in {"404", "NoSuchKey", "NoSuchBucket"}
    return False


def missing(cloud: Cloud) -> str:
    """What to do about it."""
    return f"The page has not been uploaded, so its address shows an error. {cloud.hint('up')} uploads it."


def _put_files(s3: Any, bucket: str) -> None:
    for path in sorted(_FILES.rglob("*")):
        if path.is_file():
            name, kind = path.relative_to(_FILES).as_posix(), _TYPES.get(path.suffix, "text/plain")
            s3.put_object(Bucket=bucket, Key=name, Body=path.read_bytes(), ContentType=kind)


def _config(found: dict[str, str], values: dict[str, str]) -> str:
    return json.dumps(
        {
            "api": found["ApiUrl"],
            "websocket": found["WebsocketUrl"],
            "maxBytes": int(values["MaxUploadBytes"]),
            "signIn": {"issuer": values["JwtIssuer"], "clientId": values["JwtAudience"]},
        }
    )
