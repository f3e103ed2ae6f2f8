"""Runs all measurements on a GPU: ``python -m benchmarks.gpu --minutes N --out DIR [--tiny]``.

The most valuable steps come first. Each is a process of its own with a time limit: if one fails or hangs, that is
reported and the next one starts. Results are written at once: DIR has a file of JSON lines per step, ``run.json``
(device, date, versions, the status of each step) and ``table.md``. ``--tiny`` runs everything on a CPU with small
sizes. ``--only`` runs some of the steps and keeps the results of the others in DIR. ``--publish DIR`` writes a run's
tables into docs/performance.md.

The machine needs Python 3.11 or later, torch for its CUDA version, transformers (5.17 or later), safetensors,
tokenizers, numpy, jinja2 and PyYAML, and no network. Such machines rarely have the other packages, so copy their
wheels: llguidance, pycountry, text2num, python-dateutil and six for the engine; lxml, pypdfium2, pypdf, tesserocr,
pillow, pydantic (with pydantic-core, annotated-types, typing-inspection) and peft for the training steps, which are
skipped if one is missing. On a machine with a network::

    pip download -c constraints.txt -d wheels --no-deps --only-binary=:all: --python-version 3.12 \\
        --platform manylinux_2_31_x86_64 --platform manylinux_2_28_x86_64 --platform manylinux2014_x86_64 \\
        llguidance pycountry text2num python-dateutil six

and on the GPU machine, in a copy of the repository (model/embedded/model.safetensors is not needed)::

    python3 -m pip install --no-index --no-deps --target /tmp/site wheels/*.whl
    PYTHONPATH=/tmp/site python3 -u -m benchmarks.gpu --minutes 9 --out gpu-run

For the training steps: ``--contracts annotations.jsonl.gz --teacher-base DIR --llm DIR``. If a command may take only
ten minutes, run them as a second one, with ``--only training`` and the same ``--out``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.gpu.gpu_tables import RUN, TABLE, publish, read_run, tables
from benchmarks.gpu.step import read_rows
from benchmarks.gpu.training import TRAININGS, arguments, missing

DEVICE = "device"
_PACKAGE = "benchmarks.gpu"
_LEAST = 5.0  # seconds; with less time left, no step is started
# What the steps on a CPU share: the engine, models, and no device. With one thread: more gain nothing at small sizes,
# and on a busy machine they wait for each other.
_PRELOADED = ["benchmarks.gpu.models", "benchmarks.performance.hardware_limits.llm_cost", "model.engines.load_engine"]
_SMALL = {"CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1"}


class Step(NamedTuple):
    """A process to run: its name, the file stem of its rows, its time limit in seconds, and the module with its
    arguments. ``skipped`` is the reason, a sentence, why it is not run."""

    name: str
    rows: str
    seconds: float
    command: Sequence[str]
    skipped: str | None = None


def steps(options: argparse.Namespace) -> list[Step]:
    """The chosen steps, most valuable first. Tiny runs have no time limits, since the machine may be slow."""

    def step(name: str, rows: str, seconds: float) -> Step:
        command = [f"{_PACKAGE}.{rows}", "--rows", str(options.out / f"{rows}.jsonl")]
        return Step(name, rows, seconds, [*command, "--tiny"] if options.tiny else command)

    known = [
        step("Device", DEVICE, 60),
        step("Correctness", "correctness", 150),
        step("Speed", "speed", 180),
        step("Failures", "failures", 60),
        step("Alternatives", "alternatives", 120),
        *training_steps(options),
    ]
    chosen = [one for one in known if not options.only or one.rows in (DEVICE, *options.only)]
    return [one._replace(seconds=float("inf")) for one in chosen] if options.tiny else chosen


def training_steps(options: argparse.Namespace) -> list[Step]:
    """The training steps, with the reason for each that is skipped."""
    given = {
        "contracts": options.contracts,
        "teacher_base": options.teacher_base,
        "llm": options.llm,
        "out": options.out / "trained",
    }
    found = []
    for training in TRAININGS:
        why = missing(training, given)
        words = [] if why else arguments(training, given, options.tiny)
        head = [f"{_PACKAGE}.training", "--rows", str(options.out / "training.jsonl"), "--name", training.name]
        found.append(Step(training.name, "training", training.seconds, [*head, *words], why))
    return found


class Run:
    """The state of a run, written to disk after every step."""

    def __init__(self, out: Path, tiny: bool, minutes: float, earlier: Sequence[dict[str, Any]] = ()) -> None:
        """``earlier`` are the steps of an earlier run whose results are kept."""
        self._out = out
        self._until = time.monotonic() + 60 * minutes
        self._tiny = tiny
        self._state: dict[str, Any] = {
            "tiny": tiny,
            "date": f"{datetime.now(UTC):%d %B %Y}".lstrip("0"),
            "device": None,
            "steps": list(earlier),
        }

    def execute(self, step: Step) -> str:
        """Runs a step. Returns its status: "passed", or a phrase that says why it did not."""
        left = self._until - time.monotonic()
        began = time.monotonic()
        if step.skipped:
            status = f"skipped: {step.skipped}"
        elif left < _LEAST:
            status = "not started: no time left"
        else:
            print(f"== {step.name} (limit {min(step.seconds, left):.0f} s)", flush=True)
            status = run(step.command, min(step.seconds, left), self._tiny)
        print(f"== {step.name}: {status}", flush=True)
        self._state["steps"].append(
            {"name": step.name, "status": status, "seconds": round(time.monotonic() - began, 1)}
        )
        if step.rows == DEVICE:
            rows = read_rows(self._out / f"{DEVICE}.jsonl")
            self._state["device"] = rows[0] if rows else None
        self._write()
        return status

    def _write(self) -> None:
        """Replaces the files atomically: if the process is killed, the earlier ones remain."""
        for name, text in ((RUN, json.dumps(self._state, indent=1) + "\n"), (TABLE, None)):
            new = self._out / f"{name}.new"
            new.write_text(tables(self._out) if text is None else text, encoding="utf-8")
            new.replace(self._out / name)


def run(command: Sequence[str], seconds: float, tiny: bool) -> str:
    """Runs a module as a process of its own and returns its status. After ``seconds`` it is killed with all processes
    that it has started; a tiny step has no limit."""
    status = _forked(command) if tiny else _started(command, seconds)
    if status is None:
        return f"stopped at its limit of {seconds:.0f} s"
    return "passed" if status == 0 else f"failed with status {status}"


def _started(command: Sequence[str], seconds: float) -> int | None:
    """The exit status of a new interpreter; None if it was killed."""
    process = subprocess.Popen([sys.executable, "-u", "-m", *command], start_new_session=True)
    try:
        return process.wait(None if seconds == float("inf") else seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _forked(command: Sequence[str]) -> int | None:
    """The exit status of a process forked from one that has imported what all steps need: on a CPU the imports take
    longer than the steps. A process that uses CUDA is not to be forked, so steps on a GPU start anew."""
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload(_PRELOADED)
    process = forking.Process(target=_run_module, args=(command,), daemon=True)
    process.start()
    process.join()
    return process.exitcode


def _run_module(command: Sequence[str]) -> None:
    sys.argv = list(command)
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


def clear(out: Path, chosen: Sequence[Step]) -> list[dict[str, Any]]:
    """Creates the folder and removes earlier results of the chosen steps. Returns the earlier steps that remain."""
    out.mkdir(parents=True, exist_ok=True)
    for step in chosen:
        (out / f"{step.rows}.jsonl").unlink(missing_ok=True)
    names = {step.name for step in chosen}
    return [step for step in read_run(out)["steps"] if step["name"] not in names]


def main(given: Sequence[str] | None = None) -> int:
    """Runs the steps. Exit status 1: at least one failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=9, help="for all steps together (default: 9)")
    parser.add_argument(
        "--out", type=Path, default=Path("out/gpu"), metavar="DIR", help="the folder for results (default: out/gpu)"
    )
    parser.add_argument("--tiny", action="store_true", help="run everything on a CPU with small sizes")
    steps_by_name = "device, correctness, speed, failures, alternatives, training"
    parser.add_argument("--only", nargs="+", metavar="STEP", help=f"run only these: {steps_by_name}")
    parser.add_argument("--contracts", type=Path, help="annotations to train on: JSON lines, gzipped or not")
    parser.add_argument("--teacher-base", type=Path, metavar="DIR", help="an encoder to fine-tune as a tagger")
    parser.add_argument("--llm", type=Path, metavar="DIR", help="a causal language model to fine-tune")
    parser.add_argument(
        "--publish", type=Path, metavar="DIR", help="only write the tables of this run into the documentation"
    )
    options = parser.parse_args(given)
    if options.publish:
        publish(options.publish)
        return 0
    if options.tiny:
        os.environ.update(_SMALL)
    chosen = steps(options)
    progress = Run(options.out, options.tiny, options.minutes, clear(options.out, chosen))
    failed = False
    for step in chosen:
        status = progress.execute(step)
        failed = failed or not status.startswith(("passed", "skipped"))
        if step.rows == DEVICE and status != "passed":
            break  # without a device there is nothing to measure
    print((options.out / TABLE).read_text(encoding="utf-8"))
    return int(failed)
