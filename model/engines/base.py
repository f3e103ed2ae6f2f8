"""Defines the interface that every engine implements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from chunking.errors import BadRequest
from model.call_context import UNLIMITED, CallContext

if TYPE_CHECKING:  # the HTTP process imports this module, through its configuration, and should not load NumPy
    from chunking.document import Document
    from model.deviation.norm import Encoding, Norm
    from model.findings import Finding

EMBEDDED = Path(__file__).parents[1] / "embedded"


def refuse_adapter(context: CallContext) -> None:
    """Raises BadRequest if the request names an adapter: for models that have none."""
    if context.adapter is not None:
        raise BadRequest(f"This model has no adapters. Send the request without the adapter {context.adapter!r}.")


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
        ClientDisconnected once the call is cancelled.
        """
        ...

    def busy_seconds(self) -> float:
        """How long the device has been computing its current batch, in seconds; 0 when idle, infinity if the device is
        lost to this process."""
        ...

    def close(self) -> None:
        """Frees the device."""
        ...
