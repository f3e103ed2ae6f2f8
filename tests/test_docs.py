"""The documentation: its links lead somewhere, the paths it names exist, and the README repeats no figure wrongly."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PAGES = [
    CHECKOUT / "README.md",
    *sorted((CHECKOUT / "docs").glob("*.md")),
    CHECKOUT / "deploy" / "README.md",
    CHECKOUT / "docker" / "README.md",
]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def name(path):
    return str(path.relative_to(CHECKOUT))


def links(text):
    return [target for target in LINK.findall(text) if not re.match(r"[a-z]+:", target)]


def anchors(text):
    """GitHub's anchors of the headings: lower case, without punctuation, spaces as hyphens."""
    headings = [line.lstrip("#").strip().lower() for line in text.splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_relative_link_leads_to_a_file_and_a_heading(page):
    for target in links(page.read_text("utf-8")):
        path, _, anchor = target.partition("#")
        linked = (page.parent / path) if path else page
        assert linked.exists(), f"{name(page)} links to {target}"
        if anchor:
            assert anchor in anchors(linked.read_text("utf-8")), f"{name(page)} links to {target}"


def test_markdown_lies_in_the_docs_and_beside_what_is_deployed():
    """One place for prose: nothing under benchmarks, whose figures are shown in docs."""
    assert not list((CHECKOUT / "benchmarks").rglob("*.md"))


def test_architecture_names_paths_that_exist():
    """In the first code span of a cell a path counts from the checkout; the others may lie in the same folder."""
    text = (CHECKOUT / "docs" / "architecture.md").read_text("utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| ") and line.count("|") >= 3]
    found = 0
    for row in rows:
        folder = CHECKOUT
        for span in re.findall(r"`([\w./-]+)`", row[1]):
            if not re.search(r"/|\.(py|txt|yaml|js|json|html)$", span):
                continue
            path = folder / span if (folder / span).exists() else CHECKOUT / span
            assert path.exists(), span
            folder = path if path.is_dir() else path.parent
            found += 1
    assert found > 40


def tables(page):
    """Each row's cells by its first one."""
    lines = [line for line in page.read_text("utf-8").splitlines() if line.startswith("|")]
    return {cells[0]: cells for cells in ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)}


@pytest.mark.parametrize("label", ["contract-review, 60", "contract-review, CUAD", "Claude", "ELECTRA", "GPT"])
def test_the_readme_gives_the_same_accuracy_as_the_docs(label):
    shown, measured = (
        next(cells for first, cells in tables(CHECKOUT / page).items() if first.startswith(label))
        for page in ("README.md", "docs/accuracy.md")
    )
    assert shown == measured[: len(shown)]


def test_the_readme_gives_the_same_speed_as_the_docs():
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    pages, tokens, seconds = re.search(r"a contract of (\d+) pages \(([\d,]+) tokens\) \| ([\d.]+) s", readme).groups()
    files = json.loads((CHECKOUT / "benchmarks" / "results" / "reviews.json").read_text("utf-8"))["files"]
    (measured,) = [one for one in files if f"{one['tokens']:,}" == tokens]
    assert (str(measured["pages"]), f"{measured['total']:.1f}") == (pages, seconds)
    load = re.search(r"(\d+) contracts at once \((\d+) pages\) \| (\d+) s, `/ping` within (\d+) ms", readme).groups()
    docs = " ".join((CHECKOUT / "docs" / "performance.md").read_text("utf-8").split())
    measured = r"Of (\d+) contracts sent at once \((\d+) pages\) the last is answered after (\d+) s\. "
    assert load == re.search(measured + r"`/ping` answers within (\d+) ms", docs).groups()
