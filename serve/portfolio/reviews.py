"""A review as a table or a calendar lists it, and how reviews are read from files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from chunking.errors import BadRequest
from model.schema import SCHEMA, Review
from serve.inputs import printable

_SUFFIX = ".json"


class Listed(NamedTuple):
    """A review, and the file that it was read from, if there is one."""

    review: Review
    path: Path | None = None

    def link(self, clause: int | None = None) -> str | None:
        """The address of the review's HTML page, or of a clause on it; None if ``extract`` wrote no page."""
        page = self.path and self.path.with_suffix(".html")
        if page is None or not page.exists():
            return None
        return page.resolve().as_uri() + (f"#clause-{clause}" if clause is not None else "")


def read_reviews(named: Iterable[Path]) -> tuple[list[Listed], int]:
    """The reviews in the files and folders named, and how many files could not be read; each of those is reported on
    standard error. Raises BadRequest if there is no review at all."""
    reviews: list[Listed] = []
    refused = 0
    for path in _files(named):
        try:
            reviews.append(Listed(Review.model_validate_json(path.read_bytes()), path))
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
