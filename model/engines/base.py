"""What every model does, whatever kind it is, and how a directory tells its kind."""

from __future__ import annotations

import json
import os
import time
from contextvars import ContextVar
from pathlib import Path
from threading import Event
from typing import NamedTuple, Protocol

from chunking.document import Document
from chunking.errors import BadModel, TookTooLong
from chunking.isolation.processors import allowed
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
    and seconds by stage; and, where the model comes with a norm, that norm and the document as the model saw it."""

    findings: list[Finding]
    tokens: int
    unread_segments: list[int]
    seconds: dict[str, float]
    seen: Seen | None = None
    norm: Norm | None = None


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


def load_engine(folder: Path = EMBEDDED, remote_code: bool = False) -> Engine:
    """Loads a model directory. Raises BadModel where it is incomplete or of a kind that is not served.

    Python code that a language model's directory brings is run only with ``remote_code``."""
    architecture = _architecture(folder)
    # torch takes seconds to import, and `--help` does not need it. It takes a thread for each processor that it sees,
    # and more than a container may use wait for one another.
    os.environ.setdefault("OMP_NUM_THREADS", str(allowed()))
    if architecture.endswith("ForTokenClassification"):
        from model.engines.tagger.engine import Tagger

        return Tagger.load(folder)
    if architecture.endswith(("ForCausalLM", "LMHeadModel")):
        from model.engines.llm.engine import LLM

        return LLM.load(folder, remote_code)
    raise BadModel(f"{folder} holds a {architecture}; a model for token classification or a causal LM is needed.")


def _architecture(folder: Path) -> str:
    if not folder.is_dir():
        raise BadModel(f"{folder} is not a directory. Name a model directory, or leave it out for the embedded one.")
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return str(config["architectures"][0])
    except FileNotFoundError as error:
        raise BadModel(f"{folder} has no config.json, so it is not a model directory of transformers.") from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise BadModel(f"{folder / 'config.json'} names no architecture.") from error
