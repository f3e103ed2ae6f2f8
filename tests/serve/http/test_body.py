"""The memory budget that the bodies of all requests share."""

from __future__ import annotations

import pytest

from chunking.errors import Busy
from serve.http.body import MemoryBudget


def test_bodies_share_the_budget_and_one_that_exceeds_it_is_busy():
    budget = MemoryBudget(100)
    with budget.reservation() as first, budget.reservation() as second:
        first(60)
        second(40)
        with pytest.raises(Busy, match="Retry-After"):
            second(1)


def test_a_bodys_memory_is_freed_even_if_its_request_fails():
    budget = MemoryBudget(100)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), budget.reservation() as take:
            take(60)
            take(40)
            _ = 1 / 0
