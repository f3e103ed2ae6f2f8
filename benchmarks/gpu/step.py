"""Handles the options and results of a step of ``benchmarks.gpu``."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any


class Rows:
    """A step's results, one JSON line each, written and printed at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.failed = False

    def add(self, what: str, **figures: Any) -> None:
        """Adds a row. ``failed`` (a sentence) says why there is no result, or why it is wrong."""
        self.failed = self.failed or "failed" in figures
        line = json.dumps({"what": what, **figures})
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        print(line, flush=True)

    @contextmanager
    def trying(self, what: str) -> Iterator[dict[str, Any]]:
        """Adds the figures that the block puts into the dictionary, or the error that it raised. Other rows are
        unaffected."""
        figures: dict[str, Any] = {}
        began = time.monotonic()
        try:
            yield figures
        except Exception as error:  # any error costs this row only
            first_line = str(error).strip().partition("\n")[0]
            figures["failed"] = f"{type(error).__name__}: {first_line}"[:300]
        self.add(what, **figures, took=round(time.monotonic() - began, 2))
        if "failed" in figures:
            _free_memory()

    def status(self) -> int:
        """The step's exit status: 1 if a row failed."""
        return int(self.failed)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows in order; none if the file does not exist. A truncated last line is skipped."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else []:
        try:
            rows.append(json.loads(line))
        except ValueError:
            break
    return rows


def step_options(description: str | None) -> argparse.Namespace:
    """Parses the options that all steps have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rows", type=Path, required=True, help="the file to append results to")
    parser.add_argument("--tiny", action="store_true", help="small sizes, for a CPU")
    return parser.parse_args()


def _free_memory() -> None:
    """Frees the device memory of a row that failed."""
    import gc

    import torch

    gc.collect()
    if torch.cuda.is_available():
        with suppress(RuntimeError):  # the device is lost
            torch.cuda.empty_cache()


def kind() -> str:
    """The device that steps run on: "cuda" or "cpu"."""
    import torch  # takes seconds, and reading rows does not need it

    return "cuda" if torch.cuda.is_available() else "cpu"
