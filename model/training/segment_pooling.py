"""Pools token logits into segment logits in PyTorch, for training, with the formulas of ``engines.tagger.pooling``."""

from __future__ import annotations

import torch
from torch import Tensor

from model.engines.tagger.pooling import EMPTY_SEGMENT


def pool(logits: Tensor, segment: Tensor, count: int) -> Tensor:
    """Log-mean-exp over each segment's tokens. It lies between the mean, which suits clauses that fill their segment,
    and the maximum, which suits names of a few tokens.

    ``logits`` is (tokens, labels), ``segment`` (tokens,) in [0, count); returns (count, labels). Segments without
    tokens get the logit ``EMPTY_SEGMENT``.
    """
    index = segment[:, None].expand_as(logits)
    shape = (count, logits.shape[1])
    top = logits.new_full(shape, EMPTY_SEGMENT).scatter_reduce(0, index, logits, "amax")
    total = logits.new_zeros(shape).scatter_add(0, index, (logits - top.gather(0, index)).exp())
    sizes = logits.new_zeros(count).scatter_add(0, segment, torch.ones_like(segment, dtype=logits.dtype))
    return top + total.clamp_min(1e-9).log() - sizes.clamp_min(1.0).log()[:, None]


def last(logits: Tensor, segment: Tensor, count: int) -> Tensor:
    """The logits of each segment's last token, the only one to which a causal model attends from the whole segment;
    shapes as for ``pool``."""
    order = torch.arange(len(segment), device=segment.device)
    end = torch.full((count,), -1, device=segment.device).scatter_reduce(0, segment, order, "amax")
    found = logits[end.clamp_min(0)] if len(segment) else logits.new_zeros((count, logits.shape[1]))
    return torch.where((end >= 0)[:, None], found, EMPTY_SEGMENT)


# The values of "pool" in tagger.json.
POOLS = {"mean": pool, "last": last}
