"""Handles a CloudFormation stack: its state, change sets, their execution, and its removal."""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chunking.errors import NotDeployed
from deploy.cloud import DEFAULT_NAME, Cloud, code

_CAPABILITIES = ["CAPABILITY_IAM"]
_BEGINNINGS = {"CREATE_IN_PROGRESS", "UPDATE_IN_PROGRESS", "DELETE_IN_PROGRESS"}
_SIGNS = {"Add": "+", "Modify": "~", "Remove": "-", "Import": "<", "Dynamic": "?"}
Say = Callable[[str], None]


def say(text: str) -> None:
    """Progress goes to standard error, results to standard output."""
    print(text, file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Change:
    """One resource that would change; ``depth`` counts the stacks around it."""

    action: str
    resource: str
    kind: str
    replaced: bool
    depth: int

    def __str__(self) -> str:
        note = "   is replaced" if self.replaced else ""
        return f"{'    ' * self.depth}{_SIGNS.get(self.action, '?')} {self.resource:24} {self.kind}{note}"


def described(cloud: Cloud, name: str) -> dict[str, Any] | None:
    """The stack's description; None if there is none."""
    try:
        stacks = cloud.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    found: dict[str, Any] | None = stacks[0] if stacks else None
    return found


def deployed(cloud: Cloud) -> dict[str, Any]:
    """The stack, which must exist. Raises NotDeployed."""
    stack = described(cloud, cloud.name)
    if stack is None or stack["StackStatus"] == "REVIEW_IN_PROGRESS":
        raise NotDeployed(
            f"There is no stack {cloud.name} in {cloud.region} (account {cloud.account}). {_whence(cloud)}"
        )
    return stack


def _whence(cloud: Cloud) -> str:
    if cloud.name == DEFAULT_NAME:
        return f"If yours has another name, give it with --name; {cloud.hint('up', '--image IMAGE')} creates one."
    return "Check --name, --region and --profile."


def in_service(cloud: Cloud) -> dict[str, Any]:
    """The stack, which must have an endpoint. Raises NotDeployed."""
    stack = deployed(cloud)
    if "EndpointName" not in outputs(stack):
        raise NotDeployed(
            f"The stack {cloud.name} is {stack['StackStatus']} and has no endpoint yet. "
            f"{cloud.hint('status')} says more."
        )
    return stack


def outputs(stack: dict[str, Any]) -> dict[str, str]:
    """A stack's outputs by name."""
    return {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])}


def parameters(stack: dict[str, Any]) -> dict[str, str]:
    """A stack's parameters by name."""
    return {one["ParameterKey"]: one["ParameterValue"] for one in stack.get("Parameters", [])}


def physical(cloud: Cloud, name: str, logical: str) -> str | None:
    """A resource's name or ARN within a stack, None if it has none yet."""
    try:
        answer = cloud.client("cloudformation").describe_stack_resource(StackName=name, LogicalResourceId=logical)
    except ClientError as error:
        if code(error) != "ValidationError":  # which AWS gives where there is none
            raise
        return None
    name_or_arn: str | None = answer["StackResourceDetail"].get("PhysicalResourceId")
    return name_or_arn


