"""Does the server break? ``python -m benchmarks.chaos [--documents N] [--seed S]`` starts one and does to it what
happens to servers: kills its processes, cuts its connections, floods it, makes its model hang and lose its device.

Whatever is done, each request must end in a review or in a clear error, /ping must tell the truth within 2 s, and after
each blow the same contract must get the same review, byte for byte but for times. Prints what happened; exits with 1
where the server broke its word.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests

from chunking.errors import all_errors
from model.engine import EMBEDDED

PING_SECONDS, DRAIN_SECONDS, READY_SECONDS = 2.0, 30.0, 180.0
HANG_SECONDS = 3
# What is left of a process after its first documents may grow by so much until the last: caches, not leaks.
GROWTH = 1.15
CODES = {kind.code for kind in all_errors()}
SETTINGS = {
    "CONTRACT_REVIEW_CONCURRENCY": "2",
    "CONTRACT_REVIEW_QUEUE": "8",
    "CONTRACT_REVIEW_HANG_SECONDS": str(HANG_SECONDS),
    "CONTRACT_REVIEW_UPLOAD_SECONDS": "1",
    "CONTRACT_REVIEW_CUSTOM_CODE": "1",
}
CONTRACT = (
    "SUPPLY AGREEMENT\n\n1. Law. This Agreement is governed by the laws of the State of Ohio.\n\n"
    "2. Term. This Agreement ends on December 31, 2027.\n\n3. Assignment. Neither party may assign this Agreement.\n"
)
HANGS, LOSES = "THE DEVICE HANGS.", "THE DEVICE IS LOST."
# Stands between the server and its engine, on the engine's own interface: words of a document say what the device does.
INFERENCE = f"""
import time
from pathlib import Path
from model.engine import load_engine

class Injected:
    def __init__(self, engine):
        self._engine, self._since, self._lost = engine, None, False
        self.identity, self.thresholds, self.close = engine.identity, engine.thresholds, engine.close

    def find(self, document, timeout=None):
        if {HANGS!r} in document.text:
            self._since = time.monotonic()
            time.sleep(3600)
        if {LOSES!r} in document.text:
            self._lost = True
        if self._lost:
            raise RuntimeError("CUDA error: an illegal memory access was encountered")
        return self._engine.find(document, timeout)

    def busy_seconds(self):
        return float("inf") if self._lost else time.monotonic() - self._since if self._since else 0.0

def model_fn(model_dir):
    return Injected(load_engine(Path(model_dir)))
"""


@dataclass
class Report:
    """What was seen: answers by blow and code, seconds of pings, memory, and where the server broke its word."""

    answers: dict[str, Counter[str]] = field(default_factory=dict)
    pings: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    drained: float = 0.0
    broken: list[str] = field(default_factory=list)

    def expect(self, kept: bool, said: str) -> None:
        """Notes where the server broke its word."""
        if not kept:
            self.broken.append(said)

    def lines(self) -> Iterator[str]:
        """For a person."""
        for blow, answers in self.answers.items():
            yield f"{blow:<28}" + ", ".join(f"{count} {code}" for code, count in answers.most_common())
        if self.pings:
            yield f"{len(self.pings)} pings, the slowest {max(self.pings):.2f} s"
        if self.memory:
            yield "memory of all processes, MB: " + " ".join(f"{size >> 20}" for size in self.memory)
        yield f"SIGTERM to the end: {self.drained:.1f} s"
        yield from (f"BROKEN: {said}" for said in self.broken)


class Server:
    """The server under test. Its model directory has code of its own, through which the device is made to fail."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        model = folder / "model"
        (model / "code").mkdir(parents=True)
        for part in EMBEDDED.iterdir():
            (model / part.name).symlink_to(part)
        (model / "code" / "inference.py").write_text(INFERENCE)
        clean = {key: value for key, value in os.environ.items() if not key.startswith("CONTRACT_REVIEW_")}
        own = {"CONTRACT_REVIEW_MODEL": str(model), "SAGEMAKER_BIND_TO_PORT": str(self.port)}
        with (folder / "log").open("wb") as log:
            main = "import sys; from serve.cli import serve_main; sys.exit(serve_main())"
            self.process = subprocess.Popen([sys.executable, "-c", main], env=clean | SETTINGS | own, stderr=log)

    def ping(self) -> int:
        """The status; 0 where nobody answered."""
        try:
            return requests.get(f"{self.url}/ping", timeout=10).status_code
        except requests.RequestException:
            return 0

    def wait_until_ready(self) -> bool:
        """Whether it came to that."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            if self.ping() == 200:
                return True
            time.sleep(0.1)
        return False

    def post(self, text: str) -> tuple[str, str]:
        """The answer's code ("ok" for a review, "connection" where it broke, "unclear" if neither) and text."""
        try:
            answer = requests.post(
                f"{self.url}/invocations", text.encode(), headers={"Content-Type": "text/plain"}, timeout=120
            )
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
        """The server's processes whose command line has this part."""
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
        """Bytes of all processes; what they share counts once."""
        whole = 0
        for process in [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]:
            with suppress(psutil.Error):
                whole += process.memory_full_info().pss
        return whole


