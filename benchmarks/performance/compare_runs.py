"""``contract-review bench compare A.json B.json``: finds significant changes in speed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.reporting.sections import plain, read_line
from chunking.errors import BadRequest

# A change counts if its p-value is below the first and its size above the second.
SIGNIFICANCE, RELEVANCE = 0.05, 0.03
_SHUFFLES = 20_000

Pairs = list[tuple[Sequence[float], Sequence[float]]]


class Change(NamedTuple):
    """The ratio of B's time to A's, and its p-value (corrected for the number of comparisons)."""

    what: str
    ratio: float
    p_value: float

    @property
    def verdict(self) -> str:
        """The change in a word."""
        if self.p_value >= SIGNIFICANCE or abs(self.ratio - 1) < RELEVANCE:
            return "same"
        return "slower" if self.ratio > 1 else "faster"


def run(files: Sequence[Path]) -> int:
    """Prints a table and one JSON line. Exit status 1: something became slower. Raises BadRequest."""
    if len(files) != 2:
        raise BadRequest("Name two files written by bench --out: contract-review bench compare A.json B.json.")
    before, after = map(read_line, files)
    changes = compared(before, after)
    rows = [(change.what, f"{change.ratio:.3f}", f"{change.p_value:.3f}", change.verdict) for change in changes]
    print(plain(("", "B / A", "p-value", ""), rows))
    for name, line in zip(files, (before, after), strict=True):
        if line.get("partial"):
            print(f"{name} is partial: {line['partial']}")
    print(json.dumps({change.what: {**change._asdict(), "verdict": change.verdict} for change in changes}))
    return int(any(change.verdict == "slower" for change in changes))


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The changes of whole reviews and their stages over all files, of each file, and of each load. Raises BadRequest
    if the runs have nothing in common."""
    measured = list(_pairs(before, after))
    if not measured:
        raise BadRequest("The two runs have no file and no load in common, so there is nothing to compare.")
    found = [(what, *_difference(pairs)) for what, pairs in measured]
    corrected = _holm([p_value for _, _, p_value in found])
    return [Change(what, ratio, p_value) for (what, ratio, _), p_value in zip(found, corrected, strict=True)]


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, Pairs]]:
    first = {row["file"]: row for row in before.get("files", []) if row.get("samples")}
    second = {row["file"]: row for row in after.get("files", []) if row.get("samples")}
    common = [name for name in first if name in second]
    if common:
        yield "the whole review", [(first[name]["samples"], second[name]["samples"]) for name in common]
        stages = [stage for stage in first[common[0]]["stages"] if stage in second[common[0]]["stages"]]
        for stage in stages:
            yield stage, [(first[name]["stages"][stage], second[name]["stages"][stage]) for name in common]
    if len(common) > 1:
        for name in common:
            yield name, [(first[name]["samples"], second[name]["samples"])]
    loads = {_label(load): load["samples"] for load in before.get("load", []) if load["samples"]}
    for load in after.get("load", []):
        if load["samples"] and _label(load) in loads:
            yield _label(load), [(loads[_label(load)], load["samples"])]


def _label(load: Mapping[str, Any]) -> str:
    return f"{load['concurrency']} at once" if load.get("concurrency") else f"{load['rate']:g} per second"


def _difference(pairs: Pairs) -> tuple[float, float]:
    """The ratio of B to A (geometric mean, files weighted equally) and its p-value by a permutation test that shuffles
    the times of each file between the runs, and so makes no assumption about their distribution."""
    logs = [(np.log(np.maximum(a, 1e-9)), np.log(np.maximum(b, 1e-9))) for a, b in pairs]
    observed = float(np.mean([b.mean() - a.mean() for a, b in logs]))
    chance = np.random.default_rng(1)
    shuffled = np.mean([_shuffled(a, b, chance) for a, b in logs], axis=0)
    extreme = int((np.abs(shuffled) >= abs(observed) - 1e-12).sum())
    return float(np.exp(observed)), (extreme + 1) / (_SHUFFLES + 1)


def _shuffled(a: NDArray[np.float64], b: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.float64]:
    both = np.concatenate([a, b])
    drawn = chance.permuted(np.broadcast_to(both, (_SHUFFLES, len(both))), axis=1)
    result: NDArray[np.float64] = drawn[:, len(a) :].mean(axis=1) - drawn[:, : len(a)].mean(axis=1)
    return result


def _holm(p_values: Sequence[float]) -> list[float]:
    """P-values with Holm's correction for multiple comparisons."""
    corrected, least = [0.0] * len(p_values), 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        least = max(least, min(1.0, p_values[index] * (len(p_values) - rank)))
        corrected[index] = least
    return corrected
