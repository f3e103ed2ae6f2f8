"""Fits, after training, which categories are short answers, the calibration of scores, and each threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chunking.document import Document
from model.dataset import Contract, spans_in_document
from model.engines.span_decoding import DecodingOptions
from model.evaluation.precision_recall import Question, calibration, outcomes

# A category is trimmed if a smaller share of its spans than this covers at least half of the sentences around it.
WHOLE_SHARE = 0.65
# The best threshold of a category with few annotated spans would be chance, so others like it weigh in as much as this
# many spans: the other rare categories, with fewer than ENOUGH spans each, or the other common ones.
ENOUGH, OTHERS_WEIGH = 30, 40
_STEPS = np.round(np.arange(0.10, 0.91, 0.01), 2)
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
    """For each category, the threshold with the best F1 (strict variant) on these questions and on those of the
    categories that are as common, which weigh as much as ``OTHERS_WEIGH`` annotated spans.

    Fitted on two thirds of the validation contracts and measured on the other third (15 times), the F1 of what is shown
    is 0.4 to 0.7 points higher than with thresholds of each category's own for the common and one for all rare ones.
    """
    grouped: dict[str, list[Question]] = {}
    for question in questions:
        grouped.setdefault(question.category, []).append(question)
    own = {category: _outcomes_by_threshold(group) for category, group in grouped.items()}
    rare = {category for category, counted in own.items() if counted[0, 0] < ENOUGH}
    limits: dict[str, float] = {}
    for alike in (rare, own.keys() - rare):
        together = np.sum([own[category] for category in alike], axis=0)
        limits |= {category: _best_threshold(own[category], together) for category in alike}
    return limits


def _outcomes_by_threshold(questions: Sequence[Question]) -> NDArray[np.float64]:
    """The annotated spans, the right and the wrong predictions that each threshold lets through; shape (3, steps)."""
    hits, misses = zip(*(outcomes(question, strict=True) for question in questions), strict=True)
    annotated = sum(len(question.annotated) for question in questions)
    right, wrong = (
        (np.concatenate([*scores, []])[:, None] >= _STEPS).sum(axis=0, dtype=np.float64) for scores in (hits, misses)
    )
    return np.stack([np.full(len(_STEPS), annotated, np.float64), right, wrong])


def _best_threshold(own: NDArray[np.float64], alike: NDArray[np.float64]) -> float:
    annotated, right, wrong = own + alike * OTHERS_WEIGH / max(1.0, alike[0, 0])
    return float(_STEPS[np.argmax(right / np.maximum(annotated + right + wrong, 1.0))])


def settings(categories: Sequence[str], trimmed: frozenset[str], limits: Mapping[str, float]) -> dict[str, Any]:
    """The ``categories`` of ``tagger.json`` and ``llm.json``."""
    return {
        category: asdict(DecodingOptions(limits.get(category, DecodingOptions().threshold), category in trimmed))
        for category in categories
    }
