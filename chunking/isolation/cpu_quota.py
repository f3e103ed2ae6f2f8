"""Counts the CPUs this process may use, honouring container quotas."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CGROUPS, OWN = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


def allowed(cgroups: Path = CGROUPS, own: Path = OWN) -> int:
    """The number of CPUs that the process may run on, limited by the CPU quotas of its control groups (cgroups v1 or
    v2), rounded up; at least 1."""
    quotas = [math.ceil(share) for share in _shares(cgroups, own) if share > 0]
    return max(1, min([len(os.sched_getaffinity(0)), *quotas]))


def _shares(cgroups: Path, own: Path) -> Iterator[float]:
    """The quotas of the process's groups and their ancestors, in CPUs."""
    for folder in _groups(cgroups, own):
        with suppress(OSError, ValueError):
            quota, period = (folder / "cpu.max").read_text().split()  # "max 100000" is not a number: no limit
            yield int(quota) / int(period)
        with suppress(OSError, ValueError):
            quota, period = ((folder / f"cpu.cfs_{name}_us").read_text() for name in ("quota", "period"))
            yield int(quota) / int(period)  # -1 is no limit


def _groups(cgroups: Path, own: Path) -> set[Path]:
    """The folders of the process's groups and their ancestors; in a container, often only the root."""
    roots = {"": cgroups, "cpu": cgroups / "cpu", "cpu,cpuacct": cgroups / "cpu,cpuacct"}
    found = set(roots.values())
    with suppress(OSError):
        for line in own.read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if controllers in roots:
                inner = Path(path.lstrip("/"))
                found |= {roots[controllers] / part for part in (inner, *inner.parents)}
    return found
