"""Validates the stack's parameters before AWS is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any
from zoneinfo import available_timezones

from deploy.cloudformation import template
from deploy.problems import Problems
from deploy.scaling import warm_hours
from deploy.scaling.instance_types import LANGUAGE_MODEL, NO_GPU_AMI, has_gpu, types, unsupported_reason

# Parameters that the deployment sets itself.
OWN = frozenset(
    {
        *("TemplatesUrl", "CodeBucket", "CodeKey", "ImageRepositoryArn"),
        *("ModelKeyArn", "AutoScaling", "KeepInstances", "MinInstancesNow", "WarmMinInstances"),
    }
)
# SageMaker answers for the container after this.
_AT_ONCE_SECONDS = 60
# What SageMaker accepts of a document, by shape, in MB.
_MEGABYTES = {"async": 1024, "realtime": 25, "serverless": 4, "multi-model": 25}
# Beginnings and ends of bucket names that S3 keeps for itself (its guide, "Bucket naming rules").
_RESERVED_BUCKET = re.compile("(xn--|sthree-|amzn-s3-demo-).*|.*(-s3alias|--ol-s3|--x-s3|--table-s3)")


def validated(given: Mapping[str, str | None], problems: Problems, with_defaults: bool = True) -> dict[str, str]:
    """The root's parameters that are in range, all as text; what is wrong with the others goes to ``problems``.

    One that is None is left out, as are the rules that need it. Without defaults only what is given is looked at.
    """
    defined = template.load(template.ROOT)["Parameters"]
    problems.add(f"{name} is not a parameter.{_similar(name, defined)}" for name in given if name not in defined)
    values: dict[str, str] = {}
    for name, definition in defined.items():
        value = given[name] if name in given else definition.get("Default") if with_defaults else None
        if value is not None:
            wrong = _range_errors(name, str(value), definition)
            problems.add(wrong)
            values |= {} if wrong else {name: str(value)}
        elif with_defaults and name not in OWN | set(given):
            option = " Name it with --image." if name == "ImageUri" else ""
            problems.add([f"{name} is missing. {definition.get('Description', '')}{option}".strip()])
    for needed, rule in _RULES:
        if all(name in values for name in needed):
            problems.add(rule(values))
    return values


def defaults() -> dict[str, str]:
    """The root's parameters that have one, at their defaults."""
    defined = template.load(template.ROOT)["Parameters"]
    return {name: str(one["Default"]) for name, one in defined.items() if "Default" in one}


def _similar(name: str, defined: Mapping[str, Any]) -> str:
    close = get_close_matches(name, defined, 1)
    return f" Did you mean {close[0]}?" if close else " deploy/templates/main.yaml lists all of them."


def _range_errors(name: str, value: str, definition: Mapping[str, Any]) -> list[str]:
    allowed = [str(one) for one in definition.get("AllowedValues", [])]
    if allowed and value not in allowed:
        return [f"{name} is {value!r}; it must be one of {', '.join(allowed)}."]
    if definition["Type"] == "Number" and not allowed:
        least, most = definition["MinValue"], definition["MaxValue"]
        if not re.fullmatch("-?[0-9]+", value) or not least <= int(value) <= most:
            return [f"{name} is {value}; it must be a whole number from {least} to {most}."]
    pattern = definition.get("AllowedPattern")
    if pattern and not re.fullmatch(pattern, value):
        return [f"{name} is {value!r}; it {definition.get('ConstraintDescription', f'must match {pattern}')}."]
    return []


Rule = Callable[[Mapping[str, str]], Iterator[str]]
_RULES: list[tuple[tuple[str, ...], Rule]] = []


def _rule(*needed: str) -> Callable[[Rule], Rule]:
    """Registers what must hold between values that are each in range: it yields a sentence for what does not."""

    def register(rule: Rule) -> Rule:
        _RULES.append((needed, rule))
        return rule

    return register


@_rule("MinInstances", "MaxInstances")
def _least_and_most(values: Mapping[str, str]) -> Iterator[str]:
    yield from _over_the_most("MinInstances", values)


@_rule("WarmInstances", "MaxInstances")
def _warm_and_most(values: Mapping[str, str]) -> Iterator[str]:
    yield from _over_the_most("WarmInstances", values)


def _over_the_most(name: str, values: Mapping[str, str]) -> Iterator[str]:
    if int(values[name]) > int(values["MaxInstances"]):
        yield f"{name} is {values[name]}, more than MaxInstances, {values['MaxInstances']}."


@_rule("Shape", "MinInstances")
def _always_one(values: Mapping[str, str]) -> Iterator[str]:
    if values["Shape"] == "realtime" and int(values["MinInstances"]) < 1:
        yield "MinInstances is 0; a real-time endpoint keeps at least 1."


@_rule("ReviewDeadlineSeconds", "InvocationTimeoutSeconds")
def _container_answers_first(values: Mapping[str, str]) -> Iterator[str]:
    if int(values["ReviewDeadlineSeconds"]) >= int(values["InvocationTimeoutSeconds"]):
        yield "ReviewDeadlineSeconds must be under InvocationTimeoutSeconds, so that the container answers first."


@_rule("Shape", "ReviewDeadlineSeconds")
def _answers_at_once(values: Mapping[str, str]) -> Iterator[str]:
    if values["Shape"] != "async" and int(values["ReviewDeadlineSeconds"]) >= _AT_ONCE_SECONDS:
        yield (
            f"ReviewDeadlineSeconds is {values['ReviewDeadlineSeconds']}; SageMaker ends a request to a "
            f"{values['Shape']} endpoint after {_AT_ONCE_SECONDS} s. With 55, the container's reason still arrives."
        )


