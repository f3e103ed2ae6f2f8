"""Compares ways to host and scale the endpoint and instance types, each setting simulated with the same arrivals."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.reporting.plots import lines, shares
from benchmarks.reporting.sections import Section, prose
from benchmarks.reporting.statistics import seconds
from benchmarks.simulation.arrivals import OFFICE_HOURS, Arrival, business_days
from benchmarks.simulation.simulated_days import START, day_plot, sum_up
from benchmarks.simulation.simulated_endpoint import Endpoint, Outcome, Simulation
from benchmarks.simulation.work_per_contract import Work
from deploy.scaling.instance_types import INSTANCES
from deploy.scaling.scaling_model import Policies

TYPE = "ml.g5.2xlarge"
REAL_TIME_SECONDS = 60.0  # the longest that a real-time endpoint may take to answer
HEAD = (
    "",
    "wait p50",
    "wait p95",
    "total p50",
    "total p95",
    "most instances",
    "utilization",
    "$ a day",
    "¢ a contract",
)
# From the data sheets (see hardware_limits.devices): decoding is bound by memory bandwidth, prefill by compute.
L4_DECODING, L4_PREFILL = 600 / 300, 70 / 121
L40S_DECODING, L40S_PREFILL = 600 / 864, 70 / 362
TARGETS, IDLE, WARM, CONCURRENCY = (2, 3, 4, 5), (5, 10, 15, 20, 30), (0, 1, 2), (1, 2, 4, 8)


class Setting(NamedTuple):
    """A row: the endpoint, its instance type, and how many times as long inference takes on it."""

    label: str
    endpoint: Endpoint
    instance: str = TYPE
    slower: float = 1.0


class Run(NamedTuple):
    """A setting with its figures and the simulation's outcome."""

    setting: Setting
    figures: dict[str, Any]
    outcome: Outcome


class Comparison:
    """Simulates settings with the same arrivals."""

    def __init__(self, work: Work, days: int, per_day: int, bursts: int) -> None:
        self.work = work
        self.per_day = per_day
        start = START.replace(tzinfo=ZoneInfo(Policies().time_zone))
        self.arrivals = business_days(start, days, per_day, bursts, work.draw, random.Random(1))
        # Whole weeks, because the business days' contracts also pay for the weekends.
        self._until = math.ceil(days / 5) * 7 * 86_400
        self._start = start

    def run(self, setting: Setting) -> Run:
        """Simulates one setting."""
        arrivals: Sequence[Arrival] = self.arrivals
        if setting.slower != 1:
            arrivals = [arrival._replace(inference=arrival.inference * setting.slower) for arrival in arrivals]
        outcome = Simulation(setting.endpoint, arrivals, self._start).run(self._until)
        return Run(setting, sum_up(setting.endpoint, outcome, arrivals, INSTANCES[setting.instance].price), outcome)

    def runs(self, settings: Iterable[Setting]) -> list[Run]:
        """Simulates settings one after another."""
        return [self.run(setting) for setting in settings]


def study(work: Work, days: int, per_day: int, bursts: int) -> tuple[list[Section], dict[str, Any]]:
    """The report's sections, and all figures by varied parameter and setting."""
    comparison = Comparison(work, days, per_day, bursts)
    groups = {
        "hosting": comparison.runs(_hosting()),
        "target": comparison.runs(_with(f"target {target}", target=float(target)) for target in TARGETS),
        "idle": comparison.runs(_with(f"{minutes} minutes", idle_minutes=minutes) for minutes in IDLE),
        "warm": comparison.runs(_with(f"{count} kept warm", warm=count) for count in WARM),
        "instance": comparison.runs(_instances()),
        "concurrency": comparison.runs(_concurrency(work)),
    }
    sections = [
        _hosting_section(comparison, groups["hosting"]),
        _target_section(groups["target"]),
        _idle_section(groups["idle"]),
        _warm_section(groups["warm"]),
        _instance_section(groups["instance"]),
        _concurrency_section(groups["concurrency"], work),
        _trade_off(groups),
    ]
    return sections, {name: {run.setting.label: run.figures for run in runs} for name, runs in groups.items()}


