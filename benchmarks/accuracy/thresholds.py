"""How much of F1 is owed to thresholds that were fitted to the very contracts that it is measured on?

Thresholds are fitted to two thirds of a model's held-out contracts and applied to the other third, several times over.
The F1 of candidates at or above their thresholds is compared with that of thresholds fitted to all of the contracts.

    python -m benchmarks.accuracy.thresholds --contracts annotations.jsonl.gz --model DIR
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.commands.evaluate import answer_texts
from model.dataset import read_contracts
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.evaluation.confidence_intervals import f1_of_shown, shown_counts
from model.evaluation.precision_recall import Question
from model.training.calibration import thresholds
from model.training.training_report import held_out

ROUNDS, PARTS, SEED = 10, 3, 0


def fitted_on_all(contracts: Sequence[Sequence[Question]]) -> tuple[float, float]:
    """F1 and macro F1, in percent, with thresholds fitted to the contracts that they are measured on."""
    return _f1([_shown(contracts, thresholds([*chain(*contracts)]))])


def cross_fitted(contracts: Sequence[Sequence[Question]]) -> tuple[float, float]:
    """F1 and macro F1, in percent, with thresholds fitted to two thirds of the contracts and applied to the other
    third, ``ROUNDS`` times."""
    shuffled, counts = [*contracts], []
    draw = random.Random(SEED)
    for _ in range(ROUNDS):
        draw.shuffle(shuffled)
        for part in range(PARTS):
            others = [contract for place, contract in enumerate(shuffled) if place % PARTS != part]
            counts.append(_shown(shuffled[part::PARTS], thresholds([*chain(*others)])))
    return _f1(counts)


def _shown(contracts: Sequence[Sequence[Question]], limits: dict[str, float]) -> NDArray[np.float64]:
    """``shown_counts`` of the contracts together, if candidates are shown from these thresholds on."""
    counts = [shown_counts([_from(question, limits) for question in questions]) for questions in contracts]
    total: NDArray[np.float64] = np.sum(counts, axis=0)
    return total


def _from(question: Question, limits: dict[str, float]) -> Question:
    shown = [one.text for one in question.predicted if one.score >= limits[question.category]]
    return question._replace(shown=shown)


def _f1(counts: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    overall, macro = f1_of_shown(np.sum(counts, axis=0)[None])
    return 100 * float(overall[0]), 100 * float(macro[0])


def main() -> int:
    """Prints both."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.thresholds", description=__doc__)
    parser.add_argument("--contracts", type=Path, required=True, help="annotations: JSON lines, gzipped or not")
    parser.add_argument("--model", type=Path, default=EMBEDDED, help="a model directory (default: the embedded one)")
    options = parser.parse_args()
    contracts = held_out(read_contracts(options.contracts), options.model)
    by_contract = answer_texts(contracts, load_engine(options.model)).by_contract
    for name, figures in (("all", fitted_on_all), ("two thirds", cross_fitted)):
        print("fitted to {}: F1 {:.1f}, macro F1 {:.1f}".format(name, *figures(by_contract)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
