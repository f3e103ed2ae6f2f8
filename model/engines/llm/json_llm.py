"""Finds clauses with a language model that was fine-tuned to write JSON with the texts of clauses.

A grammar constrains the JSON to the model's schema, and quotes to words of the chunk, so that every quote is in the
contract word for word, even if the model would have paraphrased it. Anything else that it writes is marked as its own
words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import llguidance
from transformers import PreTrainedTokenizerBase

from chunking.document import Document
from chunking.errors import BadModel
from chunking.packing import Chunk, pack
from model.engines.base import Found, Identity, OwnWords
from model.engines.llm.answers.answer import Answer
from model.engines.llm.answers.json_answer import JsonAnswer, Value, deciding, grammar_tokenizer, values
from model.engines.llm.decoding.draft_tokens import Source
from model.engines.llm.decoding.scheduler import Task
from model.engines.llm.language_model import CONTEXT, Answered, LanguageModel, fitting_window
from model.engines.llm.loading.adapters import Adapters
from model.engines.llm.loading.load_weights import max_positions
from model.engines.llm.prompts.json_prompt import Ask, JsonPrompt
from model.engines.span_decoding import DecodingOptions, calibrated
from model.engines.tagger.windows import Tokens, text_tokenizer
from model.findings import Finding

# An answer about a short chunk may have at least this share of the tokens of an answer about a full one.
_LEAST_SHARE = 0.25
# The most occurrences of a quote in a chunk that are considered.
_MOST_PLACES = 1000


class _Passage(NamedTuple):
    """A chunk's text and its offset in the document, in characters."""

    text: str
    start: int


