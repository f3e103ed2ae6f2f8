"""A step of ``benchmarks.gpu``: measures speed, absolute and as a share of the device's peak.

A Llama of the shape of 3.1 8B with random weights (as fast as trained ones), in as much memory as an A10G has. Shares
are of the peak measured in the same run (large bfloat16 matrix products, copies) and of the data sheet.

Projections are not measurements. They assume that an A10G prefills at the same share of its data sheet, copies at the
same share of it, and that its host launches a pass's kernels as fast as this one::

    seconds = FLOPs / (70e12 * share of compute) + passes * max(launch, bytes of a pass / (600e9 * share of copies))
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
from benchmarks.performance.hardware_limits.devices import (
    A10G_MEMORY,
    DEVICES,
    calibrate,
    data_sheet,
    synchronize,
)
from benchmarks.performance.hardware_limits.llm_cost import (
    STEPS,
    Forced,
    Shape,
    counted,
    decoding_rate,
    limits,
    seconds,
)
from model.engines.llm.decoding.scheduler import Task
from model.engines.llm.prompts.questions import TEMPLATE
from model.engines.load_engine import load_engine

BATCHES = (1, 2, 4, 8, 16)
CONTRACT, CONTRACTS = 12_000, 20
# Tokens of the decoded answers of a chunk, 49 as in annotated contracts; the longest one sets the number of passes.
ANSWERS = (25, 6, 6, 6, 6)
_BLOCK = 1 << 24  # bytes read at once
_PROJECTION = "FLOPs / (70e12 * share of compute) + passes * max(launch, bytes / (600e9 * share of copies))"


class Bench:
    """The model, its cost, the device's peak, and shares that later rows project from."""

    def __init__(self, tiny: bool) -> None:
        self.tiny = tiny
        self.measured = calibrate(kind())
        if kind() == "cuda":
            torch.cuda.empty_cache()  # its blocks would fragment the memory for the weights
        self.sheet = data_sheet(torch.cuda.get_device_name()) if kind() == "cuda" else None
        with tempfile.TemporaryDirectory() as empty:
            self.engine = engine_over(
                random_llama(kind(), TINY if tiny else EIGHT), PROMPT, Path(empty), **(SHORT if tiny else {})
            )
        self.shape = Shape.of(self.engine.network())
        self.document = document_of(300 if tiny else CONTRACT)
        self.tasks = self.engine.tasks(self.document)
        self.prefilled = sum(task.size() for task in self.tasks)
        self.shares: dict[str, float] = {}
        if self.sheet:
            self.shares["copies"] = round(self.measured.bandwidth / self.sheet.bandwidth, 4)
        self.launch = 0.0  # seconds

    def share(self, of: str, done: float) -> dict[str, float]:
        """``done`` FLOPs or bytes per second as shares of the peak ``of`` "compute" or "bandwidth"."""
        limits = {"share_of_measured": self.measured, "share_of_data_sheet": self.sheet}
        return {name: round(done / float(getattr(device, of)), 4) for name, device in limits.items() if device}


def answering(task: Task) -> Task:
    """The task with forced answers of the usual lengths to its first questions."""
    token = task.questions[0][-1]

    def answers() -> Sequence[Forced]:
        lengths = [*ANSWERS, *[0] * len(task.questions)][: len(task.questions)]
        return [Forced([token] * length) for length in lengths]

    return task._replace(answers=answers)


def prefilling(task: Task) -> Task:
    """The task with empty answers, so that nothing is decoded."""
    return task._replace(answers=lambda: [Forced([]) for _ in task.questions])


@torch.inference_mode()
def plain(bench: Bench) -> dict[str, Any]:
    """A plain forward pass, which bounds what the engine can reach; and one over a single token, which takes as long as
    its kernels take to launch or the weights take to read."""
    model = bench.engine.network()
    tokens = 200 if bench.tiny else 7500
    times = []
    for length in (tokens, 1):
        ids = torch.zeros((1, length), dtype=torch.long, device=model.device)
        times.append(seconds(lambda ids=ids: _forward(model, ids)))  # type: ignore[misc]
    bench.launch = times[1]
    share = bench.share("compute", tokens * bench.shape.flops / times[0])
    return {"tokens": tokens, "seconds": times[0], **share, "single_token_s": times[1]}


def _forward(model: Any, ids: torch.Tensor) -> None:
    model(input_ids=ids, use_cache=False, logits_to_keep=1)
    synchronize(kind())


def prefill(bench: Bench) -> dict[str, Any]:
    """Prefill of a contract's chunks with all questions."""
    decoder, tasks = bench.engine.decoder(), [prefilling(task) for task in bench.tasks]
    taken = seconds(lambda: decoder.run(tasks))
    decoder.close()
    share = bench.share("compute", bench.prefilled * bench.shape.flops / taken)
    bench.shares["compute"] = list(share.values())[-1]
    return {"tokens": bench.prefilled, "seconds": taken, "tokens_per_s": round(bench.prefilled / taken, 1), **share}


