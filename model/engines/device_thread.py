"""Runs the thread that owns the device, which takes batches from a queue and computes them one after another."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from chunking.errors import InternalError, OutOfMemory
from model.engines.device_errors import lost

Batch = TypeVar("Batch")


class DeviceThread(ABC, Generic[Batch]):
    """Computes batches until it is closed. Subclasses define the queue and the computation; they call ``__init__``
    last, since it starts the thread."""

    def __init__(self, name: str) -> None:
        self._changed = threading.Condition()
        self._busy_since: float | None = None
        self._stopped = self._lost = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @abstractmethod
    def _pending(self) -> bool:
        """Whether there is anything to compute. Called with the lock held."""

    @abstractmethod
    def _next_batch(self) -> Batch | None:
        """The next batch; None if all waiting jobs were cancelled. Called with the lock held."""

    @abstractmethod
    def _compute_batch(self, batch: Batch) -> None:
        """Computes a batch and delivers its results."""

    @abstractmethod
    def _fail_batch(self, batch: Batch, error: Exception) -> None:
        """Fails the callers waiting for the batch."""

    @abstractmethod
    def _fail_all(self, error: Exception) -> None:
        """Fails all callers, since no further batch will be computed. Called with the lock held."""

    def _enqueue(self, append: Callable[[], None]) -> None:
        """Runs ``append`` with the lock held and wakes the thread. Raises InternalError once closed."""
        with self._changed:
            if self._stopped:
                raise _stopped()
            append()
            self._changed.notify()

    def busy_seconds(self) -> float:
        """How long the current batch has been computing, in seconds; 0 when idle, infinity once the device is lost."""
        since = self._busy_since
        return float("inf") if self._lost else time.monotonic() - since if since else 0.0

    def close(self) -> None:
        """Ends the thread after its current batch; jobs still waiting fail with InternalError."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not (self._pending() or self._stopped):
                    self._changed.wait()
                if self._stopped:
                    self._fail_all(_stopped())
                    return
                batch = self._next_batch()
            if batch is not None:
                self._timed(batch)

    def _timed(self, batch: Batch) -> None:
        self._busy_since = time.monotonic()
        try:
            self._compute_batch(batch)
        except Exception as error:  # callers must learn of every kind of error
            self._lost = self._lost or lost(error)
            self._fail_batch(batch, error)
        finally:
            self._busy_since = None


def single_chunk_out_of_memory() -> OutOfMemory:
    """The error for a batch that cannot be made any smaller."""
    return OutOfMemory("Memory ran out on a single chunk. Use a larger machine or a smaller model.")


def _stopped() -> InternalError:
    return InternalError("The model has stopped. Send the request again.")
