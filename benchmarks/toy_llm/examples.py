"""Makes the toy LLM's training examples: chunks of invented contracts with questions and answers, and the attention
targets that lead to the answers."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from copy import copy
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from chunking.packing import Chunk
from model.engines.llm.decoding.attention_masks import same_branch
from model.engines.llm.decoding.sequence_layout import SHARED
from model.engines.llm.prompts.questions import Prompt
from model.training.llm_targets import Example, PlannedChunk, labeled_chunk, spans_in_chunk

WINDOW = 240  # tokens of a chunk, at most
# Half of the chunks number their sentences from 1, as in serving; the others start up to here, or high numbers would be
# rare.
FARTHEST = 24
NOISE = 0.04  # the share of a chunk's tokens that is replaced at random, as in unseen wordings
# A token's part in an item: the first of the sentence's first item, the first of a later one, or a following one.
FIRST, LATER, WITHIN = range(3)
PARTS = 3


class Batch(NamedTuple):
    """Chunks with their questions as branches, (rows, tokens) each; ``mask`` is added to the attention logits.

    Answers: ``token`` with ``weight`` at ``place`` (flat index). ``asking`` has the (row, position) of every query
    whose copying head should attend to ``look`` (queries, tokens). ``numbers`` has the (row, position) of each
    sentence's number, ``own`` (numbers, tokens) that sentence's tokens, ``labels`` (numbers, categories) its
    categories. ``chunk`` (flat) are the chunks' tokens, ``latest`` the position of the number before each of them or 0,
    and ``parts`` (tokens, word categories x PARTS) their parts in items."""

    ids: Tensor
    position: Tensor
    mask: Tensor
    place: Tensor
    token: Tensor
    weight: Tensor
    asking: Tensor
    look: Tensor
    numbers: Tensor
    own: Tensor
    labels: Tensor
    chunk: Tensor
    latest: Tensor
    parts: Tensor


class Row(NamedTuple):
    """A task's row of a batch, laid out from position 1 on; ``look`` has (position, the positions to attend to)."""

    ids: list[int]
    position: list[int]
    branch: list[int]
    targets: list[tuple[int, int, float]]
    look: list[tuple[int, list[int]]]
    numbers: list[int]
    begins: list[int]
    labels: NDArray[np.float32]
    latest: list[int]
    parts: NDArray[np.float32]


class Wanted(NamedTuple):
    """An item of a chunk: its sentences (half-open, relative to the chunk's first own one), and the position of its
    words (-1: none, or tokenized differently there)."""

    first: int
    last: int
    begin: int
    words: list[int]


