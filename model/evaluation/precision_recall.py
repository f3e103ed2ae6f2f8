"""Computes CUAD's metrics: area under the precision-recall curve, and precision at a given recall.

As in CUAD's evaluation script (Hendrycks et al., 2021, arXiv:2103.06268), a prediction is right if the Jaccard index of
its words and an annotated span's is at least one half. In the published variant a prediction for "Parties" is also
right if it contains the annotated text; the strict variant makes no such exception.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

MATCH = 0.5
SUBSTRING_CATEGORIES = frozenset({"Parties"})
THRESHOLDS = (*(round(0.99 - 0.01 * step, 2) for step in range(99)), 0.001, 0.0)


class Prediction(NamedTuple):
    """A predicted clause's text with its score."""

    text: str
    score: float


class Question(NamedTuple):
    """One category of one contract: the annotated spans, the predictions, and those shown to a reader."""

    category: str
    annotated: Sequence[str]
    predicted: Sequence[Prediction]
    shown: Sequence[str] = ()


class Curve(NamedTuple):
    """Precision (made monotone) and recall at each threshold, from recall 0 on."""

    precision: list[float]
    recall: list[float]

    def area(self) -> float:
        """The area under the curve, by the trapezoidal rule."""
        return float(np.trapezoid(self.precision, self.recall))

    def precision_at(self, recall: float) -> float:
        """The precision at the first point with this recall; 0 if it is never reached."""
        return next((p for p, r in zip(self.precision, self.recall, strict=True) if r >= recall), 0.0)


def words(text: str) -> frozenset[str]:
    """A span's words, normalized as in CUAD's script."""
    for mark in ".,;:":
        text = text.replace(mark, "")
    return frozenset(text.lower().replace("/", " ").split())


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard index: shared words over all words."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def curve(questions: Iterable[Question], strict: bool) -> Curve:
    """The precision-recall curve over all questions, micro-averaged."""
    hit_at, miss_at, annotated = [], [], 0
    for question in questions:
        hits, misses = outcomes(question, strict)
        hit_at += hits
        miss_at += misses
        annotated += len(question.annotated)
    hits_sorted, misses_sorted = np.sort(hit_at), np.sort(miss_at)
    precision, recall = [1.0], [0.0]
    for threshold in THRESHOLDS:
        true = len(hits_sorted) - int(np.searchsorted(hits_sorted, threshold))
        false = len(misses_sorted) - int(np.searchsorted(misses_sorted, threshold))
        precision.append(true / (true + false) if true + false else 1.0)
        recall.append(true / annotated if annotated else 0.0)
    monotone = np.maximum.accumulate(precision[::-1])[::-1]
    return Curve(monotone.tolist(), recall)


def outcomes(question: Question, strict: bool) -> tuple[list[float], list[float]]:
    """For each annotated span that is found, the highest threshold at which it is; for each wrong prediction, its
    score."""
    substring = not strict and question.category in SUBSTRING_CATEGORIES
    truths = [(text, words(text)) for text in question.annotated]
    best: list[float | None] = [None] * len(truths)
    misses = []
    for prediction in question.predicted:
        predicted = words(prediction.text)
        matched = False
        for index, (text, true_words) in enumerate(truths):
            if jaccard(true_words, predicted) >= MATCH or (substring and text in prediction.text):
                matched = True
                best[index] = max(prediction.score, best[index] or 0.0)
        if not matched:
            misses.append(prediction.score)
    return [score for score in best if score is not None], misses


def figures(questions: Sequence[Question]) -> dict[str, float]:
    """AUPR and precision at 80% and 90% recall, published and strict, in percent."""
    result = {}
    for variant, strict in (("published", False), ("strict", True)):
        drawn = curve(questions, strict)
        result[f"aupr_{variant}"] = round(100 * drawn.area(), 2)
        result[f"p80r_{variant}"] = round(100 * drawn.precision_at(0.8), 2)
        result[f"p90r_{variant}"] = round(100 * drawn.precision_at(0.9), 2)
    return result


class Bin(NamedTuple):
    """Predictions with similar scores: their mean score, the share that is right (strict variant), and their number."""

    score: float
    right: float
    predictions: int


def calibration(questions: Iterable[Question], bins: int = 10) -> list[Bin]:
    """A reliability diagram: predictions in score bins of equal width, without empty bins. Of calibrated scores around
    0.8, 80% are right."""
    scored: list[tuple[float, bool]] = []
    for question in questions:
        truths = [words(text) for text in question.annotated]
        for prediction in question.predicted:
            predicted = words(prediction.text)
            scored.append((prediction.score, any(jaccard(truth, predicted) >= MATCH for truth in truths)))
    found = []
    for number in range(bins):
        inside = [pair for pair in scored if min(int(pair[0] * bins), bins - 1) == number]
        if inside:
            mean, right = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            found.append(Bin(round(mean, 4), round(right, 4), len(inside)))
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error (Guo et al., 2017, arXiv:1706.04599): the mean difference between a bin's score
    and its share of right predictions, weighted by its count."""
    total = sum(bin.predictions for bin in bins)
    return round(sum(bin.predictions * abs(bin.score - bin.right) for bin in bins) / total, 4) if total else 0.0


def by_category(questions: Sequence[Question]) -> Mapping[str, dict[str, float]]:
    """The ``figures`` of each category, with its number of annotated spans."""
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        grouped.setdefault(question.category, []).append(question)
    return {
        category: {"annotated": float(sum(len(q.annotated) for q in group)), **figures(group)}
        for category, group in sorted(grouped.items())
    }
