"""Who may come in: so many requests at work, so many waiting, and nobody new once the server stops."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chunking.errors import Busy, ClientLeft, Stopping

# How often who waits looks whether its client is still there.
LOOK_SECONDS = 0.5


class Gate:
    """A bounded queue in front of bounded work; first come, first served."""

    def __init__(self, concurrency: int, queue: int) -> None:
        self._places = concurrency + queue
        self._concurrency = self._slots = concurrency
        self._line: deque[object] = deque()
        self._changed = threading.Condition()
        self._stopping = False

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Holds a place in the server. Raises Busy or Stopping."""
        with self._changed:
            self._refuse_if_stopping()
            if not self._places:
                raise Busy("The queue is full. Try again after the time in Retry-After.")
            self._places -= 1
        try:
            yield
        finally:
            with self._changed:
                self._places += 1

    @contextmanager
    def turn(self, until: float = float("inf"), left: Callable[[], bool] = lambda: False) -> Iterator[None]:
        """Waits for a slot and holds it; ``until`` is of the monotonic clock, ``left`` says that nobody waits any more.

        Raises Stopping where the server stops before a slot is free, Busy where the time is up before, and ClientLeft.
        """
        ticket = object()
        with self._changed:
            self._line.append(ticket)
            try:
                while not (self._slots and self._line[0] is ticket):
                    self._refuse_if_stopping()
                    if left():
                        raise ClientLeft("The client left while its document waited.")
                    time_left = until - time.monotonic()
                    if time_left <= 0:  # no fault of the document's: a batch transform sends it again
                        raise Busy("The time was up while the document waited. Send fewer at once.")
                    self._changed.wait(min(time_left, LOOK_SECONDS))
                self._refuse_if_stopping()
                self._slots -= 1
            finally:
                self._line.remove(ticket)
                self._changed.notify_all()
        try:
            yield
        finally:
            with self._changed:
                self._slots += 1
                self._changed.notify_all()

    def waiting(self) -> int:
        """Documents that wait for their turn."""
        return len(self._line)

    def at_work(self) -> int:
        """Documents that have it."""
        return self._concurrency - self._slots

    def stop(self) -> None:
        """Refuses everyone who is not at work yet. Safe in a signal handler: another thread takes the lock."""
        threading.Thread(target=self._stop, daemon=True).start()

    def _stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    def _refuse_if_stopping(self) -> None:
        if self._stopping:
            raise Stopping("The server is stopping. Send the request again; another instance will take it.")
