"""Runs load tests: a fixed number of documents in progress (closed loop), or random arrivals at a rate (open loop)."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, NamedTuple

from benchmarks.performance.under_load.backends import Backend, Gone, Refused, Reviewed, Url
from benchmarks.performance.under_load.sample_documents import Input
from benchmarks.reporting.statistics import percentiles

# Threads waiting for answers in an open loop; with more, this process would be the bottleneck.
MOST_AT_ONCE = 256
PING_SECONDS = 0.05  # between two pings


class Sample(NamedTuple):
    """One document: its name, when it was due (seconds since the start), the seconds from then to its answer, and the
    review or the error."""

    name: str
    due: float
    seconds: float
    reviewed: Reviewed | None
    error: str = ""


class Run:
    """Sends documents, unless the backend is gone, and collects ``samples``."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.samples: list[Sample] = []
        self.gone = ""
        self.began = time.perf_counter()

    def send(self, given: Input, due: float | None = None) -> None:
        """Sends one document and records the outcome; ``due`` is when it should have been sent (None: now)."""
        if self.gone:
            return
        due = time.perf_counter() if due is None else due
        reviewed, error = None, ""
        try:
            reviewed = self._backend.review(given)
        except Refused as refused:
            error = str(refused)
        except Gone as gone:
            self.gone, error = str(gone), "gone"
        now = time.perf_counter()
        self.samples.append(Sample(given.name, due - self.began, now - due, reviewed, error))

    def figures(self) -> dict[str, Any]:
        """Documents per second, percentiles of the seconds, and failures by code."""
        whole = [sample.seconds for sample in self.samples if sample.reviewed]
        ends = [sample.due + sample.seconds for sample in self.samples if sample.reviewed]
        failed = Counter(sample.error for sample in self.samples if sample.error)
        return {
            "documents": len(self.samples),
            "per_second": round(len(whole) / max(ends), 4) if ends else 0.0,
            "seconds": percentiles(whole),
            "samples": [round(second, 4) for second in whole],
            "failed": dict(failed),
            **({"gone": self.gone} if self.gone else {}),
        }


def closed(backend: Backend, inputs: Sequence[Input], concurrency: int, documents: int) -> Run:
    """Sends ``documents`` in all, cycling through the inputs, with ``concurrency`` always in progress."""
    run = Run(backend)
    with ThreadPoolExecutor(concurrency) as pool:
        list(pool.map(run.send, itertools.islice(itertools.cycle(inputs), documents)))
    return run


def open_loop(backend: Backend, inputs: Sequence[Input], rate: float, seconds: float, seed: int = 1) -> Run:
    """Sends documents at random times, ``rate`` per second. Each is timed from when it was due, so a backend that falls
    behind cannot hide it."""
    chance = random.Random(seed)
    dues, at = [], chance.expovariate(rate)
    while at < seconds:
        dues.append(at)
        at += chance.expovariate(rate)
    run = Run(backend)
    with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
        for due, given in zip(dues, itertools.cycle(inputs), strict=False):
            time.sleep(max(0.0, run.began + due - time.perf_counter()))
            pool.submit(run.send, given, run.began + due)
    return run


class Pings:
    """Requests /ping repeatedly while the block runs: seconds of each answer, and the number of statuses other than
    200."""

    def __init__(self, url: Url) -> None:
        self._url = url
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self.seconds: list[float] = []
        self.other = 0

    def __enter__(self) -> Pings:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._stop.wait(PING_SECONDS):
            began = time.perf_counter()
            status = 0
            with suppress(Gone):
                status = self._url.ping()
            self.seconds.append(time.perf_counter() - began)
            self.other += status != 200


def pinged(url: Url | None, work: Callable[[], Run]) -> dict[str, Any]:
    """The run's figures, with those of /ping during it if there is a URL."""
    if url is None:
        return work().figures()
    with Pings(url) as pings:
        figures = work().figures()
    return {**figures, "ping_s": percentiles(pings.seconds), "ping_not_200": pings.other}
