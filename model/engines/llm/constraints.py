"""What a model may write in answer to a question, token by token, and how sure it was of it.

A sentence's number is one token, so the tokens that may stand at a place are a slice of one list, and a number outside
the chunk cannot be written. Quotes are held to the tokens of their sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.engines.llm.branch import Ahead, Branch, Grammar
from model.engines.llm.drafts import Source
from model.engines.llm.excerpts import Excerpt
from model.engines.llm.prompt import Prompt

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

    ``sentences`` are the chunk's own, ``width`` is the number of the model's logits.
    """

    def __init__(self, prompt: Prompt, sentences: Sequence[Source], width: int) -> None:
        super().__init__(prompt, len(sentences))
        self._sources, self._width = sentences, width
        self._excerpt: Excerpt | None = None
        self._another = False  # whether a quote has just ended, and its sentence may hold another

    def grammar(self) -> Excerpt | None:
        """The words of the sentence that was named, while they are quoted."""
        return self._excerpt

    def ahead(self) -> Ahead:
        """While a quote is written: the rest of a word, if no other begins like it, and the words behind it. The quote
        may end behind each of them, and its sentence be quoted again. When a quote has ended: its sentence again."""
        if self._excerpt is None:
            return Ahead(draft=[self._prompt.marks[self._next]] if self._another else ())
        forced = self._excerpt.take_forced()
        draft = self._excerpt.rest()
        again = [self._prompt.end, self._prompt.marks[self.items[-1].first]]
        return Ahead(forced, draft, dict.fromkeys(self._excerpt.ends(len(draft)), again))

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """While a quote is written, its next token is the ``best`` that is allowed."""
        self._another = False
        if self._excerpt is None:
            token = self._decide(pointers)
            if token is not None:
                self._excerpt = Excerpt(self._sources[self.items[-1].first], self._prompt.end, self._width)
            return token
        if best != self._prompt.end:
            self._excerpt.take(best)
            return best if self._excerpt.size < LONGEST_QUOTE else self._close(None)
        # The same sentence may hold another name.
        self._next = self.items[-1].first
        return self._close(best)

    def _close(self, token: int | None) -> int | None:
        """Notes the quote. One that was cut off, or is nothing but spaces, is the whole sentence."""
        assert self._excerpt is not None
        words = self._excerpt.words() if token is not None else ""
        self._excerpt = None
        quoted = self.items.pop()._replace(words=words)
        if any((known.first, known.words) == (quoted.first, quoted.words) for known in self.items):
            return None  # it repeats itself
        self.items.append(quoted)
        self._another = token is not None
        return token


def allow(grammars: Sequence[Grammar], logits: Tensor) -> list[tuple[int, float]]:
    """The best token that each grammar allows of its row of ``logits`` (rows, width), and its probability among all
    that it allows."""
    masks = np.stack([np.frombuffer(grammar.compute_bitmask(), dtype=np.uint8) for grammar in grammars])
    bits = np.unpackbits(masks, axis=1, bitorder="little")[:, : logits.shape[1]].astype(bool)
    held = logits.float().masked_fill(~torch.from_numpy(bits).to(logits.device), float("-inf"))
    best, tokens = held.max(-1)
    probabilities = (best - held.logsumexp(-1)).exp()
    chosen = torch.stack([tokens.double(), probabilities.double()], 1).tolist()  # one read for both
    return [(int(token), probability) for token, probability in chosen]


def _against_none(pointers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of two tokens alone, the chance of the sentence's number and not "none"."""
    scores: NDArray[np.float32] = 1 / (1 + np.exp(np.clip(pointers[0] - pointers[2:], -60, 60)))
    return scores
