"""Shows report sections (text, a table, plots) as one self-contained HTML page, as Markdown, or for a terminal."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from chunking.errors import BadRequest

_TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with paragraphs, a table and plots; a plot is a file name without suffix and a function that draws the
    SVG."""

    heading: str
    text: Sequence[str] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    plots: Sequence[tuple[str, Callable[[], str]]] = ()


def machine() -> str:
    """The cores and processor of this machine, and today's date."""
    name = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        named = [line for line in cpuinfo.read_text("utf-8").splitlines() if line.startswith("model name")]
        name = named[0].split(":", 1)[1].strip() if named else name
    return f"{os.cpu_count()} cores of {name}, {datetime.now(UTC):%d %B %Y}"


def prose(text: str) -> str:
    """Joins an indented, wrapped string into one paragraph."""
    return " ".join(text.split())


def html(title: str, sections: Sequence[Section], partial: str = "") -> str:
    """The report as one HTML page; ``partial`` says what is missing from it."""
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
    return _TEMPLATES.get_template("sections.html").render(
        title=title, sections=content, partial=partial, footer=f"Created on {machine()}."
    )


def kept(section: Section, folder: Path, prefix: str) -> dict[str, Any]:
    """A section as JSON. Its plots are written into ``folder`` with ``prefix`` before their names."""
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for name, draw in section.plots:
        names.append(f"{prefix}{name}.svg")
        (folder / names[-1]).write_text(draw(), encoding="utf-8")
    return {
        "heading": section.heading,
        "text": list(section.text),
        "head": list(section.head),
        "rows": [list(row) for row in section.rows],
        "plots": names,
    }


def markdown(section: Mapping[str, Any], folder: str) -> str:
    """The Markdown of a section from ``kept``, under a third-level heading; ``folder`` is the plots' path from the
    page."""
    blocks = [f"### {section['heading']}", *section["text"]]
    if section["rows"]:
        blocks.append(table(section["head"], section["rows"]))
    blocks += [f"![{Path(name).stem}]({folder}/{name})" for name in section["plots"]]
    return "\n\n".join(blocks)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def plain(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for a terminal: the first column left-aligned, the others right-aligned."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join(
        row[0].ljust(widths[0])
        + "".join("  " + cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in [head, *rows]
    )


def read_line(path: Path) -> dict[str, Any]:
    """Reads a bench's JSON line from a file. Raises BadRequest."""
    try:
        line = json.loads(path.read_text(encoding="utf-8").strip().splitlines()[-1])
    except (OSError, ValueError, IndexError) as error:
        raise BadRequest(f"{path} does not contain a bench's JSON line: {error}") from error
    if not isinstance(line, dict):
        raise BadRequest(f"{path} does not contain a bench's JSON line.")
    return line
