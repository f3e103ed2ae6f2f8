"""The worked trace: one contract's way through the endpoint as it was told, held against the simulation of AWS's rules.

``traces/worked.csv`` has the arrivals; what is given and what comes out is in the table that ``compare`` makes.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.reporting.report import Section, prose
from benchmarks.reporting.statistics import seconds
from benchmarks.simulation.arrivals import Arrival, Draw, read_trace
from benchmarks.simulation.endpoint import Endpoint, Job, Outcome, Simulation
from deploy.scaling import HIGH_MINUTES, Policies

TRACE = Path(__file__).parent / "worked_trace.csv"
OURS = "ours"
WHOLE, FOURTH = 205.0, 120.0
# Of the 3 to 5 minutes that an instance takes, what makes the fourth one serve two minutes after our upload.
COLD_START = 205.0
INSTANCES = 3


class Replay(NamedTuple):
    """A run of the trace: what happened, and our contract's job."""

    outcome: Outcome
    job: Job

    def ahead(self) -> int:
        """Documents waiting or in process when ours joined the queue."""
        at = self.job.queued
        return sum(other.queued <= at < (other.done or math.inf) for other in self.outcome.jobs) - 1

    def fourth(self) -> float | None:
        """Seconds from our upload until one more instance serves than before."""
        more = sorted(begin for _, begin, _ in self.outcome.spans if begin and begin > 0)
        return more[0] - self.job.queued if more else None

    def last_gone(self) -> datetime:
        """When the last instance ended."""
        return self.outcome.clock(max(end for _, _, end in self.outcome.spans))


def arrivals() -> list[Arrival]:
    """The trace."""
    given = Draw(lambda _: 3.0, lambda _: 43.0)
    return read_trace(TRACE, given, random.Random(1), ZoneInfo(Policies().time_zone))


def replay(trace: Sequence[Arrival], policies: Policies, hours: float = 3.0) -> Replay:
    """Simulates a trace from ten o'clock on, with three instances in service."""
    start = trace[0].at.replace(hour=10, minute=0, second=0, microsecond=0)
    endpoint = Endpoint(policies, INSTANCES, cold_start=(COLD_START, COLD_START))
    outcome = Simulation(endpoint, trace, start).run(3600 * hours)
    return Replay(outcome, next(job for job in outcome.jobs if job.arrival.name == OURS))


def at_once(trace: Sequence[Arrival]) -> list[Arrival]:
    """The same trace, but the fourteen ahead come within the minute before ours: nothing was over the target before."""
    ours = next(arrival for arrival in trace if arrival.name == OURS)
    before = [arrival for arrival in trace if arrival.at < ours.at][-14:]
    moved = [arrival._replace(at=ours.at.replace(second=index, microsecond=0)) for index, arrival in enumerate(before)]
    return [*moved, *(arrival for arrival in trace if arrival.at >= ours.at)]


def compare() -> list[Section]:
    """What the trace states against what the simulation gives, and what cannot all hold at once."""
    trace = arrivals()
    told = replay(trace, Policies(warm=0))
    return [
        Section(
            "The worked trace: given and simulated",
            (
                prose(f"""
                    Given are the arrivals (worked_trace.csv), the upload (3 s), the inference (43 s), three
                    instances in service at 10:00, a cold start of {COLD_START:g} s (of the 3 to 5 minutes), a target of
                    3, a metric that is seen 60 s after its minute, and no warm hours. The rest comes out."""),
            ),
            ("", "stated", "simulated", "difference"),
            _rows(told),
        ),
        Section("Where the trace's numbers cannot all hold under AWS's rules", _contradictions(trace, told)),
    ]


