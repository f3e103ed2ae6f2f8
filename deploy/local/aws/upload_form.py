"""What S3 holds a presigned form to: its policy, which moto does not read."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

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


def check(bucket: str, fields: Mapping[str, str], size: int) -> None:
    """Holds the fields and the file's size against the form's own policy. Raises FormRefused."""
    given = {name.lower(): value for name, value in fields.items()} | {"bucket": bucket}
    try:
        policy = json.loads(base64.b64decode(given["policy"]))
        expires = datetime.fromisoformat(policy["expiration"])
        conditions = [_triple(one) for one in policy["conditions"]]
    except (KeyError, ValueError, TypeError) as error:
        raise FormRefused(403, "AccessDenied", "Access Denied") from error
    if expires < datetime.now(UTC):
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
