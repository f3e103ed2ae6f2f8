"""The local service itself, once for all tests that leave it as it was; a browser before its page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.performance.inputs import of_pages
from benchmarks.robustness.local_service import LocalService, Person

SAMPLE = Path(__file__).parents[3] / "examples" / "sample.pdf"
PATIENCE = 240  # seconds, on a busy machine


@pytest.fixture(scope="session")
def local() -> Iterator[LocalService]:
    with LocalService("--max-workers", "1", "--warm", "1") as service:
        yield service


@pytest.fixture
def person(local: LocalService) -> Iterator[Person]:
    with Person(local.url) as somebody:
        yield somebody


@pytest.fixture(scope="session")
def short_contract() -> bytes:
    return of_pages(1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; a machine without it skips these tests, continuous integration may not."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed; .ci/run and make install it where they can.")
        pytest.skip("Chromium is not installed (apt-get install chromium).")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()
