"""What every engine does, whatever kind of model it runs."""

from __future__ import annotations

import time
from contextvars import ContextVar
from pathlib import Path
from threading import Event
from typing import NamedTuple, Protocol

from chunking.document import Document
from chunking.errors import TookTooLong
from model.deviation.reference import Norm, Seen
from model.findings import Finding

EMBEDDED = Path(__file__).parents[1] / "embedded"
# Set when whoever sent the current request has left: an engine whose work is long then stops.
LEFT: ContextVar[Event | None] = ContextVar("left", default=None)
# When the current request must be answered, of the monotonic clock.
UNTIL: ContextVar[float | None] = ContextVar("until", default=None)


def check_time() -> None:
    """Raises TookTooLong where the current request's time is up: asked for each clause, since a document made for it
    has many, and the words of all take long to read."""
    until = UNTIL.get()
    if until is not None and time.monotonic() >= until:
        raise TookTooLong("The review was not put together in time. Send fewer pages, or raise the limit.")


class Identity(NamedTuple):
    """Which model made a review: the engine's kind, the directory's name, the weights' sha256."""

    engine: str
    name: str
    sha256: str


class Found(NamedTuple):
    """What an engine found in a document: every candidate with its score, tokens read, segments that did not fit,
    and seconds by stage; where the model comes with a norm, that norm and the document as the model saw it; and whether
    scores were fitted to how often they are right."""

    findings: list[Finding]
    tokens: int
    unread_segments: list[int]
    seconds: dict[str, float]
    seen: Seen | None = None
    norm: Norm | None = None
    calibrated: bool = False


class Engine(Protocol):
    """Reads documents and points at clauses. Thread-safe: concurrent calls share batches."""

    identity: Identity
    thresholds: dict[str, float]

    def find(self, document: Document, timeout: float | None = None) -> Found:
        """All candidates of all categories (the keys of ``thresholds``). Raises TookTooLong and OutOfMemory."""
        ...

    def busy_seconds(self) -> float:
        """How long the device has worked on its current batch; 0 when idle, infinity where it is lost and only another
        process can use it again."""
        ...

    def close(self) -> None:
        """Frees the device."""
        ...
