"""Admission control: a limited number of requests at work and waiting, and none at all once the server is stopping."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chunking.errors import Busy, ClientLeft, Stopping
from model.engines.base import never

# How often a waiting request checks that its client is still connected.
POLL_SECONDS = 0.5


class Admission:
    """A bounded queue in front of a bounded number of slots; first come, first served."""

    def __init__(self, concurrency: int, queue: int) -> None:
        self._places = concurrency + queue
        self._concurrency = self._slots = concurrency
        self._waiting: deque[object] = deque()
        self._changed = threading.Condition()
        self._stopping = False

    def refuse_if_full(self) -> None:
        """Raises Busy and Stopping if ``admitted`` would; a body that could not be reviewed need not be received."""
        with self._changed:
            self._refuse_if_stopping()
            if not self._places:
                raise Busy("The queue is full. Try again after the time in Retry-After.")

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Holds a place, at work or in the queue, for as long as it is entered. Raises Busy and Stopping."""
        with self._changed:
            self.refuse_if_full()
            self._places -= 1
        try:
            yield
        finally:
            with self._changed:
                self._places += 1

    @contextmanager
    def turn(self, deadline: float = math.inf, cancelled: Callable[[], bool] = never) -> Iterator[None]:
        """Waits for a slot and holds it. ``deadline`` is in seconds of the monotonic clock.

        Raises Stopping, Busy (the deadline passed) or ClientLeft (``cancelled``) if that happens before a slot is free.
        """
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
            try:
                while not (self._slots and self._waiting[0] is ticket):
                    self._refuse_if_stopping()
                    if cancelled():
                        raise ClientLeft("The client disconnected while its document was queued.")
                    remaining = deadline - time.monotonic()
                    if remaining <= 0:  # the server's fault, not the document's: a retry can succeed
                        raise Busy("The deadline passed while the document was queued. Send fewer at once.")
                    self._changed.wait(min(remaining, POLL_SECONDS))
                self._refuse_if_stopping()
                self._slots -= 1
            finally:
                self._waiting.remove(ticket)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._slots += 1
                self._changed.notify_all()

    def waiting(self) -> int:
        """The number of documents waiting for a slot."""
        return len(self._waiting)

    def at_work(self) -> int:
        """The number of documents holding a slot."""
        return self._concurrency - self._slots

    def stop(self) -> None:
        """Refuses every request that holds no slot yet."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def _refuse_if_stopping(self) -> None:
        if self._stopping:
            raise Stopping("The server is stopping. Send the request again; another instance will take it.")
