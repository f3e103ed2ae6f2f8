"""What a step of ``benchmarks.gpu`` is started with, and how it keeps its results."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any


class Rows:
    """A step's results, a line of JSON each: on the disk the moment it is known, and printed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.failed = False

    def add(self, what: str, **figures: Any) -> None:
        """Adds a row. One with ``failed`` (a sentence) says why there is no result, or why it is wrong."""
        self.failed = self.failed or "failed" in figures
        line = json.dumps({"what": what, **figures})
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        print(line, flush=True)

    @contextmanager
    def trying(self, what: str) -> Iterator[dict[str, Any]]:
        """Adds the row that is put into the dictionary, or with what error it failed: the others go on."""
        figures: dict[str, Any] = {}
        began = time.monotonic()
        try:
            yield figures
        except Exception as error:  # whatever it is, it is one row's
            first_line = str(error).strip().partition("\n")[0]
            figures["failed"] = f"{type(error).__name__}: {first_line}"[:300]
        self.add(what, **figures, took=round(time.monotonic() - began, 2))
        if "failed" in figures:
            _let_go()

    def status(self) -> int:
        """The step's exit status: 1 where a row failed."""
        return int(self.failed)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows in order; none where the file is not there. A last line that was cut off is left out."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            rows.append(json.loads(line))
        except ValueError:
            break
    return rows


def step_options(description: str | None) -> argparse.Namespace:
    """What every step is started with."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rows", type=Path, required=True, help="the file to add results to")
    parser.add_argument("--tiny", action="store_true", help="small sizes, for a CPU")
    return parser.parse_args()


def _let_go() -> None:
    """Gives back what a row that failed had on the device."""
    import gc

    import torch

    gc.collect()
    if torch.cuda.is_available():
        with suppress(RuntimeError):  # of a device that is lost
            torch.cuda.empty_cache()


def kind() -> str:
    """The device that steps run on: "cuda" or "cpu"."""
    import torch  # takes seconds, and who reads rows does not need it

    return "cuda" if torch.cuda.is_available() else "cpu"
