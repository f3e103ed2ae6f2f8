"""How much of F1 is owed to thresholds that were fitted to the very contracts that it is measured on?

Thresholds are fitted to two thirds of a model's held-out contracts and applied to the other third, several times over.
The F1 of candidates at or above their thresholds is compared with that of thresholds fitted to all of the contracts.

    python -m benchmarks.accuracy.thresholds --contracts annotations.jsonl.gz --model DIR
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from model.commands.evaluate import answer
from model.dataset import as_document, read_contracts
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.evaluation.precision_recall import Question, outcomes
from model.training.calibration import thresholds
from model.training.training_report import held_out

ROUNDS, PARTS, SEED = 10, 3, 0


class F1(NamedTuple):
    """F1 over all answers and the mean of the categories' F1, in percent."""

    all: float
    macro: float


def fitted_on_all(contracts: Sequence[Sequence[Question]]) -> F1:
    """The F1 with thresholds fitted to the contracts that it is measured on."""
    return _f1([_counted(chain(*contracts), thresholds([*chain(*contracts)]))])


def cross_fitted(contracts: Sequence[Sequence[Question]]) -> F1:
    """The F1 with thresholds fitted to two thirds of the contracts and applied to the other third, ``ROUNDS`` times."""
    shuffled, counts = [*contracts], []
    draw = random.Random(SEED)
    for _ in range(ROUNDS):
        draw.shuffle(shuffled)
        for part in range(PARTS):
            others = [contract for place, contract in enumerate(shuffled) if place % PARTS != part]
            counts.append(_counted(chain(*shuffled[part::PARTS]), thresholds([*chain(*others)])))
    return _f1(counts)


def _counted(questions: Iterable[Question], limits: dict[str, float]) -> Counter[tuple[str, str]]:
    """How many spans are annotated, and how many predictions are right and wrong, by category."""
    counted: Counter[tuple[str, str]] = Counter()
    for question in questions:
        category, limit = question.category, limits[question.category]
        right, wrong = outcomes(question, strict=True)
        counted[category, "annotated"] += len(question.annotated)
        counted[category, "right"] += sum(score >= limit for score in right)
        counted[category, "wrong"] += sum(score >= limit for score in wrong)
    return counted


def _f1(counts: Sequence[Counter[tuple[str, str]]]) -> F1:
    total: Counter[tuple[str, str]] = sum(counts, Counter())
    categories = sorted({category for category, _ in total})
    every = [_of(*(sum(total[category, kind] for category in categories) for kind in ("annotated", "right", "wrong")))]
    each = [_of(*(total[category, kind] for kind in ("annotated", "right", "wrong"))) for category in categories]
    return F1(100 * every[0], 100 * sum(each) / len(each))


def _of(annotated: int, right: int, wrong: int) -> float:
    return 2 * right / max(1, annotated + right + wrong)


def main() -> int:
    """Prints both."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.thresholds", description=__doc__)
    parser.add_argument("--contracts", type=Path, required=True, help="annotations: JSON lines, gzipped or not")
    parser.add_argument("--model", type=Path, default=EMBEDDED, help="a model directory (default: the embedded one)")
    options = parser.parse_args()
    contracts = held_out(read_contracts(options.contracts), options.model)
    answers = answer(contracts, [as_document(contract) for contract in contracts], load_engine(options.model))
    for name, figures in (("all", fitted_on_all), ("two thirds", cross_fitted)):
        print("fitted to {}: F1 {:.1f}, macro F1 {:.1f}".format(name, *figures(answers.by_contract)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
