"""When contracts come: a business day's arrivals, bursts, or a trace file."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import NamedTuple

from chunking.errors import BadRequest

# Contracts a person sends at once, and over how long a browser starts their uploads.
BURST = (12, 20)
BURST_SECONDS = 20.0
OFFICE_HOURS = (time(9, 0), time(17, 30))


class Arrival(NamedTuple):
    """A contract: when its upload begins (aware), how long that takes, and how long its inference takes alone on an
    instance, in seconds."""

    at: datetime
    upload: float
    inference: float
    name: str = ""


class Draw(NamedTuple):
    """Where a contract's seconds are drawn from."""

    upload: Callable[[random.Random], float]
    inference: Callable[[random.Random], float]


def log_normal(median: float, sigma: float) -> Callable[[random.Random], float]:
    """Seconds around a median; about two thirds lie within a factor of e to the sigma."""
    return lambda chance: median * chance.lognormvariate(0.0, sigma)


def measured(seconds: Sequence[float]) -> Callable[[random.Random], float]:
    """Seconds that were measured, each as likely as the other."""
    return lambda chance: chance.choice(seconds)


def business_days(
    start: datetime, days: int, per_day: int, bursts: int, draw: Draw, chance: random.Random
) -> list[Arrival]:
    """``per_day`` contracts on each business day from the (aware) start's on: ``bursts`` of 12 to 20, the rest one by
    one at random times of the office hours."""
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
    """A CSV file with the columns ``at`` (ISO 8601; in ``zone`` where it names none) and, where known,
    ``upload_s``, ``inference_s`` and ``name``; what it leaves out is drawn.

    Raises BadRequest, which names the line: times out of order, and what is no time or number.
    """
    arrivals: list[Arrival] = []
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadRequest(f"{path} cannot be read: {error}") from error
    if not rows or "at" not in rows[0]:
        raise BadRequest(f"{path} is no trace: its first line must name the column at, and more lines must follow.")
    for line, row in enumerate(rows, 2):
        try:
            at = datetime.fromisoformat(row["at"])
            at = at if at.tzinfo else at.replace(tzinfo=zone)
            upload = float(row.get("upload_s") or draw.upload(chance))
            inference = float(row.get("inference_s") or draw.inference(chance))
        except (TypeError, ValueError) as error:
            raise BadRequest(f"{path}, line {line}: {error}.") from error
        if upload < 0 or inference <= 0:
            raise BadRequest(f"{path}, line {line}: an upload or an inference takes no time at all.")
        if arrivals and at < arrivals[-1].at:
            raise BadRequest(f"{path}, line {line}: {at.isoformat()} is before the line above. Sort the trace by time.")
        arrivals.append(Arrival(at, upload, inference, row.get("name") or ""))
    return arrivals
