from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from safetensors.torch import load_file, save_file

from model.dataset import as_document, read_contracts, write_contracts
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.training import recipes
from serve.cli import main


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    """A few sentences fill no batch of sixteen windows."""

    class Small(recipes.TaggerRecipe):
        def __init__(self, **fields):
            super().__init__(**{**fields, "batch": 2, "window": 64, "empty_share": 1.0})

    monkeypatch.setattr(recipes, "TaggerRecipe", Small)


SECTIONS = {
    "comparison",
    "flags",
    "all",
    "without_parties",
    "categories",
    "types",
    "lengths",
    "curves",
    "calibration",
    "summary",
}


def test_train_writes_a_model_with_its_thresholds_and_report_and_evaluate_measures_it(annotations, tmp_path, capsys):
    out = tmp_path / "trained"
    arguments = ["--contracts", str(annotations), "--out", str(out), "--base", str(EMBEDDED)]
    assert main(["train", "tagger", *arguments, "--held-out", "1", "--epochs", "1", "--seed", "3"]) == 0
    assert "From text:" in capsys.readouterr().out
    report = json.loads((out / "report.json").read_text())
    titles = {contract.title for contract in read_contracts(annotations)}
    assert report["trained_on"] == 3 and len(report["held_out"]) == 1 and set(report["held_out"]) <= titles
    assert report["recipe"]["epochs"] == 1 and report["recipe"]["seed"] == 3 and report["run"]["steps"] > 0
    assert set(report["validation"]) == SECTIONS
    settings = json.loads((out / "tagger.json").read_text())
    assert settings["window"] == 64 and settings["context"] == 16
    assert set(settings["categories"]) == {"Agreement Date", "Document Name", "Governing Law", "Parties"}
    assert settings["categories"]["Parties"]["trim"] and not settings["categories"]["Governing Law"]["trim"]
    engine = load_engine(out)
    assert engine.thresholds == {name: fields["threshold"] for name, fields in settings["categories"].items()}
    assert engine.find(as_document(read_contracts(annotations)[0])).findings
    engine.close()

    assert main(["evaluate", "--contracts", str(annotations), "--out", str(tmp_path / "e"), "--model", str(out)]) == 0
    result = json.loads((tmp_path / "e" / "evaluation.json").read_text())
    assert result["contracts"] == 1 and result["text"] == report["validation"]
    assert result["model"]["name"] == "trained"


def test_a_last_round_on_all_contracts_keeps_what_was_validated_and_says_that_they_are_seen(
    annotations, tmp_path, capsys
):
    first, last = tmp_path / "first", tmp_path / "last"
    train = ["train", "tagger", "--contracts", str(annotations), "--epochs", "1"]
    assert main([*train, "--out", str(first), "--base", str(EMBEDDED), "--held-out", "1"]) == 0
    assert main([*train, "--out", str(last), "--base", str(first), "--held-out", "0"]) == 0
    assert "has now been trained on" in capsys.readouterr().out
    validated, report = (json.loads((folder / "report.json").read_text()) for folder in (first, last))
    assert report["validation"] == validated["validation"] and report["held_out"] == validated["held_out"]
    assert report["last_round"]["trained_on"] == 4 and set(report["last_round"]["seen"]) == SECTIONS
    assert (last / "tagger.json").read_bytes() == (first / "tagger.json").read_bytes()
    assert (last / "model.safetensors").read_bytes() != (first / "model.safetensors").read_bytes()

    assert main(["evaluate", "--contracts", str(annotations), "--out", str(tmp_path / "e"), "--model", str(last)]) == 0
    assert "flatter" in capsys.readouterr().out
    result = json.loads((tmp_path / "e" / "evaluation.json").read_text())
    assert result["seen"] and result["text"] == report["last_round"]["seen"]


