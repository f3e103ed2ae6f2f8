"""Writes files so that a full disk or a killed process leaves no half of one behind; and JSON to standard output."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from pathlib import Path

from chunking.errors import BadRequest

STANDARD_OUTPUT = ("-", "/dev/stdout")  # the second may lead to a file, which must not be replaced
_BEGINNING = 40


def write_whole(target: Path, data: bytes) -> None:
    """Writes beside the target and renames; a link stays, and the file that it points to is written.

    Makes the folder if it is missing. Raises OSError that names the target.
    """
    place = Path(os.path.realpath(target))
    if is_stream(target):  # renaming would put a file in the place of a pipe, or of /dev/null
        target.write_bytes(data)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    # A target's name may be as long as names can be, and in two containers that write here processes have the same id.
    partial = place.with_name(f".{place.name[:_BEGINNING]}.{os.urandom(8).hex()}.partial")
    try:
        partial.write_bytes(data)
        partial.replace(place)
    except OSError as error:
        error.filename, error.filename2 = str(target), None
        raise
    finally:
        partial.unlink(missing_ok=True)


def kind(path: Path) -> int:
    """What a path leads to, as in ``stat.S_IFMT``; 0 if nothing is there, or if the way there is barred."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except OSError:
        return 0


def is_stream(target: Path) -> bool:
    """Whether the target is a pipe, a terminal or another device."""
    return kind(target) not in (0, stat.S_IFREG, stat.S_IFDIR)


def check_writable(target: Path) -> None:
    """Raises BadRequest if ``write_whole`` could not write the target: better before the work than after it."""
    place = Path(os.path.realpath(target))
    try:
        if place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not is_stream(target):
            with tempfile.TemporaryFile(dir=next(folder for folder in place.parents if folder.exists())):
                pass
    except OSError as error:
        raise BadRequest(f"cannot write {target}: {error.strerror}.") from error


def print_json(text: str) -> None:
    """Writes to standard output in UTF-8, as JSON must be (RFC 8259), not as the terminal is set. Raises OSError."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()
