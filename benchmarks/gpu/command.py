"""All that is to be known on a GPU, by one command: ``python -m benchmarks.gpu --minutes N --out DIR [--tiny]``.

What is worth most comes first, and each step is a process of its own with a time limit: one that fails or hangs is
reported, and the next begins. Results are written as soon as they are known: DIR has a file of JSON lines a step,
``run.json`` (device, date, versions, what became of each step) and ``table.md``. ``--tiny`` runs everything on a CPU
with small sizes. ``--show DIR`` puts a run's tables into benchmarks/README.md.

The machine needs Python 3.11 or later, torch for its CUDA, transformers (5.17 or later), safetensors, tokenizers,
numpy, jinja2, python-dateutil and PyYAML, and no network. Of packages that such a machine hardly has, these wheels must
travel: llguidance, pycountry and text2num for the engine; pypdfium2, pypdf, tesserocr, pillow, pydantic (with
pydantic-core, annotated-types, typing-inspection) and peft for the trainings, which are left out where one is missing.
On a machine with a network::

    pip download -c constraints.txt -d wheels --no-deps --only-binary=:all: --python-version 3.12 \\
        --platform manylinux_2_31_x86_64 --platform manylinux_2_28_x86_64 --platform manylinux2014_x86_64 \\
        llguidance pycountry text2num

and on the GPU's, in a copy of the repository (of model/embedded, model.safetensors is not needed)::

    python3 -m pip install --no-index --no-deps --target /tmp/site wheels/*.whl
    PYTHONPATH=/tmp/site python3 -u -m benchmarks.gpu --minutes 9 --out gpu-run

For the trainings: ``--contracts annotations.jsonl.gz --teacher-base DIR --llm DIR``.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.gpu.step import read_rows
from benchmarks.gpu.training import TRAININGS, arguments, missing
from benchmarks.reporting.gpu_report import RUN, TABLE, show, tables

DEVICE = "device"
_PACKAGE = "benchmarks.gpu"
# Less than this is not worth beginning a step with.
_LEAST = 5.0


class Step(NamedTuple):
    """A process: its name, the file stem of its rows, the seconds that it may take, and what is run. ``skipped`` is a
    sentence that says why it is not."""

    name: str
    rows: str
    seconds: float
    command: Sequence[str]
    skipped: str | None = None


def steps(options: argparse.Namespace) -> list[Step]:
    """All of them, most valuable first. Where everything is tiny none is hurried, for the machine may be a slow one."""

    def step(name: str, rows: str, seconds: float) -> Step:
        command = [f"{_PACKAGE}.{rows}", "--rows", str(options.out / f"{rows}.jsonl")]
        return Step(name, rows, seconds, [*command, "--tiny"] if options.tiny else command)

    known = [
        step("The device", DEVICE, 60),
        step("Right on the device", "correctness", 150),
        step("Speed", "speed", 180),
        step("What goes wrong", "failures", 60),
        step("Against peers", "peers", 120),
        *trainings(options),
    ]
    chosen = [one for one in known if not options.only or one.rows in (DEVICE, *options.only)]
    return [one._replace(seconds=float("inf")) for one in chosen] if options.tiny else chosen


def trainings(options: argparse.Namespace) -> list[Step]:
    """The trainings, with why those are left out that are."""
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
    """A run's state, on the disk after every step."""

    def __init__(self, out: Path, tiny: bool, minutes: float) -> None:
        self._out = out
        self._until = time.monotonic() + 60 * minutes
        self._tiny = tiny
        self._told: dict[str, Any] = {
            "tiny": tiny,
            "date": f"{datetime.now(UTC):%d %B %Y}".lstrip("0"),
            "device": None,
            "steps": [],
        }

    def take(self, step: Step) -> str:
        """Runs it, and says what became of it: "passed", "failed", or a sentence."""
        left = self._until - time.monotonic()
        began = time.monotonic()
        if step.skipped:
            status = f"skipped: {step.skipped}"
        elif left < _LEAST:
            status = "not begun: no time was left"
        else:
            print(f"== {step.name} (at most {min(step.seconds, left):.0f} s)", flush=True)
            status = run(step.command, min(step.seconds, left), self._tiny)
        print(f"== {step.name}: {status}", flush=True)
        self._told["steps"].append({"name": step.name, "status": status, "seconds": round(time.monotonic() - began, 1)})
        if step.rows == DEVICE:
            rows = read_rows(self._out / f"{DEVICE}.jsonl")
            self._told["device"] = rows[0] if rows else None
        self._keep()
        return status

    def _keep(self) -> None:
        """Whole or not at all: whoever is killed leaves what was there before."""
        for name, text in ((RUN, json.dumps(self._told, indent=1) + "\n"), (TABLE, None)):
            made = self._out / f"{name}.new"
            made.write_text(tables(self._out) if text is None else text, encoding="utf-8")
            made.replace(self._out / name)


def run(command: Sequence[str], seconds: float, tiny: bool) -> str:
    """What became of a module that is run as a process of its own; after so many seconds it is ended with all that it
    has started."""
    # One thread: small sizes gain nothing by more, and on a busy machine they wait for each other.
    small = {"CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1"} if tiny else {}
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", *command], env={**os.environ, **small}, start_new_session=True
    )
    try:
        status = process.wait(None if seconds == float("inf") else seconds)
    except subprocess.TimeoutExpired:
        return f"stopped at its limit of {seconds:.0f} s"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return "passed" if status == 0 else f"failed with status {status}"


def clear(out: Path) -> None:
    """Makes the folder, without what an earlier run left in it."""
    out.mkdir(parents=True, exist_ok=True)
    for path in [*out.glob("*.jsonl"), out / RUN, out / TABLE]:
        path.unlink(missing_ok=True)


def main(given: Sequence[str] | None = None) -> int:
    """Runs the steps; the status is 1 where one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=9, help="for all steps together")
    parser.add_argument("--out", type=Path, default=Path("out/gpu"), metavar="DIR", help="where results are written")
    parser.add_argument("--tiny", action="store_true", help="everything on a CPU, with small sizes")
    steps_by_name = "device, correctness, speed, failures, peers, training"
    parser.add_argument("--only", nargs="+", metavar="STEP", help=steps_by_name)
    parser.add_argument("--contracts", type=Path, help="annotations to train on: JSON lines, gzipped or not")
    parser.add_argument("--teacher-base", type=Path, metavar="DIR", help="an encoder to train a tagger over")
    parser.add_argument("--llm", type=Path, metavar="DIR", help="a causal language model to fine-tune")
    parser.add_argument("--show", type=Path, metavar="DIR", help="only put the tables of this run into the page")
    options = parser.parse_args(given)
    if options.show:
        show(options.show)
        return 0
    clear(options.out)
    taken = Run(options.out, options.tiny, options.minutes)
    failed = False
    for step in steps(options):
        status = taken.take(step)
        failed = failed or not status.startswith(("passed", "skipped"))
        if step.rows == DEVICE and status != "passed":
            break  # without a device, there is nothing to be known
    print((options.out / TABLE).read_text(encoding="utf-8"))
    return int(failed)