def _with(label: str, **policies: Any) -> Setting:
    return Setting(label, Endpoint(Policies(**policies)))


def _always(count: int) -> Endpoint:
    return Endpoint(Policies(minimum=count, maximum=count, warm=0), instances=count)


def _hosting() -> list[Setting]:
    office = Policies(minimum=1, maximum=5, warm=5, target=1000.0)
    return [
        _with("asynchronous, the stack's defaults"),
        *(Setting(f"real-time, {count} day and night", _always(count)) for count in (5, 6)),
        Setting("real-time, 5 in office hours, else 1", Endpoint(office, instances=1)),
    ]


def _instances() -> list[Setting]:
    usual = Endpoint()
    return [
        Setting("ml.g5.2xlarge", usual),
        Setting("ml.g5.4xlarge", usual, "ml.g5.4xlarge"),
        Setting("ml.g6.2xlarge, decoded answers", usual, "ml.g6.2xlarge", L4_DECODING),
        Setting("ml.g6.2xlarge, one pass", usual, "ml.g6.2xlarge", L4_PREFILL),
        Setting("ml.g6e.2xlarge, decoded answers", usual, "ml.g6e.2xlarge", L40S_DECODING),
        Setting("ml.g6e.2xlarge, one pass", usual, "ml.g6e.2xlarge", L40S_PREFILL),
    ]


def _concurrency(work: Work) -> list[Setting]:
    settings = []
    for count in CONCURRENCY:
        for target in sorted({3.0, 3.0 * count}):
            endpoint = Endpoint(Policies(target=target), concurrency=count, speed=work.speed)
            settings.append(Setting(f"{count} at once, target {target:g}", endpoint))
    return settings


def rows(runs: Sequence[Run]) -> list[tuple[str, ...]]:
    """A row of cells for each run, under ``HEAD``."""
    lines = []
    for run in runs:
        figures = run.figures
        lines.append(
            (
                run.setting.label,
                *(
                    seconds(figures[key].get(percent, float("nan")))
                    for key in ("wait_s", "whole_s")
                    for percent in ("p50", "p95")
                ),
                str(figures["instances_at_most"]),
                f"{figures['utilization']:.0%}",
                f"{figures['dollars_a_day']:.2f}",
                f"{100 * figures['dollars_a_contract']:.1f}",
            )
        )
    return lines


def _hosting_section(comparison: Comparison, runs: list[Run]) -> Section:
    asynchronous, five = runs[0], runs[1]
    opens, closes = OFFICE_HOURS
    office = closes.hour + closes.minute / 60 - opens.hour
    busy = five.outcome.busy / len({arrival.at.date() for arrival in comparison.arrivals}) / 3600
    late = [_late(run) for run in runs[1:]]
    saved = five.figures["dollars_a_day"] / asynchronous.figures["dollars_a_day"]
    text = prose(f"""
        {comparison.per_day} contracts a business day are {busy:.1f} hours of inference. Five instances that serve
        them synchronously are busy {busy / 5 / office:.0%} of the office hours (six: {busy / 6 / office:.0%}) and
        {five.figures["utilization"]:.1%} of the week that is paid for. A real-time endpoint must answer within 60 s:
        {late[0]:.0%} of the contracts, those in bursts, would be late with five and {late[1]:.0%} with six. The
        asynchronous endpoint costs a {_fraction(saved)} of five instances, and nothing at night.""")
    whole = {run.setting.label: _whole(run) for run in runs[:3]}
    return Section(
        "Asynchronous, or synchronous with five or six warm instances",
        (text,),
        HEAD,
        rows(runs),
        [
            ("hosting", partial(shares, whole, "minutes from the upload to Ready")),
            ("day", partial(day_plot, asynchronous.outcome)),
        ],
    )


def _whole(run: Run) -> list[float]:
    return [((job.done or 0.0) + run.setting.endpoint.notify - job.began) / 60 for job in run.outcome.jobs]


