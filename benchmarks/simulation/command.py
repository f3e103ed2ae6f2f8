"""``contract-review simulate``: what a day of contracts waits and costs on the asynchronous endpoint."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from benchmarks.reporting.statistics import percentiles, seconds
from benchmarks.simulation.arrivals import Arrival, Draw, business_days, log_normal, measured, read_trace
from benchmarks.simulation.instances import INSTANCES
from chunking.errors import BadRequest

if TYPE_CHECKING:
    from benchmarks.reporting.report import Section
    from benchmarks.simulation.endpoint import Endpoint, Outcome

# The document: 43 s of inference; uploads of 2 to 25 MB at 50 Mbit/s.
INFERENCE, SPREAD = 43.0, 0.3
UPLOAD = (0.3, 4.0)
START = datetime(2026, 11, 23)  # a Monday
SETTLE_HOURS = 6


# A title, sections, and what the JSON line says.
_Told = tuple[str, "Sequence[Section]", dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Work:
    """What a document asks of an instance: seconds alone, and how much more is done with 1, 2, ... at once."""

    draw: Draw
    speed: tuple[float, ...]


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds ``simulate`` to the command line."""
    command = commands.add_parser("simulate", help="what contracts wait and cost on the asynchronous endpoint")
    command.add_argument(
        "what", nargs="?", default="run", choices=("run", "worked", "desk"),
        help="run (the default) one setting; worked: the worked trace against AWS's rules; desk: settings compared",
    )  # fmt: skip
    command.add_argument(
        "--trace", type=Path, metavar="CSV", help="arrivals: columns at[, upload_s, inference_s, name]"
    )
    command.add_argument("--per-day", type=int, default=300, help="contracts a business day (default: 300)")
    command.add_argument("--bursts", type=int, default=8, help="of these, so many bursts of 12 to 20 (default: 8)")
    command.add_argument("--days", type=int, default=5, help="business days (default: 5)")
    command.add_argument(
        "--inference", default=str(INFERENCE), metavar="SECONDS|JSON", help="a median, or a bench's line (default: 43)"
    )
    command.add_argument("--curve", type=Path, metavar="JSON", help="batching: a bench's line with its throughput")
    command.add_argument("--instance", default="ml.g5.2xlarge", choices=sorted(INSTANCES))
    command.add_argument("--concurrency", type=int, default=1, help="documents at once on an instance")
    command.add_argument("--cold-start", type=float, nargs=2, default=(180.0, 300.0), metavar=("LEAST", "MOST"))
    command.add_argument("--failures", type=float, default=0.0, help="of an instance, an hour")
    command.add_argument("--max", type=int, default=5, help="instances at most")
    command.add_argument("--target", type=float, default=3.0, help="backlog an instance")
    command.add_argument("--idle-minutes", type=int, default=15)
    command.add_argument("--warm", type=int, default=1, help="instances kept warm in office hours (0: none)")
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--report", type=Path, metavar="HTML", help="also write a page with plots")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints tables and one JSON line; writes the report where asked."""
    from benchmarks.reporting.report import html, plain

    title, sections, line = _WHAT[options.what](options)
    for section in sections:
        print(f"\n{section.heading}")
        for paragraph in section.text:
            print(f"  {paragraph}")
        if section.rows:
            print(plain(section.head, section.rows))
    if options.report:
        options.report.write_text(html(title, sections), encoding="utf-8")
    print(json.dumps(line))
    return 0


def work_of(inference: str, batching: Path | None = None) -> Work:
    """From a median in seconds, or from a bench's JSON line (its reviews, and its throughput by concurrency, which
    ``batching``, another bench's line, may replace).

    Raises BadRequest.
    """
    work = _work(inference)
    return replace(work, speed=curve_of(read_line(batching))) if batching else work


def _work(inference: str) -> Work:
    def upload(chance: random.Random) -> float:
        return chance.uniform(*UPLOAD)

    try:
        median = float(inference)
    except ValueError:
        line = read_line(Path(inference))
        times = [second for row in line.get("files", []) for second in row.get("samples", [])]
        if not times:
            raise BadRequest(
                f"{inference} has no reviews in it. Write it by: contract-review bench ... --out FILE."
            ) from None
        by_concurrency = {
            load["concurrency"]: load["per_second"] for load in line.get("load", []) if "rate" not in load
        }
        return Work(Draw(upload, measured(times)), curve(by_concurrency))
    if median <= 0:
        raise BadRequest("Inference takes more than 0 s.")
    return Work(Draw(upload, log_normal(median, SPREAD)), (1.0,))


def read_line(path: Path) -> dict[str, Any]:
    """A bench's JSON line from the file it was written to. Raises BadRequest."""
    try:
        line = json.loads(path.read_text(encoding="utf-8").strip().splitlines()[-1])
    except (OSError, ValueError, IndexError) as error:
        raise BadRequest(f"{path} is no JSON line of a bench: {error}") from error
    if not isinstance(line, dict):
        raise BadRequest(f"{path} is no JSON line of a bench.")
    return line


def curve_of(line: dict[str, Any]) -> tuple[float, ...]:
    """A bench's throughput by concurrency, or a language model's tokens a second by batch, over that of one alone."""
    loads = {load["concurrency"]: load["per_second"] for load in line.get("load", []) if load.get("concurrency")}
    tokens = {int(batch): rate for batch, rate in line.get("decode_tokens_per_s", {}).items()}
    return curve(loads or tokens)


