"""A comparison as one self-contained page: both drafts side by side, with the changed words marked."""

from __future__ import annotations

from pathlib import Path

from serve.comparison.comparison import Comparison
from serve.output.formatting import extent, numbered, place
from serve.output.templates import environment

_TEMPLATES = environment(Path(__file__).parent, {"extent": extent, "numbered": numbered, "place": place})


def page(comparison: Comparison) -> str:
    """The page's HTML."""
    return _TEMPLATES.get_template("comparison_page.html").render(comparison=comparison)
