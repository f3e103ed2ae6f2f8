"""A run's folder goes with the run, and a killed run's with the next start."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from deploy.local.run_folder import own_folder, remove_leftovers

HOLD = """
from deploy.local.run_folder import own_folder
with own_folder() as folder:
    print(folder, flush=True)
    input()
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return tmp_path


def test_nothing_is_left_of_a_run_that_ends(temporary):
    with own_folder() as folder:
        (Path(folder) / "queue.sqlite").write_text("x")
    assert list(temporary.iterdir()) == []


def test_the_next_start_removes_what_a_killed_run_left_and_nothing_of_one_that_runs(temporary):
    run = subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with run:
        folder = Path(run.stdout.readline().strip())
        remove_leftovers()
        assert folder.is_dir(), "it runs"
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert folder.is_dir()
        with own_folder() as mine:
            assert not folder.exists() and Path(mine).is_dir()
