"""Makes the tagger's training data: contracts as labeled tokens, cut into windows and collated into batches."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import PreTrainedTokenizerBase

from chunking.document import Document
from chunking.packing import Chunk, pack
from model.dataset import Contract, Spans, spans_in_document, wrong_in_document
from model.engines.tagger.windows import Tokens, Window, tokenize, window
from model.training.recipes import TaggerRecipe

# The teachers' share in the targets of an annotated contract.
SOFT_SHARE = 0.5
# A segment whose target is at least this high has a clause, and its window is in every epoch.
_CLAUSE = 0.5


class Example(NamedTuple):
    """A contract's tokens and their targets from 0 to 1: (tokens, categories) and (segments, categories).

    ``token_known`` and ``segment_known``, of the same shapes, are the loss masks (None: everything counts).
    ``corrected`` (segments,) marks segments with a finding that a person rejected; their windows are in every epoch.
    """

    tokens: Tokens
    token_labels: NDArray[np.bool_ | np.float16]
    segment_labels: NDArray[np.bool_ | np.float16]
    corrected: NDArray[np.bool_]
    token_known: NDArray[np.bool_] | None = None
    segment_known: NDArray[np.bool_] | None = None


class Batch(NamedTuple):
    """Padded windows, (windows, tokens) each. ``real`` marks the tokens of the contract; ``segment`` numbers their
    segments through the batch. Labels and loss masks (0 or 1) are those of real tokens and of segments."""

    ids: Tensor
    mask: Tensor
    real: Tensor
    segment: Tensor
    segments: int
    token_labels: Tensor
    segment_labels: Tensor
    token_known: Tensor
    segment_known: Tensor

    def to(self, device: torch.device) -> Batch:
        """Copies the batch to the device."""
        return Batch(*(part.to(device) if isinstance(part, Tensor) else part for part in self))  # type: ignore[arg-type]


def example(
    contract: Contract, document: Document, categories: list[str], tokenizer: PreTrainedTokenizerBase
) -> Example:
    """A token inside an annotated span is positive; so is a segment of which a span covers at least half, or that
    contains at least half of a span. The loss masks of an incomplete contract include only its spans and those marked
    as wrong."""
    tokens = tokenize(document, tokenizer)
    token_labels, segment_labels = _covered(spans_in_document(contract, document), document, tokens, categories)
    token_wrong, segment_wrong = _covered(wrong_in_document(contract, document), document, tokens, categories)
    labeled = Example(tokens, token_labels, segment_labels, np.any(segment_wrong, axis=1))
    if contract.complete:
        return labeled
    return labeled._replace(token_known=token_labels | token_wrong, segment_known=segment_labels | segment_wrong)


def _covered(
    spans: Spans, document: Document, tokens: Tokens, categories: list[str]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tokens and which segments the spans cover: (tokens, categories) and (segments, categories)."""
    token_labels = np.zeros((len(tokens.ids), len(categories)), dtype=bool)
    segment_labels = np.zeros((len(document.segments), len(categories)), dtype=bool)
    starts = np.array([segment.start for segment in document.segments])
    ends = np.array([segment.end for segment in document.segments])
    for column, category in enumerate(categories):
        for start, end in spans.get(category, []):
            token_labels[:, column] |= (tokens.start < end) & (tokens.end > start)
            shared = np.clip(np.minimum(ends, end) - np.maximum(starts, start), 0, None)
            segment_labels[:, column] |= shared >= 0.5 * np.minimum(np.maximum(ends - starts, 1), end - start)
    return token_labels, segment_labels


def softened(item: Example, scores: NDArray[np.float16], labeled: bool) -> Example:
    """The example with soft targets from the teachers' scores, (tokens + segments, categories): averaged with the
    annotations (equivalent to the sum of two losses), or alone for a contract without annotations."""
    count = len(item.tokens.ids)
    share = np.float16(SOFT_SHARE if labeled else 1.0)

    def mixed(
        hard: NDArray[np.bool_ | np.float16], soft: NDArray[np.float16], known: NDArray[np.bool_] | None
    ) -> NDArray[np.float16]:
        both = (hard * (1 - share) + soft * share).astype(np.float16)
        return both if known is None else np.where(known, both, soft)

    return Example(
        item.tokens,
        mixed(item.token_labels, scores[:count], item.token_known),
        mixed(item.segment_labels, scores[count:], item.segment_known),
        item.corrected,
    )


