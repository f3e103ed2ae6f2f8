"""Writes files so that a full disk or a killed process leaves no half of one behind; and JSON to standard output."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_BEGINNING = 40


def write_whole(target: Path, data: bytes) -> None:
    """Writes beside the target and renames. Makes the folder if it is missing. Raises OSError that names the target."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # A target's name may be as long as names can be.
    partial = target.with_name(f".{target.name[:_BEGINNING]}.{os.getpid()}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(target)
    except OSError as error:
        error.filename, error.filename2 = str(target), None
        raise
    finally:
        partial.unlink(missing_ok=True)


def print_json(text: str) -> None:
    """Writes to standard output in UTF-8, as JSON must be (RFC 8259), not as the terminal is set. Raises OSError."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()
