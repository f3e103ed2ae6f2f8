"""What the bodies of all requests may take together."""

from __future__ import annotations

import pytest

from chunking.errors import Busy
from serve.http.body import MemoryBudget


def test_bodies_share_the_room_and_one_that_finds_none_is_told_to_come_again():
    budget = MemoryBudget(100)
    with budget.reservation() as first, budget.reservation() as second:
        first(60)
        second(40)
        with pytest.raises(Busy, match="Retry-After"):
            second(1)


def test_what_a_body_took_is_free_again_whatever_became_of_it():
    budget = MemoryBudget(100)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), budget.reservation() as take:
            take(60)
            take(40)
            _ = 1 / 0
