"""The files named on a command line, with folders expanded, and text made safe for a terminal."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

STANDARD_INPUT = Path("-")
_REVIEWED = {".pdf", ".txt"}
# Control characters, and those that change the direction of writing: file names and contracts may hold them.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def inputs(named: Iterable[Path]) -> list[Path]:
    """The files named, and the reviewable ones in the folders named; without macOS's ``._`` files."""
    found: list[Path] = []
    for path in named:
        inside = (
            sorted(file for file in path.rglob("*") if file.suffix.lower() in _REVIEWED) if path.is_dir() else [path]
        )
        found += [file for file in inside if not file.name.startswith("._")]
    return list(dict.fromkeys(found))


def missing(path: Path) -> str:
    """Why the file cannot be read; empty if it exists."""
    return "" if path == STANDARD_INPUT or path.exists() else "No such file. Look at its name and folder."


def content(path: Path) -> bytes:
    """The file's bytes, or those of standard input. Raises OSError."""
    return sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()


def printable(text: str) -> str:
    """The text without anything that a terminal would take for a command."""
    return _CONTROL.sub("?", text)
