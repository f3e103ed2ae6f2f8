"""The engine over causal language models: each chunk's sentences are numbered, and the model points at numbers."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from transformers import PreTrainedTokenizerBase

from chunking.document import Document
from chunking.errors import BadModel, TookTooLong
from chunking.packing import Chunk
from model.engines.base import EMBEDDED, UNLIMITED, CallContext, Found, Identity
from model.engines.llm.constraints import Answer, Grammars, Pointed, Quote
from model.engines.llm.decoder import Decoder
from model.engines.llm.drafts import Source
from model.engines.llm.loading import ADAPTER_WEIGHTS, embedding_rows, load, max_positions
from model.engines.llm.model_runner import ModelRunner
from model.engines.llm.prompt import Prompt, read_template
from model.engines.llm.scheduler import ANSWER_TOKENS, Branch, Limits, Outcome, Scheduler, Task
from model.engines.llm.trial import check
from model.engines.model_directory import adapter_in, base_in, weights_in
from model.engines.tagger.windows import Tokens, tokenise
from model.findings import CANDIDATES, SETTINGS, Finding, Scores, Setting, calibrated, read_off

LLM_SETTINGS = "llm.json"
_FIELDS = {"window", "written", "weights", "adapter", "calibration", "categories"}
# Tokens of a chunk, and the fewest that are worth a pass: models of few positions take less than the first.
WINDOW, _NARROWEST = 1024, 64
# A chunk begins with so much of the one before, as a share of the window: one part of ...
CONTEXT = 16
NO_CHANGE = ((0.0, 0.0), (1.0, 1.0))
# Chunks at work at once, and the tokens of chunks that one pass reads. Memory that does not hold them makes them fewer.
SLOTS = {"cpu": 4, "cuda": 16}
PREFILL = {"cpu": 2048, "cuda": 8192}


class _Chunked(NamedTuple):
    """A chunk and what became of it."""

    chunk: Chunk
    outcome: Outcome


class LLM:
    """A causal language model, its tokenizer and its prompt.

    ``settings`` are those of ``llm.json``: {"window", "written", "weights", "adapter", "calibration", "categories"}.
    Categories of whole sentences are read off in one pass over the chunk and all questions; with ``written`` true their
    answers are written out instead. Categories of words (``trim``) are always written out, for their words must be
    chosen.
    ``weights`` is "int8" or "int4" for linear layers that are to be made smaller as they are loaded, ``adapter`` the
    name of the folder with the adapter to serve, where there are several.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: PreTrainedTokenizerBase,
        template: str,
        settings: dict[str, Any],
        identity: Identity,
    ) -> None:
        self.identity = identity
        self.tokenizer = tokenizer
        self.settings = {name: Setting(**fields) for name, fields in settings["categories"].items()}
        self.thresholds = {name: setting.threshold for name, setting in self.settings.items()}
        self._calibrated = "calibration" in settings
        self._curve = settings.get("calibration", NO_CHANGE)
        words = frozenset(name for name, setting in self.settings.items() if setting.trim)
        self._prompt = Prompt(tokenizer, template, list(self.settings), words)
        self._read_off = {
            name: setting for name, setting in self.settings.items() if not (setting.trim or settings.get("written"))
        }
        self._questions = [
            question.point if name in self._read_off else question.write
            for name, question in self._prompt.questions.items()
        ]
        self._model = model.train(False)
        self._window = self._fitting(settings.get("window"))
        self._slot_tokens = self._window + len(self._prompt.suffix) + sum(map(len, self._questions)) + ANSWER_TOKENS
        self._check_vocabulary()
        self._grammars = Grammars(tokenizer, self._prompt, model.get_output_embeddings().weight.shape[0])
        self._decoder = self.decoder()

    @classmethod
    def load(cls, folder: Path, remote_code: bool = False) -> LLM:
        """Loads safetensors only, and no code from the directory unless ``remote_code``. Raises BadModel."""
        base = base_in(folder)
        settings = read_settings(base)
        adapter = adapter_in(folder, base, settings.get("adapter"))
        model, tokenizer = load(base, adapter, settings.get("weights"), remote_code)
        files = [*weights_in(base), *([adapter / ADAPTER_WEIGHTS] if adapter else [])]
        try:
            identity = Identity("llm", folder.name, _digest(files))
            engine = cls(model, tokenizer, read_template(base), settings, identity)
        except (AttributeError, TypeError, ValueError, KeyError) as error:
            raise BadModel(f"{base / LLM_SETTINGS} is not as `contract-review train` writes it: {error}") from error
        try:
            check(model, engine._prompt.marks)
        except BadModel:
            engine.close()
            raise
        return engine

    def find(self, document: Document, context: CallContext = UNLIMITED) -> Found:
        """Reads the whole document in chunks that are decoded together with other callers'."""
        began = time.monotonic()
        tokens, chunks, longest = self._chunked(document)
        tokenised = time.monotonic()
        try:
            done, unread = self._decoded(document, tokens, chunks, longest, context)
        except TimeoutError as error:
            raise TookTooLong("The model did not finish in time. Send fewer pages, or raise the limit.") from error
        computed = time.monotonic()
        findings = calibrated(self._findings(document, tokens, done), self._curve)
        cut = [number for number, size in enumerate(np.diff(tokens.first).tolist()) if size > longest]
        seconds = {
            "tokenise": tokenised - began,
            "model": computed - tokenised,
            "read_off": time.monotonic() - computed,
        }
        return Found(findings, len(tokens.ids), sorted({*cut, *unread}), seconds, calibrated=self._calibrated)

    def busy_seconds(self) -> float:
        """How long the current pass has been computing; 0 when idle."""
        return self._decoder.busy_seconds()

    def close(self) -> None:
        """Ends the decoding thread and lets go of the weights."""
        self._decoder.close()
        del self._model, self._decoder

    def network(self) -> Any:
        """The model itself, for comparisons."""
        return self._model

    def prefix(self) -> list[int]:
        """The tokens that all chunks begin with."""
        return self._prompt.prefix

    def decoder(self, slots: int | None = None, prefix: Sequence[int] | None = None, longer: int = 0) -> Decoder:
        """A decoder over the model; with other slots, another shared prefix, or room for answers that are by so many
        tokens longer, for comparisons."""
        shared = self._prompt.prefix if prefix is None else prefix
        columns = [self._prompt.none, self._prompt.range, *self._prompt.marks]
        # The cache's index 0 takes padding. Another prefix leaves the length as it is: chunks then bring their own.
        length = 1 + len(self._prompt.prefix) + self._slot_tokens + longer
        kind = self._model.device.type
        limits = Limits(length, slots or SLOTS[kind], PREFILL[kind], max_positions(self._model))
        return Decoder(Scheduler(len(shared), limits), ModelRunner(self._model, shared, columns, length))

    def tasks(self, document: Document) -> list[Task]:
        """The document as the decoder takes it."""
        tokens, chunks, longest = self._chunked(document)
        return [self._task(document, tokens, chunk, longest) for chunk in chunks]

    def _chunked(self, document: Document) -> tuple[Tokens, list[Chunk], int]:
        """The document's tokens and chunks, and from which length on a sentence is read in part."""
        tokens = tokenise(document, self.tokenizer)
        longest = self._window - self._prompt.overhead() - 1
        sizes = np.minimum(np.diff(tokens.first), longest).tolist()
        return tokens, self._prompt.chunks(sizes, self._window, self._window // CONTEXT), longest

    def _fitting(self, asked: int | None) -> int:
        """The window that was asked for; else the usual one, or as much as the model's positions leave to it. Raises
        BadModel. All questions stand at the same positions, behind the chunk; their answers may take a quarter of
        the model's positions, and are cut off there."""
        positions = max_positions(self._model)
        if positions is None:
            return int(asked or WINDOW)
        beside = len(self._prompt.prefix) + len(self._prompt.suffix) + max(map(len, self._questions), default=0)
        left = positions - beside - min(ANSWER_TOKENS, positions // 4)
        window = int(asked) if asked is not None else min(WINDOW, left)
        if window > left or left < _NARROWEST:
            raise BadModel(
                f"The model's {positions} positions leave {max(left, 0)} tokens to a chunk beside prompt and answer; "
                + (f"set a smaller window than {window} in {LLM_SETTINGS}." if window > left else "shorten prompt.txt.")
            )
        return window

    def _check_vocabulary(self) -> None:
        prompt = self._prompt
        most = max(
            [*prompt.prefix, *prompt.suffix, *prompt.marks, *(token for one in self._questions for token in one)]
        )
        if most >= embedding_rows(self._model):
            token = self.tokenizer.convert_ids_to_tokens(most)
            raise BadModel(
                f"The prompt holds {token!r}, which the model has no row for; take it out of the chat template."
            )

    def _decoded(
        self, document: Document, tokens: Tokens, chunks: list[Chunk], longest: int, context: CallContext
    ) -> tuple[list[_Chunked], list[int]]:
        """All chunks with their outcomes, and the segments that could not be read. A chunk whose answers were cut off
        is tried again in two halves."""
        done: list[_Chunked] = []
        unread: list[int] = []
        while chunks:
            tasks = [self._task(document, tokens, chunk, longest) for chunk in chunks]
            outcomes = self._decoder.run(tasks, context.remaining(), context.cancelled)
            tried = [_Chunked(*pair) for pair in zip(chunks, outcomes, strict=True)]
            done += [one for one in tried if not one.outcome.cut_off]
            chunks = []
            for chunk in (one.chunk for one in tried if one.outcome.cut_off):
                middle = (chunk.own + chunk.last) // 2
                if middle == chunk.own:
                    unread.append(chunk.own)
                else:
                    chunks += [Chunk(chunk.first, chunk.own, middle), Chunk(middle, middle, chunk.last)]
        return done, unread

    def _task(self, document: Document, tokens: Tokens, chunk: Chunk, longest: int) -> Task:
        parts = [
            tokens.ids[tokens.first[number] : tokens.first[number + 1]][:longest].tolist()
            for number in range(chunk.first, chunk.last)
        ]
        own = [
            Source(
                document.segment_text(document.segments[number]),
                parts[number - chunk.first],
                (tokens.start[tokens.first[number] :][: len(parts[number - chunk.first])] - start).tolist(),
            )
            for number, start in ((number, document.segments[number].start) for number in range(chunk.own, chunk.last))
        ]

        def branches() -> list[Branch]:
            return [self._branch(name, own) for name in self.settings]

        return Task(self._prompt.chunk(parts, chunk.own - chunk.first), self._questions, branches)

    def _branch(self, category: str, sentences: Sequence[Source]) -> Branch:
        if category in self._read_off:
            return Pointed(len(sentences))
        if category in self._prompt.words:
            return Quote(self._prompt, sentences, self._grammars)
        return Answer(self._prompt, len(sentences))

    def _findings(self, document: Document, tokens: Tokens, done: Sequence[_Chunked]) -> list[Finding]:
        columns = {name: column for column, name in enumerate(self._read_off)}
        scores = np.zeros((len(document.segments), len(columns)), dtype=np.float32)
        written: dict[str, list[Finding]] = {name: [] for name in self.settings if name not in columns}
        for chunk, outcome in done:
            for name, branch in zip(self.settings, outcome.branches, strict=True):
                if isinstance(branch, Pointed):
                    scores[chunk.own : chunk.last, columns[name]] = branch.scores
                elif isinstance(branch, Answer):
                    written[name] += _pointed_at(document, name, chunk, branch)
        whole = {name: Setting(setting.threshold) for name, setting in self._read_off.items()}
        found = read_off(document, tokens, Scores(np.zeros((0, len(columns)), dtype=np.float32), scores), whole)
        for findings in written.values():
            found += sorted(findings, key=lambda finding: -finding.score)[:CANDIDATES]
        return found


def _pointed_at(document: Document, category: str, chunk: Chunk, answer: Answer) -> Iterator[Finding]:
    """The findings of a written answer, with their places in the document."""
    for item in answer.items:
        first, last = chunk.own + item.first, chunk.own + item.last
        start, end = document.segments[first].start, document.segments[last - 1].end
        if item.words:
            start = document.text.index(item.words, start, end)
            end = start + len(item.words)
        yield Finding(category, first, last, start, end, item.score)


def read_settings(folder: Path) -> dict[str, Any]:
    """The directory's settings; without them, the categories of the embedded model. Raises BadModel."""
    own = folder / LLM_SETTINGS
    if own.exists():
        try:
            settings = dict(json.loads(own.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as error:
            raise BadModel(f"{own} is no JSON object: {error}") from error
        unknown = sorted(set(settings) - _FIELDS)
        if unknown:
            raise BadModel(
                f"{own} has {', '.join(unknown)}, which nothing reads; it may hold {', '.join(sorted(_FIELDS))}."
            )
        return settings
    known: Mapping[str, Any] = json.loads((EMBEDDED / SETTINGS).read_text(encoding="utf-8"))["categories"]
    return {"categories": {name: {"trim": fields["trim"]} for name, fields in known.items()}}


def _digest(weights: Sequence[Path]) -> str:
    whole = hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            while block := file.read(1 << 24):
                whole.update(block)
    return whole.hexdigest()