def _late(run: Run) -> float:
    late = sum((job.done or 0.0) - job.queued > REAL_TIME_SECONDS for job in run.outcome.jobs)
    return late / len(run.outcome.jobs)


def _fraction(times: float) -> str:
    names = {
        2: "half",
        3: "third",
        4: "quarter",
        5: "fifth",
        6: "sixth",
        7: "seventh",
        8: "eighth",
        9: "ninth",
        10: "tenth",
    }
    return names.get(round(times), f"{round(times)}th")


def _target_section(runs: list[Run]) -> Section:
    text = """A lower target starts instances earlier, but still too late for the burst that triggered them: by then the
        warm instance has processed most of the burst's 16 documents. The target affects cost more than waiting."""
    return Section("Targets of 2 to 5", (prose(text),), HEAD, rows(runs))


def _idle_section(runs: list[Run]) -> Section:
    text = """Target tracking's low alarm is fixed at 15 minutes; the other rows need an alarm and a step policy of the
        stack's own. Scaling in later costs idle hours and spares the next burst the cold start."""
    return Section("Scale-in after 5 to 30 idle minutes", (prose(text),), HEAD, rows(runs))


def _warm_section(runs: list[Run]) -> Section:
    without, one = runs[0].figures, runs[1].figures
    more = one["dollars_a_day"] - without["dollars_a_day"]
    text = f"""One instance kept warm in office hours changes the median wait from
        {seconds(without["wait_s"]["p50"])} to {seconds(one["wait_s"]["p50"])} for {more:+.2f} dollars a business day:
        it would be running most of that time anyway."""
    return Section("Warm hours", (prose(text),), HEAD, rows(runs))


def _instance_section(runs: list[Run]) -> Section:
    two, four = (INSTANCES[name] for name in ("ml.g5.2xlarge", "ml.g5.4xlarge"))
    text = f"""ml.g5.4xlarge has the same single {two.gpu}: the extra {four.price / two.price - 1:.0%} buys
        {four.cores - two.cores} more cores and {four.memory - two.memory} GB of memory, which only OCR uses (its time
        falls with the cores). ml.g6's L4 has half the memory bandwidth of the A10G and 1.7 times its compute (data
        sheets). Projected from these limits, decoded answers take twice as long on it and one pass {L4_PREFILL:.2f} of
        the time: g6 suits one pass, not decoding. ml.g6e's L40S has 1.44 times the A10G's bandwidth and 5 times its
        compute, at 1.85 times the price."""
    return Section("ml.g5.2xlarge, ml.g5.4xlarge, ml.g6.2xlarge, ml.g6e.2xlarge", (prose(text),), HEAD, rows(runs))


def _concurrency_section(runs: list[Run], work: Work) -> Section:
    shown = ", ".join(f"{speed:.2f} with {count}" for count, speed in enumerate(work.speed, 1) if count in CONCURRENCY)
    text = f"""Documents on the same instance share its batches. Measured throughput over that of one document: {shown}
        (constant beyond the measured range). The target counts documents, so it must grow with the concurrency, or
        instances are added while others still have room."""
    if len(work.speed) == 1:
        text += " Without a bench's JSON line (--curve), sharing gains nothing here."
    return Section("Concurrency of 1 to 8 per instance", (prose(text),), HEAD, rows(runs))


def _trade_off(groups: Mapping[str, Sequence[Run]]) -> Section:
    series = {
        name: (
            [100 * run.figures["dollars_a_contract"] for run in groups[name]],
            [run.figures["whole_s"]["p95"] / 60 for run in groups[name]],
        )
        for name in ("target", "idle", "warm", "instance", "concurrency")
    }
    text = "Each line joins the rows of one table in order. Further left is cheaper, lower is faster."
    drawn = partial(lines, series, "cents a contract", "minutes from the upload to Ready, p95")
    return Section("All settings: cost against waiting time", (text,), plots=[("trade-off", drawn)])
