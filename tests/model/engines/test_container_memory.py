"""What memory a container has left, under both versions of cgroups."""

from __future__ import annotations

from model.engines.container_memory import free_memory

MIB = 1 << 20


def machine(tmp_path, available):
    meminfo = tmp_path / "meminfo"
    meminfo.write_text(f"MemTotal: 99999 kB\nMemAvailable: {available // 1024} kB\nHugePages_Total: 0\n")
    return meminfo


def test_the_limit_of_the_container_counts_and_its_disk_cache_does_not(tmp_path):
    (tmp_path / "memory.max").write_text(f"{1000 * MIB}\n")
    (tmp_path / "memory.current").write_text(f"{700 * MIB}\n")
    (tmp_path / "memory.stat").write_text(f"anon 1\ninactive_file {100 * MIB}\n")
    assert free_memory(tmp_path, machine(tmp_path, 9000 * MIB)) == 400 * MIB


def test_so_it_does_under_the_first_version(tmp_path):
    (tmp_path / "memory").mkdir()
    (tmp_path / "memory" / "memory.limit_in_bytes").write_text(f"{1000 * MIB}\n")
    (tmp_path / "memory" / "memory.usage_in_bytes").write_text(f"{700 * MIB}\n")
    (tmp_path / "memory" / "memory.stat").write_text(f"inactive_file 5\ntotal_inactive_file {100 * MIB}\n")
    assert free_memory(tmp_path, machine(tmp_path, 9000 * MIB)) == 400 * MIB


def test_without_a_limit_the_machine_is_one(tmp_path):
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text("5\n")
    (tmp_path / "memory.stat").write_text("inactive_file 0\n")
    assert free_memory(tmp_path, machine(tmp_path, 300 * MIB)) == 300 * MIB
    assert free_memory() > 0
