"""Figures as sections of text, a table and plots: one self-contained HTML page, or Markdown with plots beside it."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, a table and plots: a name each for where it lies in files, and what draws its SVG."""

    heading: str
    text: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    plots: Sequence[tuple[str, Callable[[], str]]] = ()


def machine() -> str:
    """What it was measured on: processor, cores, the date."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        named = [line for line in cpuinfo.read_text("utf-8").splitlines() if line.startswith("model name")]
        name = named[0].split(":", 1)[1].strip() if named else name
    return f"{os.cpu_count()} cores of {name}, {datetime.now(UTC):%d %B %Y}"


def prose(text: str) -> str:
    """One paragraph of a text that is broken and indented as the code is."""
    return " ".join(text.split())


def html(title: str, sections: Sequence[Section], partial: str = "") -> str:
    """One page; ``partial`` says what is missing from it."""
    content = [
        {
            "heading": section.heading,
            "text": section.text,
            "head": section.head,
            "rows": section.rows,
            "plots": [Markup(draw()) for _, draw in section.plots],
        }
        for section in sections
    ]
    return _TEMPLATES.get_template("report.html").render(
        title=title, sections=content, partial=partial, footer=f"Measured on {machine()}."
    )


def markdown(sections: Sequence[Section], folder: Path, prefix: str) -> str:
    """Sections under headings of the second level; their plots are written into ``folder`` and shown from
    ``prefix``."""
    folder.mkdir(parents=True, exist_ok=True)
    blocks = []
    for section in sections:
        blocks += [f"## {section.heading}", *section.text]
        if section.rows:
            blocks.append(table(section.head, section.rows))
        for name, draw in section.plots:
            (folder / f"{name}.svg").write_text(draw(), encoding="utf-8")
            blocks.append(f"![{name}]({prefix}{name}.svg)")
    return "\n\n".join(blocks) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def plain(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for a terminal: the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join(
        row[0].ljust(widths[0])
        + "".join("  " + cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in [head, *rows]
    )
