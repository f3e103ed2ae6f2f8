"""Implements what all engines over causal language models share: chunking, decoding, and retrying answers that did not
fit."""

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
from model.call_context import UNLIMITED, CallContext
from model.engines.base import Found, Identity
from model.engines.llm.decoding.decoder import Decoder
from model.engines.llm.decoding.model_runner import ModelRunner
from model.engines.llm.decoding.scheduler import DRAFT_TOKENS, Limits, Outcome, Scheduler, Task
from model.engines.llm.llm_settings import LLM_SETTINGS
from model.engines.llm.loading.adapters import Adapters, chosen
from model.engines.llm.loading.load_weights import embedding_rows, max_positions
from model.engines.span_decoding import DecodingOptions, read_curve
from model.engines.tagger.windows import Tokens, text_tokenizer, tokenize

# The default and the smallest number of tokens in a chunk; models with few positions have less than the default.
WINDOW, _NARROWEST = 1024, 64
# A chunk repeats one part in this many of the window, from the end of the previous chunk, as context.
CONTEXT = 16
# Chunks in the KV cache at once, and tokens prefilled in one pass. Both are halved when memory runs out.
SLOTS = {"cpu": 8, "cuda": 16}
PREFILL = {"cpu": 2048, "cuda": 8192}


class Answered(NamedTuple):
    """A chunk with the outcome of its questions."""

    chunk: Chunk
    outcome: Outcome


