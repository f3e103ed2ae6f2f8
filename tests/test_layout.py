"""The structure of the project: which imports are allowed, and what a process must not load."""

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
# The extras that a package may rely on.
WITH = {"benchmarks": ("bench", "local"), "deploy": ("local",)}


def test_imports_go_one_way():
    """In its own process, since the linter configures logging and silences existing loggers."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT).returncode == 0


@pytest.mark.parametrize("package", ["benchmarks", "chunking", "deploy", "model", "serve"])
def test_every_package_can_be_imported_and_has_a_docstring(package):
    assert __import__(package).__doc__


@pytest.mark.parametrize("module", ["serve.server", "serve.cli", "chunking.isolation.client"])
def test_processes_that_start_often_or_stay_small_do_not_load_torch(module):
    code = f"import sys, {module}; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def named(requirements):
    return {Requirement(line).name for line in requirements}


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_every_imported_package_is_declared(package):
    declared = named(PROJECT["dependencies"] + [line for extra in WITH.get(package, ()) for line in EXTRAS[extra]])
    imported = set()
    for path in (CHECKOUT / package).rglob("*.py"):
        for node in ast.parse(path.read_text()).body:  # imports inside functions may be extras
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            imported |= {name.partition(".")[0] for name in names}
    distributions = packages_distributions()
    needed = {distributions[name][0].lower() for name in imported - PACKAGES - sys.stdlib_module_names}
    assert {name.replace("_", "-") for name in needed} - {
        "botocore",
        "huggingface-hub",
        "tokenizers",
    } <= declared  # of boto3 and transformers


def test_no_library_may_be_installed_in_an_untested_version():
    """text2num 3 broke an installation without an upper bound. The tested versions lie within the bounds."""
    tested = dict(line.split("==") for line in (CHECKOUT / "constraints.txt").read_text().lower().split())
    always = [Requirement(line) for line in PROJECT["dependencies"]]
    extra = [Requirement(line) for name, lines in EXTRAS.items() if name != "dev" for line in lines]
    for requirement in [*always, *extra]:
        assert any(bound.operator in {"<", "=="} for bound in requirement.specifier), requirement
        (version,) = {tested.get(requirement.name), tested.get(requirement.name.replace("-", "_"))} - {None}
        assert version in requirement.specifier, requirement


def test_the_gpu_image_can_quantize_weights():
    listed = (CHECKOUT / "docker" / "requirements-cuda.txt").read_text()
    assert all(f"\n{name}==" in listed for name in named(EXTRAS["quantized"]))
