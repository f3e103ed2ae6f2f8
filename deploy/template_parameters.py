"""Checks the stack's parameters before AWS is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from chunking.errors import BadConfiguration
from deploy import template
from deploy.instances import NO_GPU_AMI, has_gpu, types, unfit

# Parameters that the deployment sets itself.
OWN = frozenset(
    {
        *("TemplatesUrl", "CodeBucket", "CodeKey", "ImageRepositoryArn"),
        *("AutoScaling", "KeepInstances", "MinInstancesNow", "WarmMinInstances"),
    }
)
# SageMaker answers for the container after this.
_AT_ONCE_SECONDS = 60


def checked(given: Mapping[str, str]) -> dict[str, str]:
    """The root's parameters, defaults filled in, all as text.

    Raises BadConfiguration, which names every parameter that is unknown, missing or out of range, and what it may be.
    """
    defined = template.load(template.ROOT)["Parameters"]
    wrong = [f"{name} is not a parameter." for name in given if name not in defined]
    values = {}
    for name, definition in defined.items():
        if name in given or "Default" in definition:
            values[name] = str(given.get(name, definition.get("Default")))
            wrong += _faults(name, values[name], definition)
        elif name not in OWN:
            option = " Name it with --image." if name == "ImageUri" else ""
            wrong.append(f"{name} is missing. {definition.get('Description', '')}{option}".strip())
    wrong = wrong or _contradictions(values)
    if wrong:
        raise BadConfiguration(" ".join(wrong))
    return values


def _faults(name: str, value: str, definition: Mapping[str, Any]) -> list[str]:
    allowed = [str(one) for one in definition.get("AllowedValues", [])]
    if allowed and value not in allowed:
        return [f"{name} is {value!r}; it must be one of {', '.join(allowed)}."]
    if definition["Type"] == "Number" and not allowed:
        least, most = definition["MinValue"], definition["MaxValue"]
        if not re.fullmatch(r"-?\d+", value) or not least <= int(value) <= most:
            return [f"{name} is {value}; it must be a whole number from {least} to {most}."]
    pattern = definition.get("AllowedPattern")
    if pattern and not re.fullmatch(pattern, value):
        return [f"{name} is {value!r}; it {definition.get('ConstraintDescription', f'must match {pattern}')}."]
    return []


def _contradictions(values: Mapping[str, str]) -> list[str]:
    """Values that are each valid but do not fit together."""
    number = {name: int(value) for name, value in values.items() if re.fullmatch(r"\d+", value)}
    wrong = []
    for name in ("MinInstances", "WarmInstances"):
        if number[name] > number["MaxInstances"]:
            wrong.append(f"{name} is {number[name]}, more than MaxInstances, {number['MaxInstances']}.")
    if values["Shape"] == "realtime" and number["MinInstances"] < 1:
        wrong.append("MinInstances is 0; a real-time endpoint keeps at least 1.")
    if number["ReviewDeadlineSeconds"] >= number["InvocationTimeoutSeconds"]:
        wrong.append(
            "ReviewDeadlineSeconds must be under InvocationTimeoutSeconds, so that the container answers first."
        )
    if values["Shape"] != "async" and number["ReviewDeadlineSeconds"] >= _AT_ONCE_SECONDS:
        wrong.append(
            f"ReviewDeadlineSeconds is {values['ReviewDeadlineSeconds']}; SageMaker ends a request to a "
            f"{values['Shape']} endpoint after {_AT_ONCE_SECONDS} s. With 55, the container's reason still arrives."
        )
    if values["TimeZone"] not in available_timezones():
        wrong.append(f"TimeZone is {values['TimeZone']!r}, which is no time zone. Name one as Europe/Berlin.")
    if values["JwtIssuer"] and not values["JwtAudience"]:
        wrong.append("JwtIssuer is given without JwtAudience, the client that its tokens are for.")
    if values["JwtIssuer"] and values["HostPage"] == "false" and not values["PageOrigin"]:
        wrong.append("HostPage is false without PageOrigin, the place where the page is.")
    return wrong + _instance_contradictions(values)


def _instance_contradictions(values: Mapping[str, str]) -> list[str]:
    wrong = [
        f"{one} has {why}; the image is for amd64, with an NVIDIA GPU or none."
        for one in types(values)
        if (why := unfit(one))
    ]
    if len(set(types(values))) < len(types(values)):
        wrong.append(f"{', '.join(types(values))}: a type is named twice; AWS takes each once.")
    with_gpu = {has_gpu(one) for one in types(values)}
    if len(with_gpu) > 1:
        wrong.append(
            f"{', '.join(types(values))}: some have a GPU and some do not; one image serves only one of the two kinds."
        )
    elif with_gpu != {values["InferenceAmiVersion"] != NO_GPU_AMI}:
        wrong.append(
            f"InferenceAmiVersion must be none if the instance has no GPU, and only then; InstanceType is "
            f"{values['InstanceType']}."
        )
    if values["ThirdInstanceType"] and not values["SecondInstanceType"]:
        wrong.append("ThirdInstanceType is given without SecondInstanceType.")
    if values["Shape"] in {"serverless", "multi-model"} and True in with_gpu:
        wrong.append(f"A {values['Shape']} endpoint has no GPU; {values['InstanceType']} is given.")
    if values["Shape"] == "multi-model" and values["ModelDataUrl"]:
        wrong.append("A multi-model endpoint loads its models from models/ of the bucket, not from ModelDataUrl.")
    if values["Shape"] == "serverless" and values["VpcSubnetIds"]:
        wrong.append("A serverless endpoint cannot be in a VPC; VpcSubnetIds is given.")
    if bool(values["VpcSubnetIds"]) != bool(values["VpcSecurityGroupIds"]):
        wrong.append("VpcSubnetIds and VpcSecurityGroupIds must be given together.")
    return wrong
