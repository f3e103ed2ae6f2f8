"""Hands a contract to the asynchronous endpoint, once."""

from __future__ import annotations

from botocore.exceptions import BotoCoreError, ClientError

from . import contracts
from . import settings as env
from .contracts import Row


class Refused(Exception):
    """The endpoint did not take it; the claim is given back."""


def invoke(row: Row, size: int) -> Row | None:
    """Claims the row and invokes the endpoint with the contract's id. None if another has claimed it; else the row.

    The claim comes first, so that two submits are one inference. Raises Refused.
    """
    contract_id = row["contract_id"]
    if contracts.claim(contract_id, size) is None:
        return None
    try:
        answer = env.runtime().invoke_endpoint_async(
            EndpointName=env.settings().endpoint_name,
            InputLocation=row["input_uri"],
            ContentType="application/pdf",
            Accept="application/json",
            InferenceId=contract_id,
            CustomAttributes=f"contract_id={contract_id}",
            RequestTTLSeconds=env.settings().request_ttl_seconds,
            InvocationTimeoutSeconds=env.settings().invocation_timeout_seconds,
        )
    except (BotoCoreError, ClientError) as error:
        contracts.release(contract_id)
        raise Refused(f"The endpoint did not take the contract ({type(error).__name__}).") from error
    return contracts.accepted(
        contract_id, answer["InferenceId"], answer["OutputLocation"], answer.get("FailureLocation")
    )
