"""Words of a sentence, token by token: what a quote is held to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.engines.llm.drafts import LENGTH, Source


class Excerpt:
    """A run of a sentence's own tokens, from where a word begins to where one ends; then ``end``.

    Training writes quotes in the same tokens, so another spelling of the same words is never what a model learnt.
    ``width`` is the number of the model's logits.
    """

    def __init__(self, sentence: Source, end: int, width: int) -> None:
        self._sentence, self._end, self._width = sentence, end, width
        self._boundaries = set(_boundaries(sentence))
        # The places at which the run may go on: several as long as the words stand in the sentence more than once.
        self._places = sorted(place for place in self._boundaries if place < len(sentence.ids))
        self.size = 0
        """How many tokens were taken."""

    def allowed(self) -> set[int]:
        """The tokens that may follow."""
        tokens = {self._sentence.ids[place] for place in self._places if place < len(self._sentence.ids)}
        return tokens | {self._end} if self._may_end() else tokens

    def compute_bitmask(self) -> bytes:
        """A bit for each token, set if it may follow."""
        bits = bytearray((self._width + 7) // 8)
        for token in self.allowed():
            bits[token // 8] |= 1 << token % 8
        return bytes(bits)

    def take(self, token: int) -> None:
        """Goes on with a token that is allowed, the end excepted."""
        self._places = [place + 1 for place in self._places if self._sentence.ids[place : place + 1] == [token]]
        self.size += 1

    def take_forced(self) -> list[int]:
        """Takes the tokens that alone may follow, up to the next choice; the end is a choice."""
        taken: list[int] = []
        while len(tokens := self.allowed()) == 1 and self._end not in tokens:
            taken += tokens
            self.take(taken[-1])
        return taken

    def rest(self) -> Sequence[int]:
        """The tokens behind those that were taken, at the first place where these stand."""
        return self._sentence.ids[self._places[0] : self._places[0] + LENGTH]

    def ends(self, longest: int) -> list[int]:
        """Behind how many of the tokens of ``rest`` the run may end, at most ``longest``."""
        return [
            count for count in range(longest + 1) if self.size + count and self._places[0] + count in self._boundaries
        ]

    def words(self) -> str:
        """The text of what was taken."""
        starts = [*self._sentence.starts, len(self._sentence.text)]
        return self._sentence.text[starts[self._places[0] - self.size] : starts[self._places[0]]].strip()

    def _may_end(self) -> bool:
        return self.size > 0 and any(place in self._boundaries for place in self._places)


def _boundaries(sentence: Source) -> Iterator[int]:
    """The numbers of the tokens before which no word is cut, and the number behind the last."""
    text, starts = sentence.text, sentence.starts
    for place, start in enumerate(starts):
        cut = 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum()
        if not cut and (place == 0 or start > starts[place - 1]):  # a character may be several tokens
            yield place
    yield len(sentence.ids)
