"""A review as one self-contained page: the summary, the clauses, and the contract with the clauses marked on it."""

from __future__ import annotations

import base64
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from chunking.document import Document, Page
from model.deviation.deviation_flags import (
    NOT_A_CONTRACT,
    NOT_A_CONTRACT_WHY,
    POSSIBLY_NOT_A_CONTRACT,
    POSSIBLY_NOT_A_CONTRACT_WHY,
)
from model.playbook.categories import label
from model.schema import OwnWords, PlacedBox, Review
from serve.output.formatting import beginning, extent, named, norm_label, place, place_of_quote, rows, shown
from serve.output.passages import passages
from serve.output.templates import environment


def _field_name(words: OwnWords) -> str:
    """The last part of a field's path, as a person would write it."""
    name = words.field.rpartition(".")[2].replace("[]", "").replace("_", " ").strip("$ ")
    return name[:1].upper() + name[1:] or "Answer"


_TEMPLATES = environment(
    Path(__file__).parent,
    {
        "shown": shown,
        "named": named,
        "norm_label": norm_label,
        "label": label,
        "extent": extent,
        "place": place,
        "beginning": beginning,
        "place_of_quote": place_of_quote,
        "field_name": _field_name,
    },
)


class _Mark(NamedTuple):
    """A box on a sheet, in percent of its width and height; ``of`` is what it marks: a clause, or words of a flag."""

    of: str
    title: str
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
    found = passages([clause for clause in review.clauses if clause.found])
    strangeness = review.document.strangeness or 0.0
    marked = _marked(review)
    context: dict[str, Any] = {
        "review": review,
        "fields": rows(review.summary),
        "warning": NOT_A_CONTRACT_WHY
        if strangeness >= NOT_A_CONTRACT
        else POSSIBLY_NOT_A_CONTRACT_WHY
        if strangeness >= POSSIBLY_NOT_A_CONTRACT
        else "",
        "severities": [
            (name, list(flags)) for name, flags in groupby(enumerate(review.flags), key=lambda pair: pair[1].severity)
        ],
        "groups": [(heading, list(group)) for heading, group in groupby(found, key=lambda passage: passage.heading)],
        "weaker": passages([clause for clause in review.clauses if not clause.found]),
        # A page without a size (plain text has none) has no sheet.
        "sheets": [_sheet(marked[sheet.number], sheet, pictures) for sheet in document.pages if sheet.width],
    }
    return _TEMPLATES.get_template("review_page.html").render(context)


def _sheet(marked: list[tuple[str, str, PlacedBox]], page: Page, pictures: list[bytes]) -> _Sheet:
    png = pictures[page.number - 1] if page.number <= len(pictures) else b""
    picture = "data:image/png;base64," + base64.b64encode(png).decode() if png else ""
    return _Sheet(page, picture, [_mark(of, title, placed, page) for of, title, placed in marked])


def _marked(review: Review) -> defaultdict[int, list[tuple[str, str, PlacedBox]]]:
    """The marks on each page: what each belongs to, its title, and its position."""
    marked: defaultdict[int, list[tuple[str, str, PlacedBox]]] = defaultdict(list)
    for clause in review.clauses:
        for placed in clause.boxes:
            marked[placed.page].append((str(clause.id), label(clause.category), placed))
    for number, flag in enumerate(review.flags):
        for at, quote in enumerate(flag.quotes):
            for placed in quote.boxes:
                marked[placed.page].append((f"{number}-{at}", flag.why, placed))
    return marked


def _mark(of: str, title: str, placed: PlacedBox, page: Page) -> _Mark:
    x0, y0, x1, y1 = placed.box
    across, down = 100 / page.width, 100 / page.height
    return _Mark(
        of,
        title,
        round(x0 * across, 2),
        round(y0 * down, 2),
        round((x1 - x0) * across, 2),
        round((y1 - y0) * down, 2),
    )
