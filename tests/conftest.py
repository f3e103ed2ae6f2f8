"""The order of the tests, and the wheel, installed into an environment of its own, away from the checkout."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import venv
from functools import cache
from pathlib import Path
from typing import Any

import numpy
import pytest
from uv import find_uv_bin

CHECKOUT = Path(__file__).parents[1]
SOURCES = ("benchmarks", "chunking", "deploy", "model", "serve", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
# What takes longest, first: when several processes run the tests, none is left alone with one of them at the end.
LONGEST = (
    "deploy/local",
    "benchmarks/gpu",
    "test_installed.py",
    "test_linear_time.py",
    "image",
    "serve",
    "benchmarks",
    "model/engines",
    "model/training",
)
# The half of the files on the local service's page that open a review.
_ABOUT_ONE_REVIEW = ("test_marks.py", "test_text_view.py", "test_corrections.py")
# On a new machine, libraries are compiled when they are first imported. Of several processes each begins with others,
# so that each library is compiled by one of them, not by all at once.
BEGIN_WITH = {
    "gw0": ("torch._dynamo",),
    "gw1": ("sympy", "networkx", "scipy.optimize"),
    "gw2": (
        "moto",
        "docx",
        "openpyxl",
        "reportlab.pdfgen.canvas",
        "hypothesis",
        "huggingface_hub",
        "pypdf",
        "xlsxwriter",
    ),
}


def pytest_configure() -> None:
    for name in BEGIN_WITH.get(os.environ.get("PYTEST_XDIST_WORKER", ""), ()):
        importlib.import_module(name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = [CHECKOUT / "tests" / name for name in LONGEST]

    @cache  # once a file, not once a test
    def rank(path: Path) -> int:
        return next((number for number, place in enumerate(places) if path.is_relative_to(place)), len(places))

    items.sort(key=lambda item: rank(item.path))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """One process for each file, but two for the files that ask the local service: each process starts its own, and one
    alone would run longer than all the others."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file: str = super()._split_scope(nodeid)
            folder = file.rpartition("/")[0]
            if folder != "tests/deploy/local":
                return file
            return f"{folder}, reviews" if file.endswith(_ABOUT_ONE_REVIEW) else f"{folder}, lists"

    return Scheduling(config, log) if config.option.dist == "loadfile" else None


def _uv(*command: str | Path) -> None:
    done = subprocess.run([find_uv_bin(), *command, "--offline"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, since a build writes beside its sources."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        path = CHECKOUT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source / name)
    _uv("build", "--wheel", "--no-build-isolation", "--python", sys.executable, "--out-dir", out, source)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the wheel in it. The libraries are those of these tests' own
    environment, whose link to the checkout is left behind: one .pth file does not read another's folder's."""
    folder = tmp_path_factory.mktemp("installed") / "env"
    venv.create(folder)
    _uv("pip", "install", "--no-deps", "--no-index", "--python", folder / "bin" / "python", wheel)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(f"{Path(numpy.__file__).parents[1]}\n")
    return folder / "bin"


@pytest.fixture(scope="session")
def clean_environment() -> dict[str, str]:
    """Nothing that leads back to the checkout, and no settings."""
    return {
        name: value
        for name, value in os.environ.items()
        if name != "PYTHONPATH" and not name.startswith("CONTRACT_REVIEW_")
    }
