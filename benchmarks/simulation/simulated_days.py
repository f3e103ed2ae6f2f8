"""Runs, summarizes and plots simulated days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.reporting.statistics import percentiles
from benchmarks.simulation.arrivals import Arrival

if TYPE_CHECKING:
    from benchmarks.simulation.simulated_endpoint import Endpoint, Outcome

START = datetime(2026, 11, 23)  # a Monday
SETTLE_HOURS = 6


def simulate(
    endpoint: Endpoint, arrivals: Sequence[Arrival], price: float, seed: int = 1
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], str]]]]:
    """The figures and plots of one run, from the first day's midnight to at least six hours after the last arrival."""
    from benchmarks.simulation.simulated_endpoint import Simulation

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

    first = [minute for minute in outcome.minutes if minute.at <= 86_400 and (minute.launched or minute.backlog)]
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
    """Percentiles of waiting and total times in seconds; instances, utilization and cost in dollars."""
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
        "utilization": round(outcome.busy / outcome.billed, 4) if outcome.billed else 0.0,
        "dollars_a_day": round(cost / days, 2),
        "dollars_a_contract": round(cost / max(len(outcome.jobs), 1), 4),
    }
