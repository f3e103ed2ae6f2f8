from __future__ import annotations

import random

import pytest

from chunking.packing import pack


@pytest.mark.parametrize("seed", range(50))
def test_every_segment_is_in_one_chunk_and_no_budget_is_exceeded(seed):
    draw = random.Random(seed)
    tokens = [draw.choice([1, 3, 10, 40, 200]) for _ in range(draw.randrange(0, 80))]
    budget, context = draw.choice([20, 64, 128]), draw.choice([0, 5, 16, 200])
    owned: list[int] = []
    for chunk in pack(tokens, budget, context):
        assert 0 <= chunk.first <= chunk.own < chunk.last <= len(tokens)
        owned += range(chunk.own, chunk.last)
        size = sum(tokens[chunk.first : chunk.last])
        assert size <= budget or (chunk.last - chunk.first == 1), "only a lone segment may be over the budget"
        assert sum(tokens[chunk.first : chunk.own]) <= context
    assert owned == list(range(len(tokens)))


def test_chunks_are_filled_up_to_the_budget():
    assert pack([4, 4, 4, 4, 4], budget=9) == [(0, 0, 2), (2, 2, 4), (4, 4, 5)]


def test_a_chunk_begins_with_the_end_of_the_one_before():
    assert pack([4, 4, 4, 4], budget=12, context=4) == [(0, 0, 3), (2, 3, 4)]


def test_context_is_dropped_if_the_next_segment_would_not_fit():
    assert pack([4, 4, 12, 4], budget=12, context=4) == [(0, 0, 2), (2, 2, 3), (3, 3, 4)]


def test_a_segment_over_the_budget_is_a_chunk_of_its_own():
    assert pack([3, 50, 3], budget=10) == [(0, 0, 1), (1, 1, 2), (2, 2, 3)]


def test_no_segments_give_no_chunks():
    assert pack([], budget=10) == []
