"""What a request's headers ask for."""

from __future__ import annotations

import re
import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from flask import request
from sagemaker_inference import content_types

from chunking.errors import NotAcceptable, UnsupportedMediaType
from serve.config import Config
from serve.inference.handlers import HTML, READS, WRITES

ATTRIBUTES = "X-Amzn-SageMaker-Custom-Attributes"
INFERENCE_ID = "X-Amzn-SageMaker-Inference-Id"
# SageMaker's own limits, in characters; what is longer came from somewhere else and is cut.
ATTRIBUTES_LENGTH, ID_LENGTH = 1024, 64
# Between commas or semicolons; one that holds either is percent-encoded.
_PASSWORD = re.compile(r"(?<![^,;\s])password=([^,;]*)", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the caller's ids as they may be logged and echoed, its PDF's password, and when it must be done."""

    id: str
    custom_attributes: str | None
    content_type: str
    accept: str
    until: float  # of the monotonic clock, which all processes of a machine share
    password: str | None = field(default=None, repr=False)

    @classmethod
    def now(cls, config: Config) -> Asked:
        """From the current request's headers."""
        accept = request.accept_mimetypes
        wanted = accept.best_match(WRITES) if accept else content_types.JSON
        if wanted == HTML and accept[HTML] == accept[content_types.JSON]:
            wanted = content_types.JSON  # "*/*" means JSON
        attributes, password = without_password(request.headers.get(ATTRIBUTES))
        return cls(
            id=_printable(request.headers.get(INFERENCE_ID) or uuid.uuid4().hex, ID_LENGTH),
            custom_attributes=attributes and _printable(attributes, ATTRIBUTES_LENGTH),
            content_type=request.mimetype,
            accept=wanted or request.headers.get("Accept", ""),
            until=time.monotonic() + config.deadline_seconds,
            password=password,
        )

    def check_media(self) -> None:
        """Raises UnsupportedMediaType and NotAcceptable."""
        if self.content_type not in READS:
            raise UnsupportedMediaType(f"The media type is not read. Send one of: {', '.join(READS)}.")
        if self.accept not in WRITES:
            raise NotAcceptable(f"Accept names nothing that is served. Ask for one of: {', '.join(WRITES)}.")

    def ids(self) -> dict[str, Any]:
        """What the log and a failure's body say of whose request it is."""
        return {"request": self.id, "custom_attributes": self.custom_attributes}


def without_password(attributes: str | None) -> tuple[str | None, str | None]:
    """The caller's attributes as they may be logged and echoed, and the PDF's password where they hold one."""
    found = _PASSWORD.search(attributes or "")
    if attributes is None or found is None:
        return attributes, None
    return _PASSWORD.sub("password=***", attributes), unquote(found.group(1))


def _printable(text: str, length: int) -> str:
    """Nothing that a terminal, a log or a header could take for more than text."""
    return _UNPRINTABLE.sub("?", text)[:length]
