"""Finds clauses with a causal language model that answers with the numbers of a chunk's sentences (pointer-style)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from transformers import PreTrainedTokenizerBase

from chunking.document import Document
from chunking.errors import BadModel
from chunking.packing import Chunk
from model.engines.base import EMBEDDED, Found, Identity
from model.engines.llm.adapters import ADAPTER_WEIGHTS, Adapters
from model.engines.llm.answer import Answer
from model.engines.llm.branching_check import check_branching
from model.engines.llm.constraints import PointerAnswer, QuoteAnswer, SentenceListAnswer
from model.engines.llm.draft_tokens import Source
from model.engines.llm.language_model import CONTEXT, LLM_SETTINGS, Answered, LanguageModel, fitting_window
from model.engines.llm.loading import load
from model.engines.llm.model_files import first_line
from model.engines.llm.prompt import Prompt, read_template
from model.engines.llm.scheduler import ANSWER_TOKENS, Task
from model.engines.llm.writing_engine import WritingLLM
from model.engines.model_directory import adapter_in, adapters_in, base_in, weights_in
from model.engines.span_decoding import CANDIDATES, SETTINGS, DecodingOptions, Scores, calibrated, decode_spans
from model.engines.tagger.windows import Tokens
from model.findings import Finding

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

__all__ = ["LLM_SETTINGS", "PointerLLM", "load_language_model", "read_settings"]
_FIELDS: dict[str, type] = {
    "window": int,
    "written": bool,
    "writes": dict,
    "weights": str,
    "adapter": str,
    "adapters": list,
    "calibration": list,
    "categories": dict,
}
_NAMES = {int: "a number", bool: "true or false", dict: "an object", str: "a string", list: "a list"}


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


def load_language_model(folder: Path, remote_code: bool = False) -> LanguageModel:
    """The engine of a model directory: an extractive one, or a generative one that writes JSON. Reads safetensors
    only, and runs no code from the directory unless ``remote_code``. Raises BadModel."""
    base = base_in(folder)
    settings = read_settings(base)
    default, names = settings.get("adapter"), settings.get("adapters")
    named = {} if names is None else adapters_in(base, names, default)
    adapter = None if named else adapter_in(folder, base, default)
    model, tokenizer = load(base, adapter, settings.get("weights"), remote_code)
    whole = _digest([*weights_in(base), *([adapter / ADAPTER_WEIGHTS] if adapter else [])])
    identity = Identity("llm", folder.name, whole.hexdigest())
    adapters = Adapters(model, named, default) if named else None
    engine: LanguageModel
    try:
        if "writes" in settings:
            engine = WritingLLM(model, tokenizer, settings, identity, adapters)
        else:
            engine = PointerLLM(model, tokenizer, read_template(base), settings, identity, adapters)
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise BadModel(f"{base / LLM_SETTINGS} cannot be used: {first_line(error)}.") from error
    try:
        check_branching(model, engine.common_tokens(), engine.longest())
    except BadModel:
        engine.close()
        raise
    engine.identities = {
        name: Identity("llm", f"{folder.name}/{name}", _digest([path / ADAPTER_WEIGHTS], whole).hexdigest())
        for name, path in named.items()
    }
    return engine


def _pointed_at(document: Document, category: str, chunk: Chunk, answer: SentenceListAnswer) -> Iterator[Finding]:
    """The findings of a generated answer, located in the document."""
    for item in answer.items:
        first, last = chunk.own + item.first, chunk.own + item.last
        start, end = document.segments[first].start, document.segments[last - 1].end
        if item.words:
            start = document.text.index(item.words, start, end)
            end = start + len(item.words)
        yield Finding(category, first, last, start, end, item.score)


def read_settings(folder: Path) -> dict[str, Any]:
    """The directory's settings, or else the categories of the embedded model. Raises BadModel."""
    own = folder / LLM_SETTINGS
    if own.exists():
        try:
            settings = json.loads(own.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadModel(f"{own} cannot be read as JSON: {error}") from error
        if not isinstance(settings, dict):
            raise BadModel(f'{own} is not a JSON object, such as {{"window": 1024}}.')
        unknown = sorted(set(settings) - set(_FIELDS))
        if unknown:
            raise BadModel(
                f"{own} has the unknown field {', '.join(unknown)}; the fields are {', '.join(sorted(_FIELDS))}."
            )
        for name, value in settings.items():
            kind = bool if isinstance(value, bool) else _FIELDS[name]  # which Python counts as a number
            if value is not None and (kind is not _FIELDS[name] or not isinstance(value, kind)):
                raise BadModel(f'"{name}" in {own} must be {_NAMES[_FIELDS[name]]}.')
        _check_categories(own, settings.get("categories"))
        return settings
    known: Mapping[str, Any] = json.loads((EMBEDDED / SETTINGS).read_text(encoding="utf-8"))["categories"]
    return {"categories": {name: {"trim": fields["trim"]} for name, fields in known.items()}}


def _check_categories(file: Path, categories: Mapping[str, Any] | None) -> None:
    if not categories:
        raise BadModel(f'"categories" in {file} must name at least one category.')
    for name, fields in categories.items():
        if not isinstance(fields, Mapping):
            raise BadModel(f'The category {name!r} in {file} must be an object, such as {{"threshold": 0.5}}.')
        if unknown := sorted(set(fields) - {"threshold", "trim"}):
            raise BadModel(
                f"The category {name!r} in {file} has the unknown field {', '.join(unknown)}; the fields are threshold "
                "and trim."
            )
        threshold, trim = fields.get("threshold", 0.0), fields.get("trim", False)
        if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
            raise BadModel(f'"threshold" of the category {name!r} in {file} must be a number from 0 to 1.')
        if not isinstance(trim, bool):
            raise BadModel(f'"trim" of the category {name!r} in {file} must be true or false.')


def _digest(weights: Sequence[Path], before: Hash | None = None) -> Hash:
    """The sha256 of the files, continuing the digest ``before``."""
    whole = before.copy() if before else hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            while block := file.read(1 << 24):
                whole.update(block)
    return whole
