"""The table of contracts: one row per contract, every change of its status a conditional update.

    uploading ──claim──▶ pending ──finish──▶ ready ──reopen──▶ pending
        ▲                   │   └──finish──▶ failed ──finish──▶ ready
        └──────release──────┘                    └──reopen──▶ pending

Messages come twice, late and out of order. Within one attempt, a review that exists is final; a failure with a reason
replaces "expired", which ``overdue`` only concludes from silence; otherwise the first outcome stands. A new
attempt has its own inference id, by which late messages of earlier ones are recognized. While a contract is reviewed
again, its earlier review is ``kept``; it is restored if the new attempt fails.

Every update increments the row's ``version``, which shows a page which of two answers is newer.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from boto3.dynamodb.conditions import Attr, ConditionBase, Key
from botocore.exceptions import ClientError

from . import environment as env
from . import file_types

Row = dict[str, Any]

UPLOADING, PENDING, READY, FAILED = "uploading", "pending", "ready", "failed"
WORK_STATUSES = ("new", "in_progress", "done")  # of a reviewed contract, set by a person; without one it is new
EXPIRED = "expired"
BY_OWNER, BY_DEADLINE = "by-owner", "by-deadline"  # the indexes' names, in the template too
UPLOAD_SECONDS = 3600  # for which a presigned upload is valid
CLAIM_SECONDS = 60  # longer than a function runs: a claim that old without an output belongs to one that died
_GRACE_SECONDS = 600  # between AWS's deadline for an inference and ours: messages and clocks are late
_OPEN = "open"  # present until the row has ended, so that the index by deadline contains only such rows
_PUBLIC = (
    "contract_id", "name", "bytes", "status", "input_uri", "output_uri", "failure_uri", "inference_id",
    "created_at", "submitted_at", "deadline_at", "ended_at", "error", "overview", "version", "work_status", "who",
    "playbook", "kept", "again_error", "corrected",
)  # fmt: skip
_KEPT = ("output_uri", "submitted_at", "ended_at", "playbook")  # of a review, while the contract is reviewed again


def create(owner: str, name: str, size: int) -> Row:
    """A new row, uploading until it is submitted or the upload's time has passed."""
    contract_id = str(uuid.uuid4())
    row = {
        "contract_id": contract_id,
        "owner": owner,
        "name": name,
        "bytes": size,
        "status": UPLOADING,
        "input_uri": f"s3://{env.settings().bucket}/inbound/{contract_id}{file_types.ending(name)}",
        "created_at": env.moment(),
        "deadline_at": env.moment(UPLOAD_SECONDS + _GRACE_SECONDS),
        _OPEN: "yes",
        "version": 1,
        "ttl": env.epoch(env.settings().retention_days * 86400),
    }
    table().put_item(Item=row)
    return row


def get(contract_id: str) -> Row | None:
    """The row as it is now."""
    row: Row | None = table().get_item(Key={"contract_id": contract_id}, ConsistentRead=True).get("Item")
    return row


def get_many(contract_ids: list[str], consistent: bool = True) -> list[Row]:
    """The rows with these ids that exist, in the given order; up to date if the read is ``consistent``."""
    name = env.settings().contracts_table
    found: dict[str, Row] = {}
    for start in range(0, len(contract_ids), 100):  # BatchGetItem's limit
        keys = [{"contract_id": one} for one in contract_ids[start : start + 100]]
        asked = {name: {"Keys": keys, "ConsistentRead": consistent}}
        while asked:
            answer = env.dynamodb().batch_get_item(RequestItems=asked)
            found |= {row["contract_id"]: row for row in answer["Responses"].get(name, [])}
            asked = answer.get("UnprocessedKeys") or {}
    return [found[one] for one in contract_ids if one in found]


def get_own(owner: str, contract_id: str) -> Row | None:
    """The row, if it is this person's."""
    row = get(contract_id)
    return row if row and row.get("owner") == owner else None  # marks are in the table, too, and have no owner


def listed(owner: str, limit: int, after: Row | None = None) -> list[Row]:
    """A person's rows, newest first, starting after ``after``."""
    start = {"ExclusiveStartKey": {k: after[k] for k in ("contract_id", "owner", "created_at")}} if after else {}
    answer = table().query(
        IndexName=BY_OWNER,
        KeyConditionExpression=Key("owner").eq(owner),
        ScanIndexForward=False,
        Limit=limit,
        **start,
    )
    return list(answer["Items"])


