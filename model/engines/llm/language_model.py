"""What serving a causal language model takes, however it is asked: chunks, the decoder, answers that did not fit."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from transformers import PreTrainedTokenizerBase

from chunking.document import Document
from chunking.errors import BadModel, TookTooLong
from chunking.packing import Chunk
from model.engines.base import UNLIMITED, CallContext, Found, Identity
from model.engines.llm.adapters import Adapters, chosen
from model.engines.llm.decoder import Decoder
from model.engines.llm.loading import embedding_rows, max_positions
from model.engines.llm.model_runner import ModelRunner
from model.engines.llm.scheduler import DRAFT_TOKENS, Limits, Outcome, Scheduler, Task
from model.engines.tagger.windows import Tokens, plain, tokenise
from model.findings import Setting, read_curve

LLM_SETTINGS = "llm.json"
# Tokens of a chunk, and the fewest that are worth a pass: models of few positions take less than the first.
WINDOW, _NARROWEST = 1024, 64
# A chunk begins with so much of the one before, as a share of the window: one part of ...
CONTEXT = 16
# Chunks at work at once, and the tokens of chunks that one pass reads. Memory that does not hold them makes them fewer.
SLOTS = {"cpu": 8, "cuda": 16}
PREFILL = {"cpu": 2048, "cuda": 8192}


class Answered(NamedTuple):
    """A chunk and what became of the questions about it."""

    chunk: Chunk
    outcome: Outcome


class LanguageModel(ABC):
    """A causal language model that is asked about chunks of a document; subclasses say how."""

    _window: int
    _slot_tokens: int
    _decoder: Decoder

    def __init__(
        self,
        model: Any,
        tokenizer: PreTrainedTokenizerBase,
        settings: dict[str, Any],
        categories: dict[str, Setting],
        identity: Identity,
        adapters: Adapters | None = None,
    ) -> None:
        self.identity = identity
        self.identities: dict[str, Identity] = {}
        """By the name of an adapter: the model with it."""
        self._adapters = adapters
        self.tokenizer = tokenizer
        self.settings = categories
        self.thresholds = {name: setting.threshold for name, setting in categories.items()}
        self._curve = read_curve(settings)
        self._model = model.train(False)
        plain(tokenizer)  # takes seconds for a vocabulary of 262,144 tokens, which the first request would wait for

    def check_request(self, context: CallContext) -> None:
        """Refuses a request for an adapter that the model does not have, and one without a name if it needs one."""
        chosen(self._adapters, context)

    def find(self, document: Document, context: CallContext = UNLIMITED) -> Found:
        """Reads the whole document in chunks that are decoded together with other callers'."""
        adapter = chosen(self._adapters, context)
        began = time.monotonic()
        tokens, chunks, longest = self._chunked(document)
        tokenised = time.monotonic()
        try:
            done, unread = self._decoded(document, tokens, chunks, longest, context, adapter)
        except TimeoutError as error:
            raise TookTooLong("The model did not finish in time. Send fewer pages, or raise the limit.") from error
        computed = time.monotonic()
        found = self._found(document, tokens, done)
        cut = [number for number, size in enumerate(np.diff(tokens.first).tolist()) if size > longest]
        seconds = {
            "tokenise": tokenised - began,
            "model": computed - tokenised,
            "read_off": time.monotonic() - computed,
        }
        return found._replace(
            tokens=len(tokens.ids),
            unread_segments=sorted({*cut, *unread, *found.unread_segments}),
            seconds=seconds,
            calibrated=self._curve is not None,
            identity=self.identities.get(adapter or ""),
        )

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

    @abstractmethod
    def prefix(self) -> list[int]:
        """The tokens that all chunks begin with."""

    @abstractmethod
    def common_tokens(self) -> list[int]:
        """Some tokens of the prompt, to try the model with."""

    @abstractmethod
    def _columns(self) -> list[int]:
        """The tokens whose logits the answers see."""

    @abstractmethod
    def _overhead(self) -> int:
        """Tokens that a chunk has for each sentence beside the sentence's own."""

    @abstractmethod
    def _chunks(self, sizes: list[int]) -> list[Chunk]:
        """Cuts sentences of these sizes (tokens) into chunks."""

    @abstractmethod
    def _tasks(self, document: Document, tokens: Tokens, chunk: Chunk, longest: int) -> list[Task]:
        """What the decoder computes for a chunk; of each sentence, the first ``longest`` tokens are read."""

    @abstractmethod
    def _found(self, document: Document, tokens: Tokens, done: Sequence[Answered]) -> Found:
        """What the answers say."""

    def decoder(
        self,
        slots: int | None = None,
        prefix: Sequence[int] | None = None,
        longer: int = 0,
        kind: type[Decoder] = Decoder,
    ) -> Decoder:
        """A decoder over the model. For comparisons: with another number of slots, another shared prefix, room for
        answers that are ``longer`` by so many tokens, or of another ``kind``."""
        shared = self.prefix() if prefix is None else prefix
        # The cache's index 0 takes padding. Another prefix leaves the length as it is: chunks then bring their own.
        length = 1 + len(self.prefix()) + self._slot_tokens + longer + DRAFT_TOKENS
        device = self._model.device.type
        limits = Limits(length, slots or SLOTS[device], PREFILL[device], max_positions(self._model), DRAFT_TOKENS)
        runner = ModelRunner(self._model, shared, self._columns(), length, self._adapters)
        return kind(Scheduler(len(shared), limits), runner)

    def tasks(self, document: Document) -> list[Task]:
        """The document as the decoder takes it, for the default adapter or else the first."""
        tokens, chunks, longest = self._chunked(document)
        adapter = (self._adapters.default or self._adapters.names[0]) if self._adapters else None
        return [
            task._replace(adapter=adapter) for chunk in chunks for task in self._tasks(document, tokens, chunk, longest)
        ]

    def _chunked(self, document: Document) -> tuple[Tokens, list[Chunk], int]:
        """The document's tokens and chunks, and from which length on a sentence is read in part."""
        tokens = tokenise(document, self.tokenizer)
        longest = self._window - self._overhead() - 1
        return tokens, self._chunks(np.minimum(np.diff(tokens.first), longest).tolist()), longest

    def _fitting(self, asked: int | None, beside: int, answer: int) -> int:
        """The window that was asked for; else the usual one, or as much as the model's positions leave to it beside so
        many tokens of the prompt and of an answer. Raises BadModel."""
        positions = max_positions(self._model)
        if positions is None:
            return int(asked or WINDOW)
        left = positions - beside - min(answer, positions // 4)
        window = int(asked) if asked is not None else min(WINDOW, left)
        if window < _NARROWEST <= left:
            raise BadModel(f"A window of {window} tokens is too small; set at least {_NARROWEST} in {LLM_SETTINGS}.")
        if window > left or left < _NARROWEST:
            raise BadModel(
                f"The model's {positions} positions leave {max(left, 0)} tokens to a chunk beside prompt and answer; "
                + (f"set a smaller window than {window} in {LLM_SETTINGS}." if window > left else "shorten the prompt.")
            )
        return window

    def _check_vocabulary(self, prompt: Sequence[int]) -> None:
        most = max(prompt)
        if most >= embedding_rows(self._model):
            token = self.tokenizer.convert_ids_to_tokens(most)
            raise BadModel(
                f"The prompt holds {token!r}, which the model has no row for; take it out of the chat template."
            )

    def _decoded(
        self,
        document: Document,
        tokens: Tokens,
        chunks: list[Chunk],
        longest: int,
        context: CallContext,
        adapter: str | None,
    ) -> tuple[list[Answered], list[int]]:
        """All chunks with their outcomes, and the segments that could not be read. A chunk whose answers were cut off
        is tried again in two halves."""
        done: list[Answered] = []
        unread: list[int] = []
        while chunks:
            asked = [self._tasks(document, tokens, chunk, longest) for chunk in chunks]
            tasks = [task._replace(adapter=adapter) for several in asked for task in several]
            outcomes = iter(self._decoder.run(tasks, context.remaining(), context.cancelled))
            tried = [
                Answered(chunk, _together([next(outcomes) for _ in several]))
                for chunk, several in zip(chunks, asked, strict=True)
            ]
            done += [one for one in tried if not one.outcome.cut_off]
            chunks = []
            for chunk in (one.chunk for one in tried if one.outcome.cut_off):
                middle = (chunk.own + chunk.last) // 2
                if middle == chunk.own:
                    unread.append(chunk.own)
                else:
                    chunks += [Chunk(chunk.first, chunk.own, middle), Chunk(middle, middle, chunk.last)]
        return done, unread


def _together(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcomes of a chunk's tasks as one."""
    branches = [branch for outcome in outcomes for branch in outcome.branches]
    return Outcome(branches, any(outcome.cut_off for outcome in outcomes))
