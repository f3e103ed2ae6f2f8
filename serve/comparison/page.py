"""A comparison as one self-contained page: both drafts side by side, with the changed words marked."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from serve.comparison.comparison import Comparison
from serve.wording import pages

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["pages"] = pages


def page(comparison: Comparison) -> str:
    """The page's HTML."""
    return _TEMPLATES.get_template("page.html").render(comparison=comparison)
