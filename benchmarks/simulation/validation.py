"""Compares the simulation with a running service: ``python -m benchmarks.simulation.validation``.

The same arrivals go through ``contract-review local`` (a real queue, servers as instances, the same scaling rules on an
accelerated clock) and through the simulation. The simulation's parameters are measured first: the cold start of an
instance, its seconds for a document alone, its throughput with two, and that of two instances that share the machine,
as they do here. The compared arrivals are different ones.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from benchmarks.performance.under_load.local_service import LocalService
from benchmarks.performance.under_load.sample_documents import SAMPLE
from benchmarks.reporting.plots import shares
from benchmarks.reporting.sections import Section, plain, prose
from benchmarks.reporting.statistics import percentiles, seconds
from benchmarks.simulation.arrivals import Arrival
from benchmarks.simulation.simulated_endpoint import Endpoint, Simulation
from chunking.errors import ContractReviewError
from deploy.local.run_settings import BUCKET
from deploy.scaling.scaling_model import Policies

# Seconds of the service's clock per second: 1.5 s of inference count as 45 s, a start of 6 s as 3 minutes.
SPEED = 30.0
INSTANCES, CONCURRENCY = 2, 2
ALONE, FULL = 5, 16
MINUTES, SINGLES, BURST = 50.0, 22, 12
WITHIN = 0.15
_PATIENCE = 300.0
_KEY = "inbound/bench.pdf"


class Calibration(NamedTuple):
    """In seconds of the accelerated clock, an instance's cold start and its times for a document alone; its throughput
    with one and with two documents at once, over that with one; and ``beside``, its throughput while the other instance
    is busy, over that while it has the machine to itself."""

    cold_start: float
    alone: list[float]
    speed: tuple[float, float]
    beside: float


class Local:
    """A running local service, sent the sample contract again and again."""

    def __init__(self, service: LocalService) -> None:
        self.status = service.status
        self._jobs, self._runtime = service.jobs, service.client("sagemaker-runtime")
        self._endpoint = service.settings.endpoint.name
        service.client("s3").put_object(Bucket=BUCKET, Key=_KEY, Body=SAMPLE.read_bytes())

    def send(self) -> None:
        """Invokes the endpoint with the sample contract."""
        self._runtime.invoke_endpoint_async(
            EndpointName=self._endpoint, InputLocation=f"s3://{BUCKET}/{_KEY}", ContentType="application/pdf"
        )

    def ended(self, count: int) -> list[dict[str, Any]]:
        """Waits until ``count`` documents are completed; returns all jobs. Raises ContractReviewError if one failed."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            jobs = self._jobs()
            if any(job["state"] in ("failed", "expired") for job in jobs):
                raise ContractReviewError("A document failed in the local service, so there is nothing to compare.")
            if sum(job["state"] == "completed" for job in jobs) >= count:
                return jobs
            time.sleep(0.2)
        raise ContractReviewError(f"The local service did not complete {count} documents within {_PATIENCE:g} s.")


@contextmanager
def local(workers: int, warm: int = 0) -> Iterator[Local]:
    """Runs ``contract-review local`` during the block. Raises RuntimeError if it does not start."""
    options = ("--max-workers", str(workers), "--warm", str(warm), "--speed", f"{SPEED:g}")
    # One thread per instance, as if each had its own machine.
    with LocalService(*options, environment={"OMP_NUM_THREADS": "1"}) as service:
        yield Local(service)


def calibrate() -> Calibration:
    """Measures one instance: its start, documents one at a time, and its throughput by itself and beside another."""
    with local(1) as service:
        service.send()
        while not service.status()["now"]["wanted"]:
            time.sleep(0.02)
        launched = time.monotonic()
        while not service.status()["now"]["in_service"]:
            time.sleep(0.02)
        cold = time.monotonic() - launched
        for number in range(1, ALONE + 1):
            service.ended(number)
            service.send()
        jobs = service.ended(ALONE + 1)
    alone = [job["ended"] - job["began"] for job in jobs[1 : ALONE + 1]]
    one, both = _throughput(1), _throughput(INSTANCES)
    speed = one * sum(alone) / len(alone)
    return Calibration(cold * SPEED, [second * SPEED for second in alone], (1.0, speed), both / INSTANCES / one)


def _throughput(instances: int) -> float:
    """Documents per second of wall clock, with as many at once on each instance as it takes."""
    with local(instances, warm=instances) as service:
        while service.status()["now"]["in_service"] < instances:
            time.sleep(0.1)
        for _ in range(FULL):
            service.send()
        jobs = service.ended(FULL)
    return FULL / float(max(job["ended"] for job in jobs) - min(job["began"] for job in jobs))