@_rule("Shape", "MaxUploadBytes")
def _large_documents(values: Mapping[str, str]) -> Iterator[str]:
    most = _MEGABYTES[values["Shape"]] << 20
    if int(values["MaxUploadBytes"]) > most:
        yield (
            f"MaxUploadBytes is {values['MaxUploadBytes']}; SageMaker accepts at most {most} for a "
            f"{values['Shape']} endpoint."
        )


@_rule("BucketName")
def _reserved_name(values: Mapping[str, str]) -> Iterator[str]:
    if _RESERVED_BUCKET.fullmatch(values["BucketName"]):
        yield f"BucketName is {values['BucketName']!r}; S3 reserves such a beginning or end of a name for itself."


@_rule("TimeZone")
def _time_zone(values: Mapping[str, str]) -> Iterator[str]:
    if values["TimeZone"] not in available_timezones():
        yield f"TimeZone is {values['TimeZone']!r}, which is no time zone. Name one as Europe/Berlin."


@_rule("WarmInstances", "WarmSchedule", "CoolSchedule")
def _schedules(values: Mapping[str, str]) -> Iterator[str]:
    if int(values["WarmInstances"]):
        for name in ("WarmSchedule", "CoolSchedule"):
            if wrong := warm_hours.schedule_error(values[name]):
                yield f"{name}: {wrong}"


@_rule("JwtIssuer", "JwtAudience")
def _sign_in(values: Mapping[str, str]) -> Iterator[str]:
    if values["JwtIssuer"] and not values["JwtAudience"]:
        yield "JwtIssuer is given without JwtAudience, the client that its tokens are for."


@_rule("JwtIssuer", "HostPage", "PageOrigin")
def _page(values: Mapping[str, str]) -> Iterator[str]:
    if values["JwtIssuer"] and values["HostPage"] == "false" and not values["PageOrigin"]:
        yield "HostPage is false without PageOrigin, the place where the page is."


@_rule(*LANGUAGE_MODEL)
def _instance_types(values: Mapping[str, str]) -> Iterator[str]:
    named = ", ".join(types(values))
    for one in types(values):
        if why := unsupported_reason(one):
            yield f"{one} has {why}; the image is for amd64, with an NVIDIA GPU or none."
    if len(set(types(values))) < len(types(values)):
        yield f"{named}: a type is named twice; AWS takes each once."
    if len({has_gpu(one) for one in types(values)}) > 1:
        yield f"{named}: some have a GPU and some do not; one image serves only one of the two kinds."
    if values["ThirdInstanceType"] and not values["SecondInstanceType"]:
        yield "ThirdInstanceType is given without SecondInstanceType."


@_rule("InferenceAmiVersion", *LANGUAGE_MODEL)
def _driver(values: Mapping[str, str]) -> Iterator[str]:
    if {has_gpu(one) for one in types(values)} == {values["InferenceAmiVersion"] == NO_GPU_AMI}:
        yield (
            f"InferenceAmiVersion must be none if the instance has no GPU, and only then; InstanceType is "
            f"{values['InstanceType']}."
        )


@_rule("Shape", "InstanceType")
def _shapes_without_gpu(values: Mapping[str, str]) -> Iterator[str]:
    if values["Shape"] in {"serverless", "multi-model"} and has_gpu(values["InstanceType"]):
        yield f"A {values['Shape']} endpoint has no GPU; {values['InstanceType']} is given."


@_rule("Shape", "ModelDataUrl")
def _many_models(values: Mapping[str, str]) -> Iterator[str]:
    if values["Shape"] == "multi-model" and values["ModelDataUrl"]:
        yield "A multi-model endpoint loads its models from models/ of the bucket, not from ModelDataUrl."


@_rule("Shape", "VpcSubnetIds")
def _serverless_network(values: Mapping[str, str]) -> Iterator[str]:
    if values["Shape"] == "serverless" and values["VpcSubnetIds"]:
        yield "A serverless endpoint cannot be in a VPC; VpcSubnetIds is given."


@_rule("VpcSubnetIds", "VpcSecurityGroupIds")
def _network(values: Mapping[str, str]) -> Iterator[str]:
    if bool(values["VpcSubnetIds"]) != bool(values["VpcSecurityGroupIds"]):
        yield "VpcSubnetIds and VpcSecurityGroupIds must be given together."


def several(value: str) -> list[str]:
    """The members of a list parameter, as CloudFormation splits it."""
    return [one.strip() for one in value.split(",")] if value else []


@_rule("VpcSubnetIds")
def _subnets(values: Mapping[str, str]) -> Iterator[str]:
    yield from _ids("VpcSubnetIds", "subnet", 16, values)


@_rule("VpcSecurityGroupIds")
def _security_groups(values: Mapping[str, str]) -> Iterator[str]:
    yield from _ids("VpcSecurityGroupIds", "sg", 5, values)


def _ids(name: str, kind: str, most: int, values: Mapping[str, str]) -> Iterator[str]:
    found = several(values[name])
    for one in found:
        if not re.fullmatch(f"{kind}-[0-9a-f]{{8,17}}", one):
            yield f"{name} has {one!r}; an ID looks like {kind}-0123456789abcdef0, and a comma stands between two."
    if len(found) > most:
        yield f"{name} has {len(found)} IDs; SageMaker accepts at most {most}."
