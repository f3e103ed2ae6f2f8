from __future__ import annotations

from itertools import pairwise

import pytest

from model.dataset import as_document
from model.evaluation.precision_recall import Prediction, Question, calibration, calibration_error
from model.training.calibration import ENOUGH, rescored, score_curve, settings, thresholds, trimmed_categories


def questions(category: str, count: int, right: float, wrong: float) -> list[Question]:
    predicted = [Prediction("the right words", right), Prediction("quite something else", wrong)]
    return [Question(category, ["the right words"], predicted) for _ in range(count)]


def test_names_and_dates_are_trimmed_and_whole_sentences_are_not(contracts):
    trimmed = trimmed_categories(contracts, [as_document(contract) for contract in contracts])
    assert {"Parties", "Agreement Date"} <= trimmed and "Governing Law" not in trimmed


def test_a_threshold_lies_between_right_and_wrong_predictions():
    (threshold,) = thresholds(questions("Law", ENOUGH, right=0.8, wrong=0.6)).values()
    assert 0.6 < threshold <= 0.8


def test_a_category_with_few_spans_leans_on_others_like_it_and_a_common_one_on_its_own():
    common = questions("Law", 10 * ENOUGH, right=0.8, wrong=0.6) + questions("Fee", 10 * ENOUGH, right=0.4, wrong=0.2)
    rare = questions("Rare", ENOUGH - 1, right=0.3, wrong=0.1) + questions("Odd", 2, right=0.9, wrong=0.4)
    limits = thresholds([*common, *rare])
    assert limits["Law"] > 0.6 and 0.2 < limits["Fee"] <= 0.4
    assert 0.1 < limits["Rare"] == limits["Odd"] <= 0.3


def test_settings_name_every_category_with_its_threshold_and_whether_it_is_trimmed():
    assert settings(["Law", "Parties"], frozenset({"Parties"}), {"Law": 0.7}) == {
        "Law": {"threshold": 0.7, "trim": False},
        "Parties": {"threshold": 0.5, "trim": True},
    }


@pytest.mark.parametrize("right", [0.16, 0.5, 0.88])
def test_a_threshold_never_drops_what_it_could_keep(right):
    (threshold,) = thresholds(questions("Law", ENOUGH, right=right, wrong=0.05)).values()
    assert threshold <= right


def test_a_curve_makes_scores_right_as_often_as_they_say():
    asked = questions("Fee", 30, right=0.9, wrong=0.3) + questions("Fee", 30, right=0.6, wrong=0.9)
    curve = score_curve(asked)
    assert curve[0] == [0, 0] and curve[-1][0] == 1
    assert all(below[0] < above[0] and below[1] <= above[1] for below, above in pairwise(curve))
    again = calibration(rescored(questions("Fee", 30, right=0.9, wrong=0.3), curve))
    assert again[0].score < 0.01
    assert calibration_error(calibration(rescored(asked, curve))) < calibration_error(calibration(asked))


def test_without_predictions_scores_stay_as_they_are():
    assert score_curve([]) == [[0, 0], [1, 1]]
