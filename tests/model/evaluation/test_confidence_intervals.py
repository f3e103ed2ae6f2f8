from __future__ import annotations

import random

import pytest

from model.evaluation.confidence_intervals import NAMES, figures_table, figures_with_intervals
from model.evaluation.precision_recall import Prediction, Question, figures

FEE, LAW, TERM = "the fee is due monthly", "governed by the laws of Utah", "expires in two years"


def asked(category, annotated, *predicted, shown=()):
    return Question(category, annotated, [Prediction(*one) for one in predicted], shown)


# Of two contracts, the first has a fee (found) and a law (not found, but something else is shown for it), the second a
# law (found) and no fee (but one is shown).
FIRST = [
    asked("Fee", [FEE], (FEE, 0.9), shown=[FEE]),
    asked("Law", [LAW], ("quite another thing", 0.8), (LAW, 0.2), shown=["quite another thing"]),
]
SECOND = [asked("Fee", [], (FEE, 0.7), shown=[FEE]), asked("Law", [LAW], (LAW, 0.95), shown=[LAW])]


def value(found, name):
    return found[name]["value"]


def test_what_is_shown_is_counted_over_all_spans():
    # Found: the first's fee, the second's law. Wrong: another thing, the second's fee. Missed: the first's law.
    assert value(figures_with_intervals([FIRST, SECOND]), "f1_shown") == pytest.approx(
        100 * 2 * 2 / (2 * 2 + 2 + 1), abs=0.01
    )


def test_every_category_counts_the_same_in_the_mean_however_rare():
    # Fee: one right, one wrong: 2/3. Law: one right, one wrong, one missed: 1/2.
    found = figures_with_intervals([FIRST, SECOND])
    assert value(found, "f1_macro") == pytest.approx(100 * (2 / 3 + 1 / 2) / 2, abs=0.01)


def test_a_category_that_nobody_marked_is_no_part_of_the_mean():
    unmarked = asked("Term", [], (TERM, 0.9), shown=[TERM])
    found = figures_with_intervals([[*FIRST, unmarked], [*SECOND, unmarked]])
    assert value(found, "f1_macro") == value(figures_with_intervals([FIRST, SECOND]), "f1_macro")


def test_whether_a_category_is_there_does_not_ask_where():
    # There and shown: the first's fee and law (in the wrong words), the second's law. Shown only: the second's fee.
    assert value(figures_with_intervals([FIRST, SECOND]), "f1_present") == pytest.approx(100 * 6 / 7, abs=0.01)


def test_curves_are_those_of_the_measure_itself():
    draw = random.Random(3)
    contracts = []
    for _ in range(12):
        predicted = [(draw.choice([FEE, LAW, TERM]), draw.random()) for _ in range(6)]
        contracts.append([asked(name, [FEE, LAW][: draw.randrange(3)], *predicted) for name in ("Parties", "Fee")])
    found, direct = (
        figures_with_intervals(contracts),
        figures([question for contract in contracts for question in contract]),
    )
    for name in ("aupr_published", "aupr_strict", "p80r_published", "p80r_strict"):
        assert value(found, name) == pytest.approx(direct[name], abs=0.011), name


def test_contracts_that_are_all_alike_leave_no_doubt():
    found = figures_with_intervals([FIRST] * 5)
    assert all(row["low"] == row["value"] == row["high"] for row in found.values())


def test_the_interval_of_one_right_and_one_wrong_contract_reaches_from_nothing_to_all():
    wrong = [asked("Fee", [FEE], (TERM, 0.9), shown=[TERM])]
    right = [asked("Fee", [FEE], (FEE, 0.9), shown=[FEE])]
    # A quarter of the draws holds only the wrong one, a quarter only the right one.
    row = figures_with_intervals([right, wrong])["f1_shown"]
    assert (row["low"], row["value"], row["high"]) == (0.0, 50.0, 100.0)


def test_many_contracts_narrow_the_interval():
    wrong = [asked("Fee", [FEE], (TERM, 0.9), shown=[TERM])]
    right = [asked("Fee", [FEE], (FEE, 0.9), shown=[FEE])]
    row = figures_with_intervals([right, wrong] * 50)["f1_shown"]
    # The share of right ones among 100 has a standard error of 5 points.
    assert row["low"] == pytest.approx(40, abs=2) and row["high"] == pytest.approx(60, abs=2)


def test_the_table_names_every_column_with_its_interval():
    lines = figures_table(figures_with_intervals([FIRST, SECOND])).splitlines()
    assert len(lines) == 1 + len(NAMES)
    assert lines[-1].split("  ")[0] == "F1, category present" and lines[-1].split()[-4] == "85.7"


def test_no_contracts_have_no_figures():
    assert set(figures_with_intervals([])) == set(NAMES) and value(figures_with_intervals([]), "aupr_strict") == 0
