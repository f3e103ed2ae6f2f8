"""``contract-review bench``: where the time of a review goes."""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from chunking.document import Document
from chunking.isolation import Limits, read_pdf
from model.assembly import assemble
from model.engine import EMBEDDED, Engine, load_engine
from model.playbook import default_playbook

STAGES = ("read", "segment", "tokenise", "model", "read_off", "assemble")


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds ``bench`` to the command line."""
    command = commands.add_parser("bench", help="time reviews of PDFs by stage")
    command.add_argument("files", nargs="+", type=Path, metavar="PDF", help="with llm before it: the costs of an LLM")
    command.add_argument("--repeat", type=int, default=3, help="reviews of each file after one to warm up")
    command.add_argument("--model", type=Path, default=EMBEDDED, metavar="DIR")
    command.add_argument(
        "--one-by-one", action="store_true", help="also ask the same encoder one category at a time, as CUAD's baseline"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints a table of seconds by stage (medians over repetitions), and one JSON line."""
    if options.files[0] == Path("llm"):
        from benchmarks import llm

        return llm.run(options.files[1:], options.model)
    engine = load_engine(options.model)
    rows = [_row(path, engine, options.repeat) for path in options.files]
    print(table(rows))
    line: dict[str, Any] = {
        "machine": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "files": rows,
    }
    line["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    if options.one_by_one:
        line["one_by_one"] = _one_by_one(options.files[0], engine)
        print(
            "One category at a time: {seconds:.1f} s against {together:.1f} s, {ratio:.0f} times".format(
                **line["one_by_one"]
            )
        )
    print(json.dumps(line))
    return 0


def _row(path: Path, engine: Engine, repeat: int) -> dict[str, Any]:
    data = path.read_bytes()
    review_once(data, path.name, engine)
    timings = [review_once(data, path.name, engine) for _ in range(repeat)]
    stages = {stage: round(statistics.median(timing[stage] for timing, _, _ in timings), 4) for stage in STAGES}
    _, pages, tokens = timings[0]
    return {"file": path.name, "pages": pages, "tokens": tokens, **stages, "total": round(sum(stages.values()), 4)}


def review_once(data: bytes, name: str, engine: Engine) -> tuple[dict[str, float], int, int]:
    """Seconds by stage, pages and tokens of one review. "read" holds the reader's process and the pipe."""
    began = time.perf_counter()
    document = read_pdf(data, name, Limits())
    read = time.perf_counter() - began
    found = engine.find(document)
    began = time.perf_counter()
    assemble(document, found, engine, default_playbook()).to_json()
    assembled = time.perf_counter() - began
    segment = document.segment_seconds
    stages = {"read": read - segment, "segment": segment, **found.seconds, "assemble": assembled}
    return stages, len(document.pages), found.tokens


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The rows for a terminal, in seconds."""
    heads = ("pages", "tokens", *STAGES, "total")
    lines = [f"{'file':28}" + "".join(f"{head:>10}" for head in heads)]
    for row in rows:
        lines.append(f"{row['file'][:27]:28}" + "".join(f"{row[head]:>10.5g}" for head in heads))
    return "\n".join(lines)


def _one_by_one(path: Path, engine: Engine) -> dict[str, float]:
    """The first file with the same encoder asked one category at a time: each pass puts the category's question before
    every window and stride of half a window, as the question-answering baseline of CUAD does."""
    from benchmarks.one_by_one import ask_each

    document: Document = read_pdf(path.read_bytes(), path.name, Limits())
    began = time.perf_counter()
    engine.find(document)
    together = time.perf_counter() - began
    seconds = ask_each(document, engine)
    return {"seconds": round(seconds, 2), "together": round(together, 2), "ratio": round(seconds / together, 1)}