def curve(throughput: dict[int, float]) -> tuple[float, ...]:
    """How much more is done with 1, 2, ... documents at once than with one, between the measured ones by straight
    lines."""
    if 1 not in throughput:
        return (1.0,)
    known = sorted(throughput.items())
    speeds = []
    for documents in range(1, known[-1][0] + 1):
        below = max(pair for pair in known if pair[0] <= documents)
        above = min(pair for pair in known if pair[0] >= documents)
        share = (documents - below[0]) / max(above[0] - below[0], 1)
        speeds.append((below[1] + share * (above[1] - below[1])) / throughput[1])
    return tuple(speeds)


def _worked(options: argparse.Namespace) -> _Told:
    from benchmarks.simulation import worked_trace as worked

    sections = worked.compare()
    return "The worked trace", sections, {row[0]: row[1:] for row in sections[0].rows}


def _desk(options: argparse.Namespace) -> _Told:
    from benchmarks.simulation import growth_study as further
    from benchmarks.simulation import hosting_study as desk

    work = work_of(options.inference, options.curve)
    sections, line = desk.answer(work, options.days, options.per_day, options.bursts)
    return "What a day of contracts waits and costs", [*sections, *further.answer(work)], line


def _one(options: argparse.Namespace) -> _Told:
    from benchmarks.reporting.report import Section
    from benchmarks.simulation.endpoint import Endpoint
    from deploy.scaling import Policies

    work = work_of(options.inference, options.curve)
    policies = Policies(
        maximum=options.max, target=options.target, idle_minutes=options.idle_minutes, warm=options.warm
    )
    endpoint = Endpoint(
        policies,
        concurrency=options.concurrency,
        speed=work.speed,
        cold_start=tuple(options.cold_start),
        failures=options.failures,
    )
    arrivals = arrivals_of(options, work, ZoneInfo(policies.time_zone))
    result, plots = simulate(endpoint, arrivals, INSTANCES[options.instance].price, options.seed)
    rows = [(name.replace("_", " "), _shown(name, value)) for name, value in result.items()]
    section = Section(f"{options.instance}, target {options.target:g}", (), ("", ""), rows, plots)
    return "A simulated endpoint", [section], result


_WHAT = {"run": _one, "worked": _worked, "desk": _desk}


def _shown(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {seconds(second)}" for key, second in value.items())
    return f"{value:.1%}" if name == "utilisation" else f"{value:,.4g}" if isinstance(value, float) else str(value)


def arrivals_of(options: argparse.Namespace, work: Work, zone: ZoneInfo) -> list[Arrival]:
    """The trace's, or business days'. Raises BadRequest."""
    chance = random.Random(options.seed)
    if options.trace:
        return read_trace(options.trace, work.draw, chance, zone)
    if options.per_day < 1 or options.days < 1 or options.bursts < 0:
        raise BadRequest("There must be at least one contract a day and one day.")
    return business_days(START.replace(tzinfo=zone), options.days, options.per_day, options.bursts, work.draw, chance)


def simulate(
    endpoint: Endpoint, arrivals: Sequence[Arrival], price: float, seed: int = 1
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], str]]]]:
    """The figures and the plots of one run, from the first day's midnight until the last one's, or later where work is
    left."""
    from benchmarks.simulation.endpoint import Simulation

    start = arrivals[0].at.replace(hour=0, minute=0, second=0, microsecond=0)
    last = arrivals[-1].at + timedelta(hours=SETTLE_HOURS)
    days = max(1, (last.date() - start.date()).days + (last.hour > 0))
    outcome = Simulation(endpoint, arrivals, start, seed).run(86_400 * days)
    figures = sum_up(endpoint, outcome, arrivals, price)
    return figures, [
        ("instances", partial(day_plot, outcome)),
        ("waits", partial(_waits, outcome, endpoint.notify)),
    ]


def day_plot(outcome: Outcome) -> str:
    """The first day's instances and backlog, minute by minute."""
    from benchmarks.reporting.plots import lines

    first = [minute for minute in outcome.minutes if minute.at <= 86_400 and (minute.ordered or minute.backlog)]
    hours = [minute.at / 3600 for minute in first]
    series = {
        "backlog": (hours, [float(minute.backlog) for minute in first]),
        "desired": (hours, [float(minute.desired) for minute in first]),
        "in service": (hours, [float(minute.in_service) for minute in first]),
    }
    return lines(series, "hour of the first day", "instances, documents", marks=False, steps=True)


def _waits(outcome: Outcome, notify: float) -> str:
    from benchmarks.reporting.plots import shares

    waits = {
        "wait in the queue": [job.wait / 60 for job in outcome.jobs],
        "upload to Ready": [((job.done or 0.0) + notify - job.began) / 60 for job in outcome.jobs],
    }
    return shares(waits, "minutes")


def sum_up(endpoint: Endpoint, outcome: Outcome, arrivals: Sequence[Arrival], price: float) -> dict[str, Any]:
    """Waits and whole times in seconds, instances, use, and dollars."""
    days = len({arrival.at.date() for arrival in arrivals})
    whole = [(job.done or 0.0) + endpoint.notify - job.began for job in outcome.jobs]
    cost = outcome.billed / 3600 * price
    which = (50, 90, 95, 99)
    return {
        "documents": len(arrivals),
        "done": len(outcome.jobs),
        "expired": outcome.expired,
        "instances_failed": outcome.failed,
        "wait_s": percentiles([job.wait for job in outcome.jobs], which),
        "whole_s": percentiles(whole, which),
        "instances_at_most": max((minute.in_service for minute in outcome.minutes), default=0),
        "instance_hours_a_day": round(outcome.billed / 3600 / days, 2),
        "utilisation": round(outcome.busy / outcome.billed, 4) if outcome.billed else 0.0,
        "dollars_a_day": round(cost / days, 2),
        "dollars_a_contract": round(cost / max(len(outcome.jobs), 1), 4),
    }
