"""The server as a process of its own, and contracts drawn for it."""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
import requests
from reportlab.pdfgen.canvas import Canvas

CLAUSES = (
    "1. Term. This Agreement begins on the Effective Date and continues until December 31, 2027.",
    "2. Governing law. This Agreement shall be governed by the laws of the State of New York.",
    "3. Assignment. Neither party may assign this Agreement without the prior written consent of the other.",
    "4. Audit. Buyer may inspect and audit the books and records of Seller once in each calendar year.",
)
LOADED_WITHIN = 240.0


def draw_contract(pages: int = 1) -> bytes:
    """A short contract; further pages repeat its clauses under other numbers."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for page in range(pages):
        lines = [clause.replace(". ", f".{page} ", 1) if page else clause for clause in CLAUSES]
        if page == 0:
            lines = [
                "SUPPLY AGREEMENT",
                'This Supply Agreement is made on March 3, 2025 between Larkfield Mills, Inc. ("Seller")',
                'and Tessaly Trading GmbH ("Buyer").',
                *lines,
            ]
        canvas.setFont("Helvetica", 9)
        for number, line in enumerate(lines):
            canvas.drawString(60, 760 - 30 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class Server:
    """``serve`` in a process, and how to ask it."""

    def __init__(self, log: Path, **settings: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = log
        environment = {key: value for key, value in os.environ.items() if not key.startswith("CONTRACT_REVIEW_")}
        with log.open("w") as lines:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "import sys; from serve.cli import serve_main; sys.exit(serve_main())"],
                env=environment | settings | {"SAGEMAKER_BIND_TO_PORT": str(self.port)},
                stderr=lines,
            )

    def wait_until(self, status: int, seconds: float = LOADED_WITHIN) -> requests.Response:
        """The first /ping with this status."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            try:
                answer = self.ping()
            except requests.ConnectionError:
                answer = None
            if answer is not None and answer.status_code == status:
                return answer
            time.sleep(0.05)
        raise AssertionError(f"/ping did not become {status}: {self._log.read_text()[-2000:]}")

    def ping(self) -> requests.Response:
        return requests.get(f"{self.url}/ping", timeout=10)

    def post(self, body: Any, media: str = "application/pdf", **headers: str) -> requests.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.post(
            f"{self.url}/invocations", data=body, headers={"Content-Type": media, **named}, timeout=240
        )

    def log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._log.read_text().splitlines() if line.startswith("{")]

    def model_processes(self) -> list[int]:
        """Process ids of everything that runs serve.inference.model_worker below this server."""
        return [
            pid for pid in self.family() if b"serve.inference.model_worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]

    def family(self) -> list[int]:
        """The server's process and all below it."""
        parents = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except (OSError, IndexError):
                continue
        family = [self.process.pid]
        for pid in family:
            family += [child for child, parent in parents.items() if parent == pid]
        return family

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)


@contextmanager
def running(log: Path, wait: bool = True, **settings: str) -> Iterator[Server]:
    server = Server(log, **settings)
    try:
        if wait:
            server.wait_until(200)
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture(scope="session")
def pdf() -> bytes:
    return draw_contract()


@pytest.fixture(scope="session")
def word_file() -> bytes:
    """The same contract as a .docx, its clauses numbered by Word, with a comment."""
    file = docx.Document()
    file.add_paragraph("SUPPLY AGREEMENT")
    file.add_paragraph(
        'This Supply Agreement is made between Larkfield Mills, Inc. and Tessaly Trading GmbH ("Buyer").'
    )
    for clause in CLAUSES:
        paragraph = file.add_paragraph(clause[3:], style="List Number")
    file.add_comment(paragraph.runs, text="Once a year is enough.", author="Ada")
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def contract() -> Callable[[int], bytes]:
    return draw_contract


@pytest.fixture(scope="session")
def long_text() -> bytes:
    """Some 25,000 tokens: seconds of work for the model."""
    return "\n\n".join(f"{number}. {clause[3:]}" for number in range(1, 301) for clause in CLAUSES).encode()


@pytest.fixture(scope="session")
def locked_pdf(pdf: bytes) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf))
    writer.encrypt(user_password="opensesame", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def empty_page_pdf() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One ordinary server for all tests that leave it as it was."""
    settings = {"CONTRACT_REVIEW_MAX_BYTES": str(40 << 20), "CONTRACT_REVIEW_MAX_PAGES": "60"}
    with running(tmp_path_factory.mktemp("server") / "log", **settings) as started:
        yield started


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Any]:
    """Starts a server with settings of the test's own: ``with start(CONTRACT_REVIEW_QUEUE="0") as server``."""
    return lambda wait=True, **settings: running(tmp_path / "log", wait, **settings)
