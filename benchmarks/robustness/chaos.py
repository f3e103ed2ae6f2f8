"""Injects faults into a running server.

``python -m benchmarks.robustness.chaos [--documents N] [--seed S]`` starts a server, kills its processes, cuts its
connections, floods it, fills its /tmp, and makes its model hang and lose its device.

Throughout, each request must end in a review or a clear error, /ping must answer correctly within 2 s, and after each
fault the same PDF of nine pages must get the same review, byte for byte except for times. Prints a report; exit status
1: the server failed one of these expectations.
"""

from __future__ import annotations

import argparse
import json
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

from benchmarks.performance.under_load.sample_documents import SAMPLE
from benchmarks.robustness.chaos_server import DRAIN_SECONDS, HANG_SECONDS, HANGS, LOSES, Server

PING_SECONDS = 2.0
# Memory may grow by this factor between the first fifth of the documents and the last: caches, not leaks.
GROWTH = 1.15
CONTRACT = (
    "SUPPLY AGREEMENT\n\n1. Law. This Agreement is governed by the laws of the State of Ohio.\n\n"
    "2. Term. This Agreement ends on December 31, 2027.\n\n3. Assignment. Neither party may assign this Agreement.\n"
)


@dataclass
class Report:
    """The observations: answers by fault and code, seconds of pings, bytes of memory, and failed expectations."""

    answers: dict[str, Counter[str]] = field(default_factory=dict)
    pings: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    drained: float = 0.0
    failures: list[str] = field(default_factory=list)

    def expect(self, met: bool, failure: str) -> None:
        """Records a failed expectation."""
        if not met:
            self.failures.append(failure)

    def lines(self) -> Iterator[str]:
        """The report's lines."""
        for fault, answers in self.answers.items():
            yield f"{fault:<28}" + ", ".join(f"{count} {code}" for code, count in answers.most_common())
        if self.pings:
            yield f"{len(self.pings)} pings, the slowest {max(self.pings):.2f} s"
        if self.memory:
            yield "memory of all processes, MB: " + " ".join(f"{size >> 20}" for size in self.memory)
        yield f"SIGTERM to exit: {self.drained:.1f} s"
        yield from (f"FAILED: {failure}" for failure in self.failures)


