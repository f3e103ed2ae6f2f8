"""Checks a presigned form as S3 does: its signature and its policy, neither of which moto reads.

S3's guide, "Browser-based uploads using POST (AWS signature version 4)": the string that is signed is the policy as it
is sent, in base64.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from secrets import compare_digest
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

# What a form need not name in its policy.
_FREE = {"policy", "file", "x-amz-signature", "awsaccesskeyid", "signature"}


class FormRefused(Exception):
    """S3's refusal: its status, code and sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code

    def body(self) -> str:
        """As S3 answers."""
        return f"<Error><Code>{self.code}</Code><Message>{self}</Message></Error>"


def check_signature(fields: Mapping[str, str], keys: Credentials, region: str) -> None:
    """Holds the form's signature against the keys that it must have been signed with. Raises FormRefused."""
    given = {name.lower(): value for name, value in fields.items()}
    if "policy" not in given:
        raise FormRefused(403, "AccessDenied", "Access Denied")
    if "awsaccesskeyid" in given or given.get("x-amz-algorithm", "AWS4-HMAC-SHA256") != "AWS4-HMAC-SHA256":
        # Version 2: S3 refuses it for every bucket made after 24 June 2020.
        said = "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
        raise FormRefused(400, "InvalidRequest", said)
    for name in ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"):
        if not given.get(name.lower()):
            raise FormRefused(400, "InvalidArgument", f"Bucket POST must contain a field named '{name}'.")
    access_key, _, scope = given["x-amz-credential"].partition("/")
    if access_key != keys.access_key:
        said = "The AWS Access Key Id you provided does not exist in our records."
        raise FormRefused(403, "InvalidAccessKeyId", said)
    request = AWSRequest()
    request.context["timestamp"] = given["x-amz-date"]
    expected = SigV4Auth(keys, "s3", region).signature(given["policy"], request)
    right_scope = scope == f"{given['x-amz-date'][:8]}/{region}/s3/aws4_request"
    if not right_scope or not compare_digest(expected.encode(), given["x-amz-signature"].encode()):
        said = "The request signature we calculated does not match the signature you provided."
        raise FormRefused(403, "SignatureDoesNotMatch", said)


def check(bucket: str, fields: Mapping[str, str], size: int) -> None:
    """Holds the fields and the file's size against the form's own policy. Raises FormRefused."""
    given = {name.lower(): value for name, value in fields.items()} | {"bucket": bucket}
    try:
        policy = json.loads(base64.b64decode(given["policy"]))
        expires = datetime.fromisoformat(policy["expiration"])
        expired = expires < datetime.now(UTC)
        conditions = [_triple(one) for one in policy["conditions"]]
    except (KeyError, ValueError, TypeError) as error:
        raise FormRefused(403, "AccessDenied", "Access Denied") from error
    if expired:
        raise FormRefused(403, "AccessDenied", "Invalid according to Policy: Policy expired.")
    named = {"bucket"}
    for kind, subject, wanted in conditions:
        if kind == "content-length-range":
            _check_size(size, int(subject), int(wanted))
            continue
        name = subject.lower().removeprefix("$")
        named.add(name)
        value = given.get(name, "")
        if not (value.startswith(wanted) if kind == "starts-with" else value == wanted):
            failed = json.dumps([kind, f"${name}", wanted])
            raise FormRefused(403, "AccessDenied", f"Invalid according to Policy: Policy Condition failed: {failed}")
    extra = [name for name in given if name not in named | _FREE and not name.startswith("x-ignore-")]
    if extra:
        said = f"Invalid according to Policy: Extra input fields: {', '.join(extra)}"
        raise FormRefused(403, "AccessDenied", said)


def _check_size(size: int, least: int, most: int) -> None:
    if size > most:
        raise FormRefused(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
    if size < least:
        raise FormRefused(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")


def _triple(condition: Any) -> tuple[str, str, Any]:
    """A condition as [kind, field, value]; {"field": "value"} is short for eq."""
    if isinstance(condition, dict):
        ((name, value),) = condition.items()
        return "eq", f"${name}", value
    kind, subject, value = condition
    return str(kind), str(subject), value