def test_the_average_of_two_taggers_gets_thresholds_and_a_report_of_its_own(annotations, tmp_path, capsys):
    one, other, out = (tmp_path / name for name in ("one", "other", "out"))
    data = ["--contracts", str(annotations)]
    train = ["train", "tagger", *data, "--out", str(one), "--base", str(EMBEDDED), "--held-out", "1", "--epochs", "1"]
    assert main(train) == 0
    shutil.copytree(one, other)
    weights = load_file(one / "model.safetensors")
    save_file({name: tensor + 0.25 for name, tensor in weights.items()}, other / "model.safetensors")
    assert main(["train", "average", *data, "--model", str(one), str(other), "--out", str(out)]) == 0
    assert "From text:" in capsys.readouterr().out
    for name, tensor in load_file(out / "model.safetensors").items():
        assert tensor.dtype == weights[name].dtype and abs(tensor - weights[name] - 0.125).max() < 0.01
    report, before = (json.loads((folder / "report.json").read_text()) for folder in (out, one))
    assert [trained["recipe"]["epochs"] for trained in report["averaged"]] == [1, 1]
    assert report["held_out"] == before["held_out"] and set(report["validation"]) == SECTIONS
    assert report["validation"] != before["validation"]
    assert set(json.loads((out / "tagger.json").read_text())) == {
        "window",
        "context",
        "pool",
        "categories",
        "calibration",
    }

    settings = json.loads((other / "tagger.json").read_text())
    settings["categories"]["Audit Rights"] = settings["categories"].pop("Parties")
    (other / "tagger.json").write_text(json.dumps(settings))
    assert main(["train", "average", *data, "--model", str(one), str(other), "--out", str(out)]) == 1
    assert "differ in categories, shapes or held-out contracts" in capsys.readouterr().err
    (other / "model.safetensors").unlink()
    assert main(["train", "average", *data, "--model", str(one), str(other), "--out", str(out)]) == 1
    assert "has no model.safetensors, so it is no tagger" in capsys.readouterr().err


def test_a_last_round_needs_a_tagger_that_was_validated(annotations, tmp_path, capsys):
    folder = tmp_path / "model"
    shutil.copytree(EMBEDDED, folder, ignore=shutil.ignore_patterns("report.json"))
    arguments = ["train", "tagger", "--contracts", str(annotations), "--out", str(tmp_path / "out"), "--held-out", "0"]
    assert main(arguments) == main([*arguments, "--base", str(folder)]) == 1
    assert "needs as --base a tagger that was validated" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["tagger", "llm"])
@pytest.mark.parametrize(
    ("option", "value", "why"),
    [
        ("--epochs", "0", "not a whole number from 1 on"),
        ("--held-out", "-1", "not a whole number from"),
        ("--rank", "-1", "not a whole number from 0 on"),
        ("--window", "3", "not a whole number from"),
        ("--learning-rate", "nan", "not a number from 0 to 1"),
        ("--learning-rate", "0", "not a rate between 0 and 1"),
        ("--empty-share", "2", "not a number from 0 to 1"),
    ],
)
def test_an_option_without_meaning_is_named_before_anything_is_read(tmp_path, capsys, kind, option, value, why):
    arguments = ["train", kind, "--contracts", "none.jsonl", "--base", "none", "--out", str(tmp_path / "out")]
    with pytest.raises(SystemExit) as ended:
        main([*arguments, option, value])
    said = capsys.readouterr().err
    assert ended.value.code == 2 and option in said and why in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["tagger", "llm"])
def test_contracts_without_an_annotated_clause_are_refused_before_training(annotations, tmp_path, capsys, kind):
    bare = tmp_path / "bare.jsonl"
    write_contracts(bare, [replace(one, clauses={}, wrong={}) for one in read_contracts(annotations)])
    arguments = ["train", kind, "--contracts", str(bare), "--base", str(tmp_path), "--held-out", "1"]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 1
    assert "No clause is annotated" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_evaluate_measures_the_embedded_model_from_texts_and_from_pdfs(annotations, tmp_path, capsys):
    arguments = ["evaluate", "--contracts", str(annotations), "--out", str(tmp_path / "out"), "--all"]
    assert main([*arguments, "--pdf", str(annotations.parent / "pdf")]) == 0
    result = json.loads((tmp_path / "out" / "evaluation.json").read_text())
    assert result["contracts"] == 4 and set(result) == {"model", "contracts", "seen", "text", "pdf"}
    assert len(result["text"]["categories"]) == 41
    assert result["text"]["categories"]["Governing Law"]["annotated"] == 4
    for source in ("text", "pdf"):
        assert result[source]["categories"]["Governing Law"]["aupr_strict"] == 100, source
    printed = capsys.readouterr().out
    assert "From text:" in printed and "From pdf:" in printed
    page = (tmp_path / "out" / "evaluation.html").read_text()
    assert page.count("<svg") == 10 and "From text" in page and "From pdf" in page
    (row,) = [line for line in printed.split("From pdf:")[1].splitlines() if line.startswith("Governing Law")]
    assert row.split()[2] == "4.0" and row.split()[3] == "100.0"


