"""Counting CPUs within the limits of control groups."""

from __future__ import annotations

import os

import pytest

from chunking.isolation.cpu_quota import allowed

SEEN = len(os.sched_getaffinity(0))


def group(root, files, own="0::/\n"):
    for name, text in files.items():
        path = root / "cgroup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (root / "self").write_text(own)
    return allowed(root / "cgroup", root / "self")


@pytest.mark.parametrize(
    "files",
    [
        {"cpu.max": "50000 100000\n"},
        {"cpu/cpu.cfs_quota_us": "50000\n", "cpu/cpu.cfs_period_us": "100000\n"},
        {"cpu,cpuacct/cpu.cfs_quota_us": "100000\n", "cpu,cpuacct/cpu.cfs_period_us": "100000\n"},
    ],
)
def test_a_quota_of_either_version_limits_them_to_at_least_one(tmp_path, files):
    assert group(tmp_path, files) == 1


def test_a_share_of_a_processor_counts_as_one(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(64))
    assert group(tmp_path, {"cpu.max": "150000 100000\n"}) == 2


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"cpu.max": "max 100000\n"},
        {"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"},
        {"cpu.max": "nonsense\n"},
    ],
)
def test_without_a_quota_the_scheduling_affinity_counts(tmp_path, files):
    assert group(tmp_path, files) == SEEN


def test_ancestor_groups_count_too(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(64))
    files = {"service/worker/cpu.max": "800000 100000\n", "service/cpu.max": "300000 100000\n"}
    assert group(tmp_path, files, own="0::/service/worker\n") == 3
