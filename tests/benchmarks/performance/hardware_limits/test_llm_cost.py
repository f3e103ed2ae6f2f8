from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from transformers import AutoModelForCausalLM

from benchmarks.performance.hardware_limits import llm_cost
from benchmarks.performance.hardware_limits.llm_cost import DEVICES, Shape, limits
from benchmarks.performance.random_model import write_base
from serve.cli import main

# Llama 3.1 8B in bfloat16.
EIGHT = Shape(8_030_000_000, 16_060_000_000, 131_072, 16_060_000_000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("llm")
    write_base(["The law of Utah governs this agreement."] * 50, made, vocabulary=500, num_hidden_layers=2)
    settings = {"window": 128, "categories": {"Governing Law": {}, "Parties": {"trim": True}}}
    (made / "llm.json").write_text(json.dumps(settings), encoding="utf-8")
    return made


@pytest.fixture
def pdf(tmp_path):
    canvas = Canvas(str(tmp_path / "law.pdf"), invariant=True)
    for number in range(20):
        canvas.drawString(
            50, 740 - 20 * number, f"{number}. The law of Utah governs this agreement, and no other law does."
        )
    canvas.save()
    return tmp_path / "law.pdf"


def test_the_limits_of_an_8b_model_on_an_a10g():
    bound = limits(EIGHT, DEVICES["A10G"], 12_000, 1, 0)
    assert bound["prefill"] == pytest.approx(2.75, abs=0.01), "seconds to prefill 12,000 tokens"
    assert 1 / bound["decode"] == pytest.approx(37.4, abs=0.1), "tokens per second, one answer at a time"
    assert limits(EIGHT, DEVICES["A10G"], 0, 1, 12_000)["decode"] > bound["decode"]


def test_a_models_costs_are_counted(folder):
    model = AutoModelForCausalLM.from_pretrained(folder)
    shape = Shape.of(model)
    assert shape.weights == sum(part.numel() for part in model.parameters())
    assert shape.weight_bytes == 4 * shape.weights, "the embedding table is tied to the head, so it is read"
    assert shape.flops == 2 * (shape.weights - 500 * 256), "but logits are computed for few positions"
    assert shape.cache_bytes == 2 * 2 * 4 * 32 * 4  # keys and values, layers, heads, size, bytes


def test_bench_llm_prints_the_limits_and_one_json_line(folder, pdf, capsys, monkeypatch):
    monkeypatch.setattr(llm_cost, "BATCHES", (1, 8))
    monkeypatch.setattr(llm_cost, "STEPS", 4)
    monkeypatch.setattr(llm_cost, "seconds", partial(llm_cost.seconds, runs=1))
    assert main(["bench", "llm", str(pdf), "--model", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.strip().startswith("limit on A10G") for line in lines)
    result = json.loads(lines[-1])
    assert result["chunks"] > 1 and result["review_s"] > 0 and set(result["decode_tokens_per_s"]) == {"1", "8"}
    assert result["prefilled_tokens"] > 300 and result["peak_mib"] > 0
    assert result["decode_passes"] >= 1 and result["prefill_passes"] >= 1
    assert result["prefill_reads"] == result["prefill_passes"], "one read of results each"


def test_bench_llm_of_a_model_that_writes_json_counts_what_it_wrote_and_the_passes(folder, pdf, capsys, tmp_path):
    made = Path(shutil.copytree(folder, tmp_path / "writes"))
    schema = {"type": "object", "properties": {"law": {"type": ["string", "null"]}}, "required": ["law"]}
    writes = {"prompt": "{text}\nJSON:", "schema": schema, "quotes": {"law": "Governing Law"}, "answer_tokens": 400}
    settings = {"window": 128, "categories": {"Governing Law": {}}, "writes": writes}
    (made / "llm.json").write_text(json.dumps(settings), encoding="utf-8")
    assert main(["bench", "llm", str(pdf), "--model", str(made)]) == 0
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert result["written_tokens"] > 0 and result["answers"] == result["chunks"] > 1
    assert result["decode_passes"] >= 1 and result["review_s"] > 0


def test_bench_llm_of_a_tagger_says_what_is_needed(pdf, capsys):
    assert main(["bench", "llm", str(pdf)]) == 1
    assert "is not a language model" in capsys.readouterr().err
