"""Keeps measurements in ``benchmarks/results`` and writes them into the pages of ``docs``.

A part (reviews, load, a GPU run, ...) is kept as its JSON line, its sections as JSON, and its plots as SVG. A page
shows its parts between two marks; the text around the marks is written by hand and is left alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.reporting.sections import Section, kept, machine, markdown

CHECKOUT = Path(__file__).parents[2]
RESULTS = CHECKOUT / "benchmarks" / "results"
DOCS = CHECKOUT / "docs"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"


class Part(NamedTuple):
    """Where a part is shown: under which heading of which page in ``docs``."""

    heading: str
    page: str


PARTS = {
    "reviews": Part("Reviews", "performance.md"),
    "scans": Part("Scans", "performance.md"),
    "load": Part("The server under load", "performance.md"),
    "alternatives": Part("Alternatives", "performance.md"),
    "gpu": Part("On a GPU", "performance.md"),
    "validation": Part("The simulation against a running service", "scaling.md"),
    "simulation": Part("Simulated days", "scaling.md"),
}


def save(
    part: str,
    sections: Sequence[Section],
    line: dict[str, Any],
    seconds: float,
    command: str,
    measured_on: str | None = None,
) -> None:
    """Writes a part's JSON line, sections and plots into ``RESULTS``.

    ``seconds`` is how long ``command``, which repeats the measurement, took. ``measured_on`` names the machine and the
    date; None is this machine, today.
    """
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{part}.json").write_text(json.dumps(line) + "\n", encoding="utf-8")
    shown = {
        "machine": measured_on or machine(),
        "repeat": command,
        "took": round(seconds),
        "sections": [kept(section, RESULTS, f"{part}-") for section in sections],
    }
    (RESULTS / f"{part}.sections.json").write_text(json.dumps(shown, indent=1) + "\n", encoding="utf-8")


def write(page: Path) -> None:
    """Replaces what stands between the page's marks by the parts in ``RESULTS``."""
    text = page.read_text("utf-8")
    before, after = text.index(BEGIN) + len(BEGIN), text.index(END)
    blocks = _blocks(page.name, os.path.relpath(RESULTS, page.parent))
    page.write_text(text[:before] + "\n\n" + "\n\n".join(blocks) + "\n\n" + text[after:], encoding="utf-8")


def _blocks(page: str, link: str) -> list[str]:
    """The Markdown blocks of a page; ``link`` is the path from the page to ``RESULTS``."""
    blocks = []
    for name, part in PARTS.items():
        sections = RESULTS / f"{name}.sections.json"
        if part.page != page or not sections.exists():
            continue
        shown = json.loads(sections.read_text("utf-8"))
        blocks += [f"## {part.heading}", f"{shown['machine']}; `{shown['repeat']}` ({shown['took']} s)."]
        blocks += [markdown(section, link) for section in shown["sections"]]
    return blocks
