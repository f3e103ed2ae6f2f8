"""Runs the container's server as a local process, and measures the memory of a process and its children."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from benchmarks.performance.under_load.backends import Gone, Url
from chunking.errors import BadModel
from chunking.isolation.child_python import PYTHON

READY_SECONDS = 300.0
SERVE = ("-c", "import sys; from serve.cli import serve_main; sys.exit(serve_main())")
MAIN = "import sys; from serve.cli import main; sys.exit(main())"


def free_port() -> int:
    """A port of 127.0.0.1 that is free now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Server:
    """A running server: its URL, the seconds until it was ready, and its process."""

    def __init__(self, url: str, ready: float, process: subprocess.Popen[bytes]) -> None:
        self.url, self.ready, self.process = url, ready, process


@contextmanager
def serving(command: Sequence[str] = SERVE, **settings: str) -> Iterator[Server]:
    """Runs a Python server that listens on SAGEMAKER_BIND_TO_PORT until the block ends.

    ``settings`` are its only CONTRACT_REVIEW_ environment variables. Raises BadModel, with the last line of its log, if
    it does not become ready.
    """
    port = free_port()
    known = {name: value for name, value in os.environ.items() if not name.startswith("CONTRACT_REVIEW_")}
    with tempfile.TemporaryFile() as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*PYTHON, *command],
            env={**known, **settings, "SAGEMAKER_BIND_TO_PORT": str(port)},
            stdout=log,
            stderr=log,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            if not _ready(Url(url), process):
                log.seek(0)
                last = log.read().decode(errors="replace").strip().splitlines()[-1:] or ["its log is empty"]
                raise BadModel(f"The server did not become ready: {last[0]}")
            yield Server(url, time.perf_counter() - began, process)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()
            process.wait()


def _ready(url: Url, process: subprocess.Popen[bytes]) -> bool:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with suppress(Gone):
            if url.ping() == 200:
                return True
        time.sleep(0.05)
    return False


class Memory:
    """The peak memory in MiB of a process and its children while the block runs. Shared pages count once (Linux's
    proportional set size)."""

    EVERY = 0.2  # seconds between measurements

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.peak = 0.0

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.peak = max(self.peak, self._now())
            if self._stop.wait(self.EVERY):
                return

    def _now(self) -> float:
        taken = 0
        with suppress(psutil.Error):
            for process in [self._process, *self._process.children(recursive=True)]:
                with suppress(psutil.Error):
                    rollup = Path(f"/proc/{process.pid}/smaps_rollup")
                    taken += _pss(rollup) if rollup.exists() else process.memory_info().rss
        return taken / 2**20


def _pss(rollup: Path) -> int:
    with suppress(OSError):
        for line in rollup.read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) << 10
    return 0