class Chaos:
    """The faults, injected one after another."""

    def __init__(self, server: Server, seed: int, report: Report) -> None:
        self._server = server
        self._dice = random.Random(seed)
        self._report = report
        self._pdf = SAMPLE.read_bytes()
        self._normal = self._review()
        self._asleep = threading.Event()  # set while the process that answers pings is killed

    def run(self, documents: int) -> None:
        """Injects all faults; after each, the review must be the same as before."""
        faults: list[tuple[str, Callable[[Counter[str]], None]]] = [
            ("readers killed", self._kill_readers),
            ("connections cut", self._cut_connections),
            ("slow uploads", self._trickle),
            ("50 at once, a queue of 8", self._flood),
            ("model process killed", self._kill_model),
            ("HTTP process killed", self._kill_http),
            ("model hangs", lambda answers: self._inject(HANGS, answers)),
            ("device lost", lambda answers: self._inject(LOSES, answers)),
            ("a full /tmp", self._fill_tmp),
            (f"{documents} documents", lambda answers: self._many(documents, answers)),
        ]
        with self._watched():
            for name, inject in faults:
                answers = self._report.answers[name] = Counter()
                inject(answers)
                self._report.expect(not answers["unclear"], f"{name}: an answer that is neither a review nor an error")
                self._report.expect(self._server.wait_until_ready(), f"{name}: not ready afterwards")
                self._report.expect(self._review() == self._normal, f"{name}: a different review afterwards")
        self._stop()

    def _review(self) -> str:
        code, text = self._server.post(self._pdf)
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

    def _meanwhile(self, count: int, answers: Counter[str], fault: Callable[[], None], times: int = 1) -> None:
        """Sends ``count`` requests and injects the fault at random moments among them."""
        long = CONTRACT * 20
        with ThreadPoolExecutor(4) as pool:
            requests = [pool.submit(self._server.post, long) for _ in range(count)]
            for _ in range(times):
                time.sleep(self._dice.uniform(0.1, 0.6))
                fault()
            answers.update(answer.result()[0] for answer in requests)

    def _kill(self, processes: list[psutil.Process]) -> None:
        if processes:
            with suppress(psutil.Error):
                self._dice.choice(processes).kill()

    def _kill_readers(self, answers: Counter[str]) -> None:
        self._meanwhile(12, answers, lambda: self._kill(self._server.family("chunking.isolation.forkserver")), times=5)
        self._report.expect(not answers["connection"], "readers killed: a connection broke")

    def _kill_model(self, answers: Counter[str]) -> None:
        self._meanwhile(4, answers, lambda: self._kill(self._server.family("serve.inference.model_worker")))
        self._report.expect(not answers["connection"], "model process killed: a connection broke")

    def _kill_http(self, answers: Counter[str]) -> None:
        self._asleep.set()
        self._meanwhile(4, answers, self._server.http_worker().kill)
        self._report.expect(self._server.wait_until_ready(), "HTTP process killed: not ready afterwards")
        self._asleep.clear()

    def _cut_connections(self, answers: Counter[str]) -> None:
        for _ in range(10):
            with self._upload(b"half of it") as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # closes with a reset
            answers["cut"] += 1

    def _trickle(self, answers: Counter[str]) -> None:
        def one(_: int) -> str:
            with self._upload(b"") as connection, suppress(OSError):
                for _ in range(3):
                    connection.sendall(b"x")
                    time.sleep(0.4)
                said = connection.recv(4096)  # the upload paused for too long
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
        self._report.expect(answers["ok"] >= 10, "flood: admitted requests were not answered")

    def _inject(self, words: str, answers: Counter[str]) -> None:
        before = self._server.family("serve.inference.model_worker")
        answers[self._server.post(f"{CONTRACT}\n{words}\n")[0]] += 1
        self._report.expect(set(answers) <= {"internal"}, f"{words} {dict(answers)}")
        until = time.monotonic() + HANG_SECONDS + 10
        while before == self._server.family("serve.inference.model_worker") and time.monotonic() < until:
            time.sleep(0.05)
        self._report.expect(
            before != self._server.family("serve.inference.model_worker"), f"{words} the model process was not replaced"
        )

    def _fill_tmp(self, answers: Counter[str]) -> None:
        if self._server.no_own_tmp:
            answers[f"skipped: {self._server.no_own_tmp}"] += 1
            return
        with self._server.full_tmp():
            self._kill_http(answers)  # and with it the model process
            answers[self._server.post(CONTRACT)[0]] += 1
            self._report.expect(self._review() == self._normal, "a full /tmp: a different review meanwhile")

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
        answers = self._report.answers["SIGTERM while busy"] = Counter()
        with ThreadPoolExecutor(4) as pool:
            requests = [pool.submit(self._server.post, CONTRACT * 20) for _ in range(4)]
            time.sleep(0.3)
            began = time.monotonic()
            self._server.process.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._server.process.wait(DRAIN_SECONDS)
            self._report.drained = time.monotonic() - began
            answers.update(answer.result()[0] for answer in requests)
        self._report.expect(self._server.process.poll() == 0, "SIGTERM: no clean exit")
        self._report.expect(set(answers) <= {"ok", "stopping"}, f"SIGTERM: {dict(answers)}")


def run(documents: int, seed: int) -> Report:
    """Starts a server, injects the faults, and returns the report."""
    report = Report()
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:  # not below /tmp, which the server replaces by its own
        server = Server(Path(folder))
        try:
            if server.wait_until_ready():
                Chaos(server, seed, report).run(documents)
            else:
                report.failures.append("the server did not start")
        finally:
            if server.process.poll() is None:
                server.process.kill()
                server.process.wait()
    return report


def main() -> int:
    """Runs the command. Exit status 1: a failed expectation."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.robustness.chaos", description="Injects faults into a server of its own."
    )
    parser.add_argument("--documents", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    report = run(options.documents, options.seed)
    print("\n".join(report.lines()))
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main())