def ids(owner: str, most: int) -> list[str]:
    """The ids of a person's newest contracts."""
    rows = _query(
        IndexName=BY_OWNER,
        KeyConditionExpression=Key("owner").eq(owner),
        ScanIndexForward=False,
        ProjectionExpression="contract_id",
    )
    return [row["contract_id"] for row in islice(rows, most)]


def overdue() -> Iterator[Row]:
    """Rows that have not ended although their deadline has passed."""
    late = Key(_OPEN).eq("yes") & Key("deadline_at").lt(env.moment())
    yield from _query(IndexName=BY_DEADLINE, KeyConditionExpression=late)


def _query(**asked: Any) -> Iterator[Row]:
    """All items of a query, whose answers come in pages."""
    while True:
        answer = table().query(**asked)
        yield from answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return
        asked["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def claim(contract_id: str, size: int) -> Row | None:
    """From uploading to pending, for only one of several callers; None for the others. The claim of a caller that died
    can be taken over."""
    orphaned = Attr("status").eq(PENDING) & Attr("output_uri").not_exists() & Attr("deadline_at").lt(env.moment())
    return _update(
        contract_id,
        Attr("status").eq(UPLOADING) | orphaned,
        status=PENDING,
        bytes=size,
        submitted_at=env.moment(),
        deadline_at=env.moment(CLAIM_SECONDS),
    )


def reopen(row: Row, size: int, playbook: str | None = None) -> Row | None:
    """From an end to pending, as a new attempt claimed by the caller; None if it has not ended, or no longer has.

    ``playbook``: the name of the playbook to review by from now on; None keeps the present one.
    """
    attempt = int(row.get("attempt", 1)) + 1
    changes: Row = {
        "status": PENDING,
        "attempt": attempt,
        "inference_id": f"{row['contract_id']}.{attempt}",
        "bytes": size,
        "submitted_at": env.moment(),
        "deadline_at": env.moment(CLAIM_SECONDS),
        _OPEN: "yes",
        "past": [*row.get("past", []), *(row[name] for name in ("output_uri", "failure_uri") if name in row)],
    }
    if playbook:
        changes["playbook"] = playbook
    if row["status"] == READY:
        changes["kept"] = {name: row[name] for name in _KEPT if name in row}
    ended = Attr("status").is_in([READY, FAILED]) & _same_attempt(row)
    gone = ["output_uri", "failure_uri", "error", "again_error", "ended_at"]
    return _update(row["contract_id"], ended, remove=gone, **changes)


def release(contract_id: str) -> Row | None:
    """Back from a claim whose invocation was refused, so that the person can submit again."""
    unanswered = Attr("status").eq(PENDING) & Attr("output_uri").not_exists()
    return _update(contract_id, unanswered, status=UPLOADING, deadline_at=env.moment(UPLOAD_SECONDS))


def accepted(contract_id: str, inference_id: str, output_uri: str, failure_uri: str | None) -> Row | None:
    """Records that the endpoint has accepted it. Its message may have arrived first, so the status stays as it is; None
    if the review already exists."""
    wait = env.settings().request_ttl_seconds + env.settings().invocation_timeout_seconds + _GRACE_SECONDS
    known: Row = {"failure_uri": failure_uri} if failure_uri else {}
    return _update(
        contract_id,
        Attr("contract_id").exists() & Attr("status").ne(READY),
        inference_id=inference_id,
        output_uri=output_uri,
        deadline_at=env.moment(wait),
        **known,
    )


def ready(contract_id: str, output_uri: str, ended_at: str | None = None, overview: Row | None = None) -> Row | None:
    """Records that the review exists, with what the list shows of it; None if that was known."""
    not_yet = Attr("contract_id").exists() & Attr("status").ne(READY)
    changes: Row = {"status": READY, "output_uri": output_uri, "ended_at": ended_at or env.moment()}
    gone = [_OPEN, "error", "kept", "again_error"]
    if overview:
        changes["overview"] = overview
    else:
        gone.append("overview")  # an earlier review's
    return _update(contract_id, not_yet, remove=gone, **changes)


def failed(
    row: Row, code: str, message: str, ended_at: str | None = None, failure_uri: str | None = None
) -> Row | None:
    """Records that this attempt gives no review, and why; an earlier review is restored. None if the attempt had
    already ended."""
    not_yet = Attr("status").is_in([UPLOADING, PENDING])
    if code != EXPIRED:
        not_yet |= Attr("error.code").eq(EXPIRED)
    changes: Row = {"failure_uri": failure_uri} if failure_uri else {}
    error, previous_review = {"code": code, "message": message}, row.get("kept")
    gone = [_OPEN]
    if previous_review:
        changes |= {**previous_review, "status": READY, "again_error": error}
        gone += ["kept"] if "playbook" in previous_review else ["kept", "playbook"]
    else:
        changes |= {"status": FAILED, "error": error, "ended_at": ended_at or env.moment()}
    return _update(row["contract_id"], not_yet & _same_attempt(row), remove=gone, **changes)


def set_work_status(contract_id: str, status: str, assignee: str | None = None) -> Row | None:
    """Sets its work status (one of WORK_STATUSES) and who works on it; None if there is no review to work on.

    Whoever sets it to in_progress works on it. That does not change if someone else marks it as done; a contract that
    is new again is assigned to nobody.
    """
    reviewed = Attr("status").eq(READY) | Attr("kept").exists()
    if status == "new":
        return _update(contract_id, reviewed, remove=["who"], work_status=status)
    if not assignee:
        return _update(contract_id, reviewed, work_status=status)
    if status == "done":
        done = _update(contract_id, reviewed & Attr("who").exists(), work_status=status)
        if done:
            return done
    return _update(contract_id, reviewed, work_status=status, who=assignee)


def set_corrected(contract_id: str, values: dict[str, str], marks_version: int) -> Row | None:
    """Keeps a person's values of the summary for the list; None if later marks have set them already, or the contract
    is gone."""
    version = Attr("marks_version")
    newer = Attr("contract_id").exists() & (version.not_exists() | version.lt(marks_version))
    if not values:
        return _update(contract_id, newer, remove=["corrected"], marks_version=marks_version)
    return _update(contract_id, newer, corrected=values, marks_version=marks_version)


def review_uri(row: Row) -> str | None:
    """Where the latest review is; None if there is none."""
    review: Row = row if row["status"] == READY else row.get("kept", {})
    return review.get("output_uri")


def files(row: Row) -> list[str]:
    """Every object in S3 that may belong to the contract."""
    current = [row[name] for name in ("input_uri", "output_uri", "failure_uri") if name in row]
    return list(dict.fromkeys([*current, *row.get("past", [])]))


def remove(contract_id: str) -> Row | None:
    """Removes the row, unless a review may still arrive; returns the row as it was, or None."""
    return _written(
        table().delete_item,
        Key={"contract_id": contract_id},
        ConditionExpression=Attr("status").is_in([UPLOADING, FAILED, READY]),
        ReturnValues="ALL_OLD",
    )


def restore(row: Row) -> None:
    """Restores a removed row whose files could not be removed."""
    table().put_item(Item=row)


def public_view(row: Row) -> Row:
    """The row as its owner sees it, ready for JSON."""
    return {name: _plain(row[name]) for name in _PUBLIC if name in row}


def table() -> Any:
    """The table itself, for the items in it other than rows."""
    return env.dynamodb().Table(env.settings().contracts_table)


def condition_failed(error: ClientError) -> bool:
    """Whether a write failed because its condition did not hold."""
    return bool(error.response["Error"]["Code"] == "ConditionalCheckFailedException")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return int(value) if isinstance(value, Decimal) else value


def _same_attempt(row: Row) -> ConditionBase:
    return Attr("attempt").eq(row["attempt"]) if "attempt" in row else Attr("attempt").not_exists()


def _update(contract_id: str, condition: ConditionBase, remove: list[str] | None = None, **changes: Any) -> Row | None:
    """Sets and removes attributes if the condition holds; returns the new row, or None."""
    remove = remove or []
    version = "#version = if_not_exists(#version, :zero) + :one"
    sets = ", ".join(f"#{name} = :{name}" for name in changes)
    removes = " REMOVE " + ", ".join(f"#{name}" for name in remove) if remove else ""
    return _written(
        table().update_item,
        Key={"contract_id": contract_id},
        UpdateExpression=f"SET {version}, {sets}{removes}",
        ConditionExpression=condition,
        ExpressionAttributeNames={f"#{name}": name for name in (*changes, *remove, "version")},
        ExpressionAttributeValues={f":{name}": value for name, value in changes.items()} | {":zero": 0, ":one": 1},
        ReturnValues="ALL_NEW",
    )


def _written(write: Callable[..., Any], **request: Any) -> Row | None:
    """The row that a conditional write returns; None if its condition does not hold."""
    try:
        row: Row = write(**request)["Attributes"]
    except ClientError as error:
        if condition_failed(error):
            return None
        raise
    return row
