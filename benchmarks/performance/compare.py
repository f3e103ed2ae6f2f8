"""``contract-review bench compare A.json B.json``: what became slower, with the noise taken into account."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.reporting.report import plain, read_line
from chunking.errors import BadRequest

# A difference counts when so small a chance would bring it about, and when it is large enough to matter.
CHANCE, MATTERS = 0.05, 0.03
_SHUFFLES = 20_000

Pairs = list[tuple[Sequence[float], Sequence[float]]]


class Change(NamedTuple):
    """How many times longer B takes than A, and how often chance alone gives as much (corrected for how many
    comparisons were made)."""

    what: str
    ratio: float
    chance: float

    @property
    def verdict(self) -> str:
        """In a word."""
        if self.chance >= CHANCE or abs(self.ratio - 1) < MATTERS:
            return "same"
        return "slower" if self.ratio > 1 else "faster"


def run(files: Sequence[Path]) -> int:
    """Prints a table and one JSON line. 1 where something became slower. Raises BadRequest."""
    if len(files) != 2:
        raise BadRequest(
            "Name two lines that were written by bench --out: contract-review bench compare A.json B.json."
        )
    before, after = map(read_line, files)
    changes = compared(before, after)
    rows = [(change.what, f"{change.ratio:.3f}", f"{change.chance:.3f}", change.verdict) for change in changes]
    print(plain(("", "B / A", "by chance", ""), rows))
    for name, line in zip(files, (before, after), strict=True):
        if line.get("partial"):
            print(f"{name} is partial: {line['partial']}")
    print(json.dumps({change.what: {**change._asdict(), "verdict": change.verdict} for change in changes}))
    return int(any(change.verdict == "slower" for change in changes))


def compared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The whole review over all files, its stages, each file, and each load. Raises BadRequest where the two have
    nothing in common."""
    measured = list(_pairs(before, after))
    if not measured:
        raise BadRequest("The two have no file and no load in common, so that there is nothing to compare.")
    found = [(what, *_difference(pairs)) for what, pairs in measured]
    corrected = _holm([chance for _, _, chance in found])
    return [Change(what, ratio, chance) for (what, ratio, _), chance in zip(found, corrected, strict=True)]


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
    loads = {_named(load): load["samples"] for load in before.get("load", []) if load["samples"]}
    for load in after.get("load", []):
        if load["samples"] and _named(load) in loads:
            yield _named(load), [(loads[_named(load)], load["samples"])]


def _named(load: Mapping[str, Any]) -> str:
    return f"{load['concurrency']} at once" if load.get("concurrency") else f"{load['rate']:g} a second"


def _difference(pairs: Pairs) -> tuple[float, float]:
    """The ratio of B to A (mean of logarithms, each file alike), and how often shuffling which time is whose, file by
    file, gives one as far from 1: a permutation test, which asks nothing of the distribution."""
    logs = [(np.log(np.maximum(a, 1e-9)), np.log(np.maximum(b, 1e-9))) for a, b in pairs]
    observed = float(np.mean([b.mean() - a.mean() for a, b in logs]))
    chance = np.random.default_rng(1)
    shuffled = np.mean([_shuffled(a, b, chance) for a, b in logs], axis=0)
    as_far = int((np.abs(shuffled) >= abs(observed) - 1e-12).sum())
    return float(np.exp(observed)), (as_far + 1) / (_SHUFFLES + 1)


def _shuffled(a: NDArray[np.float64], b: NDArray[np.float64], chance: np.random.Generator) -> NDArray[np.float64]:
    both = np.concatenate([a, b])
    drawn = chance.permuted(np.broadcast_to(both, (_SHUFFLES, len(both))), axis=1)
    result: NDArray[np.float64] = drawn[:, len(a) :].mean(axis=1) - drawn[:, : len(a)].mean(axis=1)
    return result


def _holm(chances: Sequence[float]) -> list[float]:
    """Holm's correction: the more comparisons, the smaller a chance must be."""
    corrected, least = [0.0] * len(chances), 0.0
    for rank, index in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        least = max(least, min(1.0, chances[index] * (len(chances) - rank)))
        corrected[index] = least
    return corrected
