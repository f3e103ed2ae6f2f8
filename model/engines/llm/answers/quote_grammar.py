"""Constrains a quote to words of one sentence, token by token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.engines.llm.decoding.draft_tokens import LENGTH, Source


class QuoteGrammar:
    """A run of a sentence's own tokens, from the beginning of a word to the end of one, then ``end``.

    Quotes in training consist of the same tokens, so no other tokenization of the same words is needed. ``width`` is
    the size of the model's output vocabulary.
    """

    def __init__(self, sentence: Source, end: int, width: int) -> None:
        self._sentence, self._end, self._width = sentence, end, width
        self._boundaries = set(_boundaries(sentence))
        # Where the run may continue: several positions as long as its words occur in the sentence more than once.
        self._places = sorted(place for place in self._boundaries if place < len(sentence.ids))
        self.size = 0
        """The number of tokens in the run."""

    def allowed(self) -> set[int]:
        """The tokens that may follow."""
        tokens = {self._sentence.ids[place] for place in self._places if place < len(self._sentence.ids)}
        return tokens | {self._end} if self._may_end() else tokens

    def compute_bitmask(self) -> bytes:
        """A bit for each token of the vocabulary, set if it may follow."""
        bits = bytearray((self._width + 7) // 8)
        for token in self.allowed():
            bits[token // 8] |= 1 << token % 8
        return bytes(bits)

    def take(self, token: int) -> None:
        """Appends an allowed token other than the end."""
        self._places = [place + 1 for place in self._places if self._sentence.ids[place : place + 1] == [token]]
        self.size += 1

    def take_forced(self) -> list[int]:
        """Appends tokens as long as only one may follow, and returns them; the end is never forced."""
        taken: list[int] = []
        while len(tokens := self.allowed()) == 1 and self._end not in tokens:
            taken += tokens
            self.take(taken[-1])
        return taken

    def rest(self) -> Sequence[int]:
        """The tokens after the run, at its first occurrence in the sentence."""
        return self._sentence.ids[self._places[0] : self._places[0] + LENGTH]

    def ends(self, longest: int) -> list[int]:
        """After how many tokens of ``rest``, at most ``longest``, the run may end."""
        return [
            count for count in range(longest + 1) if self.size + count and self._places[0] + count in self._boundaries
        ]

    def words(self) -> str:
        """The text of the run."""
        starts = [*self._sentence.starts, len(self._sentence.text)]
        return self._sentence.text[starts[self._places[0] - self.size] : starts[self._places[0]]].strip()

    def _may_end(self) -> bool:
        return self.size > 0 and any(place in self._boundaries for place in self._places)


def _boundaries(sentence: Source) -> Iterator[int]:
    """The indices of the tokens at which a word may begin or end, and the index after the last token."""
    text, starts = sentence.text, sentence.starts
    for place, start in enumerate(starts):
        cut = 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum()
        if not cut and (place == 0 or start > starts[place - 1]):  # a character may be several tokens
            yield place
    yield len(sentence.ids)
