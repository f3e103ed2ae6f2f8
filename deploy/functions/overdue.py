"""Ends contracts whose deadline has passed, as ready or failed, even if messages were lost. Runs every few minutes."""

from __future__ import annotations

from typing import Any

from . import contract_table, push, s3_objects, submission
from . import environment as env
from .contract_table import Row
from .mark_ready import complete


def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Ends overdue contracts. An error in one row does not affect the others; that row is retried in the next run."""
    counts = {"ready": 0, "failed": 0, "submitted": 0, "unchanged": 0, "troubled": 0}
    for row in contract_table.overdue():
        try:
            after = _settle(row)
        except Exception as error:
            counts["troubled"] += 1
            env.log("overdue_trouble", contract_id=row["contract_id"], reason=f"{type(error).__name__}: {error}")
            continue
        if after is None:
            counts["unchanged"] += 1
            continue
        counts["submitted" if after["status"] == contract_table.PENDING else after["status"]] += 1
        push.push_row(after)
    env.log("overdue", **counts)
    if counts["troubled"]:
        raise RuntimeError(f"{counts['troubled']} contracts could not be looked at; the log names them.")
    return counts


def _settle(row: Row) -> Row | None:
    """The row once it has ended, or None if it ended in the meantime."""
    if row["status"] == contract_table.UPLOADING:
        message = "The upload was never submitted. Upload the file again."
        return contract_table.failed(row, contract_table.EXPIRED, message)
    if "output_uri" not in row:
        return _submit_again(row)
    if s3_objects.exists(row["output_uri"]):
        return complete(row, row["output_uri"])
    if s3_objects.exists(row.get("failure_uri")):
        code, message = s3_objects.reason(row["failure_uri"], None)
        return contract_table.failed(row, code, message)
    message = "No answer came within the time that it may take. Upload the contract again."
    return contract_table.failed(row, contract_table.EXPIRED, message)


def _submit_again(row: Row) -> Row | None:
    """A submit died between its claim and the endpoint's answer: nobody was notified, so it is submitted again."""
    try:
        return submission.invoke(row, int(row["bytes"]))
    except submission.Refused:
        message = "The reviewer did not take the contract. Upload it again."
        return contract_table.failed(row, "unavailable", message)
