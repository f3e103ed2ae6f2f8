"""Does the server break?

``python -m benchmarks.robustness.chaos [--documents N] [--seed S]`` starts one and does to it what
happens to servers: kills its processes, cuts its connections, floods it, fills its /tmp, makes its model hang and lose
its device.

Whatever is done, each request must end in a review or in a clear error, /ping must tell the truth within 2 s, and after
each blow the same PDF of nine pages must get the same review, byte for byte but for times. Prints what happened; exits
with 1 where the server broke its word.
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

from benchmarks.robustness.chaos_server import DRAIN_SECONDS, HANG_SECONDS, HANGS, LOSES, Server

PING_SECONDS = 2.0
# What is left of a process after its first documents may grow by so much until the last: caches, not leaks.
GROWTH = 1.15
SAMPLE = Path(__file__).parents[2] / "examples" / "sample.pdf"
CONTRACT = (
    "SUPPLY AGREEMENT\n\n1. Law. This Agreement is governed by the laws of the State of Ohio.\n\n"
    "2. Term. This Agreement ends on December 31, 2027.\n\n3. Assignment. Neither party may assign this Agreement.\n"
)


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


class Chaos:
    """The blows, one after the other."""

    def __init__(self, server: Server, seed: int, report: Report) -> None:
        self._server = server
        self._dice = random.Random(seed)
        self._report = report
        self._pdf = SAMPLE.read_bytes()
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
            ("a full /tmp", self._fill_tmp),
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
        self._meanwhile(12, answers, lambda: self._kill(self._server.family("chunking.isolation.forkserver")), times=5)
        self._report.expect(not answers["connection"], "readers killed: a connection broke")

    def _kill_model(self, answers: Counter[str]) -> None:
        self._meanwhile(4, answers, lambda: self._kill(self._server.family("serve.inference.worker")))
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
        before = self._server.family("serve.inference.worker")
        answers[self._server.post(f"{CONTRACT}\n{words}\n")[0]] += 1
        self._report.expect(set(answers) <= {"internal"}, f"{words} {dict(answers)}")
        until = time.monotonic() + HANG_SECONDS + 10
        while before == self._server.family("serve.inference.worker") and time.monotonic() < until:
            time.sleep(0.05)
        self._report.expect(
            before != self._server.family("serve.inference.worker"), f"{words} the model process stayed"
        )

    def _fill_tmp(self, answers: Counter[str]) -> None:
        if self._server.no_own_tmp:
            answers[f"skipped: {self._server.no_own_tmp}"] += 1
            return
        with self._server.full_tmp():
            self._kill_http(answers)  # and with it the model process
            answers[self._server.post(CONTRACT)[0]] += 1
            self._report.expect(self._review() == self._normal, "a full /tmp: another review meanwhile")

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
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:  # the server's own /tmp hides everybody's
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
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.robustness.chaos", description="Strikes a server of its own."
    )
    parser.add_argument("--documents", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    options = parser.parse_args()
    report = run(options.documents, options.seed)
    print("\n".join(report.lines()))
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main())
