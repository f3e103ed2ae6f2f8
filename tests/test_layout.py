"""The shape of the project: what may import what, and what a process must not load."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).parents[1]
PACKAGES = {"benchmarks", "chunking", "deploy", "model", "serve"}
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
# Which extras a package may count on, beside what is always installed.
WITH = {"benchmarks": ("bench", "local"), "deploy": ("local",)}


def test_imports_go_one_way():
    """In a process of its own: the linter sets up logging for itself and silences the loggers that it finds."""
    asked = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    assert subprocess.run([sys.executable, "-c", asked], cwd=CHECKOUT).returncode == 0


@pytest.mark.parametrize("package", ["benchmarks", "chunking", "deploy", "model", "serve"])
def test_the_packages_are_importable_by_their_names_and_say_what_they_are(package):
    assert __import__(package).__doc__


@pytest.mark.parametrize("module", ["serve.server", "serve.cli", "chunking.isolation.client"])
def test_what_starts_often_or_stays_small_does_not_load_torch(module):
    asked = f"import sys, {module}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked]).returncode == 0


def named(requirements):
    return {Requirement(line).name for line in requirements}


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_what_is_imported_is_declared(package):
    declared = named(PROJECT["dependencies"] + [line for extra in WITH.get(package, ()) for line in EXTRAS[extra]])
    imported = set()
    for path in (CHECKOUT / package).rglob("*.py"):
        for node in ast.parse(path.read_text()).body:  # what is imported inside of functions may be an extra
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            imported |= {name.partition(".")[0] for name in names}
    distributions = packages_distributions()
    needed = {distributions[name][0].lower() for name in imported - PACKAGES - sys.stdlib_module_names}
    assert {name.replace("_", "-") for name in needed} - {
        "botocore",
        "tokenizers",
    } <= declared  # of boto3 and transformers


def test_no_library_may_come_in_a_version_that_nobody_has_tried():
    """text2num 3 broke an installation that had no upper bound; the tried versions lie within the bounds."""
    tried = dict(line.split("==") for line in (CHECKOUT / "constraints.txt").read_text().lower().split())
    always = [Requirement(line) for line in PROJECT["dependencies"]]
    extra = [Requirement(line) for name, lines in EXTRAS.items() if name != "dev" for line in lines]
    for requirement in [*always, *extra]:
        assert any(bound.operator in {"<", "=="} for bound in requirement.specifier), requirement
        (version,) = {tried.get(requirement.name), tried.get(requirement.name.replace("-", "_"))} - {None}
        assert version in requirement.specifier, requirement


def test_the_image_for_gpus_holds_what_makes_weights_smaller():
    listed = (CHECKOUT / "docker" / "requirements-cuda.txt").read_text()
    assert all(f"\n{name}==" in listed for name in named(EXTRAS["quantised"]))
