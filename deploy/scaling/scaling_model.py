"""Computes how many instances the endpoint should have: the stack's scaling rules as pure functions of given times,
without a clock or AWS.

Application Auto Scaling and CloudWatch as AWS documents them (user guides "How target tracking scaling works",
"How step scaling works", "Using CloudWatch alarms", "Autoscale an asynchronous endpoint"):

    each minute's datapoint --(its delay)--> alarms --> policies --> desired capacity

    high  3 minutes over the target             target tracking adds in proportion to metric / target, rounded up
    low   15 minutes under 90% of the target    target tracking removes in the same proportion, rounded up
    wake  2 minutes of work and no instance     the step policy adds one

An alarm's action is called again each minute that the alarm lasts; cool-downs hold it back. Of several policies the one
that wants the most is followed. What AWS does not document is marked "assumed".
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chunking.errors import BadConfiguration

# The alarms that target tracking makes; AWS shows them in every account, fixed.
HIGH_MINUTES = 3
LOW_SHARE = 0.9
# The alarm of the step policy is the stack's own (EvaluationPeriods, DatapointsToAlarm).
WAKE_MINUTES = 2


@dataclass(frozen=True, slots=True)
class Policies:
    """The stack's parameters, with its defaults.

    target: documents, waiting and in process, for each instance. Cool-downs and ``metric_delay`` in seconds; the delay,
    from the end of a minute until its datapoint can be seen, is assumed. idle_minutes: datapoints of the low alarm;
    other than 15 needs a step policy and an alarm of the stack's own, since those of target tracking are fixed.
    ``warm`` instances at least are kept from ``warm_from`` to ``warm_until`` on ``business_days`` (Monday is 0) in
    ``time_zone``; 0 keeps none.

    Raises BadConfiguration.
    """

    minimum: int = 0
    maximum: int = 5
    target: float = 3.0
    out_cooldown: float = 300.0
    in_cooldown: float = 300.0
    step: int = 1
    step_cooldown: float = 300.0
    idle_minutes: int = 15
    warm: int = 1
    warm_from: time = time(8, 55)
    warm_until: time = time(18, 0)
    business_days: frozenset[int] = frozenset(range(5))
    time_zone: str = "Europe/Berlin"
    metric_delay: float = 60.0

    def __post_init__(self) -> None:
        if not 0 <= self.minimum <= self.maximum or not 0 <= self.warm <= self.maximum:
            raise BadConfiguration("The least and the warm instances must be from 0 to the most instances.")
        if self.target <= 0 or self.idle_minutes < 1 or self.step < 1:
            raise BadConfiguration("The target must be over 0; the idle minutes and the step at least 1.")
        if min(self.out_cooldown, self.in_cooldown, self.step_cooldown, self.metric_delay) < 0:
            raise BadConfiguration("A cool-down or the metric's delay is under 0 seconds.")
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise BadConfiguration(f"{self.time_zone!r} is no time zone. Name one as Europe/Berlin.") from error

    def floor(self, at: datetime) -> int:
        """The least capacity at an aware time: more within the warm hours."""
        local = at.astimezone(ZoneInfo(self.time_zone))
        in_hours = self.warm_from <= local.time() < self.warm_until
        return max(self.minimum, self.warm) if in_hours and local.weekday() in self.business_days else self.minimum


class Datapoint(NamedTuple):
    """One minute of the endpoint, at its end: documents waiting and in process, and instances in service."""

    at: datetime
    backlog: float
    in_service: int

    @property
    def per_instance(self) -> float:
        """ApproximateBacklogSizePerInstance; without an instance, the backlog itself (assumed: AWS says that target
        tracking then starts one once the backlog is over the target)."""
        return self.backlog / max(self.in_service, 1)

    @property
    def without_capacity(self) -> bool:
        """HasBacklogWithoutCapacity."""
        return self.backlog > 0 and self.in_service == 0


class Alarms(NamedTuple):
    """Which alarms are on."""

    high: bool
    low: bool
    wake: bool


def alarms(points: Sequence[Datapoint], policies: Policies) -> Alarms:
    """What the alarms say of the datapoints that can be seen, one a minute, oldest first."""
    return Alarms(
        _last(HIGH_MINUTES, points, lambda point: point.per_instance > policies.target),
        _last(policies.idle_minutes, points, lambda point: point.per_instance < LOW_SHARE * policies.target),
        _last(WAKE_MINUTES, points, lambda point: point.without_capacity),
    )


def _last(count: int, points: Sequence[Datapoint], breaching: Callable[[Datapoint], bool]) -> bool:
    return len(points) >= count and all(breaching(point) for point in points[-count:])


class Scaling:
    """The desired capacity over time. ``alarms`` are those of the last minute.

    ``desired`` is the capacity to begin with.
    """

    def __init__(self, policies: Policies, desired: int = 0) -> None:
        self.policies = policies
        self.desired = desired
        self.alarms = Alarms(False, False, False)
        seen = max(policies.idle_minutes, HIGH_MINUTES, WAKE_MINUTES) + math.ceil(policies.metric_delay / 60)
        self._points: deque[Datapoint] = deque(maxlen=seen)
        self._out: tuple[datetime, int] | None = None  # the last scale-out's time, and the capacity before it
        self._in: datetime | None = None
        self._step: datetime | None = None

    def observe(self, at: datetime, backlog: float, in_service: int) -> int:
        """Takes the datapoint of the minute that ends ``at`` (aware; called once a minute); gives the desired capacity.

        It counts what was asked for, instances that are still starting included.
        """
        policies = self.policies
        self._points.append(Datapoint(at, backlog, in_service))
        delay = timedelta(seconds=policies.metric_delay)
        visible = [point for point in self._points if point.at + delay <= at]
        self.alarms = alarms(visible, policies)
        if self.alarms.high or self.alarms.wake:
            self._scale_out(at, visible[-1])
        elif self.alarms.low:
            self._scale_in(at, visible[-1])
        self.desired = min(max(self.desired, policies.floor(at)), policies.maximum)
        return self.desired

    def _scale_out(self, at: datetime, latest: Datapoint) -> None:
        before = self.desired
        wanted = before
        if self.alarms.high:
            # During the cool-down, instances already added count: only a larger need adds more.
            cooling = self._out if self._out and not _over(self._out[0], self.policies.out_cooldown, at) else None
            wanted = max(wanted, self._proportional(cooling[1] if cooling else before, latest))
            if min(wanted, self.policies.maximum) > before and not cooling:
                self._out = (at, before)
        if self.alarms.wake and _over(self._step, self.policies.step_cooldown, at):
            wanted = max(wanted, before + self.policies.step)
            self._step = at
        self.desired = min(wanted, self.policies.maximum)
        if self.desired > before:
            self._in = None  # a scale-out stops the cool-down of the scale-in

    def _scale_in(self, at: datetime, latest: Datapoint) -> None:
        least = max(self.policies.floor(at), self._proportional(self.desired, latest))
        if least < self.desired and _over(self._in, self.policies.in_cooldown, at):
            self.desired = least
            self._in = at

    def _proportional(self, capacity: int, latest: Datapoint) -> int:
        """Capacity times metric over target, rounded up; from zero as if there were one."""
        return math.ceil(max(capacity, 1) * latest.per_instance / self.policies.target)


def _over(began: datetime | None, seconds: float, at: datetime) -> bool:
    return began is None or at - began >= timedelta(seconds=seconds)
