"""Runs the server for fault injection: its model can be made to fail, and it can be queried and disturbed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import requests

from benchmarks.performance.under_load.serving import SERVE, free_port
from chunking.errors import all_errors
from chunking.isolation.child_python import PYTHON
from model.engines.base import EMBEDDED

DRAIN_SECONDS, READY_SECONDS = 30.0, 180.0
HANG_SECONDS = 10  # a batch takes a tenth of a second, or seconds on a busy machine
CODES = {kind.code for kind in all_errors()}
SETTINGS = {
    "CONTRACT_REVIEW_CONCURRENCY": "2",
    "CONTRACT_REVIEW_QUEUE": "8",
    "CONTRACT_REVIEW_HANG_SECONDS": str(HANG_SECONDS),
    "CONTRACT_REVIEW_UPLOAD_SECONDS": "1",
    "CONTRACT_REVIEW_CUSTOM_CODE": "1",
    "TMPDIR": "/tmp",
}
TEMPORARY = Path("/tmp")
TEMPORARY_BYTES = 2 << 20
HANGS, LOSES = "THE DEVICE HANGS.", "THE DEVICE IS LOST."
# A document's words trigger the fault: inside the engine, its network sleeps, or raises what PyTorch raises.
INFERENCE = f"""
import time
from pathlib import Path
import torch
from model.engines.load_engine import load_engine

class Injected:
    def __init__(self, engine):
        self._engine, self._text = engine, ""
        self.identity, self.thresholds = engine.identity, engine.thresholds
        self.busy_seconds, self.close = engine.busy_seconds, engine.close
        self._compute, engine.network.compute = engine.network.compute, self._computed

    def find(self, document, context):
        self._text = document.text
        return self._engine.find(document, context)

    def _computed(self, windows):
        if {HANGS!r} in self._text:
            time.sleep(3600)
        if {LOSES!r} in self._text:
            raise torch.AcceleratorError("CUDA error: an illegal memory access was encountered")
        return self._compute(windows)

def model_fn(model_dir):
    return Injected(load_engine(Path(model_dir)))
"""
# A private /tmp for the server, which can be filled without affecting others.
OWN_TMP = ["unshare", "--mount", "sh", "-c", f'mount -t tmpfs -o size={TEMPORARY_BYTES} own /tmp && exec "$@"', "sh"]


def no_own_tmp() -> str:
    """Why the server cannot have a private /tmp here; empty if it can."""
    if any(path.is_relative_to(TEMPORARY) for path in (Path(sys.prefix), EMBEDDED, Path(sys.executable).resolve())):
        return "the code itself lies below /tmp"
    if not shutil.which("unshare") or subprocess.run([*OWN_TMP, "true"], capture_output=True).returncode:
        return "only root can mount"
    return ""


class Server:
    """The server under test. Custom code in its model directory makes the device fail on demand."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        model = folder / "model"
        (model / "code").mkdir(parents=True)
        for part in EMBEDDED.iterdir():
            (model / part.name).symlink_to(part)
        (model / "code" / "inference.py").write_text(INFERENCE)
        self.no_own_tmp = no_own_tmp()
        clean = {key: value for key, value in os.environ.items() if not key.startswith("CONTRACT_REVIEW_")}
        own = {"CONTRACT_REVIEW_MODEL": str(model), "SAGEMAKER_BIND_TO_PORT": str(self.port)}
        with (folder / "log").open("wb") as log:
            command = [*([] if self.no_own_tmp else OWN_TMP), *PYTHON, *SERVE]
            self.process = subprocess.Popen(command, env=clean | SETTINGS | own, stderr=log)

    def ping(self) -> int:
        """The status of /ping; 0 without an answer."""
        try:
            return requests.get(f"{self.url}/ping", timeout=10).status_code
        except requests.RequestException:
            return 0

    def wait_until_ready(self) -> bool:
        """Waits until the server is ready; False if it does not become ready."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            if self.ping() == 200:
                return True
            time.sleep(0.1)
        return False

    def post(self, body: str | bytes) -> tuple[str, str]:
        """Posts a document (bytes: a PDF). Returns the code ("ok": a review; "connection": the connection broke;
        "unclear": neither a review nor a valid error) and the text of the answer."""
        data, media = (body.encode(), "text/plain") if isinstance(body, str) else (body, "application/pdf")
        try:
            answer = requests.post(f"{self.url}/invocations", data, headers={"Content-Type": media}, timeout=120)
        except requests.RequestException:
            return "connection", ""
        if answer.status_code == 200:
            return "ok", answer.text
        with suppress(ValueError, KeyError, TypeError):
            error = answer.json()["error"]
            if error["code"] in CODES and error["message"]:
                return str(error["code"]), answer.text
        return "unclear", answer.text

    def family(self, part: str) -> list[psutil.Process]:
        """The server's processes whose command line contains ``part``."""
        found = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.Error):
                if part in " ".join(child.cmdline()):
                    found.append(child)
        return found

    def http_worker(self) -> psutil.Process:
        """gunicorn's worker, which answers HTTP."""
        return psutil.Process(self.process.pid).children()[0]

    def memory(self) -> int:
        """The memory of all processes in bytes (proportional set size, so shared pages count once)."""
        total = 0
        for process in [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]:
            with suppress(psutil.Error):
                total += process.memory_full_info().pss
        return total

    @contextmanager
    def full_tmp(self) -> Iterator[None]:
        """Keeps the server's /tmp full during the block."""
        filler = Path(f"/proc/{self.process.pid}/root{TEMPORARY}/filler")
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            for _ in range(2 * TEMPORARY_BYTES // 4096):
                file.write(bytes(4096))
            raise RuntimeError("the server's /tmp is larger than configured")
        try:
            yield
        finally:
            filler.unlink()
