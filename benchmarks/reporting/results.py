"""Measures all that the pages of results show, and writes them: ``python -m benchmarks.reporting.results [FOLDER]``.

FOLDER holds real contracts' PDFs, of which some are taken (the published figures: CUAD's, The Atticus Project). Without
it only the sample and contracts made of it are measured. ``--only`` measures some parts; the others stay as they were.
Everything lies in ``benchmarks/results``: each part's JSON line, its tables and its plots; README.md and SCALING.md are
made of them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.performance import bench, peers
from benchmarks.performance.bench_report import UNDER_LOAD
from benchmarks.performance.bench_report import sections as bench_sections
from benchmarks.performance.inputs import SAMPLE, gather
from benchmarks.reporting.gpu_report import HEADING, PART
from benchmarks.reporting.report import Section, kept, machine, markdown
from benchmarks.simulation import growth_study, hosting_study, validation, worked_trace
from benchmarks.simulation.work import work_of

HERE = Path(__file__).parents[1]
RESULTS = HERE / "results"
BEGIN, END = "<!-- results: begin -->", "<!-- results: end -->"
REAL = 12  # contracts taken of a folder
DAYS = 10  # of the simulation
Measured = tuple[Sequence[Section], dict[str, Any]]


def _reviews(files: list[Path]) -> Measured:
    return _bench([str(SAMPLE), *map(str, files[:4]), "--generate", "1,3,10,30,100"])


def _scans(_: list[Path]) -> Measured:
    return _bench(["--generate", "1,3,10", "--scanned", "--repeat", "2"])


def _load(_: list[Path]) -> Measured:
    sections, line = _bench([str(SAMPLE), "--concurrency", "1,2,4,8", "--rate", "0.4", "--seconds", "40"])
    return [section for section in sections if section.heading == UNDER_LOAD], line


def _bench(arguments: list[str]) -> Measured:
    parser = argparse.ArgumentParser()
    bench.add_command(parser.add_subparsers())
    line = bench.measured(parser.parse_args(["bench", *arguments]))
    return bench_sections(line), line


def _peers(files: list[Path]) -> Measured:
    found = peers.compare(gather([SAMPLE, *files[::2]]))
    return [peers.section(found)], {"peers": {peer.name: peer._asdict() for peer in found}}


def _reality(_: list[Path]) -> Measured:
    section, line = validation.compare()
    return [section], line


def _simulation(_: list[Path]) -> Measured:
    batching = RESULTS / "load.json"
    work = work_of("43", batching if batching.exists() else None)
    sections, line = hosting_study.answer(work, DAYS, per_day=300, bursts=8)
    return [*worked_trace.compare(), *sections, *growth_study.answer(work)], line


# What is measured, under which heading, on which page.
PARTS: dict[str, tuple[str, str, Callable[[list[Path]], Measured]]] = {
    "reviews": ("Reviews", "README.md", _reviews),
    "scans": ("Scans", "README.md", _scans),
    "load": ("The server under load", "README.md", _load),
    "peers": ("Peers", "README.md", _peers),
    "reality": ("The simulation and what runs", "SCALING.md", _reality),
    "simulation": ("Simulated days", "SCALING.md", _simulation),
}
# What the pages show, by heading and page: what is measured here, and what a run on a GPU left (``benchmarks.gpu``).
SHOWN = {part: (heading, page) for part, (heading, page, _) in PARTS.items()} | {PART: (HEADING, "README.md")}


def main() -> int:
    """Measures what is asked for, and writes the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="real contracts' PDFs")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), metavar="PART")
    options = parser.parse_args()
    files = some_of(options.folder) if options.folder else []
    for part in options.only:
        began = time.monotonic()
        sections, line = PARTS[part][2](files)
        keep(part, sections, line, time.monotonic() - began)
        print(f"{part}: {time.monotonic() - began:.0f} s", flush=True)
    for page in ("README.md", "SCALING.md"):
        write(HERE / page, RESULTS)
    return 0


def some_of(folder: Path) -> list[Path]:
    """A dozen of a folder's PDFs, evenly from all that are below it."""
    found = sorted(folder.rglob("*.pdf"))
    return found[:: max(1, len(found) // REAL)][:REAL]


def keep(
    part: str,
    sections: Sequence[Section],
    line: dict[str, Any],
    took: float,
    folder: Path = RESULTS,
    on: str | None = None,
    repeat: str | None = None,
) -> None:
    """Writes a part's line and its sections: measured ``on`` this machine now, and repeated by ``--only``, unless it is
    said otherwise."""
    folder.mkdir(exist_ok=True)
    (folder / f"{part}.json").write_text(json.dumps(line) + "\n", encoding="utf-8")
    shown = {
        "machine": on or machine(),
        "repeat": repeat or f"python -m benchmarks.reporting.results --only {part}",
        "took": round(took),
        "sections": [kept(section, folder, f"{part}-") for section in sections],
    }
    (folder / f"{part}.sections.json").write_text(json.dumps(shown, indent=1) + "\n", encoding="utf-8")


def write(page: Path, folder: Path) -> None:
    """Puts what is kept of the page's parts between its marks; what stands around them stays."""
    blocks = []
    for part, (heading, own) in SHOWN.items():
        told = folder / f"{part}.sections.json"
        if own != page.name or not told.exists():
            continue
        shown = json.loads(told.read_text("utf-8"))
        blocks += [f"## {heading}", f"{shown['machine']}; `{shown['repeat']}` ({shown['took']} s)."]
        blocks += [markdown(section, folder.name) for section in shown["sections"]]
    text = page.read_text("utf-8")
    before, after = text.index(BEGIN) + len(BEGIN), text.index(END)
    page.write_text(text[:before] + "\n\n" + "\n\n".join(blocks) + "\n\n" + text[after:], encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
