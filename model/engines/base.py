"""The interface that every engine implements."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from chunking.errors import BadRequest, TookTooLong

if TYPE_CHECKING:  # the HTTP process imports CallContext from here and should not load NumPy
    from chunking.document import Document
    from model.deviation.reference import Encoding, Norm
    from model.findings import Finding

EMBEDDED = Path(__file__).parents[1] / "embedded"


def never() -> bool:
    """The default for ``cancelled``: the caller never disconnects."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallContext:
    """Which adapter answers a call, and how long its caller waits.

    deadline: a time on the monotonic clock, in seconds; all processes of a machine share that clock. cancelled: whether
    the caller has disconnected; long-running work checks it and stops. adapter: the adapter's name; None for the
    model's default.
    """

    deadline: float = math.inf
    cancelled: Callable[[], bool] = never
    adapter: str | None = None

    def remaining(self) -> float:
        """Seconds until the deadline, at least 0; infinite without one."""
        return max(0.0, self.deadline - time.monotonic())


UNLIMITED = CallContext()
# The context of the current thread's request. sagemaker-inference's hooks have no argument for it, and the functions
# that read single clauses are many calls below ``review_document``.
CURRENT: ContextVar[CallContext] = ContextVar("current", default=UNLIMITED)


def refuse_adapter(context: CallContext) -> None:
    """Raises BadRequest if the request names an adapter: for models that have none."""
    if context.adapter is not None:
        raise BadRequest(f"This model has no adapters. Send the request without the adapter {context.adapter!r}.")


def check_time() -> None:
    """Raises TookTooLong once the current request's deadline has passed.

    Called for each clause, since a hostile document can have too many to read in time.
    """
    if not CURRENT.get().remaining():
        raise TookTooLong("The review could not be completed in time. Send fewer pages, or raise the time limit.")


class Identity(NamedTuple):
    """The model behind a review: the kind of engine, the model directory's name, the weights' sha256."""

    engine: str
    name: str
    sha256: str


class OwnWords(NamedTuple):
    """Free text that a model generated in a ``field`` of its answer about the segments ``first`` to ``last`` (half
    open). ``category`` is the one that the prompt asked about, if any; ``about`` are the clauses quoted with the
    text."""

    field: str
    text: str
    category: str | None
    first: int
    last: int
    about: list[Finding]


class Found(NamedTuple):
    """What an engine found in a document: all candidates with their scores, the number of tokens, the segments that
    were truncated, and the seconds of each stage. If the model has a norm: the norm, and the model's encoding of the
    document. ``own_words`` is generated text that is not from the document; ``identity`` is the model's, if it depends
    on the request."""

    findings: list[Finding]
    tokens: int
    unread_segments: list[int]
    seconds: dict[str, float]
    encoding: Encoding | None = None
    norm: Norm | None = None
    calibrated: bool = False
    own_words: Sequence[OwnWords] = ()
    identity: Identity | None = None


class Engine(Protocol):
    """Finds clauses in documents. Thread-safe: concurrent calls share batches."""

    identity: Identity
    thresholds: dict[str, float]

    def check_request(self, context: CallContext) -> None:
        """Raises BadRequest for an unknown adapter; called before the document is read."""
        ...

    def find(self, document: Document, context: CallContext = UNLIMITED) -> Found:
        """All candidates of all categories (the keys of ``thresholds``).

        Raises BadRequest for an unknown adapter, OutOfMemory, TookTooLong at the context's deadline, and TookTooLong or
        ClientLeft once the call is cancelled.
        """
        ...

    def busy_seconds(self) -> float:
        """How long the device has been computing its current batch, in seconds; 0 when idle, infinity if the device is
        lost to this process."""
        ...

    def close(self) -> None:
        """Frees the device."""
        ...