class Sampler:
    """Samples chunks and collates them into batches."""

    def __init__(self, prompt: Prompt, examples: list[Example]) -> None:
        self._prompt, self._examples = prompt, examples
        self._categories = list(prompt.questions)
        self._words = [category for category in self._categories if category in prompt.words]
        self._draw = random.Random()
        line = prompt.chunk([[]], 0)
        self._behind = len(line) - len(prompt.suffix) - line.index(prompt.numbers[0]) - 1  # tokens after a number
        self._special = {prompt.none, prompt.range, prompt.end, *prompt.numbers}
        self._any = sorted({token for one in examples for sentence in one.sentences for token in sentence})

    def batch(self, seed: str, tokens: int, window: int, negatives: int, written: float) -> Batch:
        """A batch of about ``tokens`` tokens in chunks of at most ``window``, the same for the same seed. Questions are
        about the categories present and ``negatives`` absent ones; a share ``written`` of them is also answered by
        decoding."""
        self._draw.seed(seed)
        tasks = [self._task(window, negatives, written) for _ in range(max(1, tokens // (window + 30)))]
        return self._collate([self._row(task) for task in tasks])

    def _task(self, window: int, negatives: int, written: float) -> PlannedChunk:
        """Samples a chunk. A quarter start at the contract's beginning, where names and dates are; some have a context
        sentence before."""
        draw, number = self._draw, self._draw.randrange(len(self._examples))
        one = self._examples[number]
        sizes = [min(len(sentence), WINDOW) + self._prompt.overhead() for sentence in one.sentences]
        first = 0 if draw.random() < 0.25 else draw.randrange(len(sizes))
        own = first + (first + 1 < len(sizes) and sizes[first] < 20 and draw.random() < 0.2)
        last = own
        while last < len(sizes) and (last == own or sum(sizes[first : last + 1]) <= window):
            last += 1
        chunk = Chunk(first, own, last)
        present = [name for name in self._categories if spans_in_chunk(one.spans.get(name, []), chunk)]
        others = [name for name in self._categories if name not in present]
        asked = [(name, name in self._prompt.words) for name in present]
        asked += [(name, True) for name, words in asked if not words and draw.random() < written]
        for name in draw.sample(others, min(negatives, len(others))):
            asked.append((name, name in self._prompt.words or draw.random() < written / 2))
        return PlannedChunk(number, chunk, asked)

    def _row(self, task: PlannedChunk) -> Row:
        one, prompt, chunk = self._examples[task.example], copy(self._prompt), task.chunk
        prompt.numbers = prompt.numbers[self._draw.randrange(FARTHEST) if self._draw.random() < 0.5 else 0 :]
        labeled = labeled_chunk(chunk, one, task.questions, prompt, WINDOW)
        sentences = [sentence[:WINDOW] for sentence in one.sentences[chunk.first : chunk.last]]
        begins, numbers = self._layout(sentences, chunk.own - chunk.first)
        wanted = self._wanted(one, chunk, begins)
        size = len(prompt.chunk(sentences, chunk.own - chunk.first))
        labels, parts = self._labels(wanted, len(numbers), size)
        bars = np.searchsorted(numbers, np.arange(1, size + 1)).tolist()  # the count of numbers before each token
        indices = [1 + index for index in labeled.target_index]
        targets = list(zip(indices, labeled.target_token, labeled.target_weight, strict=True))
        return Row(
            self._noisy(labeled.ids, size, parts),
            [1 + place for place in labeled.positions],
            labeled.branches,
            targets,
            list(self._look(task, wanted, numbers, iter(labeled.target_index))),
            numbers,
            begins,
            labels,
            [numbers[bar - 1] if bar else 0 for bar in bars],
            parts,
        )

    def _layout(self, sentences: Sequence[Sequence[int]], context: int) -> tuple[list[int], list[int]]:
        """The positions of the own sentences' first tokens and of their numbers."""
        at = 1 + sum(len(sentence) + 1 for sentence in sentences[:context])
        begins, numbers = [], []
        for sentence in sentences[context:]:
            begins.append(at)
            at += len(sentence) + self._prompt.overhead()
            numbers.append(at - 1 - self._behind)
        return begins, numbers

    def _wanted(self, one: Example, chunk: Chunk, begins: Sequence[int]) -> dict[str, list[Wanted]]:
        wanted: dict[str, list[Wanted]] = {category: [] for category in self._categories}
        for category, known in wanted.items():
            for item in spans_in_chunk(one.spans.get(category, []), chunk):
                first, begin, words = item.first - chunk.own, -1, []
                if category in self._prompt.words:
                    words = self._prompt.quote(item.words)[:-1]
                    begin = _position(one.sentences[item.first][:WINDOW], words)
                    begin += begins[first] if begin >= 0 else 0
                known.append(Wanted(first, item.last - chunk.own, begin, words))
        return wanted

    def _labels(
        self, wanted: dict[str, list[Wanted]], sentences: int, size: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The categories of each sentence, and the part of each token in an item."""
        labels = np.zeros((sentences, len(wanted)), dtype=np.float32)
        parts = np.zeros((size, len(self._words) * PARTS), dtype=np.float32)
        for column, (category, items) in enumerate(wanted.items()):
            seen: set[int] = set()
            for item in items:
                labels[item.first : item.last, column] = 1
                if item.begin >= 0:
                    base = PARTS * self._words.index(category)
                    parts[item.begin - 1, base + (LATER if item.first in seen else FIRST)] = 1
                    parts[item.begin : item.begin - 1 + len(item.words), base + WITHIN] = 1
                    seen.add(item.first)
        return labels, parts

    def _look(
        self, task: PlannedChunk, wanted: dict[str, list[Wanted]], numbers: Sequence[int], places: Iterator[int]
    ) -> Iterator[tuple[int, list[int]]]:
        """The attention targets: at the end of a question, the numbers of its answer; within an answer, the token
        decoded next; at its end, position 0. ``places`` are those of the training example, in its order."""
        for category, written in task.questions:
            items = wanted[category]
            if not written:
                sentences = {sentence for item in items for sentence in range(item.first, item.last)}
                place = min([next(places) for _ in sentences or {0}])  # the same for all of them
                yield 1 + place, [numbers[sentence] for sentence in sentences] or [0]
                continue
            for item in items:
                yield 1 + next(places), [numbers[item.first]]
                if item.last > item.first + 1 and not item.words:
                    next(places)  # the range token is not copied
                    yield 1 + next(places), [numbers[item.last - 1]]
                for offset in range(len(item.words)):
                    place = next(places)
                    if item.begin >= 0:
                        yield 1 + place, [item.begin + offset]
                if item.words:
                    next(places)  # nor is the end token
            yield 1 + next(places), [0]

    def _noisy(self, ids: Sequence[int], size: int, parts: NDArray[np.float32]) -> list[int]:
        """Replaces some tokens at random, but none of an item's words, since they are copied."""
        noisy = list(ids)
        for index in range(size):
            if ids[index] not in self._special and not parts[index].any() and self._draw.random() < NOISE:
                noisy[index] = self._draw.choice(self._any)
        return noisy

    def _collate(self, rows: Sequence[Row]) -> Batch:
        """Every row begins with the prompt's first token, to which questions without an answer attend."""
        length = 1 + max(len(one.ids) for one in rows)
        ids, position, branch = (np.full((len(rows), length), fill) for fill in (self._prompt.prefix[0], 0, SHARED - 1))
        branch[:, 0] = SHARED
        targets: list[tuple[int, int, float]] = []
        asking: list[tuple[int, int]] = []
        numbers: list[tuple[int, int]] = []
        look = np.zeros((sum(len(one.look) for one in rows), length), dtype=np.float32)
        own = np.zeros((sum(len(one.numbers) for one in rows), length), dtype=np.float32)
        for row, one in enumerate(rows):
            end = 1 + len(one.ids)
            ids[row, 1:end], position[row, 1:end], branch[row, 1:end] = one.ids, one.position, one.branch
            targets += [(row * length + place, token, weight) for place, token, weight in one.targets]
            for at, right in one.look:
                look[len(asking), right] = 1
                asking.append((row, at))
            for at, begin in zip(one.numbers, one.begins, strict=True):
                own[len(numbers), begin:at] = 1
                numbers.append((row, at))
        owner, order = torch.from_numpy(branch), torch.arange(length)
        seen = same_branch(owner, owner) & (order <= order[:, None]) | (order == 0)
        place, token, weight = zip(*targets, strict=True)
        return Batch(
            torch.from_numpy(ids),
            torch.from_numpy(position),
            torch.where(seen, 0.0, -1e9)[:, None],
            torch.tensor(place),
            torch.tensor(token),
            torch.tensor(weight),
            torch.tensor(asking).T,
            torch.from_numpy(look),
            torch.tensor(numbers).T,
            torch.from_numpy(own),
            torch.from_numpy(np.concatenate([one.labels for one in rows])),
            torch.tensor([row * length + 1 + at for row, one in enumerate(rows) for at in range(len(one.latest))]),
            torch.tensor([place for one in rows for place in one.latest]),
            torch.from_numpy(np.concatenate([one.parts for one in rows])),
        )


def _position(sentence: Sequence[int], words: Sequence[int]) -> int:
    """The position of the words in their sentence, in tokens; -1 if they are tokenized differently there. The last
    token may contain more than the word, such as the full stop after a name."""
    for start in range(len(sentence) - len(words) + 1):
        if list(sentence[start : start + len(words) - 1]) == list(words[:-1]) and (
            len(words) > 1 or sentence[start] == words[0]
        ):
            return start
    return -1
