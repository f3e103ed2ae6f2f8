"""The local service itself, once for all tests that leave it as it was; a browser before its page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.performance.under_load.local_service import LocalService, Person
from benchmarks.performance.under_load.sample_documents import of_pages

SAMPLE = Path(__file__).parents[3] / "examples" / "sample.pdf"
PATIENCE = 240  # seconds, on a busy machine
PHONE = {"viewport": {"width": 390, "height": 800}, "is_mobile": True, "has_touch": True}
DARK = {"color_scheme": "dark"}


def pdf(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/pdf", "buffer": data}


# A second playbook beside the built-in one, by which every contract gets one flag.
OURS = """name: Ours
rules:
  - id: escrow-missing
    clause: Source Code Escrow
    must: be_there
    severity: high
    reason: Our warehouses stop without the software.
"""


# It ends with these tests: ten idle processes take a twentieth of a core from all others.
@pytest.fixture(scope="package")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalService]:
    playbooks = tmp_path_factory.mktemp("playbooks")
    (playbooks / "ours.yaml").write_text(OURS)
    with LocalService("--max-workers", "1", "--warm", "1", "--playbook", str(playbooks)) as service:
        yield service


@pytest.fixture
def person(local: LocalService) -> Iterator[Person]:
    with Person(local.url) as someone:
        yield someone


@pytest.fixture(scope="session")
def short_contract() -> bytes:
    return of_pages(1)


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Debian's Chromium; a machine without it skips these tests, continuous integration may not. Its headless shell
    opens a page with a quarter of the processor time."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed; .ci/run and make install it where they can.")
        pytest.skip("Chromium is not installed (apt-get install chromium-headless-shell).")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """An empty page of a new person's browser, or of ``context``; any complaint of the browser fails the test."""
    contexts, complaints = [], []

    def opened(context: Any = None, **settings: Any) -> Any:
        if context is None:
            context = browser.new_context(**settings)
            contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def open_page(new_page: Callable[..., Any], local: LocalService) -> Callable[..., Any]:
    """A new person's list of contracts. ``listed``: rows to show in place of the service's."""

    def opened(listed: list[dict[str, Any]] | None = None, **settings: Any) -> Any:
        page = new_page(**settings)
        if listed is not None:
            page.route("**/contracts", lambda route: route.fulfill(json={"contracts": listed, "next": None}))
        page.goto(local.url)
        page.wait_for_selector(".link.on")
        return page

    return opened


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], None]:
    """Fails the test if a page, as it is now, is not accessible."""
    from axe_playwright_python.sync_playwright import Axe

    checker = Axe()

    def check(page: Any) -> None:
        found = checker.run(page).response["violations"]
        assert not found, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]

    return check


@pytest.fixture(scope="module")
def reviewed(local: LocalService, browser: Any) -> str:
    """The sample, dropped on the page by one test's person and there for all."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(local.url)
    page.set_input_files("#files", [pdf("sample.pdf", SAMPLE.read_bytes())])
    row = ".contract.ready:has(.details:text-matches('^sample.pdf '))"  # a copy's row names it too, but not first
    link: str = page.wait_for_selector(f"{row} a.name").get_attribute("href")
    page.close()
    return link