class LanguageModel(ABC):
    """A causal language model that answers questions about chunks of a document; subclasses define the questions."""

    _window: int
    _slot_tokens: int
    _decoder: Decoder

    def __init__(
        self,
        model: Any,
        tokenizer: PreTrainedTokenizerBase,
        settings: dict[str, Any],
        categories: dict[str, DecodingOptions],
        identity: Identity,
        adapters: Adapters | None = None,
    ) -> None:
        self.identity = identity
        self.identities: dict[str, Identity] = {}
        """The model's identity with each adapter, by the adapter's name."""
        self._adapters = adapters
        self.tokenizer = tokenizer
        self.settings = categories
        self.thresholds = {name: setting.threshold for name, setting in categories.items()}
        self._curve = read_curve(settings)
        self._model = model.train(False)
        text_tokenizer(tokenizer)  # cached, since it takes seconds with 262,144 tokens

    def check_request(self, context: CallContext) -> None:
        """Refuses an unknown adapter, and a request without an adapter if the model has no default."""
        chosen(self._adapters, context)

    def find(self, document: Document, context: CallContext = UNLIMITED) -> Found:
        """Reads the document in chunks, which share batches with those of other callers."""
        adapter = chosen(self._adapters, context)
        began = time.monotonic()
        tokens, chunks, longest = self._chunked(document)
        tokenized = time.monotonic()
        try:
            done, unread = self._decoded(document, tokens, chunks, longest, context, adapter)
        except TimeoutError as error:
            raise TookTooLong("The model did not finish in time. Send fewer pages, or raise the time limit.") from error
        computed = time.monotonic()
        found = self._found(document, tokens, done)
        cut = [number for number, size in enumerate(np.diff(tokens.first).tolist()) if size > longest]
        seconds = {
            "tokenize": tokenized - began,
            "model": computed - tokenized,
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
        """How long the current pass has been computing, in seconds; 0 when idle."""
        return self._decoder.busy_seconds()

    def close(self) -> None:
        """Ends the decoding thread and frees the weights."""
        self._decoder.close()
        del self._model, self._decoder

    def network(self) -> Any:
        """The network itself, for comparisons."""
        return self._model

    def longest(self) -> int:
        """The most tokens that the model reads at once: the prompt, a chunk, and all questions and answers about it."""
        return len(self.prefix()) + self._slot_tokens

    @abstractmethod
    def prefix(self) -> list[int]:
        """The tokens of the prompt before the chunk, which all chunks share."""

    @abstractmethod
    def common_tokens(self) -> list[int]:
        """Some tokens of the prompt, with which the model is tested before it serves."""

    @abstractmethod
    def _columns(self) -> list[int]:
        """The tokens whose logits the answers receive."""

    @abstractmethod
    def _overhead(self) -> int:
        """The tokens that a chunk adds to each sentence."""

    @abstractmethod
    def _chunks(self, sizes: list[int]) -> list[Chunk]:
        """Cuts sentences of these sizes (tokens) into chunks."""

    @abstractmethod
    def _tasks(self, document: Document, tokens: Tokens, chunk: Chunk, longest: int) -> list[Task]:
        """The decoder's tasks for a chunk. Sentences are truncated to ``longest`` tokens."""

    @abstractmethod
    def _found(self, document: Document, tokens: Tokens, done: Sequence[Answered]) -> Found:
        """The findings of all answers."""

    def decoder(
        self,
        slots: int | None = None,
        prefix: Sequence[int] | None = None,
        longer: int = 0,
        kind: type[Decoder] = Decoder,
    ) -> Decoder:
        """A decoder over the model. The parameters are for comparisons: another number of slots, another shared prefix,
        room for answers ``longer`` by this many tokens, or another ``kind`` of decoder."""
        shared = self.prefix() if prefix is None else prefix
        # Entry 0 is for padding. The length does not depend on a given prefix: chunks may contain the prompt instead.
        length = 1 + len(self.prefix()) + self._slot_tokens + longer + DRAFT_TOKENS
        device = self._model.device.type
        limits = Limits(length, slots or SLOTS[device], PREFILL[device], max_positions(self._model), DRAFT_TOKENS)
        runner = ModelRunner(self._model, shared, self._columns(), length, self._adapters)
        return kind(Scheduler(len(shared), limits), runner)

    def tasks(self, document: Document) -> list[Task]:
        """The decoder's tasks for the document, with the default adapter or else the first."""
        tokens, chunks, longest = self._chunked(document)
        adapter = (self._adapters.default or self._adapters.names[0]) if self._adapters else None
        return [
            task._replace(adapter=adapter) for chunk in chunks for task in self._tasks(document, tokens, chunk, longest)
        ]

    def _chunked(self, document: Document) -> tuple[Tokens, list[Chunk], int]:
        """The document's tokens and chunks, and the length to which sentences are truncated, in tokens."""
        tokens = tokenize(document, self.tokenizer)
        longest = self._window - self._overhead() - 1
        return tokens, self._chunks(np.minimum(np.diff(tokens.first), longest).tolist()), longest

    def _check_vocabulary(self, prompt: Sequence[int]) -> None:
        most = max(prompt)
        if most >= embedding_rows(self._model):
            token = self.tokenizer.convert_ids_to_tokens(most)
            raise BadModel(
                f"The prompt contains {token!r}, which has no embedding in the model; remove it from the chat template."
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
        """All chunks with their outcomes, and the segments that could not be read. A chunk whose answers did not fit is
        split in two and tried again."""
        done: list[Answered] = []
        unread: list[int] = []
        while chunks:
            asked = [self._tasks(document, tokens, chunk, longest) for chunk in chunks]
            tasks = [task._replace(adapter=adapter) for several in asked for task in several]
            outcomes = iter(self._decoder.run(tasks, context.remaining(), context.cancelled))
            tried = [
                Answered(chunk, _combined([next(outcomes) for _ in several]))
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


def _combined(outcomes: Sequence[Outcome]) -> Outcome:
    """The outcomes of a chunk's tasks as one outcome."""
    answers = [answer for outcome in outcomes for answer in outcome.answers]
    return Outcome(answers, any(outcome.cut_off for outcome in outcomes))


def fitting_window(model: Any, asked: int | None, beside: int, answer: int, place: str = LLM_SETTINGS) -> int:
    """The window that is ``asked`` for in a ``place``; otherwise the default, or the model's positions minus those of
    the prompt (``beside``) and an answer, if these are fewer. Raises BadModel."""
    positions = max_positions(model)
    if positions is None:
        return int(asked or WINDOW)
    left = positions - beside - min(answer, positions // 4)
    window = int(asked) if asked is not None else min(WINDOW, left)
    if window < _NARROWEST <= left:
        raise BadModel(f"A window of {window} tokens is too small; set at least {_NARROWEST} in {place}.")
    if window > left or left < _NARROWEST:
        raise BadModel(
            f"The model's {positions} positions leave {max(left, 0)} tokens for a chunk, beside prompt and answer; "
            + ("shorten the prompt." if left < _NARROWEST else f"set a smaller window than {window} in {place}.")
        )
    return window
