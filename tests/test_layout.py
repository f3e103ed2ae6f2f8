"""The shape of the project: what may import what, and what a process must not load."""

from __future__ import annotations

import subprocess
import sys

import pytest
from importlinter.cli import lint_imports


def test_imports_go_one_way(monkeypatch, pytestconfig):
    monkeypatch.chdir(pytestconfig.rootpath)
    assert lint_imports() == 0


@pytest.mark.parametrize("package", ["benchmarks", "chunking", "deploy", "model", "serve"])
def test_the_packages_are_importable_by_their_names_and_say_what_they_are(package):
    assert __import__(package).__doc__


@pytest.mark.parametrize("module", ["serve.server", "serve.cli", "chunking.isolation.client"])
def test_what_starts_often_or_stays_small_does_not_load_torch(module):
    asked = f"import sys, {module}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked]).returncode == 0
