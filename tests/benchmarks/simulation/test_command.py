"""``contract-review simulate``: days, traces, the worked trace and the comparison of settings."""

from __future__ import annotations

import json

import pytest

from benchmarks.reporting.statistics import exponent, ratio, seconds
from benchmarks.simulation import worked_trace
from deploy.scaling.scaling_model import Policies
from serve.cli import main

FEW = ["--per-day", "60", "--days", "1", "--bursts", "2"]


def line_of(capsys):
    *printed, last = capsys.readouterr().out.strip().splitlines()
    return "\n".join(printed), json.loads(last)


def test_a_day_is_simulated_and_drawn(tmp_path, capsys):
    report = tmp_path / "day.html"
    assert main(["simulate", *FEW, "--report", str(report)]) == 0
    printed, line = line_of(capsys)
    assert line["done"] == 60 and line["dollars_a_day"] > 0 and "dollars a contract" in printed
    page = report.read_text("utf-8")
    assert page.count("<svg") == 2 and "in service" in page and "Partial" not in page


def test_the_worked_trace_comes_out_to_the_second():
    replayed = worked_trace.replay(worked_trace.arrivals(), Policies(warm=0))
    assert replayed.ahead() == 14
    assert replayed.job.wait == pytest.approx(158, abs=1), "picked up at 10:17:03"
    assert replayed.job.done - replayed.job.began == pytest.approx(204, abs=1)
    assert replayed.fourth() <= 120
    assert f"{replayed.last_gone():%H:%M}" == "11:40"


def test_contradictions_of_the_worked_trace_are_listed(capsys):
    assert main(["simulate", "worked"]) == 0
    printed, line = line_of(capsys)
    assert line["total"][:2] == ["3 min 25 s", "3 min 25 s"]
    assert "calls for 5 instances, not for a fourth" in printed
    assert "no instance would be launched at all" in printed


def test_settings_are_compared(tmp_path, capsys):
    bench = tmp_path / "bench.json"
    loads = [{"concurrency": 1, "per_second": 1.0}, {"concurrency": 8, "per_second": 2.4}]
    bench.write_text(json.dumps({"files": [{"samples": [40.0, 45.0]}], "load": loads}))
    report = tmp_path / "compare.html"
    asked = ["simulate", "compare", *FEW, "--inference", str(bench), "--report", str(report)]
    assert main(asked) == 0
    printed, line = line_of(capsys)
    assert set(line) == {"hosting", "target", "idle", "warm", "instance", "concurrency"}
    hosting = line["hosting"]
    # A single business day pays for its week.
    assert hosting["real-time, 5 day and night"]["dollars_a_day"] == pytest.approx(7 * 5 * 24 * 1.515)
    assert hosting["asynchronous, the stack's defaults"]["dollars_a_day"] < 5 * 24 * 1.515
    prices = [figures["dollars_a_contract"] for figures in line["instance"].values()]
    assert prices[1] / prices[0] == pytest.approx(2.03 / 1.515, rel=1e-2), "the same GPU for a third more"
    assert "2.40 with 8" in printed and "3,000,000" in printed
    assert report.read_text("utf-8").count("<svg") == 3


def test_a_trace_file_is_followed(tmp_path, capsys):
    trace = tmp_path / "trace.csv"
    trace.write_text("at,inference_s\n2026-11-23T10:00:00,43\n2026-11-23T10:00:01,43\n")
    assert main(["simulate", "--trace", str(trace)]) == 0
    _, line = line_of(capsys)
    assert line["documents"] == 2 and line["wait_s"]["p99"] > 30, "one is kept warm, the second waits for it"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("at\n2026-11-23T10:00:00\n2026-11-23T09:59:59\n", "line 3"),
        ("at\nyesterday\n", "line 2"),
        ("at,inference_s\n2026-11-23T10:00:00,-4\n", "line 2"),
        ("when\n2026-11-23T10:00:00\n", "not a trace"),
        ("", "not a trace"),
    ],
)
def test_an_invalid_trace_is_refused_naming_the_line(tmp_path, capsys, content, said):
    trace = tmp_path / "trace.csv"
    trace.write_text(content)
    assert main(["simulate", "--trace", str(trace)]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--trace", "nowhere.csv"],
        ["--inference", "nowhere.json"],
        ["--inference", "-1"],
        ["--per-day", "0"],
        ["--target", "0"],
    ],
)
def test_invalid_settings_are_refused(wrong, capsys):
    assert main(["simulate", *wrong]) == 1
    assert capsys.readouterr().err.startswith("contract-review: ")


def test_figures():
    times = ratio([2.0, 4.0, 6.0] * 10, [1.0, 2.0, 3.0] * 10, paired=True)
    assert times.value == times.low == times.high == 2.0, "each document takes twice as long: no doubt is left"
    unsure = ratio([2.0, 4.0, 6.0] * 10, [1.0, 2.0, 3.0] * 10, paired=False)
    assert unsure.low < 2 < unsure.high
    assert exponent([1, 2, 4], [3, 6, 12]) == 1.0 and exponent([1, 2], [1, 4]) is None
    assert [seconds(value) for value in (0.0432, 43, 205, 7500)] == ["0.0432 s", "43 s", "3 min 25 s", "2 h 5 min"]