def arrivals() -> list[float]:
    """Arrival times in minutes of the accelerated clock: two bursts, and single documents at random."""
    chance = random.Random(7)
    times = [begin + chance.uniform(0, 0.3) for begin in (2.0, 28.0) for _ in range(BURST)]
    return sorted(times + [chance.uniform(0, MINUTES) for _ in range(SINGLES)])


def measured(times: Sequence[float]) -> tuple[list[float], list[float]]:
    """For each document, in seconds of the accelerated clock: its arrival since the last scaling minute, and the time
    from arrival to output."""
    with local(INSTANCES) as service:
        while not service.status()["minutes"]:
            time.sleep(0.02)
        status = service.status()
        minute = datetime.fromisoformat(status["minutes"][-1]["at"])
        since = (datetime.fromisoformat(status["now"]["at"]) - minute).total_seconds()
        began, wall = time.monotonic(), time.time()
        for at in times:
            time.sleep(max(0.0, began + 60 * at / SPEED - time.monotonic()))
            service.send()
        jobs = service.ended(len(times))
    came = [since + (job["received"] - wall) * SPEED for job in jobs]
    return came, [(job["ended"] - job["received"]) * SPEED for job in jobs]


def simulated(came: Sequence[float], calibration: Calibration) -> list[float]:
    """The same arrivals in the simulation: seconds from arrival to output, in order of arrival."""
    chance = random.Random(1)
    start = datetime(2026, 11, 21, tzinfo=UTC)
    given = [Arrival(start + timedelta(seconds=at), 0.0, chance.choice(calibration.alone)) for at in came]
    endpoint = Endpoint(
        Policies(maximum=INSTANCES, warm=0),
        concurrency=CONCURRENCY,
        speed=calibration.speed,
        beside=calibration.beside,
        cold_start=(calibration.cold_start, calibration.cold_start),
    )
    outcome = Simulation(endpoint, given, start).run(came[-1] + 7200)
    return [(job.done or 0.0) - job.queued for job in sorted(outcome.jobs, key=lambda job: job.queued)]


def compare() -> tuple[Section, dict[str, Any]]:
    """The service and the simulation side by side: the report's section and its JSON line."""
    calibration = calibrate()
    came, real = measured(arrivals())
    predicted = simulated(came, calibration)
    rows = []
    line: dict[str, Any] = {"documents": len(real), "calibration": calibration._asdict()}
    for name in ("p50", "p90", "p95"):
        one, other = (percentiles(values, (50, 90, 95))[name] for values in (real, predicted))
        line[name] = {"real": one, "simulated": other, "off": round(other / one - 1, 4)}
        rows.append((name, seconds(one), seconds(other), f"{other / one - 1:+.1%}"))
    line["within"] = max(abs(line[name]["off"]) for name in ("p50", "p95")) <= WITHIN
    alone = sum(calibration.alone) / len(calibration.alone)
    text = prose(f"""
        {len(real)} contracts, two bursts of {BURST} and {SINGLES} single ones, went through contract-review local (0 to
        {INSTANCES} instances; {CONCURRENCY} documents at once on each; a clock {SPEED:g} times as fast, whose seconds
        these are) and through the simulation. The simulation's parameters were measured beforehand: an instance's cold
        start ({calibration.cold_start:.0f} s), a document alone ({alone:.0f} s), an instance's throughput with two at
        once ({calibration.speed[1]:.2f} times that with one), and its throughput while the other one is busy, since
        here they share a machine ({calibration.beside:.2f} times that by itself). The goal, a difference of at most
        15% at the median and the 95th percentile, is {"reached" if line["within"] else "not reached"}.""")
    drawn = {
        "contract-review local": [second / 60 for second in real],
        "simulated": [second / 60 for second in predicted],
    }
    return (
        Section(
            "Waiting times, simulated and measured",
            (text,),
            ("from arrival to output", "local", "simulated", "difference"),
            rows,
            [("waits", lambda: shares(drawn, "minutes"))],
        ),
        line,
    )


def main() -> int:
    """Prints the table and one JSON line. Exit status 1: the two differ too much."""
    section, line = compare()
    print(section.text[0])
    print(plain(section.head, section.rows))
    print(json.dumps(line))
    return int(not line["within"])


if __name__ == "__main__":
    sys.exit(main())
