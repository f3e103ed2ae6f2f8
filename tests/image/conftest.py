"""A server as SageMaker sees one: started with an environment, asked over HTTP, stopped with SIGTERM.

``pytest tests/image`` drives a plain process, ``pytest tests/image --image NAME`` a container of that image.
What only a container can show is marked ``image``.
"""

from __future__ import annotations

import base64
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest
import requests
from reportlab.pdfgen.canvas import Canvas

ENGINE = str(Path(__file__).parents[2] / "docker" / "engine.sh")
READY_SECONDS = 240.0
CLAUSES = (
    "1. Term. This Agreement begins on the Effective Date and continues until December 31, 2027.",
    "2. Governing law. This Agreement shall be governed by the laws of the State of New York.",
    "3. Assignment. Neither party may assign this Agreement without the prior written consent of the other.",
)
# Asks from inside a container without a network: the request comes on standard input, the answer goes to output.
_ASK = """
import base64, contextlib, http.client, json, sys
said = json.load(sys.stdin)
connection = http.client.HTTPConnection("127.0.0.1", said["port"], timeout=300)
with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # an answer may come before the body is sent
    connection.request(said["method"], said["path"], base64.b64decode(said["body"]), said["headers"])
answer = connection.getresponse()
body = base64.b64encode(answer.read()).decode()
print(json.dumps({"status": answer.status, "headers": dict(answer.headers), "body": body}))
"""
# Kills a process of the server: "http", which gunicorn starts again, or "model", which that one starts again.
_KILL = """
import psutil, sys
family = psutil.Process(int(sys.argv[1])).children(recursive=True)
model = [one for one in family if "serve.inference.model_worker" in one.cmdline()]
http = {one.parent() for one in model}
(struck,) = {"http": http, "model": model}[sys.argv[2]]
struck.kill()
struck.wait(30)
"""


@dataclass(frozen=True)
class Answer:
    """What came back, as the platform keeps it."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return self.json()["error"]["code"]

    def header_bytes(self) -> int:
        return sum(len(name) + len(value) + 4 for name, value in self.headers.items())


class Service:
    """A started server, ``in_container`` or not; ``inside`` where it must be asked from within, having no network."""

    def __init__(
        self, process: subprocess.Popen[bytes], port: int, log: Path, container: str, in_container: bool, inside: bool
    ) -> None:
        self.process, self.port, self.container, self.in_container = process, port, container, in_container
        self._url, self._log, self._inside = f"http://127.0.0.1:{port}", log, inside

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        if self._inside:
            return self._ask_inside(method, path, body, dict(headers or {}))
        answer = requests.request(method, self._url + path, data=body, headers=headers, timeout=300)
        return Answer(answer.status_code, dict(answer.headers), answer.content)

    def _ask_inside(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        said = {"method": method, "port": self.port, "path": path, "headers": headers}
        said["body"] = base64.b64encode(body).decode()
        command = [ENGINE, "do", "exec", "-i", self.container, "python3", "-c", _ASK]
        done = subprocess.run(command, input=json.dumps(said).encode(), capture_output=True, check=True, timeout=330)
        answer = json.loads(done.stdout)
        return Answer(answer["status"], answer["headers"], base64.b64decode(answer["body"]))

    def post(self, body: bytes, media: str = "application/pdf", path: str = "/invocations", **headers: str) -> Answer:
        named = {f"X-Amzn-SageMaker-{name.replace('_', '-')}": value for name, value in headers.items()}
        return self.ask("POST", path, body, {"Content-Type": media, **named})

    def run_inside(self, *command: str) -> str:
        done = subprocess.run([ENGINE, "do", "exec", self.container, *command], capture_output=True, check=True)
        return done.stdout.decode()

    def kill(self, what: str) -> None:
        """The process that answers HTTP, or that of the model, from one moment to the next."""
        if self.in_container:
            self.run_inside("python3", "-c", _KILL, "1", what)
        else:
            subprocess.run([sys.executable, "-c", _KILL, str(self.process.pid), what], check=True)

    def wait_until_ready(self) -> None:
        self._wait(lambda status: status == 200)

    def wait_until_not_ready(self) -> None:
        """Until what was killed is missed."""
        self._wait(lambda status: status != 200)

    def _wait(self, enough: Callable[[int], bool]) -> None:
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                status = self.ask("GET", "/ping").status
            except (requests.ConnectionError, subprocess.CalledProcessError):
                status = 0
            if enough(status):
                return
            time.sleep(0.1)
        raise AssertionError(f"/ping stayed {status}: {self.log()[-2000:]}")

    def log(self) -> str:
        return self._log.read_text()

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log().splitlines() if line.startswith("{")]

    def stop(self) -> int:
        """SIGTERM to process 1, and its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--image", help="drive a container of this image instead of a process")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--image", None):
        for item in items:
            if item.get_closest_marker("image"):
                item.add_marker(pytest.mark.skip(reason="needs --image NAME"))


