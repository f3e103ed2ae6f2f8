"""Who may come in: so many requests at work, so many waiting, and nobody new once the server stops."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from chunking.errors import Busy, Stopping


class Gate:
    """A bounded queue in front of bounded work; first come, first served."""

    def __init__(self, concurrency: int, queue: int) -> None:
        self._places = concurrency + queue
        self._slots = concurrency
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
    def turn(self) -> Iterator[None]:
        """Waits for a slot and holds it. Raises Stopping where the server stops before it is free."""
        ticket = object()
        with self._changed:
            self._line.append(ticket)
            try:
                while not (self._slots and self._line[0] is ticket):
                    self._refuse_if_stopping()
                    self._changed.wait()
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
