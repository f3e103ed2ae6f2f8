"""A review as a table or a calendar lists it, and how reviews are read from files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from chunking.errors import BadRequest
from model.schema import SCHEMA, Review
from serve.input_files import printable
from serve.portfolio.corrections import corrected

_SUFFIX = ".json"


@dataclass(frozen=True)
class Listed:
    """A review, and the file that it was read from, if there is one."""

    review: Review
    path: Path | None = None

    @cached_property
    def page(self) -> str | None:
        """The address of the review's HTML page; None if ``extract`` wrote none."""
        page = self.path and self.path.with_suffix(".html")
        return page.resolve().as_uri() if page and page.exists() else None

    def link(self, clause: int | None = None) -> str | None:
        """The address of the page, or of a clause on it."""
        return f"{self.page}#clause-{clause}" if self.page and clause is not None else self.page


def read_reviews(named: Iterable[Path]) -> tuple[list[Listed], int]:
    """The reviews in the files and folders named, as people corrected them, and how many files could not be read; each
    of those is reported on standard error. Raises BadRequest if there is no review at all."""
    reviews: list[Listed] = []
    refused = 0
    for path in _files(named):
        try:
            reviews.append(Listed(corrected(Review.model_validate_json(path.read_bytes())), path))
        except (OSError, ValidationError) as error:
            refused += 1
            print(printable(f"{path}: {_reason(error)}"), file=sys.stderr)
    if not reviews:
        raise BadRequest(
            "There is no review in what was named. Write some first: contract-review extract FILES -o DIR."
        )
    return reviews, refused


def _files(named: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in named:
        found += sorted(path.rglob(f"*.review{_SUFFIX}")) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _reason(error: OSError | ValidationError) -> str:
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror}"
    first = error.errors(include_url=False)[0]
    if first["loc"] == ("schema",):
        return f"is not a review of schema {SCHEMA}; review the contract again with this version."
    place = ".".join(str(part) for part in first["loc"])
    return "is not a review" + (f" ({place}: {first['msg']})" if place else f" ({first['msg']})")
