"""A step of ``benchmarks.gpu``: how fast, and how near to what the device can do.

A Llama of the shape of 3.1 8B with random weights, whose speed is that of trained ones, in as much memory as an A10G
has. Shares are of what the device was seen to do moments before (products of large bfloat16 matrices, copying), and of
its data sheet. Projections are no measurements: the same work at an A10G's data sheet and at this device's shares of
its own::

    seconds = FLOPs / (70e12 * share of compute) + bytes / (600e9 * share of bandwidth)
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import torch

from benchmarks.gpu.models import EIGHT, ONE, PROMPT, SHORT, TINY, document_of, engine_over, random_llama, tokenizer
from benchmarks.gpu.step import Rows, kind, step_options
from benchmarks.performance.devices import A10G_MEMORY, DEVICES, Device, calibrate, data_sheet
from benchmarks.performance.llm import STEPS, Forced, Shape, counted, decoded, limits, seconds
from model.engines.llm.prompt import TEMPLATE
from model.engines.llm.scheduler import Task
from model.engines.loading import load_engine

BATCHES = (1, 2, 4, 8, 16)
CONTRACT, CONTRACTS = 12_000, 20
# What people marked takes 49 tokens a chunk; the longest of these answers decides how many passes it takes.
ANSWERS = (25, 6, 6, 6, 6)
_BLOCK = 1 << 24


class Bench:
    """The model, its cost, this device's figures, and what some rows find out for the rows after them."""

    def __init__(self, tiny: bool) -> None:
        self.tiny = tiny
        self.measured = calibrate(kind())
        if kind() == "cuda":
            torch.cuda.empty_cache()  # else the blocks of that are in the way of the weights
        self.sheet = data_sheet(torch.cuda.get_device_name()) if kind() == "cuda" else None
        with tempfile.TemporaryDirectory() as empty:
            self.engine = engine_over(
                random_llama(kind(), TINY if tiny else EIGHT), PROMPT, Path(empty), **(SHORT if tiny else {})
            )
        self.shape = Shape.of(self.engine.network())
        self.document = document_of(300 if tiny else CONTRACT)
        self.tasks = self.engine.tasks(self.document)
        self.read = sum(len(task.ids) + sum(map(len, task.questions)) for task in self.tasks)
        self.shares: dict[str, float] = {}

    def share(self, of: str, done: float) -> dict[str, float]:
        """``done`` FLOPs or bytes a second as shares of ``of``: "compute" or "bandwidth"."""
        limits = {"share_of_measured": self.measured, "share_of_data_sheet": self.sheet}
        return {name: round(done / float(getattr(device, of)), 4) for name, device in limits.items() if device}


def answering(task: Task) -> Task:
    """The task, to whose first questions answers of the usual lengths are written."""
    token = task.questions[0][-1]

    def branches() -> Sequence[Forced]:
        lengths = [*ANSWERS, *[0] * len(task.questions)][: len(task.questions)]
        return [Forced([token] * length) for length in lengths]

    return task._replace(branches=branches)


def prefill(bench: Bench) -> dict[str, Any]:
    """Reading a contract's chunks with all questions."""
    decoder = bench.engine.decoder()
    taken = seconds(lambda: decoder.run(bench.tasks))
    decoder.close()
    share = bench.share("compute", bench.read * bench.shape.flops / taken)
    bench.shares["compute"] = list(share.values())[-1]
    return {"tokens": bench.read, "seconds": taken, "tokens_per_s": round(bench.read / taken, 1), **share}


def decode(bench: Bench, batch: int) -> dict[str, Any]:
    """Chunks that each write one answer: every step reads all weights and the batch's keys and values."""
    task = bench.tasks[0]
    rate = decoded(bench.engine, task, batch)
    context = len(bench.engine.prefix()) + len(task.ids) + STEPS // 2
    step = bench.shape.weight_bytes + batch * context * bench.shape.cache_bytes
    share = bench.share("bandwidth", rate / batch * step)
    if batch == 8:
        bench.shares["bandwidth"] = list(share.values())[-1]
    return {"batch": batch, "tokens_per_s": round(rate, 1), "context": context, **share}


def whole(bench: Bench) -> dict[str, Any]:
    """A contract in one pass; with answers of the usual lengths written; and until the first chunk's findings."""
    engine = bench.engine
    decoder = engine.decoder()
    figures = {
        "tokens": sum(len(task.ids) for task in bench.tasks),
        "one_pass_s": seconds(lambda: engine.find(bench.document)),
        "written_s": seconds(lambda: decoder.run([answering(task) for task in bench.tasks])),
        "written_tokens": sum(ANSWERS) * len(bench.tasks),
        "first_finding_s": seconds(lambda: decoder.run(bench.tasks[:1])),
    }
    decoder.close()
    return figures


