"""``contract-review bench``: tables, one JSON line and a report, also when something fails."""

from __future__ import annotations

import io
import json

import pytest
from pypdf import PdfReader

from benchmarks.performance.alternatives import question_per_category
from benchmarks.performance.alternatives.question_per_category import ask_each
from benchmarks.performance.under_load.backends import STAGES
from benchmarks.performance.under_load.sample_documents import of_pages
from serve.cli import main

AWS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "eu-west-1"}


def line_of(capsys):
    *printed, last = capsys.readouterr().out.strip().splitlines()
    return "\n".join(printed), json.loads(last)


def test_a_local_model_is_timed_by_stage_with_its_limits_and_an_alternative(pdf, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(question_per_category, "ask_each", lambda document, names: ask_each(document, names[:2]))
    out, report = tmp_path / "line.json", tmp_path / "bench.html"
    asked = ["bench", str(pdf), "--repeat", "2", "--one-by-one", "--out", str(out), "--report", str(report)]
    assert main(asked) == 0
    printed, line = line_of(capsys)
    (row,) = line["files"]
    assert (row["file"], row["pages"]) == ("small.pdf", 1) and row["tokens"] > 5 and row["grown_mib"] >= 0
    assert list(row["stages"]) == list(STAGES) and all(len(taken) == 2 for taken in row["stages"].values())
    assert len(row["samples"]) == 2 and row["failed"] == {} and "partial" not in line
    assert line["target"] == {"seconds": 45.0, "passed": True} and "passed" in printed
    assert set(line["one_by_one"]) == {"seconds", "together", "ratio"} and "One category at a time" in printed
    limit = line["limit"]
    assert limit["stages"]["model"]["share"] > 0 and limit["device"]["compute"] > 1
    assert limit["projected_s"].keys() == {"A10G", "L4", "A100", "H100"} and "Projected, not measured" in printed
    assert json.loads(out.read_text()) == line
    assert "<svg" in report.read_text("utf-8")


def test_a_running_container_is_load_tested_while_ping_is_requested(pdf, service, tmp_path, capsys):
    report = tmp_path / "bench.html"
    asked = [
        "--url",
        service().url,
        "--concurrency",
        "1,2",
        "--rate",
        "40",
        "--seconds",
        "0.5",
        "--report",
        str(report),
    ]
    assert main(["bench", str(pdf), "--repeat", "2", *asked]) == 0
    printed, line = line_of(capsys)
    assert list(line["files"][0]["stages"]) == ["read", "model", "rest"]
    one, two, arriving = line["load"]
    assert (one["documents"], two["documents"]) == (3, 6) and arriving["documents"] > 5
    assert one["per_second"] > 0 and two["ping_not_200"] == 0 and set(two["seconds"]) == {"p50", "p90", "p99"}
    assert "2 at once" in printed and "40 per second" in printed
    assert report.read_text("utf-8").count("<svg") == 3


def test_contracts_of_any_length_are_generated_and_growth_is_fitted(service, capsys):
    assert main(["bench", "--generate", "1,2,4", "--url", service().url, "--repeat", "1"]) == 0
    _, line = line_of(capsys)
    assert [row["file"] for row in line["files"]] == ["001 pages.pdf", "002 pages.pdf", "004 pages.pdf"]
    assert len(PdfReader(io.BytesIO(of_pages(11))).pages) == 11


def test_if_the_target_dies_the_measurements_are_marked_as_partial(pdf, service, tmp_path, capsys):
    report = tmp_path / "bench.html"
    dying = service(answers=2)
    assert main(["bench", str(pdf), "--url", dying.url, "--repeat", "5", "--report", str(report)]) == 3
    _printed, line = line_of(capsys)
    assert len(line["files"][0]["samples"]) == 1 and line["files"][0]["failed"] == {"gone": 1}
    assert "went away" in line["partial"] and "Partial" in report.read_text("utf-8")


def test_refusals_are_counted_by_their_code(pdf, service, capsys):
    full = service(answers=2, after=503)
    assert main(["bench", str(pdf), "--url", full.url, "--repeat", "2", "--warmup", "1"]) == 3
    _, line = line_of(capsys)
    assert line["files"][0]["failed"] == {"busy": 1} and line["partial"] == "1 answered busy"
    assert main(["bench", str(pdf), "--url", service(answers=0, after=503).url, "--repeat", "1"]) == 1
    _, line = line_of(capsys)
    assert line["files"][0]["total"] is None and not line["target"]["passed"]


def test_a_real_time_endpoint_is_invoked_through_boto3(pdf, service, monkeypatch, capsys):
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    url = service(answers=3, after=400).url
    assert main(["bench", str(pdf), "--endpoint", "reviews", "--endpoint-url", url, "--repeat", "3"]) == 3
    _, line = line_of(capsys)
    assert len(line["files"][0]["samples"]) == 2 and sum(line["files"][0]["failed"].values()) == 1


def test_an_asynchronous_endpoint_is_invoked_through_its_bucket(pdf, service, monkeypatch, capsys):
    for name, value in AWS.items():
        monkeypatch.setenv(name, value)
    fake = service(answers=2, after=500)
    asked = ["--endpoint", "reviews", "--bucket", "contracts", "--endpoint-url", fake.url]
    assert main(["bench", str(pdf), *asked, "--repeat", "2", "--concurrency", "1"]) == 3
    _, line = line_of(capsys)
    assert len(line["files"][0]["samples"]) == 1 and line["files"][0]["failed"] == {"busy": 1}
    assert any(key.startswith("/contracts/inbound/") for key in fake.objects)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "Name PDFs"),
        (["{folder}"], "no PDF in it"),
        (["{folder}/none.pdf"], "cannot be read"),
        (["--generate", "301"], "1 to 300"),
        (["{pdf}", "--model", "{folder}"], "no config.json"),
        (["{pdf}", "--url", "ftp://x"], "not a URL"),
        (["{pdf}", "--url", "x", "--endpoint", "y"], "not both"),
        (["{pdf}", "--repeat", "0"], "greater than 0"),
        (["compare", "{pdf}"], "Name two files"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_a_reason(asked, said, pdf, tmp_path, capsys):
    folder = tmp_path / "empty"
    folder.mkdir()
    assert main(["bench", *(part.format(folder=folder, pdf=pdf) for part in asked)]) == 1
    assert said in capsys.readouterr().err
