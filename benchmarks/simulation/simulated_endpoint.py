"""Simulates the asynchronous endpoint by discrete events: queue, instances, metrics and scaling rules.

    arrival --upload--> queue --pick-up--> instance --inference--> output --notification--> ready
                          |                   ^
                          +--each minute: scaling rules---+   cold start, failure and replacement, scale-in

An instance shares its capacity among the documents that it processes at once: ``speed[k - 1]`` is its throughput with k
documents over that with one. Instances that share a machine, as in the comparison with a service that runs on one,
share that machine's capacity (``beside``). Assumed, since AWS does not document it: scale-in removes idle instances
first and lets busy ones finish; a failed instance's documents return to the head of the queue; an instance is billed
from the launch request until it has stopped.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import simpy

from benchmarks.simulation.arrivals import Arrival
from deploy.scaling.scaling_model import Policies, Scaling

_DONE = 1e-6  # seconds of remaining work that count as none


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The simulated endpoint. Times are in seconds.

    ``instances`` are in service at the start. ``beside`` is an instance's throughput while another one is busy, over
    that while it has its machine to itself: 1 where each has a machine of its own. ``cold_start`` is a range.
    ``failures`` is the failure rate of a running instance per hour. ``ttl`` is how long a document may wait before it
    expires. ``notify`` is the delay from the output until the person sees it."""

    policies: Policies = field(default_factory=Policies)
    instances: int = 0
    concurrency: int = 1
    speed: tuple[float, ...] = (1.0,)
    beside: float = 1.0
    cold_start: tuple[float, float] = (180.0, 300.0)
    failures: float = 0.0
    ttl: float = 21_600.0
    notify: float = 1.0

    def rate(self, documents: int) -> float:
        """Seconds of work that an instance does per second with this many documents; constant beyond the measured
        range."""
        return self.speed[min(documents, len(self.speed)) - 1]


@dataclass(slots=True)
class Job:
    """A document's progress. Times are in seconds since the start of the simulation; None: not yet."""

    arrival: Arrival
    queued: float
    began: float
    picked: float | None = None
    done: float | None = None
    left: float = 0.0
    tries: int = 0

    @property
    def wait(self) -> float:
        """Seconds from the end of the upload until an instance picks it up."""
        assert self.picked is not None
        return self.picked - self.queued


class Minute(NamedTuple):
    """The metrics, alarms and desired instances at the end of a minute."""

    at: float
    backlog: int
    in_service: int
    launched: int
    desired: int
    high: bool
    low: bool
    wake: bool


@dataclass(slots=True)
class Outcome:
    """The result of a run. ``spans`` has each instance's times: launched, in service (None: never) and ended."""

    start: datetime
    jobs: list[Job]
    expired: int
    minutes: list[Minute]
    spans: list[tuple[float, float | None, float]]
    busy: float
    failed: int

    @property
    def billed(self) -> float:
        """Instance-seconds."""
        return sum(end - begin for begin, _, end in self.spans)

    def clock(self, seconds: float) -> datetime:
        """The date and time of a moment in the simulation."""
        return self.start + timedelta(seconds=seconds)


class _Instance:
    def __init__(self, env: simpy.Environment) -> None:
        self.launched = env.now
        self.in_service: float | None = None
        self.jobs: list[Job] = []
        self.stopping = False
        self.changed = env.event()


