"""Gives the work per contract, from given figures or from the output of ``contract-review bench``."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.reporting.sections import read_line
from benchmarks.simulation.arrivals import Draw, log_normal, measured
from chunking.errors import BadRequest

# The reference document: 43 s of inference (the median, and sigma of a log-normal), and 0.3 to 4 s to upload 2 to 25 MB
# at 50 Mbit/s.
INFERENCE, SPREAD = 43.0, 0.3
UPLOAD = (0.3, 4.0)


@dataclass(frozen=True, slots=True)
class Work:
    """A document's times, and an instance's throughput with 1, 2, ... documents at once over that with one."""

    draw: Draw
    speed: tuple[float, ...]


def work_of(inference: str, batching: Path | None = None) -> Work:
    """``inference`` is a median in seconds or the path of a bench's JSON line, which also gives the throughput by
    concurrency. ``batching``, another bench's line, replaces that throughput.

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
                f"{inference} contains no reviews. Create it with: contract-review bench ... --out FILE"
            ) from None
        by_concurrency = {
            load["concurrency"]: load["per_second"] for load in line.get("load", []) if "rate" not in load
        }
        return Work(Draw(upload, measured(times)), curve(by_concurrency))
    if median <= 0:
        raise BadRequest("The inference time must be more than 0 s.")
    return Work(Draw(upload, log_normal(median, SPREAD)), (1.0,))


def curve_of(line: dict[str, Any]) -> tuple[float, ...]:
    """Relative throughput by concurrency, from a bench's load test or from an LLM's decoding rate by batch size."""
    loads = {load["concurrency"]: load["per_second"] for load in line.get("load", []) if load.get("concurrency")}
    tokens = {int(batch): rate for batch, rate in line.get("decode_tokens_per_s", {}).items()}
    return curve(loads or tokens)


def curve(throughput: dict[int, float]) -> tuple[float, ...]:
    """Throughput with 1, 2, ... documents at once over that with one, linearly interpolated."""
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
