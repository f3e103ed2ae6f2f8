"""A comparison as one self-contained page: both drafts side by side, with the changed words marked."""

from __future__ import annotations

from pathlib import Path

from serve.comparison.comparison import Comparison
from serve.formatting import pages
from serve.templates import environment

_TEMPLATES = environment(Path(__file__).parent, {"pages": pages})


def page(comparison: Comparison) -> str:
    """The page's HTML."""
    return _TEMPLATES.get_template("page.html").render(comparison=comparison)
