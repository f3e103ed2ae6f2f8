"""What every model does, whatever kind it is, and how a directory tells its kind."""

from __future__ import annotations

import json
from contextvars import ContextVar
from pathlib import Path
from threading import Event
from typing import NamedTuple, Protocol

from chunking.document import Document
from chunking.errors import BadModel
from model.deviation.reference import Norm, Seen
from model.engines.directory import CONFIG, base_in
from model.findings import Finding

EMBEDDED = Path(__file__).parents[1] / "embedded"
# Set when whoever sent the current request has left: an engine whose work is long then stops.
LEFT: ContextVar[Event | None] = ContextVar("left", default=None)


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


def load_engine(folder: Path = EMBEDDED, remote_code: bool = False) -> Engine:
    """Loads a model directory. Raises BadModel where it is incomplete or of a kind that is not served.

    Python code that a language model's directory brings is run only with ``remote_code``."""
    base = base_in(folder)
    architecture = _architecture(base)
    # torch takes seconds to import, and `--help` does not need it
    if architecture.endswith("ForTokenClassification"):
        from model.engines.tagger.engine import Tagger

        return Tagger.load(base)
    if architecture.endswith(("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")):
        from model.engines.llm.engine import LLM

        return LLM.load(folder, remote_code)
    raise BadModel(f"{folder} holds a {architecture}; a model for token classification or a causal LM is needed.")


def _architecture(folder: Path) -> str:
    try:
        return str(json.loads((folder / CONFIG).read_text(encoding="utf-8"))["architectures"][0])
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise BadModel(f"{folder / CONFIG} names no architecture.") from error
