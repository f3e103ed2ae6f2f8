"""A request's body, received into anonymous memory that the model process maps: never copied, never on disk."""

from __future__ import annotations

import mmap
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from flask import request
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import ClientDisconnected

from chunking.errors import BadRequest, Busy, TookTooLong, TooLarge
from serve.config import Config

_CHUNK = 1 << 18


class Body(NamedTuple):
    """An anonymous file's descriptor, and its size in bytes."""

    descriptor: int
    size: int


class MemoryBudget:
    """The memory that the bodies of all requests may take together, in bytes."""

    def __init__(self, size: int) -> None:
        self._free = size
        self._lock = threading.Lock()

    @contextmanager
    def reservation(self) -> Iterator[Callable[[int], None]]:
        """A function that reserves bytes until the context ends. It raises Busy if too few are free."""
        reserved = 0

        def reserve(size: int) -> None:
            nonlocal reserved
            with self._lock:
                if size > self._free:
                    raise Busy("The bodies of other requests fill the memory. Try again after the time in Retry-After.")
                self._free -= size
                reserved += size

        try:
            yield reserve
        finally:
            with self._lock:
                self._free += reserved


@contextmanager
def received(config: Config, deadline: float, budget: MemoryBudget | None = None) -> Iterator[Body]:
    """The current request's body. ``deadline`` is in seconds of the monotonic clock. Memory is reserved from ``budget``
    as bytes arrive, not when a Content-Length announces them.

    Raises TooLarge, TookTooLong, Busy, and BadRequest if the upload stops half way.
    """
    expected = request.content_length
    if expected is not None and expected > config.max_bytes:
        raise _too_large(config)
    _send_continue()
    descriptor = os.memfd_create("body")
    try:
        with (budget or MemoryBudget(config.max_bytes)).reservation() as reserve:
            yield Body(descriptor, _receive(descriptor, config, deadline, expected, reserve))
    finally:
        os.close(descriptor)


def _send_continue() -> None:
    """Answers "Expect: 100-continue", only now that nothing in the headers is a reason to refuse the body."""
    connection = request.environ.get("gunicorn.socket")
    if connection is not None and request.headers.get("Expect", "").lower() == "100-continue":
        with suppress(OSError):  # if the client is gone, reading says so
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def mapped(descriptor: int, size: int) -> memoryview:
    """The body's bytes, for as long as the view lives. Closes the descriptor."""
    try:
        # An empty file cannot be mapped.
        return memoryview(mmap.mmap(descriptor, size, prot=mmap.PROT_READ) if size else b"")
    finally:
        os.close(descriptor)


def _receive(
    descriptor: int, config: Config, deadline: float, expected: int | None, reserve: Callable[[int], None]
) -> int:
    connection: socket.socket | None = request.environ.get("gunicorn.socket")
    size = 0
    try:
        while True:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                raise TookTooLong("The upload took too long. Send fewer bytes, or raise the limit.", bytes=size)
            if connection is not None:
                connection.settimeout(min(config.upload_seconds, remaining))
            chunk = request.stream.read(min(_CHUNK, config.max_bytes + 1 - size))
            if not chunk:
                break
            size += len(chunk)
            if size > config.max_bytes:
                raise _too_large(config)
            reserve(len(chunk))
            _write(descriptor, chunk)
    except (ClientDisconnected, ParseException, OSError) as error:
        raise _incomplete(size) from error
    finally:
        if connection is not None:
            connection.settimeout(config.upload_seconds)  # for the response: the client may never read it
    if expected is not None and size < expected:
        raise _incomplete(size)
    return size


def _write(descriptor: int, chunk: bytes) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]


def _incomplete(size: int) -> BadRequest:
    return BadRequest("The upload stopped before its end. Send the whole body.", bytes=size)


def _too_large(config: Config) -> TooLarge:
    return TooLarge(f"The body is larger than {config.max_bytes} bytes.", limit=config.max_bytes)
