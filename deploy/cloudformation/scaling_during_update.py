"""Rolls an update out to the endpoint: keeps its instances, and removes scaling while the instance type changes.

AWS refuses an update that changes the instance type of a variant while it is a scalable target (SageMaker's guide,
"Update endpoints that use auto scaling"). So `deploy up` splits such an update in two: the first removes the scaling
stack, which deregisters the target; the second changes the endpoint and creates the scaling stack again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from botocore.exceptions import BotoCoreError, ClientError

from chunking.errors import NotDeployed
from deploy.cloud import Cloud, code
from deploy.cloudformation import stack, template
from deploy.scaling import instance_types

_SCALED = {"async", "realtime"}
_CONFIGURATION = "AWS::SageMaker::EndpointConfig"


def must_deregister_scaling(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether the scalable target has to go before the update."""
    if before.get("Shape") not in _SCALED or before.get("AutoScaling", "on") != "on":
        return False
    return instance_types.types(before) != instance_types.types(after) or before["Shape"] != after["Shape"]


def notes(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Warnings about the order of the steps and about what is removed."""
    said = []
    if before["Shape"] == "async" != after["Shape"]:
        said.append(
            f"The shape changes from async to {after['Shape']}: the page, the API, the topics and the functions are "
            "removed. Contracts and reviews stay in the bucket."
        )
    if must_deregister_scaling(before, after):
        said.append(
            f"{_what_changes(before, after)} AWS refuses that under automatic scaling, so scaling is removed first "
            "(the scalable target is deregistered) and put back after it. Until then the endpoint keeps the instances "
            "that it has."
        )
    return said


def _what_changes(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    old, new = (", ".join(instance_types.types(values)) for values in (before, after))
    if old == new:
        return f"The endpoint's shape changes from {before['Shape']} to {after['Shape']}."
    return f"The instance type changes from {old} to {new}."


def remove_scaling(cloud: Cloud, before: Mapping[str, str], say: stack.Say) -> None:
    """Deregisters the scalable target, by the templates that are deployed and nothing else changed."""
    _switch_scaling(cloud, before, "off", say)


def restore_scaling(cloud: Cloud, before: Mapping[str, str], say: stack.Say) -> None:
    """Puts scaling back after the second update was rolled back; says what to do if that fails, too."""
    try:
        _switch_scaling(cloud, before, "on", say)
    except (NotDeployed, BotoCoreError, ClientError) as error:
        say(f"Scaling is still off ({error}): the endpoint keeps its instances. {cloud.hint('up')} puts it back.")


def _switch_scaling(cloud: Cloud, before: Mapping[str, str], to: str, say: stack.Say) -> None:
    say(f"Automatic scaling: {to}")
    values = {**before, "AutoScaling": to}
    place = f"{before['TemplatesUrl']}/{template.ROOT}.yaml"
    change = stack.change_set(cloud, cloud.name, values, TemplateURL=place)
    if change:
        stack.execute(cloud, cloud.name, change, say)


def replaces_instances(changes: Iterable[stack.Change]) -> bool:
    """Whether a change set gives the endpoint another configuration, and with it a new fleet."""
    return any(change.kind == _CONFIGURATION for change in changes)


def instances_of(cloud: Cloud, endpoint: str) -> int:
    """The endpoint's desired number of instances; 0 if there is no endpoint."""
    try:
        found = cloud.client("sagemaker").describe_endpoint(EndpointName=endpoint)
    except ClientError as error:
        if code(error) != "ValidationException":  # which AWS gives where there is none
            raise
        return 0
    return sum(variant.get("DesiredInstanceCount", 0) for variant in found.get("ProductionVariants", []))


def what_happens_to(count: int) -> str:
    """What an update does to the endpoint's instances, in a sentence."""
    if count:
        take = "instance takes" if count == 1 else "instances take"
        return f"The endpoint is updated: {count} new {take} over from the {count} that it has."
    return "The endpoint is updated. It has no instance now, so one is started to verify that the update works."