def change_set(
    cloud: Cloud, name: str, values: Mapping[str, str], tags: Mapping[str, str] | None = None, **template: str
) -> str | None:
    """A change set from this template (TemplateURL or TemplateBody); its ARN, or None if nothing would change.

    Without tags the stack's own stay as they are.
    """
    client = cloud.client("cloudformation")
    now = described(cloud, name)
    if now and (wrong := stuck(cloud, name, now["StackStatus"])):
        raise NotDeployed(wrong)
    created = client.create_change_set(
        StackName=name,
        ChangeSetName=f"deploy-{uuid.uuid4().hex[:12]}",
        ChangeSetType="CREATE" if now is None or now["StackStatus"] == "REVIEW_IN_PROGRESS" else "UPDATE",
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()],
        Capabilities=_CAPABILITIES,
        IncludeNestedStacks=True,
        **({"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]} if tags else {}),
        **template,
    )["Id"]
    while True:
        answer = client.describe_change_set(ChangeSetName=created, StackName=name)
        if answer["Status"] not in {"CREATE_PENDING", "CREATE_IN_PROGRESS"}:
            break
        time.sleep(1)
    if answer["Status"] != "FAILED":
        return str(created)
    reason = answer.get("StatusReason", "")
    with suppress(ClientError):  # who may not clean up should still hear the reason
        discard(cloud, name, created)
    if "didn't contain changes" in reason or "No updates are to be performed" in reason:
        return None
    raise NotDeployed(f"CloudFormation refused the change: {reason}")


def changes(cloud: Cloud, change_set: str, depth: int = 0) -> Iterator[Change]:
    """What a change set would do, nested stacks' resources under their stack."""
    client = cloud.client("cloudformation")
    for page in client.get_paginator("describe_change_set").paginate(ChangeSetName=change_set):
        for one in page["Changes"]:
            change = one["ResourceChange"]
            replaced = change.get("Replacement") == "True"
            yield Change(change["Action"], change["LogicalResourceId"], change["ResourceType"], replaced, depth)
            if change.get("ChangeSetId"):
                yield from changes(cloud, change["ChangeSetId"], depth + 1)


def discard(cloud: Cloud, name: str, change_set: str) -> None:
    """Removes a change set, and the empty stack that stood for a first one."""
    client = cloud.client("cloudformation")
    client.delete_change_set(ChangeSetName=change_set)
    stack = described(cloud, name)
    if stack and stack["StackStatus"] == "REVIEW_IN_PROGRESS":
        client.delete_stack(StackName=name)


def execute(cloud: Cloud, name: str, change_set: str, say: Say) -> dict[str, Any]:
    """Executes a change set and waits. Raises NotDeployed with the first cause if it fails."""
    client = cloud.client("cloudformation")
    seen = {event["EventId"] for event in _events(cloud, name)}
    try:
        client.execute_change_set(ChangeSetName=change_set, StackName=name)
    except ClientError as error:
        if code(error) not in {"InvalidChangeSetStatus", "ChangeSetNotFound"}:
            raise
        raise NotDeployed(
            f"Another update of {name} began while this one was prepared. Wait until it has ended, then try again."
        ) from error
    afterwards = f"{cloud.hint('up')} does what is left, such as uploading the page"
    status = _wait(cloud, name, seen, say, afterwards)
    if status not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
        cause = first_cause(cloud, name, seen)
        raise NotDeployed(f"The stack {name} ended in {status}. {cause} {advice(cloud, name, status)}".strip())
    return deployed_as(cloud, name)


def deployed_as(cloud: Cloud, name: str) -> dict[str, Any]:
    """A stack that is known to exist."""
    stack = described(cloud, name)
    if stack is None:
        raise NotDeployed(f"The stack {name} is gone.")
    return stack


def remove(cloud: Cloud, name: str, say: Say) -> None:
    """Deletes a stack and waits; retained resources stay. Raises NotDeployed."""
    stack = described(cloud, name)
    if stack is None:
        return
    seen = {event["EventId"] for event in _events(cloud, name)}
    cloud.client("cloudformation").delete_stack(StackName=name)
    status = _wait(cloud, stack["StackId"], seen, say, f"{cloud.hint('down')} removes what is left")
    if status not in {"DELETE_COMPLETE", "GONE"}:
        raise NotDeployed(f"The stack {name} ended in {status}. {first_cause(cloud, stack['StackId'], seen)}")


def stuck(cloud: Cloud, name: str, status: str) -> str:
    """Why a stack in this state cannot be updated and what to do; empty if it can."""
    what_to_do = advice(cloud, name, status)
    if not what_to_do:
        return ""
    return f"The stack {name} cannot be changed. {what_to_do} {cloud.hint('status')} shows its state."


def advice(cloud: Cloud, name: str, status: str) -> str:
    """What to do about a stack in this state; empty if it can be updated."""
    if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
        return f"It is being changed ({status}). Wait until that has ended."
    if status in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED"}:
        return f"It is {status}: its creation failed, and it cannot be updated. {cloud.hint('down')}, then up."
    if status == "DELETE_FAILED":
        return f"It is {status}: part of it could not be deleted. {cloud.hint('down')} tries again."
    if status == "UPDATE_ROLLBACK_FAILED":
        return (
            f"It is {status}. {cloud.aws(f'cloudformation continue-update-rollback --stack-name {name}')} repairs it."
        )
    return ""


def first_cause(cloud: Cloud, name: str, seen: set[str] | None = None) -> str:
    """The reason of the last operation's first failure, searched for in nested stacks, too."""
    failures = [
        event
        for event in reversed(list(_last_operation(cloud, name)))
        if event["ResourceStatus"].endswith("FAILED") and event["EventId"] not in (seen or set())
    ]
    for event in failures:
        nested = event.get("PhysicalResourceId", "")
        is_nested = event["ResourceType"] == "AWS::CloudFormation::Stack" and nested not in {name, event["StackId"], ""}
        if is_nested and (cause := first_cause(cloud, nested)):
            return cause
        if "cancelled" not in event.get("ResourceStatusReason", "cancelled"):
            return f"{event['LogicalResourceId']} ({event['ResourceType']}): {event['ResourceStatusReason']}"
    return ""


@contextmanager
def goes_on(say: Say, text: str) -> Iterator[None]:
    """Says what AWS goes on with if this command ends first: by Ctrl-C, a lost network or expired credentials."""
    try:
        yield
    except KeyboardInterrupt:
        say(f"\n{text}")  # the terminal shows ^C on the line before
        raise
    except (BotoCoreError, ClientError, NotDeployed):
        say(text)
        raise


def _wait(cloud: Cloud, name: str, seen: set[str], say: Say, afterwards: str) -> str:
    shown = f"{cloud.hint('status')} shows it"
    with goes_on(
        say, f"AWS goes on changing the stack without this command; {shown}. Once it has ended, {afterwards}."
    ):
        return _watched(cloud, name, seen, say)


def _watched(cloud: Cloud, name: str, seen: set[str], say: Say) -> str:
    shown = set(seen)
    while True:
        stack = described(cloud, name)
        for event in reversed(list(_events(cloud, name))):
            if event["EventId"] not in shown:
                shown.add(event["EventId"])
                say(f"  {event['ResourceStatus'].lower().replace('_', ' '):28} {event['LogicalResourceId']}")
        status = str(stack["StackStatus"]) if stack else "GONE"
        if not status.endswith("_IN_PROGRESS") or status == "REVIEW_IN_PROGRESS":
            return status
        time.sleep(5)


def _last_operation(cloud: Cloud, name: str) -> Iterator[dict[str, Any]]:
    """The events since someone last created, updated or deleted the stack, newest first."""
    for event in _events(cloud, name):
        yield event
        of_the_stack = event.get("PhysicalResourceId") == event["StackId"]
        if of_the_stack and event["ResourceStatus"] in _BEGINNINGS:
            return


def _events(cloud: Cloud, name: str) -> Iterator[dict[str, Any]]:
    """Newest first; none for a stack that does not exist (any more)."""
    with suppress(ClientError):
        for page in cloud.client("cloudformation").get_paginator("describe_stack_events").paginate(StackName=name):
            yield from page["StackEvents"]
