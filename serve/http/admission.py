"""Admission control: a limited number of requests in progress and waiting, and none once the server is stopping."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from chunking.errors import Busy, ClientDisconnected, Stopping
from model.call_context import never

# How often a waiting request checks that its client is still connected, and whether a document has become long.
POLL_SECONDS = 0.5
# A document in progress for longer than this is long. Documents share batches fairly, so a short one that is admitted
# beside long ones is soon done.
LONG_SECONDS = 20.0


@dataclass(eq=False, slots=True)
class _Document:
    known_long: bool
    started: float = math.inf  # when it got its slot, by the monotonic clock


class Admission:
    """A bounded queue in front of ``concurrency`` slots; first come, first served.

    Long documents must not hold up all others. One that turns out to be long gives up its slot while it is still being
    worked on. One that is known to be long never takes one of these slots; such documents share the ``at_most -
    concurrency`` extra ones (if there are none, they are treated like all others). At most ``at_most`` documents are in
    progress at any time, since each needs memory."""

    def __init__(self, concurrency: int, queue: int, at_most: int | None = None) -> None:
        self._places = concurrency + queue
        self._at_most = at_most or concurrency
        self._concurrency = concurrency
        self._for_long = self._at_most - concurrency
        self._in_progress: set[_Document] = set()
        self._waiting: deque[_Document] = deque()
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
        """Holds a place (in progress or queued) for the duration of the ``with`` block. Raises Busy and Stopping."""
        with self._changed:
            self.refuse_if_full()
            self._places -= 1
        try:
            yield
        finally:
            with self._changed:
                self._places += 1

    @contextmanager
    def slot(
        self, deadline: float = math.inf, cancelled: Callable[[], bool] = never, known_long: bool = False
    ) -> Iterator[None]:
        """Waits for a slot and holds it. ``deadline`` is in seconds of the monotonic clock.

        Raises Stopping, Busy (the deadline passed) or ClientDisconnected (``cancelled``) if that happens first.
        """
        document = _Document(known_long and self._for_long > 0)
        with self._changed:
            self._waiting.append(document)
            try:
                while self._next() is not document:
                    self._refuse_if_stopping()
                    if cancelled():
                        raise ClientDisconnected("The client disconnected while its document was queued.")
                    remaining = deadline - time.monotonic()
                    if remaining <= 0:  # the server's fault, not the document's: a retry can succeed
                        raise Busy("The deadline passed while the document was queued. Send fewer at once.")
                    self._changed.wait(min(remaining, POLL_SECONDS))
                self._refuse_if_stopping()
                document.started = time.monotonic()
                self._in_progress.add(document)
            finally:
                self._waiting.remove(document)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._in_progress.remove(document)
                self._changed.notify_all()

    def waiting(self) -> int:
        """The number of documents waiting for a slot."""
        return len(self._waiting)

    def in_progress(self) -> int:
        """The number of documents in progress."""
        return len(self._in_progress)

    def stop(self) -> None:
        """Refuses every request that holds no slot yet."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def _next(self) -> _Document | None:
        """The first document in the queue for which a slot is free."""
        kinds = [kind for kind in (False, True) if self._has_slot(kind)]
        return next((document for document in self._waiting if document.known_long in kinds), None) if kinds else None

    def _has_slot(self, known_long: bool) -> bool:
        if len(self._in_progress) >= self._at_most:
            return False
        if known_long:
            return sum(other.known_long for other in self._in_progress) < self._for_long
        long_since = time.monotonic() - LONG_SECONDS
        short = sum(not other.known_long and other.started > long_since for other in self._in_progress)
        return short < self._concurrency

    def _refuse_if_stopping(self) -> None:
        if self._stopping:
            raise Stopping("The server is stopping. Send the request again; another instance will take it.")