def decode(bench: Bench, batch: int) -> dict[str, Any]:
    """Decoding one answer per chunk: every step reads all weights and the batch's KV cache."""
    task = bench.tasks[0]
    rate = decoding_rate(bench.engine, task, batch)
    context = len(bench.engine.prefix()) + len(task.ids) + STEPS // 2
    step = bench.shape.weight_bytes + batch * context * bench.shape.cache_bytes
    return {
        "batch": batch,
        "tokens_per_s": round(rate, 1),
        "context": context,
        **bench.share("bandwidth", rate / batch * step),
    }


def contract(bench: Bench) -> dict[str, Any]:
    """Seconds for a contract in one pass, with decoded answers of the usual lengths, and until the first chunk's
    findings."""
    engine = bench.engine
    decoder = engine.decoder()
    figures = {
        "tokens": sum(len(task.ids) for task in bench.tasks),
        "one_pass_s": seconds(lambda: engine.find(bench.document)),
        "decoded_s": seconds(lambda: decoder.run([answering(task) for task in bench.tasks])),
        "decoded_tokens": sum(ANSWERS) * len(bench.tasks),
        "first_finding_s": seconds(lambda: decoder.run(bench.tasks[:1])),
    }
    decoder.close()
    return figures


def quoting(bench: Bench) -> dict[str, Any]:
    """Unforced answers of the random weights under the grammar: the cost of decoding real numbers and quotes."""
    with tempfile.TemporaryDirectory() as empty:
        decoding = engine_over(
            bench.engine.network(), PROMPT, Path(empty), written=True, **(SHORT if bench.tiny else {})
        )
    tasks = decoding.tasks(bench.document)[:4]
    tally = [0]
    decoder = decoding.decoder()
    began = time.perf_counter()
    decoder.run([counted(task, tally) for task in tasks])
    taken = time.perf_counter() - began
    decoder.close()
    decoding.close()
    return {"chunks": len(tasks), "tokens": tally[0], "seconds": round(taken, 3)}


def many(bench: Bench) -> dict[str, Any]:
    """Several contracts at once; and, as multiples of the time of one, one after another and (with decoded answers)
    chunk by chunk."""
    count, engine = (3 if bench.tiny else CONTRACTS), bench.engine
    decoder, single = engine.decoder(), engine.decoder(slots=1)
    answers = [answering(task) for task in bench.tasks]
    single.run(answers[:1])
    figures: dict[str, Any] = {"documents": count}
    for how, tasks in {"prefill": [prefilling(task) for task in bench.tasks], "decoded": answers}.items():
        in_turn = round(count * seconds(lambda tasks=tasks: decoder.run(tasks)), 3)  # type: ignore[misc]
        with ThreadPoolExecutor(count) as pool:
            together = _taken(lambda tasks=tasks, pool=pool: list(pool.map(decoder.run, [tasks] * count)))  # type: ignore[misc]
        figures |= {f"{how}_at_once_s": together, f"{how}_in_turn_s": in_turn}
        figures[f"{how}_ratio"] = round(in_turn / together, 2)
    alone = count * _taken(lambda: single.run(answers))
    figures |= {"chunk_by_chunk_s": round(alone, 2), "chunk_by_chunk_ratio": round(alone / together, 2)}
    single.close()
    decoder.close()
    return figures


def _taken(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 3)


def projected(bench: Bench) -> dict[str, Any]:
    """Projected seconds on an A10G, by the formula in the module's docstring."""
    a10g = DEVICES["A10G"].at_shares(bench.shares.get("copies", 1.0), bench.shares["compute"])
    chunks, passes = len(bench.tasks), max(ANSWERS)
    bound = limits(bench.shape, a10g, bench.prefilled, passes, chunks * len(bench.tasks[0].ids))
    decoding = max(bound["decode"], passes * bench.launch)
    return {
        "projection": _PROJECTION,
        "shares": bench.shares,
        "launch_s": bench.launch,
        "tokens": bench.prefilled,
        "one_pass_s": round(bound["prefill"], 2),
        "decoded_s": round(bound["prefill"] + decoding, 2),
        f"{CONTRACTS}_documents_s": round(CONTRACTS * bound["prefill"], 1),
    }


def memory(bench: Bench) -> dict[str, Any]:
    """Peak memory of the rows before, in bytes, and what an A10G has."""
    taken = torch.cuda.max_memory_allocated() if kind() == "cuda" else bench.shape.weight_bytes
    return {"bytes": taken, "allowed": A10G_MEMORY, "weights": bench.shape.weights}


def start(tiny: bool) -> dict[str, Any]:
    """Seconds to load a model from disk with a cold page cache, and to read the same bytes."""
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
    """Seconds of work on files that are not in the page cache."""
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
    """Adds all rows, most valuable first."""
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
        "Plain forward pass": plain,
        "Prefill": prefill,
        **batches,
        "A contract": contract,
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
