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

# How often a waiting request checks that its client is still connected, and whether a document has become long.
POLL_SECONDS = 0.5
# A document at work for longer than this is long. Documents share batches fairly, so a short one that is let in beside
# long ones is soon done.
LONG_SECONDS = 20.0


class Admission:
    """A bounded queue in front of ``concurrency`` slots; first come, first served.

    A document that has become long gives up its slot, though it is worked on: a few long documents then do not hold up
    all others. No more than ``at_most`` documents are ever at work, since each takes memory."""

    def __init__(self, concurrency: int, queue: int, at_most: int | None = None) -> None:
        self._places = concurrency + queue
        self._at_most = at_most or concurrency
        self._concurrency = concurrency
        self._started: dict[object, float] = {}  # when each document at work got its slot
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
                while not (self._waiting[0] is ticket and self._slot_is_free()):
                    self._refuse_if_stopping()
                    if cancelled():
                        raise ClientLeft("The client disconnected while its document was queued.")
                    remaining = deadline - time.monotonic()
                    if remaining <= 0:  # the server's fault, not the document's: a retry can succeed
                        raise Busy("The deadline passed while the document was queued. Send fewer at once.")
                    self._changed.wait(min(remaining, POLL_SECONDS))
                self._refuse_if_stopping()
                self._started[ticket] = time.monotonic()
            finally:
                self._waiting.remove(ticket)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                del self._started[ticket]
                self._changed.notify_all()

    def waiting(self) -> int:
        """The number of documents waiting for a slot."""
        return len(self._waiting)

    def at_work(self) -> int:
        """The number of documents being reviewed."""
        return len(self._started)

    def stop(self) -> None:
        """Refuses every request that holds no slot yet."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def _slot_is_free(self) -> bool:
        long_since = time.monotonic() - LONG_SECONDS
        short = sum(started > long_since for started in self._started.values())
        return short < self._concurrency and len(self._started) < self._at_most

    def _refuse_if_stopping(self) -> None:
        if self._stopping:
            raise Stopping("The server is stopping. Send the request again; another instance will take it.")
