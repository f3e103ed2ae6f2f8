"""Attention over branching sequences: heads that share keys and values."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import torch
from transformers.integrations import sdpa_attention

from model.engines.llm.decoding.attention_masks import AttentionScope, attend, attention_scope

ROWS, HEADS, SHARED, QUERIES, KEYS, SIZE = 2, 8, 4, 3, 20, 16


def pass_over(queries: int):
    torch.manual_seed(1)
    query = torch.randn(ROWS, HEADS, queries, SIZE)
    key, value = (torch.randn(ROWS, HEADS // SHARED, KEYS, SIZE) for _ in range(2))
    mask = torch.rand(ROWS, 1, queries, KEYS) < 0.5
    mask[..., 0] = True
    return SimpleNamespace(num_key_value_groups=SHARED, is_causal=True), query, key, value, mask


def scope() -> AttentionScope:
    nothing = torch.zeros(1, 1)
    return AttentionScope(nothing, nothing, nothing)


@pytest.mark.parametrize("queries", [1, QUERIES, 500])
def test_heads_that_share_keys_attend_as_if_each_had_its_own(queries):
    module, *tensors = pass_over(queries)
    expected, _ = sdpa_attention.sdpa_attention_forward(module, *tensors, scaling=0.3)
    with attention_scope(scope()):
        got, _ = attend(module, *tensors, scaling=0.3)
    assert got.shape == expected.shape and torch.allclose(got, expected, atol=1e-6)


def test_the_keys_of_a_decoding_pass_are_not_copied_for_each_head(monkeypatch):
    def repeat(*_):
        raise AssertionError("copied")

    monkeypatch.setattr(sdpa_attention, "repeat_kv", repeat)
    module, *tensors = pass_over(QUERIES)
    with attention_scope(scope()):
        attend(module, *tensors)
    with pytest.raises(AssertionError, match="copied"):
        attend(module, *tensors)
