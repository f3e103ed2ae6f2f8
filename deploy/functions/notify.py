"""Handles SageMaker's success and failure messages: updates the row, pushes it to open pages, and logs one line.

A message may come twice, late or out of order; the row's conditional updates decide (see contracts). The push is sent
for every message about a known contract, so that a retry completes a run that died between the two.
Anything that is not one of our messages is logged and dropped, since a retry would not help. A failure of AWS is
raised, so that Lambda retries and finally puts the message in the dead-letter queue.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from . import contract_table, push, s3_objects
from . import environment as env
from .contract_table import Row
from .mark_ready import complete


@dataclass(frozen=True, slots=True)
class Message:
    """The contents of one message. If sources disagree on where a field is, both places are read."""

    inference_id: str
    input_uri: str
    status: str  # Completed or Failed; others have seen Expired
    output_uri: str | None
    failure_uri: str | None
    reason: str | None
    ended_at: str | None
    review: Any  # None if it is too large for a message

    @property
    def contract_id(self) -> str:
        """From the second attempt on, the contract's id is followed by the attempt's number."""
        return self.inference_id.partition(".")[0]

    @classmethod
    def parse(cls, text: str) -> Message:
        """Raises ValueError, which says what is wrong without quoting the message."""
        try:
            body = json.loads(text)
            asked, answer = body["requestParameters"], body.get("responseParameters") or {}
            message = cls(
                inference_id=str(body["inferenceId"]),
                input_uri=str(asked["inputLocation"]),
                status=str(body["invocationStatus"]),
                output_uri=answer.get("outputLocation"),
                failure_uri=answer.get("failureLocation") or body.get("failureLocation"),
                reason=body.get("failureReason"),
                ended_at=_time(body.get("eventTime")),
                review=_review(body.get("responseBody")),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a message of an asynchronous endpoint ({type(error).__name__})") from error
        if message.status == "Completed" and not message.output_uri:
            raise ValueError("a success without an output")
        return message


def handler(event: dict[str, Any], context: Any) -> None:
    """Handles each of SNS's records on its own."""
    for record in event["Records"]:
        sns = record["Sns"]
        try:
            message = Message.parse(sns["Message"])
        except ValueError as error:
            env.log("notification", outcome="malformed", message_id=sns.get("MessageId"), reason=str(error))
            continue
        take(message)


def take(message: Message) -> None:
    """Updates the row, notifies those who watch it, and logs it."""
    row = contract_table.get(message.contract_id)
    facts: dict[str, Any] = {"contract_id": message.contract_id, "invocation": message.status}
    if row is None or row["input_uri"] != message.input_uri:
        env.log("notification", outcome="unknown", **facts)
        return
    if row.get("inference_id", message.contract_id) != message.inference_id:
        env.log("notification", outcome="outdated", **facts)
        return
    ended = _end(message, row)
    row = ended or contract_table.get(message.contract_id) or row
    facts |= push.push_row(row, message.review if row["status"] == contract_table.READY else None)
    facts |= {"status": row["status"], "code": row.get("error", {}).get("code"), "seconds": _seconds(row)}
    env.log("notification", outcome="applied" if ended else "repeated", **facts)


def _end(message: Message, row: Row) -> Row | None:
    if message.status == "Completed" and message.output_uri:
        if row["status"] == contract_table.READY:
            return None
        return complete(row, message.output_uri, message.review, message.ended_at)
    code, text = s3_objects.reason(message.failure_uri, message.reason)
    if message.status == "Expired" and code == "failed":
        code = contract_table.EXPIRED
    return contract_table.failed(row, code, text, message.ended_at, message.failure_uri)


def _seconds(row: Row) -> float | None:
    """The time that the person waited, from the submit to the end."""
    submitted, ended = row.get("submitted_at"), row.get("ended_at")
    if not submitted or not ended:
        return None
    return round((datetime.fromisoformat(ended) - datetime.fromisoformat(submitted)).total_seconds(), 3)


def _time(text: str | None) -> str | None:
    """The message's time in the format of the tables; None if it cannot be read (a time without a zone counts as
    UTC)."""
    try:
        when = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return env.iso(when if when.tzinfo else when.replace(tzinfo=UTC))


def _review(body: dict[str, Any] | None) -> Any:
    """The review that IncludeInferenceResponseIn includes; None if there is none or it is truncated."""
    if not body or not body.get("content"):
        return None
    try:
        return json.loads(base64.b64decode(body["content"]))
    except ValueError:
        return None
