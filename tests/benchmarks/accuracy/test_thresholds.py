"""The benchmark of thresholds tells what is owed to fitting them to the contracts that they are measured on."""

from __future__ import annotations

from benchmarks.accuracy.thresholds import cross_fitted, fitted_on_all
from model.evaluation.precision_recall import Prediction, Question


def contract(right: float, wrong: float) -> list[Question]:
    predicted = [Prediction("the right words", right), Prediction("quite something else", wrong)]
    return [Question("Law", ["the right words"], predicted)]


def test_contracts_that_agree_lose_nothing_by_thresholds_fitted_to_others():
    alike = [contract(0.8, 0.3)] * 6
    assert fitted_on_all(alike) == cross_fitted(alike) == (100, 100)


def test_a_threshold_that_serves_only_the_contracts_it_was_fitted_to_is_found_out():
    differing = [contract(0.8, 0.6), contract(0.8, 0.6), contract(0.55, 0.2)]
    assert cross_fitted(differing)[0] < fitted_on_all(differing)[0] < 100
