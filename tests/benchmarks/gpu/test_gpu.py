"""One command asks a GPU everything; with ``--tiny`` a CPU stands in for it."""

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

from benchmarks.gpu import command, correctness, training
from benchmarks.gpu.models import FAMILIES, document_of, tokenizer, write_family
from benchmarks.gpu.step import Rows, read_rows
from benchmarks.performance.devices import DEVICES, calibrate, data_sheet
from benchmarks.reporting import gpu_report, results
from model.engines.llm.engine import LLM
from model.engines.loading import load_engine


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A whole run on a CPU."""
    out = tmp_path_factory.mktemp("gpu")
    command = [sys.executable, "-m", "benchmarks.gpu", "--tiny", "--minutes", "14", "--out", str(out)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    return out


@pytest.mark.timeout(900)
def test_a_tiny_run_takes_every_step_on_a_cpu(tiny):
    told = json.loads((tiny / gpu_report.RUN).read_text())
    became = {step["name"]: step["status"] for step in told["steps"]}
    assert list(became)[:5] == ["The device", "Right on the device", "Speed", "What goes wrong", "Against peers"]
    assert {became[name] for name in list(became)[:5]} == {"passed"}
    assert became["The teacher of fold 1"] == "skipped: It needs --contracts and --teacher-base."
    assert told["tiny"] and told["device"]["name"].startswith("CPU") and told["date"]


@pytest.mark.timeout(900)
def test_every_family_answers_as_plain_passes_do_or_is_refused(tiny):
    rows = read_rows(tiny / "correctness.jsonl")
    assert {row["what"] for row in rows} == set(FAMILIES)
    for row in rows:
        assert "failed" not in row and "refused" not in row, row
        assert row["tokens_written"] and set(row["answers"]) == {"Answer", "Pointed", "Quote"}
        assert row["precision"] == "bfloat16" or row["error"]["logits"] < 1e-4 < 0.1 < row["spread"]


@pytest.mark.timeout(900)
def test_speed_is_told_as_shares_of_what_was_measured_and_projections_by_their_formula(tiny):
    rows = {row["what"]: row for row in read_rows(tiny / "speed.jsonl")}
    assert 0 < rows["Prefill"]["share_of_measured"] < 1 and 0 < rows["Decoding, batch 8"]["share_of_measured"] < 1
    assert rows["A contract"]["one_pass_s"] > 0 and rows["Contracts at once"]["written_ratio"] > 0
    assert "70e12" in rows["Projected to an A10G"]["projection"] and rows["Start"]["share_of_disk"] > 0


@pytest.mark.timeout(900)
def test_what_goes_wrong_was_made_to_happen(tiny):
    rows = {row["what"]: row for row in read_rows(tiny / "survive.jsonl")}
    assert rows["Memory runs out"]["begun_again"] > 0 and rows["Memory runs out"]["refused_when_nothing_fits"]
    assert rows["The device is lost"]["stuck_for_good"] and rows["A pass hangs"]["busy_s_seen"] > 0


@pytest.mark.timeout(900)
def test_the_table_names_device_and_date(tiny):
    text = (tiny / gpu_report.TABLE).read_text()
    told = json.loads((tiny / gpu_report.RUN).read_text())
    assert told["device"]["name"] in text and told["date"] in text and "tiny sizes" in text
    assert "| Llama |" in text and "transformers' continuous batching" in text and "skipped: It needs" in text
    with pytest.raises(ValueError, match="no run on a GPU"):
        gpu_report.show(tiny)


def test_a_run_on_a_gpu_is_shown_on_the_page_and_no_other(tmp_path, monkeypatch):
    out, kept, page = tmp_path / "run", tmp_path / "results", tmp_path / "README.md"
    out.mkdir()
    page.write_text(f"# Before\n{results.BEGIN}\n{results.END}\n")
    monkeypatch.setattr(results, "HERE", tmp_path)
    monkeypatch.setattr(results, "RESULTS", kept)
    monkeypatch.setattr(results.keep, "__defaults__", (kept, None, None))
    results.write(page, kept)
    assert "GPU" not in page.read_text(), "where there is no run, nothing is shown"
    device = {"what": "The device", "name": "NVIDIA H100", "memory": 80 << 30, "compute": 8e14, "bandwidth": 3e12}
    told = {"tiny": False, "date": "1 May 2027", "device": device, "steps": []}
    (out / gpu_report.RUN).write_text(json.dumps(told))
    (out / "speed.jsonl").write_text(
        json.dumps({"what": "Prefill", "seconds": 0.5, "tokens_per_s": 9000.0, "share_of_measured": 0.57}) + "\n"
    )
    gpu_report.show(out)
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


def test_a_step_that_fails_or_hangs_is_reported_and_passed_over(tmp_path, steps_of):
    out = tmp_path / "out"
    command.clear(out)
    run = command.Run(out, tiny=True, minutes=5)
    hanging = """
        import subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        open(sys.argv[0] + ".child", "w").write(str(child.pid))
        time.sleep(600)
    """
    made = steps_of(failing="raise RuntimeError('no')", hanging=hanging, fine="print('done')")
    assert [run.take(step) for step in made] == [
        "failed with status 1",
        "stopped at its limit of 2 s",
        "passed",
    ]
    told = json.loads((out / gpu_report.RUN).read_text())
    assert [step["name"] for step in told["steps"]] == ["failing", "hanging", "fine"]
    assert "stopped at its limit" in (out / gpu_report.TABLE).read_text()
    child = int((tmp_path / "step_hanging.py.child").read_text())
    assert gone(child), "what it started is ended with it"


def gone(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_a_step_for_which_no_time_is_left_is_not_begun(tmp_path, steps_of):
    command.clear(tmp_path / "out")
    (step,) = steps_of(late="print('never')")
    assert command.Run(tmp_path / "out", tiny=True, minutes=0).take(step) == "not begun: no time was left"


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


def test_a_row_that_fails_leaves_the_others(tmp_path):
    rows = Rows(tmp_path / "rows.jsonl")
    with rows.trying("bad"):
        raise ValueError("too large\nand more")
    with rows.trying("good") as row:
        row["seconds"] = 1
    bad, good = read_rows(tmp_path / "rows.jsonl")
    assert bad["failed"] == "ValueError: too large" and good["seconds"] == 1 and rows.status() == 1


def test_an_answer_that_is_not_the_models_is_noticed(tmp_path):
    """The engine answers from other weights than the plain passes read."""
    write_family("Llama", tmp_path)
    engine = load_engine(tmp_path)
    assert isinstance(engine, LLM)
    asked = correctness.answered(engine, document_of(200))
    columns = list(range(10))
    truth = [correctness.plain(engine.network(), one) for one in asked]
    with torch.no_grad():
        engine.network().model.layers[1].mlp.down_proj.weight[:, 0] += 0.05
    changed = [correctness.plain(engine.network(), one) for one in asked]
    same = correctness.error(asked, truth, columns, lambda number, _: truth[number][:, columns])
    off = correctness.error(asked, truth, columns, lambda number, _: changed[number][:, columns])
    engine.close()
    assert same.logits == 0 and off.logits > 10 * correctness.EXACT
    assert np.isfinite(off.mean)


def test_documents_have_the_length_that_is_asked_for():
    for tokens in (500, 12_000):
        document = document_of(tokens)
        assert len(tokenizer().encode(document.text, add_special_tokens=False)) == pytest.approx(tokens, rel=0.15)
        assert document.segments[-1].end == len(document.text)


def test_a_device_is_known_by_its_name_and_measured():
    assert data_sheet("NVIDIA A100-SXM4-80GB") == DEVICES["A100"] and data_sheet("NVIDIA H100 80GB HBM3")
    assert data_sheet("NVIDIA L40S") is None, "not an L4"
    seen = calibrate()
    assert seen.compute > 1e8 and seen.bandwidth > 1e8


def test_trainings_run_with_what_is_given_or_say_what_they_need(tmp_path):
    out = argparse.Namespace(contracts=tmp_path / "c.jsonl", teacher_base=None, llm=tmp_path, out=tmp_path, tiny=True)
    *distillation, pointing, _ = command.trainings(out)
    assert len(distillation) == 3
    assert {step.skipped for step in distillation} == {"It needs --teacher-base."}
    assert pointing.skipped is None
    words = pointing.command[pointing.command.index("train") :]
    assert words[:6] == ["train", "llm", "--contracts", str(tmp_path / "c.jsonl"), "--base", str(tmp_path)]
    assert {one.name for one in training.TRAININGS} == {step.name for step in command.trainings(out)}
