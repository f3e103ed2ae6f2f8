from __future__ import annotations

import json

import pytest

from chunking.errors import BadRequest
from model.evaluation.predictions import questions_of_predictions, read_predictions
from serve.cli import main


@pytest.fixture
def write(tmp_path):
    def written(content) -> object:
        path = tmp_path / "predictions.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return written


def test_predictions_of_any_system_become_questions_of_every_contract_and_category(contracts, write):
    law = "governed by the laws of the State of Utah"
    rows = [
        {"text": law, "probability": 0.9, "rank": 1},
        {"text": "else", "probability": 0.4},
        {"text": "", "probability": 1},
    ]
    identity, predictions = read_predictions(write({"Brewing Agreement__Governing Law": rows}))
    assert identity.name == "predictions.json" and len(identity.sha256) == 64
    asked = questions_of_predictions(contracts, contracts, predictions)
    assert [len(questions) for questions in asked] == [4] * 4
    (question,) = [question for question in asked[0] if question.category == "Governing Law"]
    assert [one.score for one in question.predicted] == [0.9, 0.4], "an empty text says that nothing is there"
    assert question.shown == [law]
    assert not any(question.predicted for questions in asked[1:] for question in questions)


@pytest.mark.parametrize(
    "content",
    [
        "no JSON",
        [1],
        {"a__b": [{"text": "x"}]},
        {"a__b": [{"text": 3, "probability": 0.5}]},
        {"a__b": [{"text": "x", "probability": 7}]},
        {"a__b": [{"text": "x", "probability": "NaN"}]},
        {"a__b": ["x"]},
        {"a__b": None},
    ],
)
def test_a_file_of_another_form_is_refused_with_the_form(write, content):
    with pytest.raises(BadRequest, match="is not of the form"):
        read_predictions(write(content))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadRequest, match=r"nothing\.json cannot be read"):
        read_predictions(tmp_path / "nothing.json")


def test_a_misspelt_title_is_an_error_rather_than_a_miss(contracts):
    with pytest.raises(BadRequest, match="Brewing Agrement__Parties"):
        questions_of_predictions(contracts, contracts, {"Brewing Agrement__Parties": []})
    elsewhere = {"Brewing Agreement__Parties": []}
    assert questions_of_predictions(contracts[1:], contracts, elsewhere), "of a contract that is not measured"


def test_evaluate_scores_a_file_of_predictions(annotations, contracts, write, tmp_path, capsys):
    perfect = {
        f"{contract.title}__{category}": [{"text": contract.text[a:b], "probability": 1.0} for a, b in spans]
        for contract in contracts
        for category, spans in contract.clauses.items()
    }
    del perfect["Etching Agreement__Governing Law"]
    arguments = ["--contracts", str(annotations), "--all", "--out", str(tmp_path / "out")]
    assert main(["evaluate", *arguments, "--predictions", str(write(perfect))]) == 0
    found = json.loads((tmp_path / "out" / "evaluation.json").read_text())
    assert found["model"]["name"] == "predictions.json" and not found["seen"] and "text" not in found
    columns = {name: row["value"] for name, row in found["predictions"]["comparison"].items()}
    # 19 of 20 spans; Governing Law 3 of 4 (F1 6/7), the three other categories whole.
    assert columns["f1_shown"] == pytest.approx(100 * 38 / 39, abs=0.01)
    assert columns["f1_macro"] == pytest.approx(100 * (3 + 6 / 7) / 4, abs=0.01)
    assert columns["f1_present"] == pytest.approx(100 * 30 / 31, abs=0.01)
    assert columns["aupr_strict"] == 95 and columns["p80r_strict"] == 100
    printed = capsys.readouterr().out
    assert "From predictions:" in printed and "95% interval" in printed and "Summary" not in printed
    assert "predictions.json" in (tmp_path / "out" / "evaluation.html").read_text()