class Chaos:
    """The blows, one after the other."""

    def __init__(self, server: Server, seed: int, report: Report) -> None:
        self._server = server
        self._dice = random.Random(seed)
        self._report = report
        self._normal = self._review()
        self._asleep = threading.Event()  # while the process that answers pings is itself killed

    def run(self, documents: int) -> None:
        """All blows; a review that is the same as ever follows each."""
        blows: list[tuple[str, Callable[[Counter[str]], None]]] = [
            ("readers killed", self._kill_readers),
            ("connections cut", self._cut_connections),
            ("bytes that trickle", self._trickle),
            ("50 at once, a queue of 8", self._flood),
            ("model process killed", self._kill_model),
            ("HTTP process killed", self._kill_http),
            ("model hangs", lambda answers: self._inject(HANGS, answers)),
            ("device lost", lambda answers: self._inject(LOSES, answers)),
            (f"{documents} documents", lambda answers: self._many(documents, answers)),
        ]
        with self._watched():
            for name, blow in blows:
                answers = self._report.answers[name] = Counter()
                blow(answers)
                self._report.expect(not answers["unclear"], f"{name}: an answer that is none")
                self._report.expect(self._server.wait_until_ready(), f"{name}: not ready afterwards")
                self._report.expect(self._review() == self._normal, f"{name}: another review afterwards")
        self._stop()

    def _review(self) -> str:
        code, text = self._server.post(CONTRACT)
        if code != "ok":
            return f"{code}: {text}"
        return json.dumps({key: part for key, part in json.loads(text).items() if key not in {"timing", "request"}})

    @contextmanager
    def _watched(self) -> Iterator[None]:
        done = threading.Event()

        def watch() -> None:
            while not done.wait(0.1):
                began = time.monotonic()
                status = self._server.ping()
                if not self._asleep.is_set():
                    self._report.pings.append(time.monotonic() - began)
                    self._report.expect(status in {200, 503}, f"/ping answered {status}")

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
            slowest = max(self._report.pings, default=0.0)
            self._report.expect(slowest < PING_SECONDS, f"/ping took {slowest:.1f} s")

    def _meanwhile(self, count: int, answers: Counter[str], blow: Callable[[], None], times: int = 1) -> None:
        """So many requests, and the blow at random moments among them."""
        long = CONTRACT * 20
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(self._server.post, long) for _ in range(count)]
            for _ in range(times):
                time.sleep(self._dice.uniform(0.1, 0.6))
                blow()
            answers.update(answer.result()[0] for answer in asked)

    def _kill(self, processes: list[psutil.Process]) -> None:
        if processes:
            with suppress(psutil.Error):
                self._dice.choice(processes).kill()

    def _kill_readers(self, answers: Counter[str]) -> None:
        self._meanwhile(12, answers, lambda: self._kill(self._server.family("chunking.forkserver")), times=5)
        self._report.expect(not answers["connection"], "readers killed: a connection broke")

    def _kill_model(self, answers: Counter[str]) -> None:
        self._meanwhile(4, answers, lambda: self._kill(self._server.family("serve.worker")))
        self._report.expect(not answers["connection"], "model process killed: a connection broke")

    def _kill_http(self, answers: Counter[str]) -> None:
        self._asleep.set()
        self._meanwhile(4, answers, self._server.http_worker().kill)
        self._report.expect(self._server.wait_until_ready(), "HTTP process killed: not ready afterwards")
        self._asleep.clear()

    def _cut_connections(self, answers: Counter[str]) -> None:
        for _ in range(10):
            with self._upload(b"half of it") as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, not an end
            answers["cut"] += 1

    def _trickle(self, answers: Counter[str]) -> None:
        def one(_: int) -> str:
            with self._upload(b"") as connection, suppress(OSError):
                for _ in range(3):
                    connection.sendall(b"x")
                    time.sleep(0.4)
                said = connection.recv(4096)  # the upload paused for longer than it may
                return "bad_request" if b" 400 " in said.split(b"\r\n")[0] else "unclear"
            return "connection"

        with ThreadPoolExecutor(6) as pool:
            answers.update(pool.map(one, range(6)))

    @contextmanager
    def _upload(self, begun: bytes) -> Iterator[socket.socket]:
        head = b"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\n"
        with socket.create_connection(("127.0.0.1", self._server.port), timeout=30) as connection:
            connection.sendall(head + begun)
            yield connection

    def _flood(self, answers: Counter[str]) -> None:
        with ThreadPoolExecutor(50) as pool:
            answers.update(code for code, _ in pool.map(self._server.post, [CONTRACT * 20] * 50))
        self._report.expect(set(answers) <= {"ok", "busy"}, f"flood: {dict(answers)}")
        self._report.expect(answers["ok"] >= 10, "flood: those who had a place were not answered")

    def _inject(self, words: str, answers: Counter[str]) -> None:
        answers[self._server.post(f"{CONTRACT}\n{words}\n")[0]] += 1
        self._report.expect(set(answers) <= {"internal"}, f"{words} {dict(answers)}")
        until = time.monotonic() + HANG_SECONDS + 10
        while self._server.ping() != 503 and time.monotonic() < until:
            time.sleep(0.05)
            if any(self._server.family("serve.worker")) and words == HANGS:
                break  # it was noticed before the answer came: the process is a new one
        self._report.expect(self._server.wait_until_ready(), f"{words} not ready afterwards")

    def _many(self, documents: int, answers: Counter[str]) -> None:
        measured = max(1, documents // 5)
        for start in range(0, documents, measured):
            texts = [f"{CONTRACT}\n{number}. Order {number} is final.\n" for number in range(start, start + measured)]
            with ThreadPoolExecutor(3) as pool:
                answers.update(code for code, _ in pool.map(self._server.post, texts[: documents - start]))
            self._report.memory.append(self._server.memory())
        self._report.expect(set(answers) == {"ok"}, f"documents: {dict(answers)}")
        grown = self._report.memory[-1] / self._report.memory[0]
        self._report.expect(grown < GROWTH, f"memory grew by {grown - 1:.0%}")

    def _stop(self) -> None:
        answers = self._report.answers["SIGTERM with work to do"] = Counter()
        with ThreadPoolExecutor(4) as pool:
            asked = [pool.submit(self._server.post, CONTRACT * 20) for _ in range(4)]
            time.sleep(0.3)
            began = time.monotonic()
            self._server.process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._server.process.wait(DRAIN_SECONDS)
            self._report.drained = time.monotonic() - began
            answers.update(answer.result()[0] for answer in asked)
        self._report.expect(self._server.process.poll() == 0, "SIGTERM: no clean end")
        self._report.expect(set(answers) <= {"ok", "stopping"}, f"SIGTERM: {dict(answers)}")


def run(documents: int, seed: int) -> Report:
    """Starts a server, strikes, and says what was seen."""
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        try:
            if server.wait_until_ready():
                Chaos(server, seed, report).run(documents)
            else:
                report.broken.append("the server did not start")
        finally:
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait()
    return report


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description="Strikes a server of its own.")
    parser.add_argument("--documents", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    report = run(options.documents, options.seed)
    print("\n".join(report.lines()))
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main())
