"""Measures the memory available to this container, and counts the processes that the kernel killed for lack of it."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import NamedTuple

CGROUPS, MEMINFO, VMSTAT = Path("/sys/fs/cgroup"), Path("/proc/meminfo"), Path("/proc/vmstat")
# The exit status of a process that caught its own MemoryError.
NO_MEMORY = errno.ENOMEM


class _Accounts(NamedTuple):
    """The files and keys of a cgroup version: the limit, the usage, and how much of the usage is reclaimable cache."""

    limit: str
    used: str
    cache: str


_VERSIONS = (
    _Accounts("memory.max", "memory.current", "inactive_file"),
    _Accounts("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "total_inactive_file"),
)


def free_memory(cgroups: Path = CGROUPS, meminfo: Path = MEMINFO) -> int:
    """Bytes available until the container's limit or the machine's memory is reached; page cache counts as free."""
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


def killed_for_memory(vmstat: Path = VMSTAT) -> int:
    """How many processes the kernel's out-of-memory killer has ended, on this machine or in any of its containers; 0 if
    the kernel does not report it."""
    try:
        lines = vmstat.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("oom_kill ")), 0)
