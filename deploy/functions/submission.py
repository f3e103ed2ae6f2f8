"""Hands a contract to the asynchronous endpoint, exactly once."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError

from . import contract_table, file_types
from . import environment as env
from .contract_table import Row

_ATTRIBUTES_CHARACTERS = 1024  # SageMaker's limit


class Refused(Exception):
    """The endpoint refused the contract. ``reason`` may be logged: it quotes nothing of the request."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


def invoke(row: Row, size: int) -> Row | None:
    """Claims the row and invokes the endpoint. Returns the row, or None if someone else has claimed it.

    The claim comes first, so that two submits start only one inference. Raises Refused, after releasing the claim.
    """
    claimed = contract_table.claim(row["contract_id"], size)
    if claimed is None:
        return None
    try:
        return send(claimed)
    except Refused:
        contract_table.release(row["contract_id"])
        raise


def attributes(row: Row, password: str | None = None) -> str | None:
    """The custom attributes of the request; None if the password makes them too long. The file's name is left out if
    there is no room for it.

    A password is quoted as in JSON; unquoted, it could be cut short or inject another attribute.
    """
    parts = [f"contract_id={row['contract_id']}", "text=yes"]  # the text, for corrections on the page
    if "playbook" in row:
        parts.append(f"playbook={row['playbook']}")
    if password is not None:
        parts.append(f"password={json.dumps(password)}")
    text = ",".join(parts)
    # Without "=" and ":", a file's name cannot be mistaken for another attribute.
    named = f"name={quote(re.sub('[=:]', '-', row['name']), safe='')},{text}"
    return next((fitting for fitting in (named, text) if len(fitting) <= _ATTRIBUTES_CHARACTERS), None)


def send(row: Row, password: str | None = None) -> Row | None:
    """Invokes the endpoint for a row that the caller has claimed; returns the new row, or None if its review has
    already arrived.

    The password is not stored anywhere. Raises Refused.
    """
    contract_id = row["contract_id"]
    try:
        answer = env.runtime().invoke_endpoint_async(
            EndpointName=env.settings().endpoint_name,
            InputLocation=row["input_uri"],
            ContentType=file_types.media_type(row["input_uri"]),
            Accept="application/json",
            InferenceId=row.get("inference_id", contract_id),
            CustomAttributes=attributes(row, password),
            RequestTTLSeconds=env.settings().request_ttl_seconds,
            InvocationTimeoutSeconds=env.settings().invocation_timeout_seconds,
        )
    except (BotoCoreError, ClientError) as error:
        name = type(error).__name__
        # A refusal may quote the request, and with it the password: then neither its text nor its chain is logged.
        raise Refused(f"The endpoint did not take the contract ({name}).", name if password else str(error)) from (
            None if password else error
        )
    return contract_table.accepted(
        contract_id, answer["InferenceId"], answer["OutputLocation"], answer.get("FailureLocation")
    )
