"""Makes a contract ready once its review has been written, whether ``notify`` or ``overdue`` noticed it first."""

from __future__ import annotations

from typing import Any

from . import clause_search_index, contract_table, s3_objects
from .contract_table import Row
from .overview import overview


def complete(row: Row, output_uri: str, review: Any = None, ended_at: str | None = None) -> Row | None:
    """Stores the words of the review's clauses, then makes the row ready with the review's overview; None if the row
    has ended already. ``review``: None to read it from ``output_uri``."""
    review = review or s3_objects.review(output_uri)
    clause_search_index.keep(row, review)
    return contract_table.ready(row["contract_id"], output_uri, ended_at, overview(review))
