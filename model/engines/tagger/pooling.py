"""Pools token logits and token vectors into those of segments.

For training, ``model.training.segment_pooling`` has the same formulas in PyTorch.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
EMPTY_SEGMENT = -30.0  # the logits of a segment without tokens


def pool(logits: Floats, segment: NDArray[np.int64], count: int) -> Floats:
    """Log-mean-exp over each segment's tokens. It lies between the mean, which suits clauses that fill their segment,
    and the maximum, which suits names of a few tokens.

    ``logits`` is (tokens, labels); ``segment`` is (tokens,), ascending, in [0, count). Returns (count, labels).
    """
    pooled = np.full((count, logits.shape[1]), EMPTY_SEGMENT, dtype=np.float32)
    present, first, sizes = np.unique(segment, return_index=True, return_counts=True)
    if len(present):
        top = np.maximum.reduceat(logits, first)
        total = np.add.reduceat(np.exp(logits - np.repeat(top, sizes, axis=0)), first)
        pooled[present] = top + np.log(total) - np.log(sizes.astype(np.float32))[:, None]
    return pooled


def last(logits: Floats, segment: NDArray[np.int64], count: int) -> Floats:
    """The logits of each segment's last token, at which a causal model has read all of it; shapes as for ``pool``."""
    pooled = np.full((count, logits.shape[1]), EMPTY_SEGMENT, dtype=np.float32)
    present, first, sizes = np.unique(segment, return_index=True, return_counts=True)
    pooled[present] = logits[first + sizes - 1]
    return pooled


# By the values of "pool" in tagger.json: "mean" for bidirectional encoders, "last" for causal models.
POOLS = {"mean": pool, "last": last}


def mean(vectors: Floats, segment: NDArray[np.int64], count: int) -> Floats:
    """The mean of each segment's token vectors, (tokens, width) to (count, width); 0 for a segment without tokens."""
    means = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    present, first, sizes = np.unique(segment, return_index=True, return_counts=True)
    if len(present):
        means[present] = np.add.reduceat(vectors, first) / sizes[:, None]
    return means


def sigmoid(logits: Floats) -> Floats:
    """The logistic function, without overflow."""
    small = np.exp(-np.abs(logits))
    probabilities: Floats = np.where(logits >= 0, 1, small) / (1 + small)
    return probabilities
