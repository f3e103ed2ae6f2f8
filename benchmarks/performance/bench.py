"""``contract-review bench``: measures a review's time by stage, the hardware's limits, and behavior under load."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.reporting.statistics import exponent, percentiles
from chunking.errors import BadRequest
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine

if TYPE_CHECKING:
    from benchmarks.performance.under_load.backends import Backend, Url
    from benchmarks.performance.under_load.load import Run
    from benchmarks.performance.under_load.sample_documents import Input

TARGET_SECONDS = 45.0
PARTIAL = 3


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``bench``."""
    command.epilog = "bench compare A.json B.json: significant changes. bench llm FILE --model DIR: the cost of an LLM."
    command.add_argument(
        "files", nargs="*", type=Path, metavar="PDF|FOLDER", help="PDFs, or compare or llm followed by files"
    )
    command.add_argument(
        "--generate",
        type=_numbers,
        default=[],
        metavar="PAGES",
        help="also generate PDFs of these lengths: 1,10,30,100",
    )
    command.add_argument("--scanned", action="store_true", help="turn all PDFs into scans")
    command.add_argument("--model", type=Path, default=EMBEDDED, metavar="DIR", help="default: the built-in model")
    command.add_argument("--url", help="measure a running container")
    command.add_argument("--endpoint", metavar="NAME", help="measure a SageMaker endpoint")
    command.add_argument("--bucket", help="with --endpoint: it is asynchronous and uses this bucket")
    command.add_argument("--endpoint-url", help="the URL of the AWS services, if not AWS itself")
    command.add_argument("--warmup", type=int, default=1, help="unmeasured reviews of each file (default: 1)")
    command.add_argument("--repeat", type=int, default=3, help="measured reviews of each file (default: 3)")
    command.add_argument("--concurrency", type=_numbers, default=[], metavar="N", help="closed loops: 1,2,4,8 at once")
    command.add_argument("--rate", type=_rates, default=[], metavar="R", help="open loops: 0.5,1 arrivals per second")
    command.add_argument("--seconds", type=float, default=30.0, help="length of each open loop (default: 30)")
    command.add_argument(
        "--one-by-one",
        action="store_true",
        help="also run the same encoder one category at a time, like CUAD's baseline",
    )
    command.add_argument("--out", type=Path, metavar="JSON", help="also write the JSON line to a file")
    command.add_argument("--report", type=Path, metavar="HTML", help="also write a report with plots")
    command.set_defaults(run=run, remote_code=False)


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _rates(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def run(options: argparse.Namespace) -> int:
    """Prints tables and one JSON line. Exit status 3: some reviews failed; 1: all failed. Raises BadRequest."""
    if options.files and str(options.files[0]) == "llm":
        from benchmarks.performance.hardware_limits import llm_cost

        return llm_cost.run(options.files[1:], options.model, options.remote_code)
    if options.files and str(options.files[0]) == "compare":
        from benchmarks.performance import compare_runs

        return compare_runs.run(options.files[1:])
    from benchmarks.performance.bench_report import sections
    from benchmarks.reporting.sections import html, plain

    line = measured(options)
    for section in sections(line):
        print(f"\n{section.heading}\n" + (plain(section.head, section.rows) if section.rows else ""), end="\n")
        print("\n".join(section.text))
    text = json.dumps(line)
    print(text)
    if options.out:
        options.out.write_text(text + "\n", encoding="utf-8")
    if options.report:
        options.report.write_text(
            html("Benchmark of reviews", sections(line), line.get("partial", "")), encoding="utf-8"
        )
    if not any(row["samples"] for row in line["files"]):
        return 1
    return PARTIAL if "partial" in line else 0


def measured(options: argparse.Namespace) -> dict[str, Any]:
    """The requested measurements as the JSON line; ``partial`` says what is missing and why."""
    from benchmarks.performance.under_load.sample_documents import gather
    from benchmarks.reporting.sections import machine

    if options.repeat < 1 or options.warmup < 1 or min([*options.concurrency, *options.rate, options.seconds]) <= 0:
        raise BadRequest("Repetitions, warm-up, concurrency, rates and seconds must be greater than 0.")
    inputs = gather(options.files, options.generate, options.scanned)
    line: dict[str, Any] = {"machine": machine(), "cores": os.cpu_count()}
    backend, url = _backend(options)
    line["files"] = _files(backend, inputs, options.warmup, options.repeat)
    reviewed = [row for row in line["files"] if row["samples"]]
    sizes = [row["pages"] for row in reviewed]
    line["growth"] = {
        "seconds": exponent(sizes, [row["total"] for row in reviewed]),
        "memory": exponent(sizes, [row["grown_mib"] for row in reviewed]),
    }
    if url is None and reviewed:
        line |= _in_process_only(options, backend, inputs, line["files"])
    if reviewed:
        line["load"] = _loads(options, backend, url, inputs)
    whole = [second for row in reviewed for second in row["samples"]]
    line["target"] = {"seconds": TARGET_SECONDS, "passed": bool(whole) and percentiles(whole)["p99"] <= TARGET_SECONDS}
    missing = _missing(line)
    return {**line, "partial": missing} if missing else line


def _backend(options: argparse.Namespace) -> tuple[Backend, Url | None]:
    """The backend to measure, and the URL for /ping, if it has one."""
    from benchmarks.performance.under_load.backends import Asynchronous, InProcess, RealTime, Url

    if options.url and options.endpoint:
        raise BadRequest("Name --url or --endpoint, not both.")
    if options.url:
        url = Url(options.url)
        return url, url
    if options.endpoint and options.bucket:
        return Asynchronous(options.endpoint, options.bucket, options.endpoint_url), None
    if options.endpoint:
        return RealTime(options.endpoint, options.endpoint_url), None
    return InProcess(load_engine(options.model, options.remote_code)), None


def _files(backend: Backend, inputs: Sequence[Input], warmup: int, repeat: int) -> list[dict[str, Any]]:
    """Reviews the files one after another: seconds by stage, and the memory that a warm-up review takes. Stops if the
    backend is gone."""
    from benchmarks.performance.under_load.load import Run
    from benchmarks.performance.under_load.serving import Memory

    rows = []
    for given in inputs:
        memory, before = Memory(os.getpid()), Memory(os.getpid())
        with before:
            pass
        warm, run = Run(backend), Run(backend)
        with memory:  # measuring memory takes time as well, so not during the measured reviews
            for _ in range(warmup):
                warm.send(given)
        for _ in range(repeat):
            run.send(given)
        rows.append({**_row(given, run), "grown_mib": round(max(0.0, memory.peak - before.peak), 1)})
        if run.gone:
            break
    return rows


def _row(given: Input, run: Run) -> dict[str, Any]:
    from benchmarks.performance.under_load.sample_documents import pages_of

    answers = [sample.reviewed for sample in run.samples if sample.reviewed]
    figures = run.figures()
    stages = (
        {stage: [round(answer.stages[stage], 5) for answer in answers] for stage in answers[0].stages}
        if answers
        else {}
    )
    return {
        "file": given.name,
        "pages": answers[0].pages if answers else pages_of(given.data),
        "tokens": answers[0].tokens if answers else 0,
        "stages": stages,
        "samples": figures["samples"],
        "total": round(statistics.median(figures["samples"]), 4) if answers else None,
        "failed": figures["failed"],
    }


def _in_process_only(
    options: argparse.Namespace, backend: Any, inputs: Sequence[Input], rows: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """What only a tagger in this process allows: the hardware's limits, and the encoder run category by category."""
    engine = getattr(backend, "engine", None)
    if engine is None or engine.identity.engine != "tagger":
        if options.one_by_one:
            raise BadRequest("Only a tagger in this process can be run one category at a time.")
        return {}
    from benchmarks.performance.hardware_limits.roofline import described

    longest = max((row for row in rows if row["samples"]), key=lambda row: row["total"])
    given = next(given for given in inputs if given.name == longest["file"])
    medians = {stage: statistics.median(seconds) for stage, seconds in longest["stages"].items()}
    line: dict[str, Any] = {"limit": described(given, engine, medians)}
    if options.one_by_one:
        line["one_by_one"] = _one_by_one(given, engine)
    return line


def _one_by_one(given: Input, engine: Any) -> dict[str, float]:
    """Seconds of the same encoder run one category at a time, like CUAD's question-answering baseline, which puts the
    question before every window and strides by half a window, and of all categories together."""
    import time

    from benchmarks.performance.alternatives.question_per_category import ask_each
    from chunking.isolation.client import Limits, read_pdf

    document = read_pdf(given.data, given.name, Limits())
    began = time.perf_counter()
    engine.find(document)
    together = time.perf_counter() - began
    seconds = sum(ask_each(document, list(engine.thresholds)))
    return {"seconds": round(seconds, 2), "together": round(together, 3), "ratio": round(seconds / together, 1)}


def _loads(
    options: argparse.Namespace, backend: Backend, url: Url | None, inputs: Sequence[Input]
) -> list[dict[str, Any]]:
    """Closed and open loops. A local model is served by the container's server for them."""
    from benchmarks.performance.under_load.load import closed, open_loop, pinged

    found: list[dict[str, Any]] = []
    if not options.concurrency and not options.rate:
        return found
    with _served(options, backend, url) as (served, ping, memory):
        runs: list[tuple[dict[str, Any], Callable[[], Run]]] = []
        for count in options.concurrency:
            documents = max(len(inputs) * options.repeat, 3 * count)
            runs.append(({"concurrency": count}, partial(closed, served, inputs, count, documents)))
        for rate in options.rate:
            runs.append(({"rate": rate}, partial(open_loop, served, inputs, rate, options.seconds)))
        for settings, work in runs:
            with memory() if memory else contextlib.nullcontext() as watch:
                figures = pinged(ping, work)
            peak = {"peak_mib": round(watch.peak, 1)} if watch else {}
            found.append({**settings, **figures, **peak})
            if "gone" in figures:
                break
    return found


@contextlib.contextmanager
def _served(
    options: argparse.Namespace, backend: Backend, url: Url | None
) -> Iterator[tuple[Backend, Url | None, Any]]:
    from benchmarks.performance.under_load.backends import InProcess, Url
    from benchmarks.performance.under_load.serving import Memory, serving

    if not isinstance(backend, InProcess):
        yield backend, url, None
        return
    backend.engine.close()
    most = max(8, *options.concurrency) if options.concurrency else 8
    with serving(CONTRACT_REVIEW_MODEL=str(options.model), CONTRACT_REVIEW_CONCURRENCY=str(most)) as server:
        own = Url(server.url)
        yield own, own, lambda: Memory(server.process.pid)


def _missing(line: dict[str, Any]) -> str:
    """What failed, as a phrase; empty if nothing did."""
    failed: dict[str, int] = {}
    for part in [*line["files"], *line.get("load", [])]:
        for code, count in part["failed"].items():
            failed[code] = failed.get(code, 0) + count
    gone = [load["gone"] for load in line.get("load", []) if "gone" in load]
    reasons = [f"{count} answered {code}" for code, count in failed.items() if code != "gone"]
    if gone or "gone" in failed:
        reasons.append(f"the backend went away{': ' + gone[0] if gone else ''}; the measurements up to then are valid")
    return "; ".join(reasons)