def _rows(told: Replay) -> list[tuple[str, ...]]:
    outcome, job = told
    assert job.picked is not None and job.done is not None
    ready = job.done + Endpoint().notify
    fourth = told.fourth()
    assert fourth is not None
    return [
        ("upload done (given)", "10:14:25", f"{outcome.clock(job.queued):%H:%M:%S}", ""),
        ("ahead of it (given by the arrivals)", "14", str(told.ahead()), str(told.ahead() - 14)),
        ("backlog per instance with it", "5", f"{(told.ahead() + 1) / INSTANCES:g}", ""),
        ("one more instance serves after", "within 120 s", seconds(fourth), f"{fourth - FOURTH:+.1f} s"),
        _time("picked up", "10:17:03", outcome.clock(job.picked)),
        _time("output", "10:17:46", outcome.clock(job.done)),
        _time("Ready (1 s after, given)", "10:17:47", outcome.clock(ready)),
        (
            "in all",
            seconds(WHOLE),
            seconds(ready - job.began),
            f"{ready - job.began - WHOLE:+.1f} s",
        ),
        _time("low alarm after 15 idle minutes", "11:40:00", _low_alarm(outcome)),
        _time("last instance gone by", "12:10:00", told.last_gone()),
    ]


def _time(what: str, stated: str, simulated: datetime) -> tuple[str, ...]:
    hour, minute, second = map(int, stated.split(":"))
    difference = (simulated - simulated.replace(hour=hour, minute=minute, second=second, microsecond=0)).total_seconds()
    shown = f"{difference:+.1f} s" if abs(difference) < 100 else f"{difference / 60:+.0f} min"
    return what, stated, f"{simulated:%H:%M:%S}", shown


def _low_alarm(outcome: Outcome) -> datetime:
    return outcome.clock(next(minute.at for minute in outcome.minutes if minute.low))


def _contradictions(trace: Sequence[Arrival], told: Replay) -> list[str]:
    policies = Policies()
    wanted = math.ceil(INSTANCES * 5 / policies.target)
    warm = replay(trace, policies, hours=10)
    minutes = HIGH_MINUTES + policies.metric_delay / 60
    return [
        prose(f"""
            A fourth instance within two minutes cannot follow from this backlog. The alarm needs {HIGH_MINUTES}
            datapoints of a minute each and sees them {policies.metric_delay:g} s late, {minutes:g} minutes in all, and
            an instance takes 3 to 5 minutes to start. {_at_once(trace)} It holds where the backlog was over the target
            from 10:10 on, as in the trace here: then the instance was ordered at 10:13, before our contract came."""),
        prose(f"""
            A backlog of 5 an instance against 3 asks for {wanted} instances, not for a fourth: target tracking adds in
            proportion, ceil(3 x 5 / 3) = {wanted}. Just one more is asked for while the backlog is 10 to 12, as in the
            minutes before; the fifth is ordered here at 10:16, when the minute of our upload is seen."""),
        prose("""
            5 an instance is a moment's value. Three instances end a document every 14 s between them, so that the
            minute's datapoint, 13 documents at 10:15:00, says 4.3."""),
        prose("""
            The low alarm does not count idle minutes, but minutes with fewer than 2.7 documents an instance. After 15
            minutes of light work the first empty minute takes the last instance away; here it comes after 15 idle
            minutes because the last burst was over that line until 11:24. To wait for idleness itself, the stack needs
            an alarm of its own (ApproximateBacklogSize 0 for 15 minutes) with a step policy, and scale-in disabled on
            target tracking."""),
        prose(f"""
            At 11:40 nothing is left to do, so that no instance is asked for: all are gone at
            {told.last_gone():%H:%M}, not at 12:10. Taking one away for each cool-down of 5 minutes, as a step policy of
            -1 does, five would be gone at 12:00; AWS gives no figure for how long an instance takes to end. 12:10 holds
            as "by"."""),
        prose(f"""
            On a business day the last instance is not gone at all: the warm hours keep it until
            {policies.warm_until:%H:%M}; with them the simulation ends it at {warm.last_gone():%H:%M}. The trace holds
            where there are no warm hours."""),
    ]


def _at_once(trace: Sequence[Arrival]) -> str:
    """What would happen had the fourteen come together."""
    fresh = replay(at_once(trace), Policies(warm=0))
    assert fresh.job.picked is not None
    picked = f"{fresh.outcome.clock(fresh.job.picked):%H:%M:%S}"
    ordered = [minute for minute in fresh.outcome.minutes if minute.desired > INSTANCES]
    if ordered:
        then = f"it would be ordered at {fresh.outcome.clock(ordered[0].at):%H:%M}"
    else:
        then = """no instance would be ordered at all, since three bring the backlog under the target before three
            datapoints are over it"""
    return f"Had the fourteen come within the minute before, {then}, and ours would be picked up at {picked}."
