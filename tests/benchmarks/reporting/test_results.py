"""The pages of results are made of what was measured, between their marks."""

from __future__ import annotations

import json

import pytest

from benchmarks.reporting import results
from benchmarks.reporting.plots import lines
from benchmarks.reporting.report import Section


@pytest.fixture
def page(tmp_path):
    made = tmp_path / "README.md"
    made.write_text(f"# Before\n\n{results.BEGIN}\nold\n{results.END}\n\n# After\n")
    return made


def test_a_part_is_kept_and_shown_where_it_belongs(page, tmp_path):
    folder = tmp_path / "results"
    plot = ("growth", lambda: lines({"seconds": ([1, 10], [0.1, 1.0])}, "pages", "seconds", log=True))
    section = Section("Seconds", ("Two files.",), ("file", "whole"), [("a.pdf", "1.5")], [plot])
    results.keep("reviews", [section], {"files": []}, 12.3, folder)
    results.keep("simulation", [Section("Days", ("On another page.",))], {}, 1.0, folder)
    results.write(page, folder)
    text = page.read_text()
    assert text.startswith("# Before") and text.endswith("# After\n") and "old" not in text
    assert "| a.pdf | 1.5 |" in text and "![reviews-growth](results/reviews-growth.svg)" in text
    assert "`python -m benchmarks.reporting.results --only reviews` (12 s)" in text and "another page" not in text
    assert (folder / "reviews-growth.svg").read_text().startswith("<svg")
    assert json.loads((folder / "reviews.json").read_text()) == {"files": []}
    results.write(page, folder)
    assert page.read_text() == text, "written again, nothing changes"


def test_some_contracts_of_a_folder_are_taken_evenly(tmp_path):
    for number in range(100):
        (tmp_path / f"{number:03d}.pdf").write_bytes(b"")
    taken = results.some_of(tmp_path)
    assert len(taken) == results.REAL and taken[0].name == "000.pdf" and taken[-1].name == "088.pdf"


def test_the_committed_pages_have_their_marks():
    for name in ("README.md", "SCALING.md"):
        text = (results.HERE / name).read_text("utf-8")
        assert text.index(results.BEGIN) < text.index(results.END)
