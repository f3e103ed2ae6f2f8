from __future__ import annotations

import io
import json

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.bench import STAGES, table
from serve.cli import main


@pytest.fixture
def pdf(tmp_path):
    out = io.BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(["1. LAW", "The law of Utah governs this agreement."]):
        canvas.drawString(72, 700 - 20 * number, line)
    canvas.save()
    path = tmp_path / "small.pdf"
    path.write_bytes(out.getvalue())
    return path


def test_bench_prints_a_table_and_one_json_line_with_the_seconds_of_every_stage(pdf, capsys):
    assert main(["bench", str(pdf), "--repeat", "1", "--one-by-one"]) == 0
    *printed, last = capsys.readouterr().out.strip().splitlines()
    line = json.loads(last)
    (row,) = line["files"]
    assert (row["file"], row["pages"]) == ("small.pdf", 1) and row["tokens"] > 5
    assert all(row[stage] >= 0 for stage in STAGES)
    assert row["total"] == pytest.approx(sum(row[stage] for stage in STAGES), abs=1e-3)
    assert line["cores"] >= 1 and line["peak_mib"] > 0
    assert set(line["one_by_one"]) == {"seconds", "together", "ratio"}
    assert printed[0].split() == ["file", "pages", "tokens", *STAGES, "total"]
    assert printed[1].startswith("small.pdf")
    assert printed[2].startswith("One category at a time:")


def test_without_the_peer_nothing_is_asked_one_by_one(pdf, capsys):
    assert main(["bench", str(pdf), str(pdf), "--repeat", "1"]) == 0
    line = json.loads(capsys.readouterr().out.strip().splitlines()[-1])
    assert len(line["files"]) == 2 and "one_by_one" not in line


def test_the_table_keeps_its_columns_under_long_names():
    row = {"file": "a" * 60, "pages": 30, "tokens": 12000, **dict.fromkeys(STAGES, 0.1234), "total": 0.617}
    head, line = table([row]).splitlines()
    assert len(head) == len(line)
