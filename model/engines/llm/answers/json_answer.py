"""Constrains an answer in JSON while it is generated, and reads its values with their probabilities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]
from math import prod
from typing import Any, NamedTuple

import llguidance
import numpy as np
from llguidance.hf import from_tokenizer
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerBase

from model.engines.llm.answers.answer import Answer, Lookahead
from model.engines.llm.decoding.draft_tokens import Source

_SCALAR = re.compile(r"[^\s,\]}]+")
_SPACE = re.compile(r"\s*")
_BETWEEN = " \t\n,"


def grammar_tokenizer(tokenizer: PreTrainedTokenizerBase, width: int) -> llguidance.LLTokenizer:
    """The tokenizer for llguidance. ``width`` is the size of the model's output vocabulary; the tokenizer's may be
    larger."""
    return from_tokenizer(tokenizer, n_vocab=max(width, len(tokenizer)))  # type: ignore[arg-type]


class JsonAnswer(Answer):
    """An answer of at most ``longest`` tokens, constrained by a grammar. Drafts come from ``sources``: the text that it
    quotes, and an answer without findings."""

    def __init__(
        self, tokenizer: llguidance.LLTokenizer, grammar: str, sources: Sequence[Source], longest: int
    ) -> None:
        self._tokenizer, self._sources, self._longest = tokenizer, sources, longest
        self._matcher = llguidance.LLMatcher(tokenizer, grammar)
        self._parts: list[bytes] = []
        self._probabilities: list[float] = []
        self.cut = self._matcher.is_error()

    def grammar(self) -> llguidance.LLMatcher | None:
        """The schema's grammar, in which quotes are words of the chunk."""
        return None if self.cut else self._matcher

    def lookahead(self) -> Lookahead:
        """The tokens that the schema forces, then a draft from one of the sources."""
        forced = self._matcher.compute_ff_tokens()
        for token in forced:
            self._write(token, 1.0)
        written = b"".join(self._parts[-_TAIL:]).decode("utf-8", "replace")
        for source in self._sources:
            draft = list(source.following(written))
            if valid := self._matcher.validate_tokens(draft) if draft else 0:
                return Lookahead(forced, draft[:valid])
        return Lookahead(forced)

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """The ``best`` token that the grammar allows; None once the JSON is complete or too long."""
        if not self.cut:
            self._write(best, probability)
            self._complete()
        # An error means that the text exceeds the grammar engine's limits.
        self.cut = self._matcher.is_error() or (not self._ended() and len(self._parts) >= self._longest)
        return None if self.cut or self._ended() else best

    def _complete(self) -> None:
        """Completes the answer without further passes if the schema leaves no choice up to its end."""
        forced = self._matcher.compute_ff_tokens()
        if forced and forced[-1] == self._tokenizer.eos_token:
            for token in forced:
                self._write(token, 1.0)

    def _ended(self) -> bool:
        return self._matcher.is_accepting() or self._matcher.is_stopped()

    def _write(self, token: int, probability: float) -> None:
        self._matcher.consume_token(token)
        if token == self._tokenizer.eos_token:
            return
        self._parts.append(self._tokenizer.decode_bytes([token]))
        self._probabilities.append(probability)

    def text(self) -> str:
        """The answer generated so far."""
        return b"".join(self._parts).decode("utf-8", "replace")

    def probability(self, spans: Sequence[tuple[int, int]]) -> float:
        """The product of the probabilities of all tokens that overlap these intervals of ``text()``."""
        text = self.text()
        intervals = [(len(text[:start].encode()), len(text[:end].encode())) for start, end in spans]
        ends = np.cumsum([len(part) for part in self._parts]).tolist()
        starts = [0, *ends[:-1]]
        return prod(
            probability
            for start, end, probability in zip(starts, ends, self._probabilities, strict=True)
            if any(start < last and first < end for first, last in intervals)
        )


# How many of the last tokens are looked up in a source.
_TAIL = 16


class Value(NamedTuple):
    """A string, number, boolean or null of an answer: its path (``clauses[].text``), the offset of the object that
    contains it (-1: none), its value, and its own interval. Offsets are in characters of the answer."""

    path: str
    inside: int
    value: str | float | bool | None
    start: int
    end: int


def values(text: str) -> list[Value]:
    """All values of a complete JSON text, in order. Raises ValueError."""
    found: list[Value] = []
    try:
        _read(text, _skip(text, 0), "", -1, found)
    except (IndexError, RecursionError, StopIteration) as error:
        raise ValueError("the JSON is not complete") from error
    return found


def deciding(text: str, quote: Value, name: Value | None) -> Iterator[tuple[int, int]]:
    """The intervals at which an answer decides that there is a quote: the comma or bracket before its value (rather
    than the end of the list), the start of the value (rather than null), and its first character (rather than the end
    of the string). If another field names the category, also the start of the object that contains both, and that
    name."""
    yield _from_comma(text, quote.start), min(quote.start + 2, quote.end)
    if name:
        yield _from_comma(text, name.inside), name.inside + 1
        yield name.start, name.end


def _from_comma(text: str, start: int) -> int:
    while start > 0 and text[start - 1] in _BETWEEN:
        start -= 1
    return start


def _read(text: str, at: int, path: str, inside: int, found: list[Value]) -> int:
    """Reads the value at an offset; returns the offset after it."""
    if text[at] == "{":
        return _members(text, at, path, found)
    if text[at] == "[":
        return _items(text, at, path, inside, found)
    if text[at] == '"':
        value, end = scanstring(text, at + 1)
        found.append(Value(path, inside, value, at, end))
        return int(end)
    match = _SCALAR.match(text, at)
    if not match:
        raise ValueError("the JSON is not complete")
    known: dict[str, Any] = {"null": None, "true": True, "false": False}
    found.append(
        Value(path, inside, known[match[0]] if match[0] in known else float(match[0]), match.start(), match.end())
    )
    return match.end()


def _members(text: str, start: int, path: str, found: list[Value]) -> int:
    at = _skip(text, start + 1)
    while text[at] != "}":
        name, at = scanstring(text, at + 1)
        at = _skip(text, at)
        at = _read(text, _skip(text, at + 1), f"{path}.{name}" if path else name, start, found)
        at = _skip(text, at)
        at = _skip(text, at + 1) if text[at] == "," else at
    return at + 1


def _items(text: str, start: int, path: str, inside: int, found: list[Value]) -> int:
    at = _skip(text, start + 1)
    while text[at] != "]":
        at = _skip(text, _read(text, at, f"{path}[]", inside, found))
        at = _skip(text, at + 1) if text[at] == "," else at
    return at + 1


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
