"""Sends messages between processes: a JSON header, binary parts, and optionally a file descriptor.

Never pickle: the process at the other end may have been compromised by a hostile file.
"""

from __future__ import annotations

import json
import math
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, Self


class Message(NamedTuple):
    """A received message. The receiver must close the descriptor."""

    header: dict[str, Any]
    parts: list[bytes]
    descriptor: int | None


class Channel:
    """One end of a socket pair. Any thread may send; only one at a time may receive."""

    def __init__(self, descriptor: int) -> None:
        """Takes ownership of the socket's ``descriptor``."""
        self._pipe = Connection(descriptor)
        self._sending = threading.Lock()

    @classmethod
    def pair(cls) -> tuple[Channel, Channel]:
        """Two ends, connected."""
        one, other = socket.socketpair()
        return cls(one.detach()), cls(other.detach())

    def send(self, header: Mapping[str, Any], *parts: bytes | memoryview, descriptor: int | None = None) -> None:
        """Raises OSError if either end is closed."""
        with self._sending:
            self._pipe.send_bytes(json.dumps([header, len(parts), descriptor is not None]).encode())
            for part in parts:
                self._pipe.send_bytes(part)
            if descriptor is not None:
                with self._socket() as files:
                    socket.send_fds(files, [b"."], [descriptor])

    def receive(self, deadline: float = math.inf) -> Message:
        """The next message; ``deadline`` is a time of the monotonic clock, in seconds.

        Raises TimeoutError, EOFError or OSError if an end is closed, and ValueError if what arrives is not a message.
        """
        try:
            header, count, has_file = json.loads(self._frame(deadline))
            parts = [self._frame(deadline) for _ in range(count)]
        except (TypeError, RecursionError) as error:
            raise ValueError("This is not a message.") from error
        if not isinstance(header, dict):
            raise ValueError("The message has no header.")
        return Message(header, parts, self._descriptor() if has_file else None)

    def fileno(self) -> int:
        """For ``multiprocessing.connection.wait``."""
        return self._pipe.fileno()

    def close(self) -> None:
        """Closes this end; the other one then receives EOFError."""
        self._pipe.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _frame(self, deadline: float) -> bytes:
        if deadline < math.inf and not self._pipe.poll(max(0.0, deadline - time.monotonic())):
            raise TimeoutError
        return self._pipe.recv_bytes()

    def _descriptor(self) -> int:
        with self._socket() as files:
            _, descriptors, _, _ = socket.recv_fds(files, 1, 1)
        if not descriptors:
            raise EOFError
        return descriptors[0]

    @contextmanager
    def _socket(self) -> Iterator[socket.socket]:
        borrowed = socket.socket(fileno=self._pipe.fileno())
        try:
            yield borrowed
        finally:
            borrowed.detach()
