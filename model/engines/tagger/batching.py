"""Batches the windows of concurrent documents for the device."""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple

from chunking.errors import ClientDisconnected
from model.call_context import never
from model.engines.device_errors import empty_cache, out_of_memory
from model.engines.device_job import Item, Job, Result
from model.engines.device_thread import DeviceThread, single_chunk_out_of_memory

# Windows of a batch, by PyTorch's device.
TORCH_BATCH_WINDOWS = {"cpu": 8, "cuda": 64}
# OpenVINO's, for each processor: enough to keep all busy, few enough for short documents not to wait for long.
OPENVINO_WINDOWS_PER_PROCESSOR = 4


class _Entry(NamedTuple, Generic[Item, Result]):
    """One item of a batch, and the job and index of its result."""

    job: Job[Item, Result]
    number: int
    item: Item


class Batcher(DeviceThread[list[_Entry[Item, Result]]], Generic[Item, Result]):
    """Runs ``compute`` on at most ``size`` items at a time, taking one item from each waiting job in turn, so that
    short documents do not wait for long ones."""

    def __init__(self, compute: Callable[[list[Item]], list[Result]], size: int) -> None:
        self._compute = compute
        self._size = size
        self._jobs: deque[Job[Item, Result]] = deque()
        super().__init__("batcher")

    def run(
        self, items: Sequence[Item], timeout: float = math.inf, cancelled: Callable[[], bool] = never
    ) -> list[Result]:
        """The items' results, in order; ``cancelled`` tells whether the caller has disconnected.

        Raises what ``compute`` raised, OutOfMemory, TimeoutError, or ClientDisconnected.
        """
        if not items:
            return []
        job: Job[Item, Result] = Job(items, cancelled)
        self._enqueue(lambda: self._jobs.append(job))
        if not job.done.wait(min(timeout, threading.TIMEOUT_MAX)):
            job.fail(TimeoutError())
        return job.results()

    def _pending(self) -> bool:
        return bool(self._jobs)

    def _next_batch(self) -> list[_Entry[Item, Result]] | None:
        batch: list[_Entry[Item, Result]] = []
        while self._jobs and len(batch) < self._size:
            job = self._jobs.popleft()
            if not job.error and job.cancelled():
                job.fail(ClientDisconnected("The client left."))
            if job.error:
                continue
            number, item = job.waiting.popleft()
            batch.append(_Entry(job, number, item))
            if job.waiting:
                self._jobs.append(job)
        return batch or None

    def _compute_batch(self, batch: list[_Entry[Item, Result]]) -> None:
        results = self._halving([entry.item for entry in batch])
        for entry, result in zip(batch, results, strict=True):
            entry.job.finish(entry.number, result)

    def _fail_batch(self, batch: list[_Entry[Item, Result]], error: Exception) -> None:
        for entry in batch:
            entry.job.fail(error)

    def _fail_all(self, error: Exception) -> None:
        while self._jobs:
            self._jobs.popleft().fail(error)

    def _halving(self, items: list[Item]) -> list[Result]:
        """Computes the items, in halves if memory runs out."""
        try:
            return self._compute(items)
        except Exception as error:
            if not out_of_memory(error):
                raise
            if len(items) == 1:
                raise single_chunk_out_of_memory() from error
            empty_cache()
        half = len(items) // 2
        return self._halving(items[:half]) + self._halving(items[half:])
