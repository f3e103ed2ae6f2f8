"""Pages of the documentation show what was measured, between their marks."""

from __future__ import annotations

import json
import shutil

import pytest

from benchmarks.reporting import pages
from benchmarks.reporting.plots import lines
from benchmarks.reporting.sections import Section

PAGES = sorted({part.page for part in pages.PARTS.values()})


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "RESULTS", tmp_path / "benchmarks" / "results")
    pages.RESULTS.parent.mkdir()
    return pages.RESULTS


@pytest.fixture
def page(tmp_path):
    made = tmp_path / "docs" / "performance.md"
    made.parent.mkdir()
    made.write_text(f"# Before\n\n{pages.BEGIN}\nold\n{pages.END}\n\n# After\n")
    return made


def test_a_part_is_saved_and_shown_on_its_page(page, results):
    plot = ("growth", lambda: lines({"seconds": ([1, 10], [0.1, 1.0])}, "pages", "seconds", log=True))
    section = Section("Seconds", ("Two files.",), ("file", "total"), [("a.pdf", "1.5")], [plot])
    pages.save("reviews", [section], {"files": []}, 12.3, command="python -m benchmarks.measure --only reviews")
    pages.save("simulation", [Section("Days", ("On another page.",))], {}, 1.0, command="")
    pages.write(page)
    text = page.read_text()
    assert text.startswith("# Before") and text.endswith("# After\n") and "old" not in text
    assert "| a.pdf | 1.5 |" in text and "![reviews-growth](../benchmarks/results/reviews-growth.svg)" in text
    assert "`python -m benchmarks.measure --only reviews` (12 s)" in text and "another page" not in text
    assert (results / "reviews-growth.svg").read_text().startswith("<svg")
    assert json.loads((results / "reviews.json").read_text()) == {"files": []}
    pages.write(page)
    assert page.read_text() == text, "writing again changes nothing"


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_pages_show_the_committed_results(name, tmp_path, monkeypatch):
    shutil.copytree(pages.RESULTS, tmp_path / "benchmarks" / "results")
    monkeypatch.setattr(pages, "RESULTS", tmp_path / "benchmarks" / "results")
    copy = tmp_path / "docs" / name
    copy.parent.mkdir()
    copy.write_text((pages.DOCS / name).read_text("utf-8"), "utf-8")
    pages.write(copy)
    assert copy.read_text("utf-8") == (pages.DOCS / name).read_text("utf-8")
