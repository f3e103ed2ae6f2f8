"""One command runs all GPU measurements; with ``--tiny`` it runs on a CPU."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import textwrap
import time

import numpy as np
import pytest
import torch

from benchmarks.gpu import command, correctness, gpu_tables, training
from benchmarks.gpu.models import FAMILIES, document_of, tokenizer, write_family
from benchmarks.gpu.step import Rows, read_rows
from benchmarks.performance.hardware_limits.devices import DEVICES, calibrate, data_sheet
from benchmarks.reporting import pages
from model.engines.llm.pointer_llm import PointerLLM
from model.engines.load_engine import load_engine


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A whole run on a CPU."""
    out = tmp_path_factory.mktemp("gpu")
    command = [sys.executable, "-m", "benchmarks.gpu", "--tiny", "--minutes", "14", "--out", str(out)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return out


@pytest.mark.timeout(900)
def test_a_tiny_run_executes_every_step_on_a_cpu(tiny):
    run = gpu_tables.read_run(tiny)
    statuses = {step["name"]: step["status"] for step in run["steps"]}
    assert list(statuses)[:5] == ["Device", "Correctness", "Speed", "Failures", "Alternatives"]
    assert {statuses[name] for name in list(statuses)[:5]} == {"passed"}
    assert statuses["Teacher of fold 1"] == "skipped: It needs --contracts and --teacher-base."
    assert run["tiny"] and run["device"]["name"].startswith("CPU") and run["date"]


@pytest.mark.timeout(900)
def test_every_family_answers_as_a_plain_forward_pass_does(tiny):
    rows = read_rows(tiny / "correctness.jsonl")
    assert {row["what"] for row in rows if row["precision"] == "float32"} == set(FAMILIES)
    assert {row["what"] for row in rows if row["precision"] == "bfloat16"} >= {"Llama", "Qwen2-MoE", "Gemma 2"}
    for row in rows:
        assert "failed" not in row and "refused" not in row, row
        assert row["tokens_decoded"] and set(row["answers"]) == {"SentenceListAnswer", "PointerAnswer", "QuoteAnswer"}
        assert row["precision"] == "bfloat16" or row["error"]["logits"] < 1e-4 < 0.1 < row["spread"]


@pytest.mark.timeout(900)
def test_speed_is_given_as_a_share_of_the_measured_peak_and_projections_with_their_formula(tiny):
    rows = {row["what"]: row for row in read_rows(tiny / "speed.jsonl")}
    assert 0 < rows["Prefill"]["share_of_measured"] < 1 and 0 < rows["Decoding, batch 8"]["share_of_measured"] < 1
    assert rows["A contract"]["one_pass_s"] > 0 and rows["Contracts at once"]["decoded_ratio"] > 0
    assert "70e12" in rows["Projected to an A10G"]["projection"] and rows["Start"]["share_of_disk"] > 0


@pytest.mark.timeout(900)
def test_every_failure_is_injected_and_survived_or_reported(tiny):
    rows = {row["what"]: row for row in read_rows(tiny / "failures.jsonl")}
    assert rows["Out of memory"]["restarts"] > 0 and rows["Out of memory"]["refused_when_nothing_fits"]
    assert rows["Lost device"]["stuck_for_good"] and rows["Hanging pass"]["busy_s_seen"] > 0
    assert "failed" not in rows["Caller leaves"]


@pytest.mark.timeout(900)
def test_the_table_names_the_device_and_the_date(tiny):
    text = (tiny / gpu_tables.TABLE).read_text()
    run = gpu_tables.read_run(tiny)
    assert run["device"]["name"] in text and run["date"] in text and "tiny sizes" in text
    assert "| Llama |" in text and "transformers' continuous batching" in text and "skipped: It needs" in text
    with pytest.raises(ValueError, match="not on a GPU"):
        gpu_tables.publish(tiny)


def test_a_run_on_a_gpu_is_published_on_the_page(tmp_path, monkeypatch):
    out, results, page = tmp_path / "run", tmp_path / "results", tmp_path / "performance.md"
    out.mkdir()
    page.write_text(f"# Before\n{pages.BEGIN}\n{pages.END}\n")
    monkeypatch.setattr(pages, "RESULTS", results)
    monkeypatch.setattr(gpu_tables, "DOCS", tmp_path)
    pages.write(page)
    assert "GPU" not in page.read_text(), "without a run, the page has no section"
    device = {"what": "The device", "name": "NVIDIA H100", "memory": 80 << 30, "compute": 8e14, "bandwidth": 3e12}
    run = {"tiny": False, "date": "1 May 2027", "device": device, "steps": []}
    (out / gpu_tables.RUN).write_text(json.dumps(run))
    (out / "speed.jsonl").write_text(
        json.dumps({"what": "Prefill", "seconds": 0.5, "tokens_per_s": 9000.0, "share_of_measured": 0.57}) + "\n"
    )
    gpu_tables.publish(out)
    text = page.read_text()
    assert "NVIDIA H100 (80 GiB), 1 May 2027; `make gpu`" in text
    assert "| Prefill | seconds 0.5 s, 9,000 tokens/s, share of measured 57% |" in text


@pytest.fixture
def steps_of(tmp_path, monkeypatch):
    """Steps that are modules of these sources."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def make(**sources):
        found = []
        for name, source in sources.items():
            (tmp_path / f"step_{name}.py").write_text(textwrap.dedent(source))
            found.append(command.Step(name, name, 2.0, [f"step_{name}"]))
        return found

    return make


def test_a_step_that_fails_or_hangs_is_reported_and_the_next_one_runs(tmp_path, steps_of):
    out = tmp_path / "out"
    out.mkdir()
    run = command.Run(out, tiny=False, minutes=5)
    hanging = """
        import subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        open(sys.argv[0] + ".child", "w").write(str(child.pid))
        time.sleep(600)
    """
    made = steps_of(failing="raise RuntimeError('no')", hanging=hanging, fine="print('done')")
    assert [run.execute(step) for step in made] == [
        "failed with status 1",
        "stopped at its limit of 2 s",
        "passed",
    ]
    assert [step["name"] for step in gpu_tables.read_run(out)["steps"]] == ["failing", "hanging", "fine"]
    assert "stopped at its limit" in (out / gpu_tables.TABLE).read_text()
    child = int((tmp_path / "step_hanging.py.child").read_text())
    assert gone(child), "its child processes are killed with it"


def gone(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_a_step_without_time_left_is_not_started(tmp_path, steps_of):
    (tmp_path / "out").mkdir()
    (step,) = steps_of(late="print('never')")
    assert command.Run(tmp_path / "out", tiny=False, minutes=0).execute(step) == "not started: no time left"


def test_a_second_run_of_some_steps_keeps_the_results_of_the_others(tmp_path, steps_of):
    out = tmp_path / "out"
    write = "import pathlib; pathlib.Path({}).open('a').write('{{\"what\": \"row\"}}\\n')"
    first = steps_of(**{name: write.format(repr(str(out / f"{name}.jsonl"))) for name in ("speed", "training")})
    for chosen in (first, first[1:]):
        run = command.Run(out, tiny=False, minutes=5, earlier=command.clear(out, chosen))
        assert {run.execute(step) for step in chosen} == {"passed"}
        assert sorted(step["name"] for step in gpu_tables.read_run(out)["steps"]) == ["speed", "training"]
        assert [len(read_rows(out / f"{name}.jsonl")) for name in ("speed", "training")] == [1, 1]


def test_results_are_readable_after_a_kill(tmp_path):
    path = tmp_path / "rows.jsonl"
    source = f"""
        import os, signal
        from pathlib import Path
        from benchmarks.gpu.step import Rows
        rows = Rows(Path({str(path)!r}))
        rows.add("first", seconds=1.5)
        with rows.trying("second") as row:
            row["seconds"] = 2.5
            os.kill(os.getpid(), signal.SIGKILL)
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(source)], stdout=subprocess.DEVNULL)
    assert ended.returncode == -signal.SIGKILL
    with path.open("a") as file:
        file.write('{"what": "third", "sec')
    assert read_rows(path) == [{"what": "first", "seconds": 1.5}]
    assert read_rows(tmp_path / "never.jsonl") == []


