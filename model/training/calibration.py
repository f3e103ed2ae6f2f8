"""Fits, after training, which categories are short answers, the calibration of scores, and each threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from chunking.document import Document
from model.dataset import Contract, spans_in_document
from model.engines.span_decoding import DecodingOptions
from model.evaluation.precision_recall import Question, calibration, outcomes

# A category is trimmed if a smaller share of its spans than this covers at least half of the sentences around it.
WHOLE_SHARE = 0.65
# With fewer annotated spans than this, a category's best threshold would be chance: all such categories share one.
ENOUGH = 30
# The number of equal-width bins of the calibration curve, and the least increase from one to the next.
BINS, _RISE = 15, 0.002


def trimmed_categories(contracts: Sequence[Contract], documents: Sequence[Document]) -> frozenset[str]:
    """The categories whose answers are names or dates inside a sentence rather than whole sentences."""
    whole: dict[str, list[bool]] = {}
    for contract, document in zip(contracts, documents, strict=True):
        bounds = np.array([(segment.start, segment.end) for segment in document.segments])
        for category, spans in spans_in_document(contract, document).items():
            for start, end in spans:
                touched = bounds[(bounds[:, 0] < end) & (bounds[:, 1] > start)]
                whole.setdefault(category, []).append(end - start >= 0.5 * (touched[:, 1] - touched[:, 0]).sum())
    return frozenset(category for category, flags in whole.items() if np.mean(flags) < WHOLE_SHARE)


def score_curve(questions: Sequence[Question]) -> list[list[float]]:
    """The calibration curve for ``findings.calibrated``: pairs of a raw score and the share of predictions with that
    score that are right (strict variant), made strictly increasing.

    Fitted on two thirds of the validation contracts and measured on the other third, it lowers the expected calibration
    error of scores of at least 0.1 from 12.0% to 2.3% (to 3.0% with a separate curve for short answers).
    """
    curve = [[0.0, 0.0]]
    for found in calibration(questions, BINS):
        if found.score - curve[-1][0] > _RISE:
            # Strictly increasing, so that no two scores become equal.
            curve.append([found.score, min(1.0, max(found.right, curve[-1][1] + _RISE))])
    return [*curve, [1.0, min(1.0, curve[-1][1] + _RISE)]] if len(curve) > 1 else [[0.0, 0.0], [1.0, 1.0]]


def rescored(questions: Sequence[Question], curve: Sequence[Sequence[float]]) -> list[Question]:
    """The questions with calibrated predictions."""
    raw, right = zip(*curve, strict=True)
    return [
        question._replace(
            predicted=[
                prediction._replace(score=float(np.interp(prediction.score, raw, right)))
                for prediction in question.predicted
            ]
        )
        for question in questions
    ]


def thresholds(questions: Sequence[Question]) -> dict[str, float]:
    """For each category, the threshold with the best F1 (strict variant) on these questions."""
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        grouped.setdefault(question.category, []).append(question)
    rare = {
        category: group
        for category, group in grouped.items()
        if sum(len(question.annotated) for question in group) < ENOUGH
    }
    shared = _best_threshold([question for group in rare.values() for question in group])
    return {category: shared if category in rare else _best_threshold(group) for category, group in grouped.items()}


def _best_threshold(questions: Sequence[Question]) -> float:
    hits: list[float] = []
    misses: list[float] = []
    for question in questions:
        right, wrong = outcomes(question, strict=True)
        hits += right
        misses += wrong
    annotated = sum(len(question.annotated) for question in questions)

    def f1(threshold: float) -> float:
        true, false = sum(score >= threshold for score in hits), sum(score >= threshold for score in misses)
        return 2 * true / (annotated + true + false) if true else 0.0

    return max((round(0.01 * step, 2) for step in range(10, 91)), key=f1)


def settings(categories: Sequence[str], trimmed: frozenset[str], limits: Mapping[str, float]) -> dict[str, Any]:
    """The ``categories`` of ``tagger.json`` and ``llm.json``."""
    return {
        category: asdict(DecodingOptions(limits.get(category, DecodingOptions().threshold), category in trimmed))
        for category in categories
    }