class JsonLLM(LanguageModel):
    """A causal language model that answers in JSON, as ``"writes"`` of ``llm.json`` describes it (``WritingPrompt``).

    Everything that the model quotes counts as found, unless its category has a threshold.
    """

    def __init__(
        self,
        model: Any,
        tokenizer: PreTrainedTokenizerBase,
        settings: dict[str, Any],
        identity: Identity,
        adapters: Adapters | None = None,
    ) -> None:
        categories = {
            name: DecodingOptions(**{"threshold": 0.0, **one}) for name, one in settings["categories"].items()
        }
        super().__init__(model, tokenizer, settings, categories, identity, adapters)
        self._prompt = JsonPrompt(tokenizer, settings["writes"], list(categories))
        self._text = self._prompt.grammar
        self._grammar = grammar_tokenizer(tokenizer, model.get_output_embeddings().weight.shape[0])
        if wrong := llguidance.LLMatcher.validate_grammar(self._text.of("A text."), self._grammar):
            raise BadModel(f"The schema in llm.json cannot be compiled: {_reason(wrong)}.")
        asks = self._prompt.asks
        # If all prompts are identical up to the text, the text is prefilled once and they branch off it; otherwise it
        # is prefilled for each prompt.
        self._shared = not any(ask.before for ask in asks)
        around = [len(ask.before) + len(ask.after) for ask in asks]
        beside = len(self._prompt.prefix) + max(around)
        positions = max_positions(model)
        if positions is not None and self._prompt.answer_tokens > positions:
            raise BadModel(f'"answer_tokens" in llm.json exceed the {positions} positions of the model; set fewer.')
        self._window = fitting_window(model, settings.get("window"), beside, self._prompt.answer_tokens)
        self._blank = _source(tokenizer, self._text.blank)
        answers = self._prompt.answer_tokens + (len(asks) * len(self._blank.ids) if self._shared else 0)
        self._slot_tokens = self._window + (sum(around) if self._shared else max(around)) + answers
        self._check_vocabulary([*self.prefix(), *(token for ask in asks for token in [*ask.before, *ask.after])])
        self._decoder = self.decoder()

    def prefix(self) -> list[int]:
        """The tokens that all prompts start with."""
        return self._prompt.prefix

    def common_tokens(self) -> list[int]:
        """The tokens of the first prompt."""
        return [*self._prompt.prefix, *self._prompt.asks[0].after]

    def _columns(self) -> list[int]:
        return []

    def _overhead(self) -> int:
        return 1  # the separator after a sentence

    def _chunks(self, sizes: list[int]) -> list[Chunk]:
        return pack([size + 1 for size in sizes], self._window, self._window // CONTEXT)

    def _tasks(self, document: Document, tokens: Tokens, chunk: Chunk, longest: int) -> list[Task]:
        source = _source(self.tokenizer, _passage(document, chunk).text, self._window)
        grammar = self._text.of(source.text)
        share = max(_LEAST_SHARE, min(1.0, len(source.ids) / self._window))
        most = int(share * self._prompt.answer_tokens)

        def task(asks: Sequence[Ask]) -> Task:
            def answers() -> list[Answer]:
                return [JsonAnswer(self._grammar, grammar, (source, self._blank), most) for _ in asks]

            return Task([*asks[0].before, *source.ids], [ask.after for ask in asks], answers)

        return [task(self._prompt.asks)] if self._shared else [task([ask]) for ask in self._prompt.asks]

    def _found(self, document: Document, tokens: Tokens, done: Sequence[Answered]) -> Found:
        best: dict[tuple[str, int, int], Finding] = {}
        own: list[OwnWords] = []
        unread: list[int] = []
        for chunk, outcome in done:
            for ask, answer in zip(self._prompt.asks, outcome.answers, strict=True):
                assert isinstance(answer, JsonAnswer)
                try:
                    findings, words = self._read(document, chunk, ask, answer)
                except ValueError:  # a recursive schema allows nesting that is too deep to parse
                    unread += range(chunk.own, chunk.last)
                    continue
                own += words
                for one in findings:  # sentences of context are in two chunks
                    key = one.category, one.start, one.end
                    if key not in best or best[key].score < one.score:
                        best[key] = one
        return Found(calibrated(list(best.values()), self._curve), 0, unread, {}, own_words=own)

    def _read(
        self, document: Document, chunk: Chunk, ask: Ask, answer: JsonAnswer
    ) -> tuple[list[Finding], list[OwnWords]]:
        """An answer's quotes as findings, and the rest of its content."""
        passage, text = _passage(document, chunk), answer.text()
        found = values(text)
        by_place = {(value.path, value.inside): value for value in found}
        findings: dict[int, list[Finding]] = {}  # by the object that contains them
        taken: set[tuple[str, int]] = set()
        own: list[tuple[Value, str | None]] = []
        names = {self._prompt.name_of(path) for path in self._prompt.quotes}
        for value in found:
            if value.value in (None, "") or value.path in names:
                continue
            if value.path not in self._prompt.quotes:
                own.append((value, ask.category))
                continue
            name = by_place.get((self._prompt.name_of(value.path) or "", value.inside))
            category = self._prompt.category(value.path, ask.category, name and name.value)
            place = _place(document, passage, str(value.value).strip(), str(category), taken)
            if category not in self.settings or place is None:
                own.append((value, category))
                continue
            score = answer.probability(list(deciding(text, value, name)))
            findings.setdefault(value.inside, []).append(_finding(document, category, place, score))
        words = [
            OwnWords(value.path, _shown(value.value), category, chunk.own, chunk.last, findings.get(value.inside, []))
            for value, category in own
        ]
        return [one for several in findings.values() for one in several], words


def _passage(document: Document, chunk: Chunk) -> _Passage:
    start = document.segments[chunk.first].start
    return _Passage(document.text[start : document.segments[chunk.last - 1].end], start)


def _source(tokenizer: PreTrainedTokenizerBase, text: str, most: int | None = None) -> Source:
    """A text in the model's tokens, truncated to ``most``. Control tokens that it contains are encoded as text."""
    encoded = text_tokenizer(tokenizer).encode(text, add_special_tokens=False)
    ids, offsets = encoded.ids[:most], encoded.offsets[:most]
    return Source(text[: offsets[-1][1]] if ids else "", ids, [start for start, _ in offsets])


def _place(
    document: Document, passage: _Passage, quote: str, category: str, taken: set[tuple[str, int]]
) -> tuple[int, int] | None:
    """A quote's interval in the document, in characters. Of several occurrences, one at the start of a sentence is
    preferred, then the first; a category uses no occurrence twice. None for a quote without words."""
    if not any(character.isalnum() for character in quote):
        return None
    begins = {segment.start for segment in document.segments}
    places = [passage.start + place for place in _places(passage.text, quote)]
    free = [place for place in places if (category, place) not in taken] or places[:1]
    if not free:
        return None
    place = min(free, key=lambda place: (place not in begins, place))
    taken.add((category, place))
    return place, place + len(quote)


def _places(text: str, quote: str) -> Iterator[int]:
    """The quote's occurrences as whole words."""
    whole = re.compile(
        (r"(?<!\w)" if quote[0].isalnum() else "") + re.escape(quote) + (r"(?!\w)" if quote[-1].isalnum() else "")
    )
    for _, match in zip(range(_MOST_PLACES), whole.finditer(text), strict=False):
        yield match.start()


def _finding(document: Document, category: str, place: tuple[int, int], score: float) -> Finding:
    starts = [segment.start for segment in document.segments]
    first, last = (bisect_right(starts, position) - 1 for position in (place[0], place[1] - 1))
    return Finding(category, first, last + 1, *place, score)


def _shown(value: str | float | bool | None) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _reason(error: str) -> str:
    """llguidance's error message without the position in the grammar."""
    lines = [line.strip() for line in error.strip().splitlines()]
    said = " ".join(line for line in lines[:4] if line and not re.match(r"\d+ \||\^", line))
    return re.sub(r"^at \d+\(\d+\): (failed to compile JSON schema: )?", "", said).rstrip(".")
