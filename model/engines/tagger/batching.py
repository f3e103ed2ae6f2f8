"""Windows of concurrent documents share batches: a thread that owns the device, fed by all who wait."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import torch

from chunking.errors import ClientLeft, InternalError, OutOfMemory
from model.engines.base import never
from model.engines.device import lost, out_of_memory

Item = TypeVar("Item")
Result = TypeVar("Result")


def _stopped() -> InternalError:
    return InternalError("The model has stopped. Send the request again.")


class _Job(Generic[Item, Result]):
    def __init__(self, items: Sequence[Item], cancelled: Callable[[], bool]) -> None:
        self.cancelled = cancelled
        self.waiting = deque(enumerate(items))
        self.results: list[Result | None] = [None] * len(items)
        self.left = len(items)
        self.error: BaseException | None = None
        self.done = threading.Event()


class Batcher(Generic[Item, Result]):
    """Runs ``compute`` on at most ``size`` items at a time, taking one item of each waiting job in turn, so that a
    short document is not held up by a long one."""

    def __init__(self, compute: Callable[[list[Item]], list[Result]], size: int) -> None:
        self._compute = compute
        self._size = size
        self._jobs: deque[_Job[Item, Result]] = deque()
        self._changed = threading.Condition()
        self._busy_since: float | None = None
        self._stopped = self._lost = False
        self._thread = threading.Thread(target=self._run, name="batcher", daemon=True)
        self._thread.start()

    def run(
        self, items: Sequence[Item], timeout: float = math.inf, cancelled: Callable[[], bool] = never
    ) -> list[Result]:
        """The items' results, in order; ``cancelled`` tells whether nobody waits for them any more.

        Raises what ``compute`` raised, OutOfMemory, TimeoutError, or ClientLeft.
        """
        job: _Job[Item, Result] = _Job(items, cancelled)
        if not items:
            return []
        with self._changed:
            if self._stopped:
                raise _stopped()
            self._jobs.append(job)
            self._changed.notify()
        if not job.done.wait(min(timeout, threading.TIMEOUT_MAX)):
            job.error = TimeoutError()  # its remaining items are skipped
            raise job.error
        if job.error:
            raise job.error
        return [result for result in job.results if result is not None]

    def busy_seconds(self) -> float:
        """How long the current batch has been computing; 0 when idle, and without end where the device is lost."""
        since = self._busy_since
        return float("inf") if self._lost else time.monotonic() - since if since else 0.0

    def close(self) -> None:
        """Ends the thread after the batch that it is computing; jobs that still wait fail with InternalError."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        self._thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._jobs and not self._stopped:
                    self._changed.wait()
                if self._stopped:
                    self._give_up()
                    return
                batch = self._next_batch()
            if batch:
                self._work(batch)

    def _give_up(self) -> None:
        """Tells those who still wait that nothing comes any more."""
        while self._jobs:
            job = self._jobs.popleft()
            job.error = job.error or _stopped()
            job.done.set()

    def _next_batch(self) -> list[tuple[_Job[Item, Result], int, Item]]:
        batch: list[tuple[_Job[Item, Result], int, Item]] = []
        while self._jobs and len(batch) < self._size:
            job = self._jobs.popleft()
            if not job.error and job.cancelled():
                job.error = ClientLeft("The client left.")
                job.done.set()
            if job.error:
                continue
            index, item = job.waiting.popleft()
            batch.append((job, index, item))
            if job.waiting:
                self._jobs.append(job)
        return batch

    def _work(self, batch: list[tuple[_Job[Item, Result], int, Item]]) -> None:
        self._busy_since = time.monotonic()
        try:
            results = self._halving([item for _, _, item in batch])
        except Exception as error:  # whatever it is, those who wait must hear of it
            self._lost = self._lost or lost(error)
            for job, _, _ in batch:
                job.error = error
                job.done.set()
            return
        finally:
            self._busy_since = None
        for (job, index, _), result in zip(batch, results, strict=True):
            job.results[index] = result
            job.left -= 1
            if not job.left:
                job.done.set()

    def _halving(self, items: list[Item]) -> list[Result]:
        """Computes, in halves where memory runs out."""
        try:
            return self._compute(items)
        except Exception as error:
            if not out_of_memory(error):
                raise
            if len(items) == 1:
                raise OutOfMemory(
                    "Memory ran out on a single chunk. Use a larger machine or a smaller model."
                ) from error
            if torch.cuda.is_available():
                torch.cuda.empty_cache()
        half = len(items) // 2
        return self._halving(items[:half]) + self._halving(items[half:])