class Simulation:
    """One run over arrivals in chronological order."""

    def __init__(self, endpoint: Endpoint, arrivals: Sequence[Arrival], start: datetime, seed: int = 1) -> None:
        self._endpoint = endpoint
        self._arrivals = arrivals
        self._env = simpy.Environment()
        self._chance = random.Random(seed)
        self._scaling = Scaling(endpoint.policies, endpoint.instances)
        self._queue: deque[Job] = deque()
        self._instances: list[_Instance] = []
        self._outcome = Outcome(start, [], 0, [], [], 0.0, 0)

    def run(self, until: float) -> Outcome:
        """Simulates ``until`` seconds from the start. Documents still in progress at the end are not among the jobs."""
        for _ in range(self._endpoint.instances):
            self._launch(cold=0.0)
        self._env.process(self._arrive())
        self._env.process(self._scale())
        self._env.run(until)
        for instance in list(self._instances):
            self._end(instance)
        return self._outcome

    def _arrive(self) -> Generator[Any, Any, None]:
        for arrival in self._arrivals:
            at = (arrival.at - self._outcome.start).total_seconds()
            yield self._env.timeout(max(0.0, at - self._env.now))
            self._env.process(self._upload(arrival))

    def _upload(self, arrival: Arrival) -> Generator[Any, Any, None]:
        began = self._env.now
        yield self._env.timeout(arrival.upload)
        self._queue.append(Job(arrival, self._env.now, began, left=arrival.inference))
        self._dispatch()

    def _dispatch(self) -> None:
        """Assigns waiting documents to the instances with the fewest documents."""
        while self._queue:
            if self._env.now - self._queue[0].queued > self._endpoint.ttl:
                self._queue.popleft()
                self._outcome.expired += 1
                continue
            free = [
                instance
                for instance in self._instances
                if instance.in_service is not None
                and not instance.stopping
                and len(instance.jobs) < self._endpoint.concurrency
            ]
            if not free:
                return
            instance = min(free, key=lambda one: len(one.jobs))
            job = self._queue.popleft()
            job.picked = self._env.now
            job.tries += 1
            instance.jobs.append(job)
            self._wake_those_affected(instance)

    def _wake_those_affected(self, instance: _Instance) -> None:
        """An instance whose documents have changed works at another rate; so do those beside it, on one machine."""
        for one in self._instances if self._endpoint.beside != 1 else [instance]:
            _wake(one, self._env)

    def _rate(self, instance: _Instance) -> float:
        """Seconds of work that the instance does per second, on all its documents together."""
        is_beside = any(one.jobs for one in self._instances if one is not instance)
        return self._endpoint.rate(len(instance.jobs)) * (self._endpoint.beside if is_beside else 1.0)

    def _launch(self, cold: float) -> None:
        instance = _Instance(self._env)
        self._instances.append(instance)
        self._env.process(self._live(instance, cold))

    def _live(self, instance: _Instance, cold: float) -> Generator[Any, Any, None]:
        yield self._env.timeout(cold)
        if instance not in self._instances:
            return  # removed before it was in service
        instance.in_service = self._env.now
        if self._endpoint.failures:
            self._env.process(self._fail(instance))
        self._dispatch()
        while instance in self._instances and not (instance.stopping and not instance.jobs):
            yield from self._work(instance)
        if instance in self._instances:
            self._end(instance)

    def _work(self, instance: _Instance) -> Generator[Any, Any, None]:
        """Runs until a document is done or the instance's documents change."""
        instance.changed = self._env.event()
        if not instance.jobs:
            yield instance.changed
            return
        jobs = list(instance.jobs)
        rate = self._rate(instance) / len(jobs)
        began = self._env.now
        yield instance.changed | self._env.timeout(min(job.left for job in jobs) / rate)
        elapsed = self._env.now - began
        self._outcome.busy += elapsed
        if instance not in self._instances:
            return  # it failed
        for job in jobs:
            job.left -= elapsed * rate
            if job.left <= _DONE:
                job.done = self._env.now
                instance.jobs.remove(job)
                self._outcome.jobs.append(job)
        if len(instance.jobs) < len(jobs):
            self._wake_those_affected(instance)
        self._dispatch()

    def _fail(self, instance: _Instance) -> Generator[Any, Any, None]:
        yield self._env.timeout(self._chance.expovariate(self._endpoint.failures / 3600))
        if instance not in self._instances:
            return
        self._outcome.failed += 1
        for job in reversed(instance.jobs):
            job.left = job.arrival.inference
            self._queue.appendleft(job)
        instance.jobs = []
        self._end(instance)
        _wake(instance, self._env)
        if not instance.stopping:
            self._launch(self._cold())  # AWS replaces it
        self._dispatch()

    def _end(self, instance: _Instance) -> None:
        self._instances.remove(instance)
        self._outcome.spans.append((instance.launched, instance.in_service, self._env.now))

    def _cold(self) -> float:
        return self._chance.uniform(*self._endpoint.cold_start)

    def _scale(self) -> Generator[Any, Any, None]:
        while True:
            yield self._env.timeout(60)
            staying = [instance for instance in self._instances if not instance.stopping]
            serving = sum(instance.in_service is not None for instance in staying)
            backlog = len(self._queue) + sum(len(instance.jobs) for instance in self._instances)
            desired = self._scaling.observe(self._outcome.clock(self._env.now), backlog, serving)
            self._outcome.minutes.append(
                Minute(self._env.now, backlog, serving, len(staying), desired, *self._scaling.alarms)
            )
            for _ in range(desired - len(staying)):
                self._launch(self._cold())
            surplus = max(0, len(staying) - desired)
            for instance in sorted(staying, key=_scale_in_order)[:surplus]:
                self._stop(instance)

    def _stop(self, instance: _Instance) -> None:
        instance.stopping = True
        if instance.in_service is None:
            self._end(instance)
        _wake(instance, self._env)


def _scale_in_order(instance: _Instance) -> tuple[bool, int]:
    """Instances not yet in service come first, then idle ones, then those with the fewest documents."""
    return instance.in_service is not None, len(instance.jobs)


def _wake(instance: _Instance, env: simpy.Environment) -> None:
    if not instance.changed.triggered:
        instance.changed.succeed()
