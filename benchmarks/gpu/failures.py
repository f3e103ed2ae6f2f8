"""A step of ``benchmarks.gpu``: injects failures.

The device runs out of memory (less is allowed than the KV cache of all slots takes), a forward pass hangs, a caller
leaves, and finally the device is lost: on CUDA by an index out of bounds in a kernel, after which this process cannot
use the device any more.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.gpu.models import document_of, write_family
from benchmarks.gpu.step import Rows, kind, step_options
from benchmarks.performance.hardware_limits.llm_cost import Shape, forced
from chunking.errors import OutOfMemory
from model.call_context import never
from model.engines.llm.answers.answer import Answer
from model.engines.llm.answers.pointer_answer import PointerAnswer
from model.engines.llm.decoding.scheduler import Outcome, Task
from model.engines.llm.pointer_llm import PointerLLM
from model.engines.load_engine import load_engine

# Larger than the other models of this package, so that passes take some time.
_SHAPE = {
    "initializer_range": 0.05,
    "hidden_size": 1024,
    "intermediate_size": 4096,
    "num_hidden_layers": 8,
    "num_attention_heads": 16,
}
_SLOT = {"cpu": 256 << 20, "cuda": 1 << 30}  # bytes of one slot's KV cache
_SPARE = {"cpu": 128 << 20, "cuda": 512 << 20}  # bytes for activations
_PATIENCE = 120.0
# Tolerance for scores in batches of different sizes, in float32: other shapes sum in another order.
_SAME = {"cpu": 1e-4, "cuda": 1e-3}


@contextlib.contextmanager
def memory_for(more: int) -> Iterator[None]:
    """Limits this process to ``more`` additional bytes: of device memory, or of address space on a CPU."""
    gc.collect()  # frames of earlier failures hold memory in reference cycles
    if kind() == "cuda":
        torch.cuda.empty_cache()
        whole = torch.cuda.get_device_properties(0).total_memory
        torch.cuda.set_per_process_memory_fraction((torch.cuda.memory_reserved() + more) / whole)
        try:
            yield
        finally:
            torch.cuda.set_per_process_memory_fraction(1.0)
        return
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + more, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def scores(outcomes: Sequence[Outcome]) -> Any:
    """The scores of all one-pass answers, in order."""
    answers = [answer for outcome in outcomes for answer in outcome.answers]
    return np.concatenate([answer.scores for answer in answers if isinstance(answer, PointerAnswer)])


def counting_starts(tasks: Sequence[Task], tally: list[int]) -> list[Task]:
    """The same tasks, counting in ``tally`` how often one is started: once, and again if it was evicted for memory."""

    def counting(task: Task) -> Task:
        def answers() -> Sequence[Answer]:
            tally[0] += 1
            return task.answers()

        return task._replace(answers=answers)

    return [counting(task) for task in tasks]


def out_of_memory(engine: PointerLLM, tasks: list[Task]) -> dict[str, Any]:
    """With memory for two slots: fewer chunks at once and the same scores. With memory for none: an OutOfMemory error,
    and the next caller is answered."""
    slot = _SLOT[kind()]
    longer = slot // Shape.of(engine.network()).cache_bytes
    small = engine.decoder()
    expected = scores(small.run(tasks, _PATIENCE))
    small.close()
    tally = [0]
    large = engine.decoder(longer=longer)
    with memory_for(5 * slot // 2 + _SPARE[kind()]):
        fewer = scores(large.run(counting_starts(tasks, tally), _PATIENCE))
    large.close()
    large, refused = engine.decoder(longer=longer), False
    with memory_for(slot // 8), contextlib.suppress(OutOfMemory):
        refused = True
        large.run(tasks[:1], _PATIENCE)
        refused = False
    after = scores(large.run(tasks[:1], _PATIENCE))
    large.close()
    off = max(np.abs(fewer - expected).max(), np.abs(after - expected[: len(after)]).max())
    again = tally[0] - len(tasks)
    figures: dict[str, Any] = {"restarts": again, "refused_when_nothing_fits": refused, "score_difference": float(off)}
    if not (again > 0 and refused and off <= _SAME[kind()]):
        figures["failed"] = "Memory did not run out as intended, or the answers changed."
    return figures


def cancelled(engine: PointerLLM, tasks: list[Task]) -> dict[str, Any]:
    """Who leaves, or has no more time, frees the device at once for the next."""
    endless = [forced(task, [task.questions[0][-1]] * 50_000) for task in tasks]
    decoder, gone = engine.decoder(slots=2, longer=60_000), threading.Event()
    expected = scores(decoder.run(tasks[:1], _PATIENCE))
    waited: dict[str, Any] = {}
    for how in ("left", "timed_out"):
        threading.Timer(0.3, gone.set).start()
        began = time.monotonic()
        try:
            decoder.run(endless, 0.3 if how == "timed_out" else _PATIENCE, gone.is_set if how == "left" else never)
        except TimeoutError:
            waited[f"{how}_after_s"] = round(time.monotonic() - began, 3)
        began = time.monotonic()
        after = scores(decoder.run(tasks[:1], _PATIENCE))
        waited[f"next_answered_after_{how}_s"] = round(time.monotonic() - began, 3)
        if not np.allclose(after, expected, atol=_SAME[kind()]):
            waited["failed"] = "The next caller's answers changed."
    decoder.close()
    if not {"left_after_s", "timed_out_after_s"} <= set(waited):
        waited["failed"] = "The work of a caller that left went on."
    return waited


def hanging(engine: PointerLLM, tasks: list[Task]) -> dict[str, Any]:
    """A hanging pass is visible from outside while it lasts."""
    decoder = engine.decoder(slots=1)
    decoder.run(tasks[:1], _PATIENCE)
    hook = engine.network().register_forward_pre_hook(lambda *_: time.sleep(1.0))
    asking = threading.Thread(target=decoder.run, args=(tasks[:1],), daemon=True)
    asking.start()
    time.sleep(0.7)
    seen = decoder.busy_seconds()
    hook.remove()
    asking.join(_PATIENCE)
    decoder.close()
    idle = decoder.busy_seconds()
    figures = {"busy_s_seen": round(seen, 3), "busy_s_when_idle": idle}
    return figures if seen > 0.3 and idle == 0 else {**figures, "failed": "A hanging pass was not seen."}


def lost(engine: PointerLLM, tasks: list[Task]) -> dict[str, Any]:
    """The device is lost in the middle of a pass: waiting callers get an error, and the engine reports that it is stuck
    for good. On a CPU the error is simulated."""

    def lose(*_: Any) -> None:
        if kind() == "cpu":
            raise torch.AcceleratorError("CUDA error: device-side assert triggered")
        torch.zeros(1, device="cuda")[torch.full((1,), 5, device="cuda")].sum().item()

    decoder = engine.decoder()
    engine.network().register_forward_pre_hook(lose)
    message = ""
    try:
        decoder.run(tasks, _PATIENCE)
    except Exception as error:  # which class it is depends on where CUDA notices
        message = f"{type(error).__name__}: {error}".partition("\n")[0]
    figures = {"error": message, "simulated": kind() == "cpu", "stuck_for_good": decoder.busy_seconds() == float("inf")}
    return figures if message and figures["stuck_for_good"] else {**figures, "failed": "The loss was not noticed."}


def main() -> int:
    """Runs all failures; the lost device last, since nothing works after it."""
    options = step_options(__doc__)
    rows = Rows(options.rows)
    with tempfile.TemporaryDirectory() as folder:
        write_family("Llama", Path(folder), **({} if options.tiny else _SHAPE))
        engine = load_engine(Path(folder))
    assert isinstance(engine, PointerLLM)
    for part in engine.network().parameters():
        part.data = part.data.float()
    tasks = engine.tasks(document_of(600 if options.tiny else 4000))
    for what, inject in {
        "Out of memory": out_of_memory,
        "Caller leaves": cancelled,
        "Hanging pass": hanging,
        "Lost device": lost,
    }.items():
        with rows.trying(what) as row:
            row |= inject(engine, tasks)
    return rows.status()


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # an orderly exit would call into the lost device
