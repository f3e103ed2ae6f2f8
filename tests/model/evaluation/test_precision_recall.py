from __future__ import annotations

import pytest

from model.evaluation.precision_recall import (
    Prediction,
    Question,
    by_category,
    calibration,
    calibration_error,
    curve,
    figures,
    jaccard,
    outcomes,
    words,
)

FEE = "The fee is due at once"
LAW = "The law of Utah governs"


def question(annotated: list[str], *predicted: tuple[str, float], category: str = "Fee") -> Question:
    return Question(category, annotated, [Prediction(text, score) for text, score in predicted])


def test_words_are_compared_without_marks_and_case_and_slashes_split_them():
    assert words("The Fee, i.e. and/or: TAX;") == {"the", "fee", "ie", "and", "or", "tax"}


def test_the_jaccard_index_is_shared_words_over_all_words():
    assert jaccard(words("a b c"), words("b c d")) == pytest.approx(2 / 4)
    assert jaccard(words(""), words("")) == 0


def test_a_prediction_counts_from_half_of_the_words_on():
    assert outcomes(question(["a b c d"], ("a b", 0.9)), strict=True) == ([0.9], [])
    assert outcomes(question(["a b c d"], ("a e", 0.9)), strict=True) == ([], [0.9])


def test_a_span_that_is_predicted_twice_is_found_once_at_the_better_score():
    assert outcomes(question([FEE], (FEE, 0.4), (FEE + " now", 0.7)), strict=True) == ([0.7], [])


def test_one_prediction_may_find_two_spans():
    assert outcomes(question([FEE, FEE + " here"], (FEE, 0.6)), strict=True) == ([0.6, 0.6], [])


def test_perfect_predictions_have_an_area_of_one():
    drawn = curve([question([FEE], (FEE, 0.9)), question([LAW], (LAW, 0.8))], strict=True)
    assert drawn.area() == pytest.approx(1.0)
    assert drawn.precision_at(0.9) == 1.0


def test_precision_recall_and_area_are_those_computed_by_hand():
    # Four spans are annotated. At 0.9 one is found (1/1, recall 1/4); at 0.7 a wrong one comes in (1/2);
    # at 0.5 two more are found (3/4, recall 3/4); the fourth never is.
    questions = [question([FEE, "not found at all"], (FEE, 0.9), ("quite another thing", 0.7))]
    questions += [question([LAW], (LAW, 0.5)), question([LAW], (LAW, 0.5))]
    drawn = curve(questions, strict=True)
    assert max(drawn.recall) == 0.75
    assert drawn.precision_at(0.25) == 1.0
    assert drawn.precision_at(0.26) == drawn.precision_at(0.75) == 0.75, "precision is made monotone from the right"
    assert drawn.precision_at(0.8) == 0.0
    # From recall 0 to 1/4 at precision 1; at recall 1/4 it falls to 3/4, and stays there up to recall 3/4.
    assert drawn.area() == pytest.approx(0.25 * 1.0 + 0.5 * 0.75)


def test_a_jump_of_recall_and_precision_at_one_threshold_is_a_trapezoid():
    # At 0.9 one of two is found (1/1); at 0.5 the other together with one wrong one (2/3).
    drawn = curve([question([FEE, LAW], (FEE, 0.9), (LAW, 0.5), ("other words", 0.5))], strict=True)
    assert drawn.area() == pytest.approx(0.5 + 0.5 * (1 + 2 / 3) / 2)


def test_a_name_inside_a_longer_prediction_counts_for_parties_by_the_published_reading_only():
    long = question(["Acme Inc."], ("made between Acme Inc. and another one", 0.9), category="Parties")
    assert outcomes(long, strict=False) == ([0.9], [])
    assert outcomes(long, strict=True) == ([], [0.9])
    other = question(["Acme Inc."], ("made between Acme Inc. and another one", 0.9), category="Document Name")
    assert outcomes(other, strict=False) == ([], [0.9])


def test_figures_are_percent_in_both_readings():
    found = figures([question(["Acme Inc."], ("made between Acme Inc. and another one", 0.9), category="Parties")])
    assert found["aupr_published"] == 100.0 and found["p80r_published"] == found["p90r_published"] == 100.0
    assert found["aupr_strict"] == found["p80r_strict"] == found["p90r_strict"] == 0.0


def test_each_category_has_its_own_figures_and_its_number_of_spans():
    table = by_category([question([LAW], (LAW, 0.5), category="Law"), question([FEE, LAW], category="Fee")])
    assert list(table) == ["Fee", "Law"]
    assert table["Fee"]["annotated"] == 2 and table["Fee"]["aupr_strict"] == 0
    assert table["Law"]["annotated"] == 1 and table["Law"]["aupr_strict"] == 100


def test_nothing_annotated_and_nothing_predicted_has_no_recall():
    assert figures([question([])])["aupr_strict"] == 0 == figures([])["aupr_strict"]


def test_a_calibrated_score_is_right_as_often_as_it_says():
    right = [Question("Fee", ["the fee is due"], [Prediction("the fee is due", 0.75)])] * 3
    wrong = [Question("Fee", [], [Prediction("the fee is due", 0.75)])]
    (only,) = calibration(right + wrong)
    assert only == (0.75, 0.75, 4) and calibration_error([only]) == 0
    (sure,) = calibration(wrong * 2)
    assert calibration_error([sure]) == pytest.approx(0.75)
    assert calibration([]) == [] and calibration_error([]) == 0
