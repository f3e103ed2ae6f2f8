from __future__ import annotations

import numpy as np
import torch

from model.training.segment_pooling import last, pool


def test_a_segments_logit_is_the_log_of_the_mean_of_exp_over_its_tokens():
    draw = np.random.default_rng(7)
    logits, segment = draw.normal(0, 4, (50, 3)), np.sort(draw.integers(0, 6, 50))
    expected = [np.log(np.exp(logits[segment == number]).mean(axis=0)) for number in range(6)]
    pooled = pool(torch.from_numpy(logits), torch.from_numpy(segment), 6)
    np.testing.assert_allclose(pooled.numpy(), expected, rtol=1e-6)


def test_a_segment_of_one_token_has_that_tokens_logits():
    logits = torch.tensor([[2.0, -7.5], [1.0, 0.0]])
    torch.testing.assert_close(pool(logits, torch.tensor([0, 1]), 2), logits)


def test_the_pooled_logit_lies_between_the_mean_and_the_maximum():
    logits = torch.tensor([[5.0], [-5.0], [-5.0]])
    assert logits.mean() < pool(logits, torch.tensor([0, 0, 0]), 1)[0, 0] < logits.max()


def test_a_segment_without_tokens_is_certainly_not_it():
    pooled = pool(torch.tensor([[1.0]]), torch.tensor([1]), 3)
    assert pooled.sigmoid()[[0, 2], 0].max() < 1e-9 and pooled[1, 0] == 1.0


def test_large_logits_do_not_overflow():
    pooled = pool(torch.tensor([[500.0], [400.0]]), torch.tensor([0, 0]), 1)
    assert torch.isfinite(pooled).all() and abs(pooled.item() - (500 - np.log(2))) < 1e-3


def test_gradients_flow_to_every_token_of_the_segment():
    logits = torch.tensor([[1.0], [2.0]], requires_grad=True)
    pool(logits, torch.tensor([0, 0]), 1).sum().backward()
    assert logits.grad is not None and abs(logits.grad.sum().item() - 1) < 1e-6 and (logits.grad > 0).all()


def test_of_a_causal_model_a_segment_has_its_last_tokens_logits():
    logits = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
    pooled = last(logits, torch.tensor([0, 0, 2, 2]), 4)
    assert pooled[[0, 2], 0].tolist() == [2.0, 4.0] and pooled[[1, 3], 0].sigmoid().max() < 1e-9
    assert last(logits[:0], torch.zeros(0, dtype=torch.long), 2).shape == (2, 1)