@pytest.fixture(scope="session")
def image(request: pytest.FixtureRequest) -> str | None:
    return request.config.getoption("--image", None)


Launch = Callable[..., Any]


@pytest.fixture(scope="session")
def launch(image: str | None, tmp_path_factory: pytest.TempPathFactory) -> Launch:
    """``with launch(VARIABLE="value") as service``. Further options are for the container alone: ``options``, the
    engine's; ``folders``, from a folder here to its place inside; ``network=False``."""
    numbers = iter(range(1000))

    @contextmanager
    def started(
        *options: str,
        wait: bool = True,
        network: bool = True,
        folders: Mapping[Path, str] | None = None,
        **settings: str,
    ) -> Iterator[Service]:
        log = tmp_path_factory.mktemp("service") / "log"
        port = free_port()
        settings = {"SAGEMAKER_BIND_TO_PORT": str(port), **settings}
        name = f"contract-review-test-{os.getpid()}-{next(numbers)}"
        if image:
            command = [
                ENGINE,
                "do",
                "run",
                "--rm",
                "--name",
                name,
                f"--network={'host' if network else 'none'}",
                *options,
            ]
            command += [f"--volume={here}:{inside}:ro" for here, inside in (folders or {}).items()]
            command += [f"--env={key}={value}" for key, value in settings.items()]
            command += [image, "serve"]
            environment = dict(os.environ)
        else:
            command = [sys.executable, "-c", "import sys; from serve.cli import serve_main; sys.exit(serve_main())"]
            clean = {key: value for key, value in os.environ.items() if not key.startswith("CONTRACT_REVIEW_")}
            environment = clean | settings
        with log.open("wb") as lines:
            process = subprocess.Popen(command, env=environment, stdout=lines, stderr=lines)
        service = Service(process, port, log, name, in_container=bool(image), inside=bool(image) and not network)
        try:
            if wait:
                service.wait_until_ready()
            yield service
        finally:
            if process.poll() is None:
                service.stop()

    return started


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def draw_contract(pages: int = 1) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    for page in range(pages):
        canvas.setFont("Helvetica", 9)
        head = ["SUPPLY AGREEMENT", 'This Agreement is made on March 3, 2025 between Larkfield Mills, Inc. ("Seller")']
        head.append('and Tessaly Trading GmbH ("Buyer").')
        lines = [clause.replace(". ", f".{page} ", 1) for clause in CLAUSES] if page else [*head, *CLAUSES]
        for number, line in enumerate(lines):
            canvas.drawString(60, 760 - 30 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture(scope="session")
def contract() -> Callable[[int], bytes]:
    return draw_contract


@pytest.fixture(scope="session")
def pdf() -> bytes:
    return draw_contract()


@pytest.fixture(scope="session")
def large_pdf() -> Callable[[int], bytes]:
    """A contract that takes this many bytes: it carries an attachment, as signed ones do."""

    def padded(size: int) -> bytes:
        writer = pypdf.PdfWriter(io.BytesIO(draw_contract()))
        writer.add_attachment("signature.bin", os.urandom(size - (20 << 10)))
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    return padded


def same(review: dict[str, Any]) -> str:
    """A review without what differs from request to request, as bytes that can be compared."""
    return json.dumps({key: value for key, value in review.items() if key not in {"timing", "request"}})


@pytest.fixture(scope="session")
def comparable() -> Callable[[dict[str, Any]], str]:
    return same
