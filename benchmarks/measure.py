"""Measures everything that docs/performance.md and docs/scaling.md show, and rewrites their tables and plots.

``python -m benchmarks.measure [FOLDER]``. FOLDER holds PDFs of real contracts, of which some are taken (the published
figures: CUAD's, by The Atticus Project). Without it, only the sample contract and contracts generated from it are
measured, whose repeated pages cost the model less than other words would. ``--only`` measures some parts; the others
stay as they were."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.performance import bench
from benchmarks.performance.alternatives import compare_alternatives
from benchmarks.performance.bench_report import UNDER_LOAD
from benchmarks.performance.bench_report import sections as bench_sections
from benchmarks.performance.under_load.sample_documents import SAMPLE, gather, pages_of
from benchmarks.reporting.pages import DOCS, PARTS, RESULTS, save, write
from benchmarks.reporting.sections import Section
from benchmarks.simulation import growth_study, hosting_study, validation, worked_trace
from benchmarks.simulation.work_per_contract import work_of

CONTRACTS = 6  # taken from a folder of real ones, to compare with alternatives
PAGES = (1, 3, 10, 30, 100)  # of the contracts with which the growth of time is measured
DAYS = 10  # simulated business days
Measurement = tuple[Sequence[Section], dict[str, Any]]


def _reviews(files: list[Path]) -> Measurement:
    lengths = [str(file) for file in of_lengths(files, PAGES)] or ["--generate", ",".join(map(str, PAGES))]
    return _bench([str(SAMPLE), *lengths])


def _scans(_: list[Path]) -> Measurement:
    return _bench(["--generate", "1,3,10", "--scanned", "--repeat", "2"])


def _load(_: list[Path]) -> Measurement:
    sections, line = _bench([str(SAMPLE), "--concurrency", "1,2,4,8", "--rate", "0.4", "--seconds", "40"])
    return [section for section in sections if section.heading == UNDER_LOAD], line


def _bench(arguments: list[str]) -> Measurement:
    parser = argparse.ArgumentParser()
    bench.add_arguments(parser)
    line = bench.measured(parser.parse_args(arguments))
    return bench_sections(line), line


def _alternatives(files: list[Path]) -> Measurement:
    found = compare_alternatives.compare(gather([SAMPLE, *sample_of(files)]))
    return [compare_alternatives.section(found)], {
        "alternatives": {alternative.name: alternative._asdict() for alternative in found}
    }


def _validation(_: list[Path]) -> Measurement:
    section, line = validation.compare()
    return [section], line


def _simulation(_: list[Path]) -> Measurement:
    batching = RESULTS / "load.json"
    work = work_of("43", batching if batching.exists() else None)
    sections, line = hosting_study.study(work, DAYS, per_day=300, bursts=8)
    return [*worked_trace.compare(), *sections, *growth_study.study(work)], line


MEASURES: dict[str, Callable[[list[Path]], Measurement]] = {
    "reviews": _reviews,
    "scans": _scans,
    "load": _load,
    "alternatives": _alternatives,
    "validation": _validation,
    "simulation": _simulation,
}


def main() -> int:
    """Measures the chosen parts and rewrites the pages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="PDFs of real contracts")
    parser.add_argument("--only", nargs="+", choices=list(MEASURES), default=list(MEASURES), metavar="PART",
                        help=f"measure only these parts: {', '.join(MEASURES)}")  # fmt: skip
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.pdf")) if options.folder else []
    for part in options.only:
        began = time.monotonic()
        sections, line = MEASURES[part](files)
        seconds = time.monotonic() - began
        save(part, sections, line, seconds, command=f"python -m benchmarks.measure --only {part}")
        print(f"{part}: {seconds:.0f} s", flush=True)
    for page in sorted({part.page for part in PARTS.values()}):
        write(DOCS / page)
    return 0


def sample_of(files: Sequence[Path]) -> list[Path]:
    """Some of the files, evenly spaced."""
    return list(files[:: max(1, len(files) // CONTRACTS)][:CONTRACTS])


def of_lengths(files: Sequence[Path], lengths: Sequence[int]) -> list[Path]:
    """For each number of pages the PDF that comes closest to it, each once; none if there are no files."""
    pages = {file: pages_of(file.read_bytes()) for file in files}
    return list(dict.fromkeys(min(pages, key=lambda file: abs(pages[file] - length)) for length in lengths if pages))


if __name__ == "__main__":
    sys.exit(main())