def test_a_row_that_fails_does_not_affect_the_others(tmp_path):
    rows = Rows(tmp_path / "rows.jsonl")
    with rows.trying("bad"):
        raise ValueError("too large\nand more")
    with rows.trying("good") as row:
        row["seconds"] = 1
    bad, good = read_rows(tmp_path / "rows.jsonl")
    assert bad["failed"] == "ValueError: too large" and good["seconds"] == 1 and rows.status() == 1


def test_an_answer_that_differs_from_the_model_is_noticed(tmp_path):
    """The engine and the plain passes use different weights."""
    write_family("Llama", tmp_path)
    engine = load_engine(tmp_path)
    assert isinstance(engine, PointerLLM)
    answers = correctness.answered(engine, document_of(200))
    columns = list(range(10))
    truth = [correctness.plain(engine.network(), one) for one in answers]
    with torch.no_grad():
        engine.network().model.layers[1].mlp.down_proj.weight[:, 0] += 0.05
    changed = [correctness.plain(engine.network(), one) for one in answers]
    same = correctness.error(answers, truth, columns, lambda number, _: truth[number][:, columns])
    off = correctness.error(answers, truth, columns, lambda number, _: changed[number][:, columns])
    engine.close()
    assert same.logits == 0 and off.logits > 10 * correctness.EXACT
    assert np.isfinite(off.mean)


