"""Holds one caller's items for the device thread, and their results."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from model.call_context import never

Item = TypeVar("Item")
Result = TypeVar("Result")


class Job(Generic[Item, Result]):
    """The items of one caller, who waits for ``done``. ``cancelled`` tells whether the caller has disconnected."""

    def __init__(self, items: Sequence[Item], cancelled: Callable[[], bool] = never) -> None:
        self.waiting = deque(enumerate(items))
        self.cancelled = cancelled
        self.error: BaseException | None = None
        self.done = threading.Event()
        self._results: list[Result | None] = [None] * len(items)
        self._unfinished = len(items)

    def finish(self, index: int, result: Result) -> None:
        """Records an item's result; the last one wakes the caller."""
        self._results[index] = result
        self._unfinished -= 1
        if not self._unfinished:
            self.done.set()

    def fail(self, error: BaseException) -> None:
        """Wakes the caller with the first error; remaining items are skipped."""
        self.error = self.error or error
        self.done.set()

    def results(self) -> list[Result]:
        """All results in the order of the items. Raises the job's error."""
        if self.error:
            raise self.error
        return [result for result in self._results if result is not None]
