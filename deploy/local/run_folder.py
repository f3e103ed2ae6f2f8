"""Creates the folder of a run, and removes those of killed runs."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "contract-review-local-"
_LOCK = "running"


@contextmanager
def own_folder() -> Iterator[str]:
    """A new folder under the system's temporary one, removed at the end; folders of killed runs are removed first.

    Each run holds a lock in its folder, which the system frees when the run ends, however it ends.
    """
    remove_leftovers()
    made = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
    with made as folder, (Path(folder) / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def remove_leftovers() -> None:
    """Removes this person's folders whose run has ended."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        # Without a lock the run is just starting; another person's cannot be opened.
        with suppress(OSError):
            if folder.stat().st_uid != os.getuid():
                continue
            with (folder / _LOCK).open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
