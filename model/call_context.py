"""The context of a call: its adapter, its deadline, and whether its caller still waits."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from chunking.errors import TookTooLong


def never() -> bool:
    """The default for ``cancelled``: the caller never disconnects."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallContext:
    """Which adapter answers a call, and how long its caller waits.

    deadline: a time on the monotonic clock, in seconds; all processes of a machine share that clock. cancelled: whether
    the caller has disconnected; long-running work checks it and stops. adapter: the adapter's name; None for the
    model's default. known: what an engine computed for the call's earlier documents, so that a draft's passages that
    an earlier draft has, too, are not read again; the engine chooses the keys, and adds to it.
    """

    deadline: float = math.inf
    cancelled: Callable[[], bool] = never
    adapter: str | None = None
    known: dict[Hashable, Any] | None = None

    def remaining(self) -> float:
        """Seconds until the deadline, at least 0; infinite without one."""
        return max(0.0, self.deadline - time.monotonic())


UNLIMITED = CallContext()
# The context of the current thread's request. sagemaker-inference's hooks have no argument for it, and the functions
# that read single clauses are many calls below ``review_document``.
CURRENT: ContextVar[CallContext] = ContextVar("current", default=UNLIMITED)


def check_time() -> None:
    """Raises TookTooLong once the current request's deadline has passed.

    Called for each clause, since a hostile document can have too many to read in time.
    """
    if not CURRENT.get().remaining():
        raise TookTooLong("The review could not be completed in time. Send fewer pages, or raise the time limit.")