def batches(examples: list[Example], recipe: TaggerRecipe, epoch: int) -> Iterator[list[tuple[int, Chunk]]]:
    """The epoch's batches of (contract, chunk): every chunk with a clause or a correction, and some of the other chunks
    of fully annotated contracts. Each epoch cuts the contracts differently."""
    draw = random.Random(f"{recipe}-{epoch}")  # a further round with another recipe sees other windows
    chosen: list[tuple[int, Chunk]] = []
    for number, item in enumerate(examples):
        # Windows of another length in each epoch, so that no two epochs have the same windows.
        budget = recipe.window - draw.randrange(0, recipe.window // 4)
        for chunk in pack(np.diff(item.tokens.first).tolist(), budget - 2, 0):
            inside = slice(chunk.first, chunk.last)
            labeled = (item.segment_labels[inside] >= _CLAUSE).any() or item.corrected[inside].any()
            if labeled or (item.segment_known is None and draw.random() < recipe.empty_share):
                chosen.append((number, chunk))
    draw.shuffle(chosen)
    size = max(1, min(recipe.batch, len(chosen)))  # a few corrected contracts may not fill one batch
    for first in range(0, len(chosen) - size + 1, size):
        yield chosen[first : first + size]


def collate(cuts: list[Window], examples: list[Example], pad: int) -> Batch:
    """Pads the windows to the longest of them and numbers their segments through the batch."""
    length = max(len(cut.ids) for cut in cuts)
    ids = np.full((len(cuts), length), pad, dtype=np.int64)
    mask = np.zeros((len(cuts), length), dtype=np.int64)
    real = np.zeros((len(cuts), length), dtype=bool)
    segment, token_labels, segment_labels, token_known, segment_known, count = [], [], [], [], [], 0
    for row, (cut, item) in enumerate(zip(cuts, examples, strict=True)):
        size = len(cut.ids)
        ids[row, :size], mask[row, :size], real[row, 1 : size - 1] = cut.ids, 1, True
        begin = int(item.tokens.first[cut.chunk.first])
        segment.append(cut.segment[1:-1] - cut.chunk.first + count)
        own, inside = slice(begin, begin + size - 2), slice(cut.chunk.first, cut.chunk.last)
        token_labels.append(item.token_labels[own])
        segment_labels.append(item.segment_labels[inside])
        token_known.append(_mask(item.token_known, own, token_labels[-1]))
        segment_known.append(_mask(item.segment_known, inside, segment_labels[-1]))
        count += cut.chunk.last - cut.chunk.first
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.from_numpy(real),
        torch.from_numpy(np.concatenate(segment)).long(),
        count,
        *(torch.from_numpy(np.concatenate(rows)).float() for rows in (token_labels, segment_labels)),
        *(torch.from_numpy(np.concatenate(rows)).float() for rows in (token_known, segment_known)),
    )


def _mask(known: NDArray[np.bool_] | None, rows: slice, labels: NDArray[np.bool_ | np.float16]) -> NDArray[np.bool_]:
    return np.ones(labels.shape, dtype=bool) if known is None else known[rows]


def micro_batches(
    chosen: list[tuple[int, Chunk]],
    examples: list[Example],
    tokenizer: PreTrainedTokenizerBase,
    longest: int,
    size: int,
) -> list[Batch]:
    """A step's windows in batches that fit into memory: ``size`` windows of 256 tokens, or fewer of longer ones.
    Windows of similar lengths are together, which keeps padding short."""
    cuts = [(window(examples[i].tokens, chunk, tokenizer, longest), examples[i]) for i, chunk in chosen]
    cuts.sort(key=lambda pair: len(pair[0].ids))
    size = max(1, size * 256 // longest)
    groups = [cuts[first : first + size] for first in range(0, len(cuts), size)]
    pad = tokenizer.pad_token_id or 0
    return [collate([cut for cut, _ in group], [item for _, item in group], pad) for group in groups]
