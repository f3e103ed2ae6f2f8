"""Draws when contracts arrive: business days with bursts, or the times of a trace file."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

from chunking.errors import BadRequest

# Contracts that one person sends at once, and the seconds over which the browser starts their uploads.
BURST = (12, 20)
BURST_SECONDS = 20.0
OFFICE_HOURS = (time(9, 0), time(17, 30))


class Arrival(NamedTuple):
    """A contract: when its upload begins (timezone-aware), and the seconds that its upload and its inference, alone on
    an instance, take."""

    at: datetime
    upload: float
    inference: float
    name: str = ""


class Draw(NamedTuple):
    """The distributions of a contract's upload and inference times, in seconds."""

    upload: Callable[[random.Random], float]
    inference: Callable[[random.Random], float]


def log_normal(median: float, sigma: float) -> Callable[[random.Random], float]:
    """A log-normal distribution of seconds; about two thirds of the values lie within a factor of e^sigma of the
    median."""
    return lambda chance: median * chance.lognormvariate(0.0, sigma)


def measured(seconds: Sequence[float]) -> Callable[[random.Random], float]:
    """The empirical distribution of measured seconds."""
    return lambda chance: chance.choice(seconds)


def business_days(
    start: datetime, days: int, per_day: int, bursts: int, draw: Draw, chance: random.Random
) -> list[Arrival]:
    """``per_day`` contracts on each business day from ``start`` (timezone-aware) on: ``bursts`` of 12 to 20, the rest
    one by one at random times in office hours."""
    arrivals: list[Arrival] = []
    day = start
    for _ in range(days):
        while day.weekday() > 4:
            day += timedelta(days=1)
        opens, closes = (datetime.combine(day, hour, day.tzinfo) for hour in OFFICE_HOURS)
        length = (closes - opens).total_seconds()
        times: list[float] = []
        for _ in range(bursts):
            begin = chance.uniform(0, length - BURST_SECONDS)
            size = min(chance.randint(*BURST), per_day - len(times))
            times += [begin + chance.uniform(0, BURST_SECONDS) for _ in range(size)]
        times += [chance.uniform(0, length) for _ in range(per_day - len(times))]
        arrivals += [
            Arrival(opens + timedelta(seconds=at), draw.upload(chance), draw.inference(chance)) for at in sorted(times)
        ]
        day += timedelta(days=1)
    return arrivals


def read_trace(path: Path, draw: Draw, chance: random.Random, zone: tzinfo) -> list[Arrival]:
    """Reads a CSV file with the columns ``at`` (ISO 8601, in ``zone`` unless it has an offset) and, optionally,
    ``upload_s``, ``inference_s`` and ``name``. Missing durations are drawn.

    Raises BadRequest, naming the line, for times out of order and for invalid times or numbers.
    """
    arrivals: list[Arrival] = []
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadRequest(f"{path} cannot be read: {error}") from error
    if not rows or "at" not in rows[0]:
        raise BadRequest(f"{path} is not a trace: its header must name the column at, and rows must follow.")
    for line, row in enumerate(rows, 2):
        try:
            at = datetime.fromisoformat(row["at"])
            at = at if at.tzinfo else at.replace(tzinfo=zone)
            upload = float(row.get("upload_s") or draw.upload(chance))
            inference = float(row.get("inference_s") or draw.inference(chance))
        except (TypeError, ValueError) as error:
            raise BadRequest(f"{path}, line {line}: {error}.") from error
        if upload < 0 or inference <= 0:
            raise BadRequest(f"{path}, line {line}: the upload must take 0 s or more, and the inference more than 0 s.")
        if arrivals and at < arrivals[-1].at:
            raise BadRequest(f"{path}, line {line}: {at.isoformat()} is before the line above. Sort the trace by time.")
        arrivals.append(Arrival(at, upload, inference, row.get("name") or ""))
    return arrivals
