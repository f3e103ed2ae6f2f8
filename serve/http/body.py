"""A request's body, received into anonymous memory that the model's process maps: there once, and on no disk."""

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

_PIECE = 1 << 18


class Body(NamedTuple):
    """An open file without a name, and its size in bytes."""

    descriptor: int
    size: int


class Room:
    """The memory that all bodies may take together, in bytes."""

    def __init__(self, size: int) -> None:
        self._free = size
        self._changing = threading.Lock()

    @contextmanager
    def share(self) -> Iterator[Callable[[int], None]]:
        """What takes so many bytes, which others have again afterwards. It raises Busy where they are not left."""
        taken = 0

        def take(size: int) -> None:
            nonlocal taken
            with self._changing:
                if size > self._free:
                    raise Busy("The bodies of other requests fill the memory. Try again after the time in Retry-After.")
                self._free -= size
                taken += size

        try:
            yield take
        finally:
            with self._changing:
                self._free += taken


@contextmanager
def received(config: Config, until: float, room: Room | None = None) -> Iterator[Body]:
    """The current request's body. ``until`` is of the monotonic clock; ``room`` is taken as the bytes come, since
    a length that was only announced takes none.

    Raises TooLarge, TookTooLong, Busy, and BadRequest where the upload stops half way.
    """
    expected = request.content_length
    if expected is not None and expected > config.max_bytes:
        raise _too_large(config)
    _go_on()
    descriptor = os.memfd_create("body")
    try:
        with (room or Room(config.max_bytes)).share() as take:
            yield Body(descriptor, _receive(descriptor, config, until, expected, take))
    finally:
        os.close(descriptor)


def _go_on() -> None:
    """Tells a client that asked whether its body is wanted that it is; who is refused has not sent it for nothing."""
    connection = request.environ.get("gunicorn.socket")
    if connection is not None and request.headers.get("Expect", "").lower() == "100-continue":
        with suppress(OSError):  # whether it is still there, reading will show
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")


def mapped(descriptor: int, size: int) -> memoryview:
    """The body's bytes for as long as the view lives; closes the descriptor."""
    try:
        # An empty file cannot be mapped.
        return memoryview(mmap.mmap(descriptor, size, prot=mmap.PROT_READ) if size else b"")
    finally:
        os.close(descriptor)


def _receive(descriptor: int, config: Config, until: float, expected: int | None, take: Callable[[int], None]) -> int:
    connection: socket.socket | None = request.environ.get("gunicorn.socket")
    size = 0
    try:
        while True:
            left = until - time.monotonic()
            if left <= 0:
                raise TookTooLong("The upload took too long. Send fewer bytes, or raise the limit.", bytes=size)
            if connection is not None:
                connection.settimeout(min(config.upload_seconds, left))
            piece = request.stream.read(min(_PIECE, config.max_bytes + 1 - size))
            if not piece:
                break
            size += len(piece)
            if size > config.max_bytes:
                raise _too_large(config)
            take(len(piece))
            _write(descriptor, piece)
    except (ClientDisconnected, ParseException, OSError) as error:
        raise _half(size) from error
    finally:
        if connection is not None:
            connection.settimeout(config.upload_seconds)  # for the answer, which somebody may not fetch
    if expected is not None and size < expected:
        raise _half(size)
    return size


def _write(descriptor: int, piece: bytes) -> None:
    view = memoryview(piece)
    while view:
        view = view[os.write(descriptor, view) :]


def _half(size: int) -> BadRequest:
    return BadRequest("The upload stopped before its end. Send the whole body.", bytes=size)


def _too_large(config: Config) -> TooLarge:
    return TooLarge(f"The body is larger than {config.max_bytes} bytes.", limit=config.max_bytes)
