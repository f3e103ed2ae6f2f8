"""The files that a command line names: folders opened, what is none left out, and names fit for a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

STANDARD_INPUT = Path("-")
_REVIEWED = {".pdf", ".txt"}
# What moves a cursor, colours, or turns the direction of writing: a file's name may hold it, and so may a contract.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def inputs(named: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named that can be reviewed; macOS's ``._`` companions are none."""
    found: list[Path] = []
    for path in named:
        inside = (
            sorted(file for file in path.rglob("*") if file.suffix.lower() in _REVIEWED) if path.is_dir() else [path]
        )
        found += [file for file in inside if not file.name.startswith("._")]
    return list(dict.fromkeys(found))


def missing(path: Path) -> str:
    """Why the file cannot be there; empty where it can."""
    return "" if path == STANDARD_INPUT or path.exists() else "No such file. Look at its name and folder."


def content(path: Path) -> bytes:
    """The file's bytes, or those of standard input. Raises OSError."""
    return sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()


def printable(text: str) -> str:
    """The text as a terminal may show it: nothing in it is a command to the terminal."""
    return _CONTROL.sub("?", text)
