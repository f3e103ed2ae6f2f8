"""``contract-review simulate``: computes waiting times and cost on the asynchronous endpoint."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from benchmarks.reporting.statistics import seconds
from benchmarks.simulation.arrivals import Arrival, business_days, read_trace
from benchmarks.simulation.simulated_days import START, simulate
from benchmarks.simulation.work_per_contract import INFERENCE, Work, work_of
from chunking.errors import BadRequest
from deploy.scaling.instance_types import INSTANCES

if TYPE_CHECKING:
    from benchmarks.reporting.sections import Section

# A title, sections, and the JSON line.
_Result = tuple[str, "Sequence[Section]", dict[str, Any]]


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``simulate``."""
    command.add_argument(
        "what", nargs="?", default="run", choices=("run", "worked", "compare"),
        help="run: one setup (default); worked: the worked trace against AWS's rules; compare: many setups",
    )  # fmt: skip
    command.add_argument(
        "--trace", type=Path, metavar="CSV", help="arrivals: columns at[, upload_s, inference_s, name]"
    )
    command.add_argument("--per-day", type=int, default=300, help="contracts a business day (default: 300)")
    command.add_argument("--bursts", type=int, default=8, help="bursts of 12 to 20 among them (default: 8)")
    command.add_argument("--days", type=int, default=5, help="business days (default: 5)")
    command.add_argument(
        "--inference",
        default=str(INFERENCE),
        metavar="SECONDS|JSON",
        help="median, or the JSON line of a bench (default: 43)",
    )
    command.add_argument(
        "--curve", type=Path, metavar="JSON", help="the JSON line of a bench: throughput by concurrency"
    )
    command.add_argument("--instance", default="ml.g5.2xlarge", choices=sorted(INSTANCES))
    command.add_argument("--concurrency", type=int, default=1, help="documents at once on an instance (default: 1)")
    command.add_argument(
        "--cold-start",
        type=float,
        nargs=2,
        default=(180.0, 300.0),
        metavar=("MIN", "MAX"),
        help="seconds (default: 180 300)",
    )
    command.add_argument("--failures", type=float, default=0.0, help="failures of an instance per hour (default: 0)")
    command.add_argument("--max", type=int, default=5, help="maximum instances (default: 5)")
    command.add_argument("--target", type=float, default=3.0, help="backlog per instance (default: 3)")
    command.add_argument("--idle-minutes", type=int, default=15, help="idle minutes before scale-in (default: 15)")
    command.add_argument("--warm", type=int, default=1, help="instances kept warm in office hours (default: 1)")
    command.add_argument("--seed", type=int, default=1, help="random seed (default: 1)")
    command.add_argument("--report", type=Path, metavar="HTML", help="also write a report with plots")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints tables and one JSON line; writes the report if one is requested."""
    from benchmarks.reporting.sections import html, plain

    title, sections, line = _RUNS[options.what](options)
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


def _worked(options: argparse.Namespace) -> _Result:
    from benchmarks.simulation import worked_trace

    sections = worked_trace.compare()
    return "The worked trace", sections, {row[0]: row[1:] for row in sections[0].rows}


def _compare(options: argparse.Namespace) -> _Result:
    from benchmarks.simulation import growth_study, hosting_study

    work = work_of(options.inference, options.curve)
    sections, line = hosting_study.study(work, options.days, options.per_day, options.bursts)
    return "Waiting times and cost by setting", [*sections, *growth_study.study(work)], line


def _one(options: argparse.Namespace) -> _Result:
    from benchmarks.reporting.sections import Section
    from benchmarks.simulation.simulated_endpoint import Endpoint
    from deploy.scaling.scaling_model import Policies

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


_RUNS = {"run": _one, "worked": _worked, "compare": _compare}


def _shown(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {seconds(second)}" for key, second in value.items())
    return f"{value:.1%}" if name == "utilization" else f"{value:,.4g}" if isinstance(value, float) else str(value)


def arrivals_of(options: argparse.Namespace, work: Work, zone: ZoneInfo) -> list[Arrival]:
    """The arrivals of the trace, or of generated business days. Raises BadRequest."""
    chance = random.Random(options.seed)
    if options.trace:
        return read_trace(options.trace, work.draw, chance, zone)
    if options.per_day < 1 or options.days < 1 or options.bursts < 0:
        raise BadRequest("There must be at least one contract a day and one day.")
    return business_days(START.replace(tzinfo=zone), options.days, options.per_day, options.bursts, work.draw, chance)
