"""Starts and stops the endpoint's instances: server processes, each with threads that carry jobs to it."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import urllib3

from chunking.isolation.child_python import PYTHON
from deploy.local.endpoint.invoker import HTTP, Died, Invoker, Refused
from deploy.local.endpoint.queue import JobQueue

STOP_SECONDS = 1.0
_LOOK_SECONDS = 0.25
_LOG = logging.getLogger("contract_review.endpoint")


class Worker:
    """One server process and its carriers. It ends with ``retire`` (after its work) or ``stop`` (at once)."""

    def __init__(self, number: int, log: Path, environment: Mapping[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.number = number
        self.url = f"http://127.0.0.1:{port}"
        self.healthy = False
        self.retiring = False
        with log.open("a") as lines:
            self.process = subprocess.Popen(
                [*PYTHON, "-m", "deploy.local.endpoint.instance_process", str(os.getpid())],
                env={**environment, "SAGEMAKER_BIND_TO_PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=lines,
                stderr=lines,
            )
        self._carriers: list[threading.Thread] = []

    def carry_from(self, queue: JobQueue, invoker: Invoker, concurrency: int) -> None:
        """Takes up to ``concurrency`` jobs at once while it is healthy."""
        for _ in range(concurrency):
            carrier = threading.Thread(target=self._carry, args=(queue, invoker), daemon=True)
            carrier.start()
            self._carriers.append(carrier)

    def _carry(self, queue: JobQueue, invoker: Invoker) -> None:
        pause = threading.Event()
        while not self.retiring and self.alive():
            job = queue.take(_LOOK_SECONDS) if self.healthy else None
            if job is None:
                pause.wait(0 if self.healthy else _LOOK_SECONDS)
                continue
            try:
                invoker.carry(job, self.url)
            except (Refused, Died):
                self.healthy = False  # until /ping says otherwise
            except Exception:  # S3 or SNS is out of reach; the job has its place in the queue
                _LOG.exception("job given back")
                queue.give_back(job, attempted=False)
                pause.wait(1)

    def look(self) -> None:
        """Asks /ping."""
        try:
            self.healthy = HTTP.request("GET", f"{self.url}/ping", timeout=2).status == 200
        except urllib3.exceptions.HTTPError:
            self.healthy = False

    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process.poll() is None

    def idle(self) -> bool:
        """Whether no carrier holds a job any more; for one that is retiring."""
        return not any(carrier.is_alive() for carrier in self._carriers)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Tells the process to end."""
        self.process.send_signal(how)

    def wait(self, patience: float) -> None:
        """Waits for the process to end, and kills it after ``patience`` seconds."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
            return
        self.process.kill()
        self.process.wait()


class Workers:
    """As many workers as are wanted. ``tend`` starts, replaces and retires; it is called again and again by one
    thread that lives as long as the endpoint, since workers end with the thread that started them."""

    def __init__(self, queue: JobQueue, invoker: Invoker, concurrency: int, folder: Path, share: int) -> None:
        self._queue, self._invoker, self._concurrency = queue, invoker, concurrency
        self._folder = folder
        self._environment = {
            **os.environ,
            "CONTRACT_REVIEW_CONCURRENCY": str(concurrency),
            # On AWS every instance has a machine of its own; here they share this one's cores.
            "OMP_NUM_THREADS": str(max(1, (os.cpu_count() or 1) // share)),
        }
        self._all: list[Worker] = []
        self._started = 0

    def in_service(self) -> int:
        """How many can take jobs."""
        return sum(worker.healthy and not worker.retiring for worker in self._all)

    def pids(self) -> list[int]:
        """Process ids of those that run."""
        return [worker.process.pid for worker in self._all if worker.alive()]

    def tend(self, wanted: int) -> None:
        """One round: checks each, replaces the dead, and starts or retires workers to reach ``wanted``."""
        for worker in self._all:
            worker.look()
            if worker.retiring and worker.idle() and worker.alive():
                worker.stop()
        self._bury()
        staying = [worker for worker in self._all if not worker.retiring]
        for worker in staying[wanted:]:
            _LOG.info("worker retires", extra={"facts": {"worker": worker.number}})
            worker.retiring = True
        for _ in range(wanted - len(staying)):
            self._start()

    def _start(self) -> None:
        self._started += 1
        worker = Worker(self._started, self._folder / "workers.log", self._environment)
        worker.carry_from(self._queue, self._invoker, self._concurrency)
        self._all.append(worker)
        _LOG.info("worker starts", extra={"facts": {"worker": worker.number, "pid": worker.process.pid}})

    def _bury(self) -> None:
        for worker in [worker for worker in self._all if not worker.alive()]:
            _LOG.info("worker ended", extra={"facts": {"worker": worker.number, "exit": worker.process.poll()}})
            self._all.remove(worker)

    def stop(self) -> None:
        """Ends all, without waiting for their work: it stays in the queue."""
        for worker in self._all:
            worker.retiring = True
            worker.stop(signal.SIGINT)
        end = time.monotonic() + STOP_SECONDS
        for worker in self._all:
            worker.wait(max(0.0, end - time.monotonic()))
