"""The formulas in NumPy, held against those of training, which have tests of their own."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from model.engines.tagger import pooling
from model.training import segment_pooling


@pytest.mark.parametrize("kind", ["mean", "last"])
@pytest.mark.parametrize("tokens", [0, 1, 50])
def test_a_segments_score_is_that_of_training(kind, tokens):
    draw = np.random.default_rng(tokens)
    logits = draw.normal(0, 20, (tokens, 3)).astype(np.float32)
    segment = np.sort(draw.integers(0, 9, tokens))
    expected = segment_pooling.POOLS[kind](torch.from_numpy(logits), torch.from_numpy(segment), 9)
    found = pooling.sigmoid(pooling.POOLS[kind](logits, segment, 9))
    np.testing.assert_allclose(found, expected.sigmoid().numpy(), rtol=1e-5, atol=1e-12)


def test_a_segments_vector_is_the_mean_of_its_tokens_and_0_without_any():
    vectors = np.array([[1, 2], [3, 4], [7, 7]], dtype=np.float32)
    assert pooling.mean(vectors, np.array([0, 0, 2]), 4).tolist() == [[2, 3], [0, 0], [7, 7], [0, 0]]


def test_a_probability_of_a_large_logit_does_not_overflow():
    with np.errstate(over="raise"):
        values = pooling.sigmoid(np.array([-500, -1, 0, 500], dtype=np.float32))
    np.testing.assert_allclose(values, [0, 1 / (1 + np.e), 0.5, 1], atol=1e-7)
