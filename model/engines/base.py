"""What every engine does, whatever kind of model it runs."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from chunking.errors import BadRequest, TookTooLong

if TYPE_CHECKING:  # the HTTP process takes its contexts from here, and does without NumPy
    from chunking.document import Document
    from model.deviation.reference import Norm, Seen
    from model.findings import Finding

EMBEDDED = Path(__file__).parents[1] / "embedded"


def never() -> bool:
    """A caller who does not hang up."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallContext:
    """How long a caller waits for an engine.

    deadline: seconds of the monotonic clock, which all processes of a machine share. cancelled: whether the caller has
    hung up; long work then stops. adapter: the name of the adapter that a language model is to answer with; null for
    the model's default.
    """

    deadline: float = math.inf
    cancelled: Callable[[], bool] = never
    adapter: str | None = None

    def remaining(self) -> float:
        """Seconds until the deadline, at least 0; infinite where there is none."""
        return max(0.0, self.deadline - time.monotonic())


UNLIMITED = CallContext()
# The request that the current thread works on. sagemaker-inference's hooks have no argument for it, nor do the readers
# of a single clause, many calls below ``review_document``.
CURRENT: ContextVar[CallContext] = ContextVar("current", default=UNLIMITED)


def refuse_adapter(context: CallContext) -> None:
    """Raises BadRequest if the request names an adapter; for models that have none to choose from."""
    if context.adapter is not None:
        raise BadRequest("This model has no adapters to choose from. Leave adapter= out of the custom attributes.")


def check_time() -> None:
    """Raises TookTooLong once the current request's deadline has passed.

    Called for each clause: a hostile document can hold a great many, and reading the words of all of them takes long.
    """
    if not CURRENT.get().remaining():
        raise TookTooLong("The review was not put together in time. Send fewer pages, or raise the limit.")


class Identity(NamedTuple):
    """Which model made a review: the engine's kind, the directory's name, the weights' sha256."""

    engine: str
    name: str
    sha256: str


class OwnWords(NamedTuple):
    """What a model wrote in its own words into a ``field`` of its answer about the segments ``first`` to ``last`` (half
    open); ``category`` where it was asked about one, ``about`` the clauses that it quoted beside it."""

    field: str
    text: str
    category: str | None
    first: int
    last: int
    about: list[Finding]


class Found(NamedTuple):
    """What an engine found in a document: every candidate with its score, tokens read, segments that did not fit,
    and seconds by stage; where the model comes with a norm, that norm and the document as the model saw it; whether
    scores were fitted to how often they are right; what the model wrote that is not of the document; and which model
    it was, if that depends on the request."""

    findings: list[Finding]
    tokens: int
    unread_segments: list[int]
    seconds: dict[str, float]
    seen: Seen | None = None
    norm: Norm | None = None
    calibrated: bool = False
    own_words: Sequence[OwnWords] = ()
    identity: Identity | None = None


class Engine(Protocol):
    """Reads documents and points at clauses. Thread-safe: concurrent calls share batches."""

    identity: Identity
    thresholds: dict[str, float]

    def check_request(self, context: CallContext) -> None:
        """Raises BadRequest for an adapter that the model does not have; called before the document is read."""
        ...

    def find(self, document: Document, context: CallContext = UNLIMITED) -> Found:
        """All candidates of all categories (the keys of ``thresholds``).

        Raises BadRequest for an adapter that the model does not have; OutOfMemory; TookTooLong at the context's
        deadline; and either that or ClientLeft once it is cancelled.
        """
        ...

    def busy_seconds(self) -> float:
        """How long the device has worked on its current batch; 0 when idle, infinity where it is lost and only another
        process can use it again."""
        ...

    def close(self) -> None:
        """Frees the device."""
        ...
