"""Computes the figures by which systems are compared, with 95% confidence intervals.

The intervals are percentiles of a bootstrap (Efron, 1979) over whole contracts, since the clauses of one contract are
not independent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from model.evaluation.precision_recall import THRESHOLDS, Prediction, Question, outcomes

DRAWS, _SEED = 1000, 1
_TAILS = (2.5, 97.5)
_PARTS = ("value", "low", "high")
NAMES = {
    "aupr_published": "AUPR, published",
    "aupr_strict": "AUPR, strict",
    "p80r_published": "P@80R, published",
    "p80r_strict": "P@80R, strict",
    "f1_shown": "F1 of what is shown",
    "f1_macro": "F1, macro average",
    "f1_present": "F1, category present",
}

Array = NDArray[np.float64]


def figures_with_intervals(by_contract: Sequence[Sequence[Question]]) -> dict[str, dict[str, float]]:
    """The figures named in ``NAMES`` with their 95% intervals (``value``, ``low``, ``high``), in percent, from each
    contract's questions. F1 is of what is shown, in the strict variant; its mean is over the categories with an
    annotated span."""
    if not by_contract:
        return {name: dict.fromkeys(_PARTS, 0.0) for name in NAMES}
    count = len(by_contract)
    drawn = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), size=DRAWS)
    times = np.concatenate([np.ones((1, count)), drawn])  # each contract's weight: 1, then per draw
    rows: dict[str, Array] = {}
    for variant, strict in (("published", False), ("strict", True)):
        rows[f"aupr_{variant}"], rows[f"p80r_{variant}"] = _curves(by_contract, strict, times)
    shown = _totals([shown_counts(questions) for questions in by_contract], times)
    rows["f1_shown"], rows["f1_macro"] = f1_of_shown(shown)
    rows["f1_present"] = _f1(_totals([_present(questions) for questions in by_contract], times))
    return {name: _estimate(values) for name, values in rows.items()}


def figures_table(figures: Mapping[str, Mapping[str, float]]) -> str:
    """The figures as lines for a terminal."""
    lines = [f"{'':28}{'%':>6}  95% interval"]
    for name, row in figures.items():
        lines.append(f"{NAMES[name]:28}{row['value']:6.1f}  {row['low']:.1f} to {row['high']:.1f}")
    return "\n".join(lines)


def _curves(by_contract: Sequence[Sequence[Question]], strict: bool, times: Array) -> tuple[Array, Array]:
    """The area under each draw's curve, and its precision at 80% recall: ``precision_recall.curve`` for all draws at
    once."""
    found, wrong, annotated = [], [], []
    for questions in by_contract:
        pairs = [outcomes(question, strict) for question in questions]
        found.append(_reaching([score for hits, _ in pairs for score in hits]))
        wrong.append(_reaching([score for _, misses in pairs for score in misses]))
        annotated.append(sum(len(question.annotated) for question in questions))
    true, false, all_spans = times @ np.array(found), times @ np.array(wrong), times @ np.array(annotated)
    precision = _share(true, true + false, empty=1.0)
    recall = _share(true, all_spans[:, None], empty=0.0)
    begin = np.zeros((len(times), 1))
    precision, recall = np.hstack([begin + 1, precision]), np.hstack([begin, recall])
    monotone = np.maximum.accumulate(precision[:, ::-1], axis=1)[:, ::-1]
    reached = recall >= 0.8
    at = monotone[np.arange(len(times)), reached.argmax(1)]
    return np.trapezoid(monotone, recall, axis=1), np.where(reached.any(1), at, 0.0)


def _reaching(scores: Sequence[float]) -> Array:
    """How many of the scores are at least each of the measure's thresholds."""
    return len(scores) - np.searchsorted(np.sort(scores), THRESHOLDS).astype(np.float64)


def shown_counts(questions: Sequence[Question]) -> Array:
    """True positives, false positives and false negatives of what is shown: (3, categories)."""
    rows = []
    for question in questions:
        shown = [Prediction(text, 1.0) for text in question.shown]
        hits, misses = outcomes(question._replace(predicted=shown), strict=True)
        rows.append((len(hits), len(misses), len(question.annotated) - len(hits)))
    return np.array(rows, dtype=np.float64).reshape(-1, 3).T


def f1_of_shown(counts: Array) -> tuple[Array, Array]:
    """The F1 over all answers, and the mean of the F1 of the categories with an annotated span, of each draw's
    ``shown_counts`` (draws, 3, categories)."""
    return _f1(counts.sum(-1)), _mean(_f1(counts), there=counts[:, 0] + counts[:, 2] > 0)


def _present(questions: Sequence[Question]) -> Array:
    """True positives, false positives and false negatives of whether a category is present: (3,)."""
    pairs = [(bool(question.annotated), bool(question.shown)) for question in questions]
    return np.array([pairs.count(kind) for kind in ((True, True), (False, True), (True, False))], dtype=np.float64)


def _totals(counts: Sequence[Array], times: Array) -> Array:
    """The weighted sums of the contracts' counts: (draws, ...)."""
    return np.tensordot(times, np.array(counts), axes=1)


def _f1(counts: Array) -> Array:
    """(draws, 3, ...) to (draws, ...)."""
    right, wrong, missed = counts[:, 0], counts[:, 1], counts[:, 2]
    return _share(2 * right, 2 * right + wrong + missed, empty=0.0)


def _mean(values: Array, there: NDArray[np.bool_]) -> Array:
    return _share((values * there).sum(1), there.sum(1).astype(np.float64), empty=0.0)


def _share(part: Array, whole: Array, empty: float) -> Array:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), empty)


def _estimate(values: Array) -> dict[str, float]:
    low, high = np.percentile(values[1:], _TAILS)
    return {name: round(100 * float(value), 2) for name, value in zip(_PARTS, (values[0], low, high), strict=True)}