def test_the_engines_steps_need_no_packages_that_a_gpu_machine_rarely_has():
    source = """
        import importlib, sys
        for step in ("device", "correctness", "speed", "failures", "alternatives", "gpu_tables"):
            importlib.import_module(f"benchmarks.gpu.{step}")
        lacking = {"flask", "lxml", "openvino", "pydantic", "pypdf", "pypdfium2", "sagemaker_inference", "tesserocr"}
        print(sorted(lacking & set(sys.modules)))
    """
    ended = subprocess.run([sys.executable, "-c", textwrap.dedent(source)], capture_output=True, text=True)
    assert ended.stdout.strip() == "[]", ended.stderr


def test_documents_have_the_requested_length():
    for tokens in (500, 12_000):
        document = document_of(tokens)
        assert len(tokenizer().encode(document.text, add_special_tokens=False)) == pytest.approx(tokens, rel=0.15)
        assert document.segments[-1].end == len(document.text)


def test_a_device_is_recognized_by_its_name_and_its_peak_is_measured():
    assert data_sheet("NVIDIA A100-SXM4-80GB") == DEVICES["A100"] and data_sheet("NVIDIA H100 80GB HBM3")
    assert data_sheet("NVIDIA L40S") is None, "not an L4"
    seen = calibrate()
    assert seen.compute > 1e8 and seen.bandwidth > 1e8


def test_training_steps_run_or_say_what_they_need(tmp_path):
    out = argparse.Namespace(contracts=tmp_path / "c.jsonl", teacher_base=None, llm=tmp_path, out=tmp_path, tiny=True)
    *distillation, llm, _ = command.training_steps(out)
    assert len(distillation) == 3
    assert {step.skipped for step in distillation} == {"It needs --teacher-base."}
    assert llm.skipped is None
    words = llm.command[llm.command.index("train") :]
    assert words[:6] == ["train", "llm", "--contracts", str(tmp_path / "c.jsonl"), "--base", str(tmp_path)]
    assert {one.name for one in training.TRAININGS} == {step.name for step in command.training_steps(out)}
