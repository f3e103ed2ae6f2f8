"""Writes files so that a full disk or a killed process leaves no half of one behind; and JSON to standard output."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def write_whole(target: Path, data: bytes) -> None:
    """Writes beside the target and renames. Makes the folder if it is missing. Raises OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def print_json(text: str) -> None:
    """Writes to standard output in UTF-8, as JSON must be (RFC 8259) whatever the terminal's encoding. Raises OSError."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()
