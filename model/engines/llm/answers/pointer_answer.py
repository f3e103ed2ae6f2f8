"""Constrains answers to the sentences of their chunk, and scores the sentences that an answer selects.

A sentence's number is a single token, so choosing among the numbers that may follow is an argmax over a slice of the
logits, and no number outside the chunk can be generated. Quotes are constrained to the tokens of their sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.engines.llm.answers.answer import Answer, Grammar, Lookahead
from model.engines.llm.answers.quote_grammar import QuoteGrammar
from model.engines.llm.decoding.draft_tokens import Source
from model.engines.llm.prompts.questions import Prompt

# The lowest score of a listed sentence; those below one half are weaker candidates.
LEAST_SCORE = 0.02
# Of 5,245 chunks of 348 contracts, 23 have more spans of one category.
MOST_ITEMS = 8
# The most tokens of a quote, at which the answer ends; annotated quotes have at most 99.
LONGEST_QUOTE = 128


class Item(NamedTuple):
    """Sentences of a chunk, ``first`` to ``last`` (half-open, from 0), for some categories with the words quoted from
    the first; ``score`` is their probability relative to "none"."""

    first: int
    last: int
    words: str
    score: float


class PointerAnswer(Answer):
    """An answer in one pass. The best sentence's score is its probability relative to "none"; the others' scores are
    lower in proportion to their probabilities. (Scoring each relative to "none" would not work: if there is an answer,
    "none" and all wrong sentences have next to no probability, and their ratios are meaningless.)"""

    def __init__(self, sentences: int) -> None:
        self._sentences = sentences
        self.scores = np.zeros(sentences, dtype=np.float32)

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """Reads the scores from the logits of "none", the range sign and every sentence; generates nothing."""
        sentences = pointers[2 : 2 + self._sentences]
        largest = sentences.max(initial=-np.inf)
        self.scores[:] = np.exp(sentences - largest) / (1 + np.exp(np.clip(pointers[0] - largest, -60, 60)))
        return None


class SentenceListAnswer(Answer):
    """A generated answer: numbers in ascending order, "3-5" for a range, then "none"."""

    def __init__(self, prompt: Prompt, sentences: int) -> None:
        self._prompt = prompt
        self._sentences = sentences
        self._next = 0  # the first sentence that may still follow
        self.items: list[Item] = []
        self._in_range = False

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """Chooses the next token by the logits of "none", the range sign and every sentence; None at the end."""
        sentences = pointers[2 : 2 + self._sentences]
        if self._in_range:
            self._in_range = False
            last = self._next + int(sentences[self._next :].argmax())
            self.items[-1] = self.items[-1]._replace(last=last + 1)
            self._next = last + 1
            return self._prompt.numbers[last]
        if self._runs_on(pointers):
            self._in_range = True
            return self._prompt.range
        return self._decide(pointers)

    def _runs_on(self, pointers: NDArray[np.float32]) -> bool:
        """Whether the range sign is likelier than everything else that may follow the number."""
        if not self.items or self.items[-1].last - self.items[-1].first > 1 or self._next >= self._sentences:
            return False
        return bool(pointers[1] > max(pointers[0], pointers[2 + self._next : 2 + self._sentences].max()))

    def _decide(self, pointers: NDArray[np.float32]) -> int | None:
        # Without constraints, the model would have ended the answer before such an item.
        unsure = bool(self.items) and self.items[-1].score < 0.5
        if unsure or self._next >= self._sentences or len(self.items) == MOST_ITEMS:
            return None
        scores = _against_none(pointers)[self._next : self._sentences]
        chosen = self._next + int(scores.argmax())
        score = float(scores.max())
        if score < LEAST_SCORE:
            return None
        self.items.append(Item(chosen, chosen + 1, "", score))
        self._next = chosen + 1
        return self._prompt.numbers[chosen]


class QuoteAnswer(SentenceListAnswer):
    """An answer in words: a number and words of that sentence, any number of times, then "none".

    ``sentences`` are the chunk's own; ``width`` is the size of the model's output vocabulary.
    """

    def __init__(self, prompt: Prompt, sentences: Sequence[Source], width: int) -> None:
        super().__init__(prompt, len(sentences))
        self._sources, self._width = sentences, width
        self._quote: QuoteGrammar | None = None
        self._another = False  # whether a quote has just ended, and its sentence may hold another

    def grammar(self) -> QuoteGrammar | None:
        """While a quote is generated: the words of its sentence."""
        return self._quote

    def lookahead(self) -> Lookahead:
        """Within a quote: the rest of an unambiguous word, and the words after it, with a fork after each word in which
        the quote ends and its sentence is quoted again. After a quote: its sentence again."""
        if self._quote is None:
            return Lookahead(draft=[self._prompt.numbers[self._next]] if self._another else ())
        forced = self._quote.take_forced()
        draft = self._quote.rest()
        again = [self._prompt.end, self._prompt.numbers[self.items[-1].first]]
        return Lookahead(forced, draft, dict.fromkeys(self._quote.ends(len(draft)), again))

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """Within a quote, the next token is ``best``; otherwise it is chosen as in ``SentenceListAnswer``."""
        self._another = False
        if self._quote is None:
            token = self._decide(pointers)
            if token is not None:
                self._quote = QuoteGrammar(self._sources[self.items[-1].first], self._prompt.end, self._width)
            return token
        if best != self._prompt.end:
            self._quote.take(best)
            return best if self._quote.size < LONGEST_QUOTE else self._close(None)
        # The same sentence may contain another name.
        self._next = self.items[-1].first
        return self._close(best)

    def _close(self, token: int | None) -> int | None:
        """Completes the quote. If it is too long or blank, the whole sentence is the finding."""
        assert self._quote is not None
        words = self._quote.words() if token is not None else ""
        self._quote = None
        quoted = self.items.pop()._replace(words=words)
        if any((known.first, known.words) == (quoted.first, quoted.words) for known in self.items):
            return None  # the model repeats itself
        self.items.append(quoted)
        self._another = token is not None
        return token


def allow(grammars: Sequence[Grammar], logits: Tensor) -> list[tuple[int, float]]:
    """For each row of ``logits`` (rows, vocabulary), the most likely token that its grammar allows, and its probability
    among the allowed tokens."""
    masks = np.stack([np.frombuffer(grammar.compute_bitmask(), dtype=np.uint8) for grammar in grammars])
    bits = np.unpackbits(masks, axis=1, bitorder="little")[:, : logits.shape[1]].astype(bool)
    allowed = logits.float().masked_fill(~torch.from_numpy(bits).to(logits.device), float("-inf"))
    best, tokens = allowed.max(-1)
    probabilities = (best - allowed.logsumexp(-1)).exp()
    chosen = torch.stack([tokens.double(), probabilities.double()], 1).tolist()  # one transfer for both
    return [(int(token), probability) for token, probability in chosen]


def _against_none(pointers: NDArray[np.float32]) -> NDArray[np.float32]:
    """The probability of each sentence's number, relative to itself and "none"."""
    scores: NDArray[np.float32] = 1 / (1 + np.exp(np.clip(pointers[0] - pointers[2:], -60, 60)))
    return scores
