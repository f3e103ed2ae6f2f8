"""What a model may write in answer to a question, token by token, and how sure it was of it.

A sentence's number is one token, so the tokens that may stand at a place are a slice of one list, and a number outside
the chunk cannot be written. Quotes are held to the words of their sentence by a grammar of llguidance.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

import llguidance
import numpy as np
import torch
from llguidance.hf import from_tokenizer
from numpy.typing import NDArray
from torch import Tensor
from transformers import PreTrainedTokenizerBase

from model.engines.llm.drafts import Source
from model.engines.llm.prompt import Prompt
from model.engines.llm.scheduler import Ahead, Branch

# A sentence is written down where it is at least so likely against "none", as a weaker candidate below one half.
LEAST = 0.02
# Of 5,245 chunks of 348 contracts, 23 hold more spans of one category.
MOST_ITEMS = 8
# A quote that is longer than this many tokens ends the answer; people's were 99 at most.
LONGEST_QUOTE = 128


class Written(NamedTuple):
    """Sentences of a chunk, ``first`` to ``last`` (half open, from 0), perhaps with words of the first, and the
    probability that the model gave them against "none"."""

    first: int
    last: int
    words: str
    score: float


class Pointed(Branch):
    """A question that is read off: the best sentence's score is its chance against "none", the others' are as much
    less as their chances are. Each against "none" alone would not do: where there is an answer, all that is wrong has
    next to no chance, "none" like the other sentences, and which of them has more says nothing."""

    def __init__(self, sentences: int) -> None:
        self._sentences = sentences
        self.scores = np.zeros(sentences, dtype=np.float32)

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """Takes the logits of "none", the range sign and every sentence; writes nothing."""
        marks = pointers[2 : 2 + self._sentences]
        best_mark = marks.max(initial=-np.inf)
        self.scores[:] = np.exp(marks - best_mark) / (1 + np.exp(np.clip(pointers[0] - best_mark, -60, 60)))
        return None


class Answer(Branch):
    """An answer that is written out: numbers in rising order, "3-5" for a run, then "none"."""

    def __init__(self, prompt: Prompt, sentences: int) -> None:
        self._prompt = prompt
        self._sentences = sentences
        self._next = 0  # the first sentence that may still be named
        self.items: list[Written] = []
        self._in_range = False

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """Chooses the next token by the logits of "none", the range sign and every sentence; None at the end."""
        marks = pointers[2 : 2 + self._sentences]
        if self._in_range:
            self._in_range = False
            last = self._next + int(marks[self._next :].argmax())
            self.items[-1] = self.items[-1]._replace(last=last + 1)
            self._next = last + 1
            return self._prompt.marks[last]
        if self._runs_on(pointers):
            self._in_range = True
            return self._prompt.range
        return self._decide(pointers)

    def _runs_on(self, pointers: NDArray[np.float32]) -> bool:
        """Whether the range sign is likelier than whatever else may follow the number."""
        if not self.items or self.items[-1].last - self.items[-1].first > 1 or self._next >= self._sentences:
            return False
        return bool(pointers[1] > max(pointers[0], pointers[2 + self._next : 2 + self._sentences].max()))

    def _decide(self, pointers: NDArray[np.float32]) -> int | None:
        unsure = bool(self.items) and self.items[-1].score < 0.5  # the model itself would have ended before it
        if unsure or self._next >= self._sentences or len(self.items) == MOST_ITEMS:
            return None
        scores = _against_none(pointers)[self._next : self._sentences]
        chosen = self._next + int(scores.argmax())
        score = float(scores.max())
        if score < LEAST:
            return None
        self.items.append(Written(chosen, chosen + 1, "", score))
        self._next = chosen + 1
        return self._prompt.marks[chosen]


class Quote(Answer):
    """An answer in words: a number and words of that sentence, any number of times, then "none".

    ``sentences`` are the chunk's own.
    """

    def __init__(self, prompt: Prompt, sentences: Sequence[Source], grammars: Grammars) -> None:
        super().__init__(prompt, len(sentences))
        self._sources, self._grammars = sentences, grammars
        self._matcher: llguidance.LLMatcher | None = None
        self._words: list[int] = []
        self._another = False  # whether a quote has just ended, and its sentence may hold another

    def grammar(self) -> llguidance.LLMatcher | None:
        """The words of the sentence that was named, while they are quoted."""
        return self._matcher

    def ahead(self) -> Ahead:
        """While a quote is written, the words of its sentence behind those that were; when it has ended, the same
        sentence once more."""
        if self._matcher is None:
            return Ahead(draft=[self._prompt.marks[self._next]] if self._another else ())
        rest = list(self._named().following(self._text()))
        return Ahead(draft=rest[: self._matcher.validate_tokens(rest)])

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """While a quote is written, its next token is the ``best`` that the grammar allows."""
        self._another = False
        if self._matcher is None:
            token = self._decide(pointers)
            if token is not None:
                self._matcher, self._words = self._grammars.words_of(self._named().text), []
            return token
        self._matcher.consume_token(best)
        if best != self._prompt.end:
            self._words.append(best)
            return best if len(self._words) < LONGEST_QUOTE else self._close(None)
        # The same sentence may hold another name.
        self._next = self.items[-1].first
        return self._close(best)

    def _named(self) -> Source:
        """The sentence that was named last."""
        return self._sources[self.items[-1].first]

    def _text(self) -> str:
        return str(self._prompt.tokenizer.decode(self._words)).strip()

    def _close(self, token: int | None) -> int | None:
        self._matcher = None
        words, sentence = self._text(), self._named().text
        item = self.items.pop()
        # By the grammar they are words of the sentence; an empty quote, or one that was cut off, is the whole sentence.
        quoted = item._replace(words=words if token is not None and words in sentence else "")
        if any((known.first, known.words) == (quoted.first, quoted.words) for known in self.items):
            return None  # it repeats itself
        self.items.append(quoted)
        self._another = token is not None
        return token


class Grammars:
    """What quotes of a sentence are held to."""

    def __init__(self, tokenizer: PreTrainedTokenizerBase, prompt: Prompt, width: int) -> None:
        self._tokenizer = grammar_tokenizer(tokenizer, width)
        self._end = prompt.end

    def words_of(self, text: str) -> llguidance.LLMatcher:
        """Whole words of the text, one after another as they stand there, then the end."""
        grammar = f"start: WORDS <[{self._end}]>\nWORDS: %regex " + json.dumps({"substring_words": text})
        return llguidance.LLMatcher(self._tokenizer, grammar)


def grammar_tokenizer(tokenizer: PreTrainedTokenizerBase, width: int) -> llguidance.LLTokenizer:
    """llguidance's view of a tokenizer. ``width`` is the number of the model's logits; a tokenizer may know more."""
    return from_tokenizer(tokenizer, n_vocab=max(width, len(tokenizer)))  # type: ignore[arg-type]


def allow(matchers: Sequence[llguidance.LLMatcher], logits: Tensor) -> list[tuple[int, float]]:
    """The best token that each matcher allows of its row of ``logits`` (rows, width), and its probability among all
    that it allows."""
    masks = np.stack([np.frombuffer(matcher.compute_bitmask(), dtype=np.uint8) for matcher in matchers])
    bits = np.unpackbits(masks, axis=1, bitorder="little")[:, : logits.shape[1]].astype(bool)
    held = logits.float().masked_fill(~torch.from_numpy(bits).to(logits.device), float("-inf"))
    best, tokens = held.max(-1)
    probabilities = (best - held.logsumexp(-1)).exp()
    return list(zip(tokens.tolist(), probabilities.tolist(), strict=True))


def _against_none(pointers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of two tokens alone, the chance of the sentence's number and not "none"."""
    scores: NDArray[np.float32] = 1 / (1 + np.exp(np.clip(pointers[0] - pointers[2:], -60, 60)))
    return scores
