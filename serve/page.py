"""A review as one self-contained page: the summary, the clauses, and the contract with the clauses marked on it."""

from __future__ import annotations

import base64
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chunking.document import Document, Page
from model.review import Clause, Review, as_value
from model.unusual import DOUBTFUL, STRANGE
from model.values import in_words

# A page without a size (plain text has none) is drawn without a sheet.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["in_words"] = in_words
FIELDS = {
    "document_name": "Document",
    "document_type": "Type",
    "agreement_date": "Agreement date",
    "effective_date": "Effective date",
    "expiration_date": "Expiration",
    "term": "Term",
    "renewal_term": "Renewal",
    "renewal_notice": "Notice against renewal",
    "governing_law": "Governing law",
    "liability_cap": "Liability cap",
    "termination_for_convenience": "Termination for convenience",
    "exclusivity": "Exclusivity",
}


class _Mark(NamedTuple):
    """A box on a sheet, in percent of its width and height."""

    clause: int
    category: str
    left: float
    top: float
    width: float
    height: float


class _Sheet(NamedTuple):
    page: Page
    picture: str
    marks: list[_Mark]


def page(review: Review, document: Document, pictures: list[bytes]) -> str:
    """The page's HTML. ``pictures`` holds a PNG for each page, or empty bytes; a sheet without one shows only marks."""
    ordered = sorted(review.clauses, key=lambda clause: (clause.category, not clause.found, clause.id))
    context: dict[str, Any] = {
        "review": review,
        "fields": [(label, as_value(getattr(review.summary, name))) for name, label in FIELDS.items()],
        "strange": (review.document.strangeness or 0.0) >= STRANGE,
        "doubtful": (review.document.strangeness or 0.0) >= DOUBTFUL,
        "severities": [(name, list(flags)) for name, flags in groupby(review.flags, key=lambda flag: flag.severity)],
        "groups": [(category, list(group)) for category, group in groupby(ordered, key=lambda clause: clause.category)],
        "sheets": [_sheet(review.clauses, sheet, pictures) for sheet in document.pages if sheet.width],
    }
    return _TEMPLATES.get_template("page.html").render(context)


def _sheet(clauses: list[Clause], page: Page, pictures: list[bytes]) -> _Sheet:
    png = pictures[page.number - 1] if page.number <= len(pictures) else b""
    picture = "data:image/png;base64," + base64.b64encode(png).decode() if png else ""
    marks = [
        _mark(clause, placed.box, page) for clause in clauses for placed in clause.boxes if placed.page == page.number
    ]
    return _Sheet(page, picture, marks)


def _mark(clause: Clause, box: list[float], page: Page) -> _Mark:
    x0, y0, x1, y1 = box
    across, down = 100 / page.width, 100 / page.height
    return _Mark(
        clause.id,
        clause.category,
        round(x0 * across, 2),
        round(y0 * down, 2),
        round((x1 - x0) * across, 2),
        round((y1 - y0) * down, 2),
    )
