"""A request's body, received into anonymous memory that the model process maps: it is never on disk or copied."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from flask import request
from gunicorn.http.errors import ChunkMissingTerminator, ParseException
from werkzeug.exceptions import ClientDisconnected

from chunking.errors import BadRequest, TookTooLong, TooLarge
from serve.config import Config
from serve.http.uploads import Upload, Uploads

_CHUNK = 1 << 18


class Body(NamedTuple):
    """An anonymous file's descriptor, and its size in bytes."""

    descriptor: int
    size: int


@contextmanager
def received(config: Config, deadline: float, uploads: Uploads) -> Iterator[Body]:
    """The current request's body. ``deadline`` is in seconds of the monotonic clock. Memory is reserved as bytes
    arrive, not when a Content-Length announces them.

    Raises TooLarge, TookTooLong, Busy, Stopping, and BadRequest if the upload stops half way.
    """
    expected = request.content_length
    if expected is not None and expected > config.max_bytes:
        raise _too_large(config)
    with uploads.body(request.environ.get("gunicorn.socket")) as upload:
        _send_continue()
        descriptor = os.memfd_create("body")
        try:
            _receive(descriptor, config, deadline, expected, upload)
            uploads.arrived(upload)
            yield Body(descriptor, upload.size)
        finally:
            os.close(descriptor)


def _send_continue() -> None:
    """Answers "Expect: 100-continue", only now that nothing in the headers is a reason to refuse the body."""
    connection = request.environ.get("gunicorn.socket")
    if connection is not None and request.headers.get("Expect", "").lower() == "100-continue":
        with suppress(OSError):  # if the client is gone, reading says so
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def _receive(descriptor: int, config: Config, deadline: float, expected: int | None, upload: Upload) -> None:
    connection = upload.connection
    try:
        while True:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise TookTooLong("The upload took too long. Send fewer bytes, or raise the limit.", bytes=upload.size)
            if connection is not None:
                connection.settimeout(min(config.upload_seconds, remaining))
            chunk = request.stream.read(min(_CHUNK, config.max_bytes + 1 - upload.size))
            if not chunk:
                break
            if upload.size + len(chunk) > config.max_bytes:
                raise _too_large(config)
            upload.add(len(chunk))
            _write(descriptor, chunk)
    except (ClientDisconnected, ParseException, OSError) as error:
        raise upload.interrupted or _broken(error, upload.size) from error
    finally:
        if connection is not None:
            connection.settimeout(config.upload_seconds)  # for the response: the client may never read it
    if upload.interrupted:
        raise upload.interrupted
    if expected is not None and upload.size < expected:
        raise _incomplete(upload.size)


def _write(descriptor: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]


def _broken(error: Exception, size: int) -> BadRequest:
    if isinstance(error, ParseException) and not isinstance(error, ChunkMissingTerminator):
        return BadRequest("The chunks of the body are not valid HTTP.", bytes=size)
    return _incomplete(size)


def _incomplete(size: int) -> BadRequest:
    return BadRequest("The upload ended before the whole body had arrived. Send it again.", bytes=size)


def _too_large(config: Config) -> TooLarge:
    return TooLarge(f"The body is larger than {config.max_bytes} bytes.", limit=config.max_bytes)
