"""How much memory is left to this container."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

CGROUPS, MEMINFO = Path("/sys/fs/cgroup"), Path("/proc/meminfo")


class _Accounts(NamedTuple):
    """Where a version of cgroups says what is allowed, what is used, and how much of that is cache to be given back."""

    limit: str
    used: str
    cache: str


_VERSIONS = (
    _Accounts("memory.max", "memory.current", "inactive_file"),
    _Accounts("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "total_inactive_file"),
)


def free_memory(cgroups: Path = CGROUPS, meminfo: Path = MEMINFO) -> int:
    """Bytes until the container's limit or the machine's end, whichever comes first; disk cache counts as free."""
    machine = dict(line.split(":", 1) for line in meminfo.read_text().splitlines() if ":" in line)
    free = int(machine["MemAvailable"].split()[0]) << 10
    for version in _VERSIONS:
        try:
            limit = (cgroups / version.limit).read_text().strip()
            used = int((cgroups / version.used).read_text())
            statistics = (cgroups / version.used).with_name("memory.stat").read_text()
        except OSError:
            continue
        if limit != "max":
            cache = dict(line.split() for line in statistics.splitlines()).get(version.cache, "0")
            free = min(free, int(limit) - used + int(cache))
    return free