def quoting(bench: Bench) -> dict[str, Any]:
    """What random weights answer of themselves, held by the grammar: the cost of numbers and quotes as they are."""
    with tempfile.TemporaryDirectory() as empty:
        writing = engine_over(
            bench.engine.network(), PROMPT, Path(empty), written=True, **(SHORT if bench.tiny else {})
        )
    tasks = writing.tasks(bench.document)[:4]
    tally = [0]
    decoder = writing.decoder()
    began = time.perf_counter()
    decoder.run([counted(task, tally) for task in tasks])
    taken = time.perf_counter() - began
    decoder.close()
    writing.close()
    return {"chunks": len(tasks), "tokens": tally[0], "seconds": round(taken, 3)}


def many(bench: Bench) -> dict[str, Any]:
    """So many contracts at once, one after another, and (with answers written) chunk after chunk."""
    count, engine = (3 if bench.tiny else CONTRACTS), bench.engine
    decoder, single = engine.decoder(), engine.decoder(slots=1)
    written = [answering(task) for task in bench.tasks]
    single.run(written[:1])
    figures: dict[str, Any] = {"documents": count}
    works: dict[str, Callable[[int], object]] = {
        "one_pass": lambda _: engine.find(bench.document),
        "written": lambda _: decoder.run(written),
    }
    for how, work in works.items():
        with ThreadPoolExecutor(count) as pool:
            together = _taken(lambda work=work, pool=pool: list(pool.map(work, range(count))))  # type: ignore[misc]
        in_turn = _taken(lambda work=work: [work(number) for number in range(count)])  # type: ignore[misc]
        figures |= {f"{how}_at_once_s": together, f"{how}_in_turn_s": in_turn}
        figures[f"{how}_ratio"] = round(in_turn / together, 2)
    alone = count * _taken(lambda: single.run(written))
    figures |= {"chunk_by_chunk_s": round(alone, 2), "chunk_by_chunk_ratio": round(alone / together, 2)}
    single.close()
    decoder.close()
    return figures


def _taken(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 3)


def projected(bench: Bench) -> dict[str, Any]:
    """Seconds on an A10G, by the formula above."""
    a10g = DEVICES["A10G"]
    at_share = Device(a10g.bandwidth * bench.shares["bandwidth"], a10g.compute * bench.shares["compute"])
    chunks = len(bench.tasks)
    bound = limits(bench.shape, at_share, bench.read, max(ANSWERS), chunks * len(bench.tasks[0].ids))
    return {
        "projection": "FLOPs / (70e12 * share of compute) + bytes / (600e9 * share of bandwidth)",
        "shares": bench.shares,
        "tokens": bench.read,
        "one_pass_s": round(bound["prefill"], 2),
        "written_s": round(bound["prefill"] + bound["decode"], 2),
        f"{CONTRACTS}_documents_s": round(CONTRACTS * bound["prefill"], 1),
    }


def memory(bench: Bench) -> dict[str, Any]:
    """What all of the above took at the most, of what an A10G has."""
    taken = torch.cuda.max_memory_allocated() if kind() == "cuda" else bench.shape.weight_bytes
    return {"bytes": taken, "allowed": A10G_MEMORY, "weights": bench.shape.weights}


def start(tiny: bool) -> dict[str, Any]:
    """Loading a model from the disk, its file out of the system's cache, beside reading the same bytes."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        random_llama(kind(), TINY if tiny else ONE).save_pretrained(folder)
        tokenizer().save_pretrained(folder)
        (folder / TEMPLATE).write_text(PROMPT, encoding="utf-8")
        weights = sorted(folder.glob("*.safetensors"))
        size = sum(path.stat().st_size for path in weights)
        reading = _cold(weights, lambda: _read(weights))
        loading = _cold(weights, lambda: load_engine(folder).close())
    return {
        "bytes": size,
        "read_s": round(reading, 3),
        "disk_bytes_per_s": round(size / reading),
        "load_s": round(loading, 3),
        "share_of_disk": round(reading / loading, 3),
    }


def _cold(paths: Sequence[Path], work: Callable[[], object]) -> float:
    """Seconds of work on files that lie on the disk and not in the system's cache."""
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return _taken(work)


def _read(paths: Sequence[Path]) -> None:
    block = bytearray(_BLOCK)
    for path in paths:
        with path.open("rb", buffering=0) as file:
            while file.readinto(block):
                pass


def main() -> int:
    """All of it, in the order of worth."""
    options = step_options(__doc__)
    rows = Rows(options.rows)
    if kind() == "cuda":
        whole_memory = torch.cuda.get_device_properties(0).total_memory
        torch.cuda.set_per_process_memory_fraction(min(1.0, A10G_MEMORY / whole_memory))
    bench = Bench(options.tiny)
    batches = {
        f"Decoding, batch {batch}": partial(decode, batch=batch)
        for batch in (BATCHES[::3] if options.tiny else BATCHES)
    }
    measures: dict[str, Callable[[Bench], dict[str, Any]]] = {
        "Prefill": prefill,
        **batches,
        "A contract": whole,
        "Projected to an A10G": projected,
        "Contracts at once": many,
        "Numbers and quotes": quoting,
        "Memory": memory,
    }
    for what, measure in measures.items():
        with rows.trying(what) as row:
            row |= measure(bench)
    bench.engine.close()
    with rows.trying("Start") as row:
        row |= start(options.tiny)
    return rows.status()


if __name__ == "__main__":
    sys.exit(main())
