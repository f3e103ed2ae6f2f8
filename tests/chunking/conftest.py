"""Fixtures that draw PDFs for the tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from chunking.document import Page
from chunking.isolation import client as isolation
from chunking.layout.headers_footers import without_headers_footers
from chunking.layout.lines import Line, page_lines
from chunking.layout.paragraphs import Flow, flow

LETTER = (612.0, 792.0)
Item = tuple[float, float, str]


def _draw(*pages: Sequence[Item], size: tuple[float, float] = LETTER, font: str = "Helvetica") -> bytes:
    """A PDF with a page for each list of (x, baseline's distance from the top, text)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    for items in pages:
        canvas.setFont(font, 11)
        for x, y, text in items:
            canvas.drawString(x, size[1] - y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lay(*lines: str, top: float = 72.0, left: float = 72.0) -> list[Item]:
    """Lines one under the other; an empty one leaves the gap of a new paragraph."""
    return [(left, top + 14.0 * number, line) for number, line in enumerate(lines) if line]


@pytest.fixture
def draw() -> Callable[..., bytes]:
    return _draw


@pytest.fixture
def lay() -> Callable[..., list[Item]]:
    return _lay


@pytest.fixture
def kept() -> Callable[..., list[str]]:
    """The lines of pages (each a list of lines) without headers and footers."""

    def strip(*pages: Sequence[str]) -> list[str]:
        lined = [page_lines(Page(n + 1, 0.0, 0.0, "\n".join(lines)), n) for n, lines in enumerate(pages)]
        return [line.text for line in without_headers_footers(lined)]

    return strip


@pytest.fixture
def flowed() -> Callable[..., str]:
    """The text of lines, each from the left margin to the right one unless given otherwise."""

    def run(*lines: str | Line) -> str:
        placed = [line if isinstance(line, Line) else _line(line, number) for number, line in enumerate(lines)]
        return flow(placed).text

    return run


@pytest.fixture
def line() -> Callable[..., Line]:
    return _line


def _line(
    text: str, number: int = 0, page: int = 0, left: float = 72.0, right: float = 540.0, gap: bool = False
) -> Line:
    top = 72.0 + 14.0 * number
    return Line(page, 0, len(text), text, left, right, top, top + 12.0, gap)


@pytest.fixture
def flow_of_text() -> Callable[[str], Flow]:
    def run(text: str) -> Flow:
        return flow(page_lines(Page(1, 0.0, 0.0, text), 0))

    return run


@pytest.fixture
def readers(monkeypatch):
    """A fork server of the test's own, started by its first file."""
    own = isolation.Readers()
    monkeypatch.setattr(isolation, "_READERS", own)
    yield own
    own.end()


@pytest.fixture
def at_start(readers, tmp_path, monkeypatch):
    """Code that the process runs when it starts, from which the readers are forked."""

    def put(code: str) -> None:
        (tmp_path / "sitecustomize.py").write_text(code, encoding="utf-8")
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    return put