def test_a_pdf_that_cannot_be_read_counts_as_one_without_findings(annotations, tmp_path, capsys):
    folder = annotations.parent / "pdf"
    (folder / "000.pdf").write_bytes(b"%PDF-1.7 garbage")
    (folder / "001.pdf").unlink()
    arguments = ["evaluate", "--contracts", str(annotations), "--out", str(tmp_path / "out"), "--all"]
    assert main([*arguments, "--pdf", str(folder)]) == 0
    result = json.loads((tmp_path / "out" / "evaluation.json").read_text())
    assert result["pdf"]["categories"]["Governing Law"]["annotated"] == 4
    assert result["pdf"]["categories"]["Governing Law"]["aupr_strict"] == pytest.approx(50, abs=1)


def test_a_model_without_a_report_is_only_measured_on_all_contracts(annotations, tmp_path, capsys):
    folder = tmp_path / "model"
    shutil.copytree(EMBEDDED, folder, ignore=shutil.ignore_patterns("report.json"))
    arguments = ["evaluate", "--contracts", str(annotations), "--out", str(tmp_path), "--model", str(folder)]
    assert main(arguments) == 1
    assert "`evaluate --all` measures" in capsys.readouterr().err


def test_holding_out_every_contract_leaves_none_to_train_on(annotations, tmp_path, capsys):
    arguments = ["train", "tagger", "--contracts", str(annotations), "--out", str(tmp_path / "out"), "--held-out", "4"]
    assert main([*arguments, "--base", str(EMBEDDED)]) == 1
    assert "none is left to train on" in capsys.readouterr().err


def test_contracts_that_the_training_did_not_know_are_all_measured(annotations, tmp_path, capsys):
    assert main(["evaluate", "--contracts", str(annotations), "--out", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "all are measured" in said.err and "flatter" not in said.out.split("From text:")[1]
    result = json.loads((tmp_path / "evaluation.json").read_text())
    assert result["contracts"] == 4 and result["text"]["all"]["aupr_published"] > 0


def test_a_file_without_contracts_is_said_to_have_none(tmp_path, capsys):
    (tmp_path / "none.jsonl").write_text("")
    assert main(["evaluate", "--contracts", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "out")]) == 1
    assert "holds no contracts" in capsys.readouterr().err


def test_contracts_that_were_marked_in_part_are_not_measured_on(annotations, contracts, tmp_path, capsys):
    more = tmp_path / "more.jsonl"
    write_contracts(more, [replace(contracts[0], title="In part", complete=False)])
    arguments = ["evaluate", "--contracts", str(annotations), str(more), "--out", str(tmp_path / "out"), "--all"]
    assert main(arguments) == 0
    assert "1 of the contracts were not annotated in full" in capsys.readouterr().err
    assert json.loads((tmp_path / "out" / "evaluation.json").read_text())["contracts"] == 4
    assert main(["evaluate", "--contracts", str(more), "--out", str(tmp_path / "out"), "--all"]) == 1
    assert "holds no contracts to measure" in capsys.readouterr().err


def test_a_tagger_is_not_trained_on_with_a_category_that_it_does_not_know(contracts, tmp_path, capsys):
    more = tmp_path / "more.jsonl"
    write_contracts(more, [replace(contracts[0], clauses={"Ice Cream": [(0, 5)]})])
    arguments = ["train", "tagger", "--contracts", str(more), "--base", str(EMBEDDED), "--held-out", "0"]
    assert main([*arguments, "--out", str(tmp_path / "out")]) == 1
    assert "has no category Ice Cream" in capsys.readouterr().err
