"""Makes the LLM's training data: numbered sentences with questions and target answers, packed into sequences."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from chunking.document import Document
from chunking.packing import Chunk
from model.dataset import Contract, Spans, as_document, spans_in_document, wrong_in_document
from model.engines.llm.decoding.sequence_layout import SHARED, chunk_layout, prefix_layout
from model.engines.llm.prompts.questions import Prompt
from model.engines.span_decoding import whole_words
from model.engines.tagger.windows import tokenize
from model.training.recipes import LLMRecipe

_MOST_SPANS = 8  # of one category in one chunk
# A chunk repeats this share of the window from the end of the previous chunk, as context: one part of ...
CONTEXT = 16


class SegmentSpan(NamedTuple):
    """An annotated span as a half-open range of segments; for categories answered in words, one segment and the words
    in it, with the space before them."""

    first: int
    last: int
    words: str


class Example(NamedTuple):
    """A contract: the tokens of each sentence, and by category the annotated spans and those marked as wrong. Of a
    contract that is not ``complete``, nothing is known about categories that have neither."""

    sentences: list[list[int]]
    spans: dict[str, list[SegmentSpan]]
    wrong: dict[str, list[SegmentSpan]]
    complete: bool


class LabeledChunk(NamedTuple):
    """A chunk with its questions and answers, (tokens,) each, and its targets, (targets,) each: the logits at
    ``target_index`` are to predict ``target_token``, with ``target_weight``. The weights of one index add up to 1."""

    ids: list[int]
    branches: list[int]
    positions: list[int]
    target_index: list[int]
    target_token: list[int]
    target_weight: list[float]


class PlannedChunk(NamedTuple):
    """A chunk of one of the examples, with its questions: (category, whether the answer is written)."""

    example: int
    chunk: Chunk
    questions: list[tuple[str, bool]]


class PackedSequence(NamedTuple):
    """Labeled chunks packed behind the prefix that they share: (tokens,) each, ``chunk`` numbering the chunks, and
    (targets,) each."""

    ids: Tensor
    chunk: Tensor
    branch: Tensor
    position: Tensor
    target_index: Tensor
    target_token: Tensor
    target_weight: Tensor

    def to(self, device: torch.device) -> PackedSequence:
        """Copies the sequence to the device."""
        return PackedSequence(*(part.to(device) for part in self))


def example(contract: Contract, prompt: Prompt) -> Example:
    """A contract as sentences of tokens with its spans. A span includes the sentences of which it covers at least half,
    and those that contain at least half of the span."""
    document = as_document(contract)
    starts = np.array([segment.start for segment in document.segments])
    ends = np.array([segment.end for segment in document.segments])
    tokens = tokenize(document, prompt.tokenizer)
    sentences = [part.tolist() for part in np.split(tokens.ids, tokens.first[1:-1])]

    def segment_spans(annotated: Spans) -> dict[str, list[SegmentSpan]]:
        found: dict[str, list[SegmentSpan]] = {}
        for category, spans in annotated.items():
            for start, end in sorted(spans):
                shared = np.clip(np.minimum(ends, end) - np.maximum(starts, start), 0, None)
                inside = np.flatnonzero(shared >= 0.5 * np.minimum(np.maximum(ends - starts, 1), end - start))
                if len(inside):
                    span = _segment_span(document, inside, int(shared.argmax()), start, end, category in prompt.words)
                    found.setdefault(category, []).append(span)
        return found

    right, wrong = spans_in_document(contract, document), wrong_in_document(contract, document)
    return Example(sentences, segment_spans(right), segment_spans(wrong), contract.complete)


def _segment_span(
    document: Document, inside: NDArray[np.int64], fullest: int, start: int, end: int, words: bool
) -> SegmentSpan:
    if not words:
        return SegmentSpan(int(inside[0]), int(inside[-1]) + 1, "")
    segment = document.segments[fullest]
    first, last = whole_words(document.text, max(start, segment.start), min(end, segment.end))
    spaced = first > segment.start and document.text[first - 1] == " "  # part of the word in most vocabularies
    return SegmentSpan(fullest, fullest + 1, document.text[first - spaced : last])


def labeled_chunk(
    chunk: Chunk, labeled: Example, questions: Sequence[tuple[str, bool]], prompt: Prompt, longest: int
) -> LabeledChunk:
    """A chunk with ``questions``: (category, whether the answer is written). Of a sentence, the first ``longest``
    tokens are kept.

    A written answer lists the spans in order, each as its first and last sentence's numbers or as its number and words,
    and ends with "none". Otherwise the question's last token is to predict the numbers of all sentences of all spans,
    which share the weight.
    """
    sentences = [sentence[:longest] for sentence in labeled.sentences[chunk.first : chunk.last]]
    ids = prompt.chunk(sentences, chunk.own - chunk.first)
    at = len(ids) - 1
    branches: list[list[int]] = []
    targets: list[tuple[int, int, float]] = []
    for category, written in questions:
        spans = spans_in_chunk(labeled.spans.get(category, []), chunk)
        question = prompt.questions[category].write if written else prompt.questions[category].point
        answer = _written(spans, chunk, category in prompt.words, prompt) if written else []
        at += len(question)
        if written:
            targets += [(at + offset, token, 1.0) for offset, token in enumerate(answer)]
        else:
            marks = sorted({segment for span in spans for segment in range(span.first, span.last)})
            chosen = [prompt.numbers[segment - chunk.own] for segment in marks] or [prompt.none]
            targets += [(at, mark, 1 / len(chosen)) for mark in chosen]
        branches.append([*question, *answer[:-1]])
        at += len(answer[:-1])
    layout = chunk_layout(ids, branches, 0)
    return LabeledChunk(
        layout.ids,
        layout.branches,
        layout.positions,
        [index for index, _, _ in targets],
        [token for _, token, _ in targets],
        [weight for _, _, weight in targets],
    )


def spans_in_chunk(spans: Sequence[SegmentSpan], chunk: Chunk) -> list[SegmentSpan]:
    """The parts of the spans in the chunk's own sentences, in order; words of one sentence in the sentence's order."""
    cut = dict.fromkeys(SegmentSpan(max(one.first, chunk.own), min(one.last, chunk.last), one.words) for one in spans)
    return sorted((one for one in cut if one.first < one.last), key=lambda one: one[:2])[:_MOST_SPANS]


def _written(spans: Sequence[SegmentSpan], chunk: Chunk, words: bool, prompt: Prompt) -> list[int]:
    ids: list[int] = []
    for span in spans:
        ids.append(prompt.numbers[span.first - chunk.own])
        if words:
            ids += prompt.quote(span.words)
        elif span.last > span.first + 1:
            ids += [prompt.range, prompt.numbers[span.last - 1 - chunk.own]]
    return [*ids, prompt.none]


def pack_sequence(chunks: Sequence[LabeledChunk], prompt: Prompt) -> PackedSequence:
    """One sequence of all the chunks, behind the prefix."""
    ids, position, branch = prefix_layout(prompt.prefix)[:3]
    number = [SHARED] * len(ids)  # all chunks see the prefix
    index, token, weight = [], [], []
    for count, one in enumerate(chunks):
        index += [len(ids) + target for target in one.target_index]
        token += one.target_token
        weight += one.target_weight
        ids += one.ids
        number += [count] * len(one.ids)
        branch += one.branches
        position += [len(prompt.prefix) + place for place in one.positions]
    whole = [torch.tensor(part, dtype=torch.long) for part in (ids, number, branch, position, index, token)]
    return PackedSequence(*[*whole, torch.tensor(weight)])


def plan(examples: list[Example], recipe: LLMRecipe, prompt: Prompt) -> list[list[PlannedChunk]]:
    """The sequences of the whole run, with the contracts cut into other chunks in each epoch."""
    sequences: list[list[PlannedChunk]] = []
    for epoch in range(recipe.epochs):
        used = recipe.row_tokens + 1
        for one in _plan_epoch(examples, recipe, prompt, random.Random(f"{recipe.seed}-{epoch}")):
            labeled = labeled_chunk(one.chunk, examples[one.example], one.questions, prompt, recipe.window)
            if used + len(labeled.ids) > recipe.row_tokens:
                sequences.append([])
                used = len(prompt.prefix)
            sequences[-1].append(one)
            used += len(labeled.ids)
    return sequences


def _plan_epoch(examples: list[Example], recipe: LLMRecipe, prompt: Prompt, draw: random.Random) -> list[PlannedChunk]:
    chosen = []
    for number, item in enumerate(examples):
        # A window of another length in each epoch, so that no two epochs have the same chunks.
        budget = recipe.window - draw.randrange(0, recipe.window // 4)
        for chunk in prompt.chunks([len(sentence) for sentence in item.sentences], budget, recipe.window // CONTEXT):
            labeled = any(spans_in_chunk(spans, chunk) for spans in (*item.spans.values(), *item.wrong.values()))
            if labeled or (item.complete and draw.random() < recipe.empty_share):
                chosen.append(PlannedChunk(number, chunk, _questions(item, chunk, recipe, prompt, draw)))
    draw.shuffle(chosen)
    return chosen


def _questions(
    item: Example, chunk: Chunk, recipe: LLMRecipe, prompt: Prompt, draw: random.Random
) -> list[tuple[str, bool]]:
    """Both kinds of question about each category that the chunk has. One kind about categories that it is known not to
    have: those with a span marked as wrong, and some of the others."""
    present = [category for category in prompt.questions if spans_in_chunk(item.spans.get(category, []), chunk)]
    absent = [category for category in prompt.questions if category not in present]
    wrong = [category for category in absent if spans_in_chunk(item.wrong.get(category, []), chunk)]
    others = [category for category in absent if category not in wrong] if item.complete else []
    if recipe.negatives is not None:
        others = draw.sample(others, min(recipe.negatives, len(others)))
    questions = [(category, written) for category in present for written in (False, True)]
    return questions + [(category, draw.random() < 0.5) for category in wrong + others]
