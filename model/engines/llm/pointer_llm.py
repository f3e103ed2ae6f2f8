"""Finds clauses with a causal language model that answers with the numbers of a chunk's sentences (pointer-style)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from transformers import PreTrainedTokenizerBase

from chunking.document import Document
from chunking.packing import Chunk
from model.engines.base import Found, Identity
from model.engines.llm.answers.answer import Answer
from model.engines.llm.answers.pointer_answer import PointerAnswer, QuoteAnswer, SentenceListAnswer
from model.engines.llm.decoding.draft_tokens import Source
from model.engines.llm.decoding.scheduler import ANSWER_TOKENS, Task
from model.engines.llm.language_model import CONTEXT, Answered, LanguageModel, fitting_window
from model.engines.llm.loading.adapters import Adapters
from model.engines.llm.prompts.questions import Prompt
from model.engines.span_decoding import CANDIDATES, DecodingOptions, Scores, calibrated, decode_spans
from model.engines.tagger.windows import Tokens
from model.findings import Finding


class PointerLLM(LanguageModel):
    """An extractive causal language model, which selects sentences by number, with its tokenizer and prompt.

    ``settings`` are those of ``llm.json``: {"window", "written", "weights", "adapter", "adapters", "calibration",
    "categories"}. Categories of whole sentences are answered in one pass over the chunk and all questions, or, with
    ``written``, by generated numbers. Quotes (categories with ``trim``) are always generated. ``weights`` is
    "int8" or "int4" to quantize linear layers on loading; ``adapter`` names the adapter to serve, or the default one;
    ``adapters`` lists those that requests may name.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: PreTrainedTokenizerBase,
        template: str,
        settings: dict[str, Any],
        identity: Identity,
        adapters: Adapters | None = None,
    ) -> None:
        categories = {name: DecodingOptions(**fields) for name, fields in settings["categories"].items()}
        super().__init__(model, tokenizer, settings, categories, identity, adapters)
        words = frozenset(name for name, setting in self.settings.items() if setting.trim)
        self._prompt = Prompt(tokenizer, template, list(self.settings), words)
        self._one_pass = {
            name: setting for name, setting in self.settings.items() if not (setting.trim or settings.get("written"))
        }
        self._questions = [
            question.point if name in self._one_pass else question.write
            for name, question in self._prompt.questions.items()
        ]
        # All questions have the same positions, after the chunk. Their answers may take a quarter of the model's
        # positions and are cut off there.
        self._window = fitting_window(model, settings.get("window"), self._prompt.beside(), ANSWER_TOKENS)
        self._slot_tokens = self._window + len(self._prompt.suffix) + sum(map(len, self._questions)) + ANSWER_TOKENS
        asked = [token for question in self._questions for token in question]
        self._check_vocabulary([*self.prefix(), *self._prompt.suffix, *self._prompt.numbers, *asked])
        self._width = model.get_output_embeddings().weight.shape[0]
        self._decoder = self.decoder()

    def prefix(self) -> list[int]:
        """The tokens of the prompt before the chunk."""
        return self._prompt.prefix

    def common_tokens(self) -> list[int]:
        """The tokens that number the sentences."""
        return self._prompt.numbers

    def _columns(self) -> list[int]:
        return [self._prompt.none, self._prompt.range, *self._prompt.numbers]

    def _overhead(self) -> int:
        return self._prompt.overhead()

    def _chunks(self, sizes: list[int]) -> list[Chunk]:
        return self._prompt.chunks(sizes, self._window, self._window // CONTEXT)

    def _tasks(self, document: Document, tokens: Tokens, chunk: Chunk, longest: int) -> list[Task]:
        return [self._task(document, tokens, chunk, longest)]

    def _found(self, document: Document, tokens: Tokens, done: Sequence[Answered]) -> Found:
        return Found(calibrated(self._findings(document, tokens, done), self._curve), 0, [], {})

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

        def answers() -> list[Answer]:
            return [self._answer(name, own) for name in self.settings]

        return Task(self._prompt.chunk(parts, chunk.own - chunk.first), self._questions, answers)

    def _answer(self, category: str, sentences: Sequence[Source]) -> Answer:
        if category in self._one_pass:
            return PointerAnswer(len(sentences))
        if category in self._prompt.words:
            return QuoteAnswer(self._prompt, sentences, self._width)
        return SentenceListAnswer(self._prompt, len(sentences))

    def _findings(self, document: Document, tokens: Tokens, done: Sequence[Answered]) -> list[Finding]:
        columns = {name: column for column, name in enumerate(self._one_pass)}
        scores = np.zeros((len(document.segments), len(columns)), dtype=np.float32)
        written: dict[str, list[Finding]] = {name: [] for name in self.settings if name not in columns}
        for chunk, outcome in done:
            for name, answer in zip(self.settings, outcome.answers, strict=True):
                if isinstance(answer, PointerAnswer):
                    scores[chunk.own : chunk.last, columns[name]] = answer.scores
                elif isinstance(answer, SentenceListAnswer):
                    written[name] += _pointed_at(document, name, chunk, answer)
        whole = {name: DecodingOptions(setting.threshold) for name, setting in self._one_pass.items()}
        found = decode_spans(document, tokens, Scores(np.zeros((0, len(columns)), dtype=np.float32), scores), whole)
        for findings in written.values():
            found += sorted(findings, key=lambda finding: -finding.score)[:CANDIDATES]
        return found


def _pointed_at(document: Document, category: str, chunk: Chunk, answer: SentenceListAnswer) -> Iterator[Finding]:
    """The findings of a generated answer, located in the document."""
    for item in answer.items:
        first, last = chunk.own + item.first, chunk.own + item.last
        start, end = document.segments[first].start, document.segments[last - 1].end
        if item.words:
            start = document.text.index(item.words, start, end)
            end = start + len(item.words)
        yield Finding(category, first, last, start, end, item.score)
