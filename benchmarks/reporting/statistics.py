"""Computes summary statistics: percentiles, confidence intervals, growth exponents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

PERCENTILES = (50, 90, 99)
_DRAWS = 2000


class Interval(NamedTuple):
    """A value with its 95% confidence interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3g} ({self.low:.3g} to {self.high:.3g})"


def percentiles(values: Sequence[float], which: Sequence[int] = PERCENTILES) -> dict[str, float]:
    """Percentiles as ``{"p50": ...}``; empty for no values."""
    if not values:
        return {}
    return {f"p{percent}": round(float(np.percentile(values, percent)), 4) for percent in which}


def ratio(slow: Sequence[float], fast: Sequence[float], paired: bool, seed: int = 1) -> Interval:
    """The ratio of the means of ``slow`` and ``fast``, with a bootstrapped interval.

    ``paired``: both have the same documents in the same order, and documents are resampled; otherwise each is resampled
    by itself.
    """
    chance = np.random.default_rng(seed)
    first, second = np.asarray(slow, float), np.asarray(fast, float)
    draws = chance.integers(0, len(first), (_DRAWS, len(first)))
    others = draws if paired else chance.integers(0, len(second), (_DRAWS, len(second)))
    drawn = first[draws].mean(axis=1) / second[others].mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(float(first.mean() / second.mean()), float(low), float(high))


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The b of cost = a * size^b by least squares on logarithms; None for fewer than three distinct sizes."""
    pairs = [(size, cost) for size, cost in zip(sizes, costs, strict=True) if size > 0 and cost > 0]
    if len({size for size, _ in pairs}) < 3:
        return None
    x, y = np.log(np.array(pairs)).T
    return round(float(np.polyfit(x, y, 1)[0]), 3)


def seconds(value: float) -> str:
    """A readable duration: 0.043 s, 43 s, 3 min 25 s, 2 h 5 min."""
    if math.isnan(value):
        return "-"
    if value < 10:
        return f"{value:.3g} s"
    whole = round(value)
    if whole < 100:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 100:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"
