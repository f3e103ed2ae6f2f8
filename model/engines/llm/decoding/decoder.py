"""Answers the chunks of all documents in shared batches: the scheduler plans each pass, the runner computes it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

from model.call_context import never
from model.engines.device_errors import empty_cache, out_of_memory
from model.engines.device_job import Job
from model.engines.device_thread import DeviceThread, single_chunk_out_of_memory
from model.engines.llm.decoding.model_runner import ModelRunner
from model.engines.llm.decoding.scheduler import Outcome, Scheduler, SlotInput, Task

# How often a waiting caller checks whether its client has disconnected, in seconds.
_POLL = 0.2


class Decoder(DeviceThread[list[int]]):
    """The device thread of a language model. A batch is the newly admitted slots: they are prefilled, and then, if
    decoding is due, all active slots decode the next tokens of their unfinished answers."""

    def __init__(self, scheduler: Scheduler, runner: ModelRunner) -> None:
        self._scheduler, self._runner = scheduler, runner
        super().__init__("decoder")

    def run(
        self, tasks: Sequence[Task], timeout: float = math.inf, cancelled: Callable[[], bool] = never
    ) -> list[Outcome]:
        """The tasks' outcomes, in order. Raises TimeoutError, OutOfMemory, InternalError, or what the model raised.

        The slots of a caller that stops waiting, after ``timeout`` seconds or once ``cancelled``, are freed.
        """
        if not tasks:
            return []
        job: Job[Task, Outcome] = Job(tasks, cancelled)
        self._enqueue(lambda: self._scheduler.submit(job))
        until = time.monotonic() + timeout
        while not job.done.wait(min(_POLL, max(0.0, until - time.monotonic()))):
            if time.monotonic() >= until or cancelled():
                job.fail(TimeoutError())
        return job.results()

    def _pending(self) -> bool:
        return self._scheduler.pending()

    def _next_batch(self) -> list[int]:
        self._scheduler.release_failed()
        return self._scheduler.admit()

    def _compute_batch(self, batch: list[int]) -> None:
        try:
            self._runner.allocate(self._scheduler.slots, self._scheduler.adapter)
            if batch:
                self._step(self._scheduler.prefill(batch))
            if self._scheduler.decode_due():
                self._step(self._scheduler.decode())
        except Exception as error:
            if not out_of_memory(error):
                raise
            # The chunks in the cache start over, with half as many slots.
            self._runner.drop_cache()
            empty_cache()
            # No local variable may refer to the error, whose traceback would keep the failed pass's tensors alive.
            self._scheduler.halve(single_chunk_out_of_memory())

    def _step(self, inputs: list[SlotInput]) -> None:
        self._scheduler.advance(inputs, self._runner.step(inputs))

    def _fail_batch(self, batch: list[int], error: Exception) -> None:
        self._scheduler.fail_active(error)
        self._runner.drop_cache()

    def _fail_all(self, error: Exception) -> None:
        self._scheduler.fail_all(error)
