"""Checks the account before anything is created; each check yields sentences about what is wrong and what to do.

What the caller may not look at is skipped: CloudFormation reports it later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import urllib3
from botocore.exceptions import BotoCoreError, ClientError

from chunking.errors import BadConfiguration
from deploy.artifacts import artifact_storage, images, model_archive
from deploy.checks import api_calls, permissions, quotas
from deploy.cloud import Cloud, code, fetched
from deploy.cloudformation import stack, template_parameters
from deploy.cloudformation.template_parameters import several
from deploy.scaling import instance_types

_NAME_CHARACTERS = 63  # an endpoint's


def name(name: str) -> None:
    """The stack's name is the endpoint's, too. Raises BadConfiguration."""
    if not re.fullmatch(r"[a-zA-Z](-*[a-zA-Z0-9])*", name) or len(name) > _NAME_CHARACTERS:
        raise BadConfiguration(
            f"--name is {name!r} ({len(name)} characters). It names the endpoint: at most {_NAME_CHARACTERS} letters, "
            "digits and hyphens, a letter first and no hyphen last."
        )


def account(cloud: Cloud, values: Mapping[str, str], now: dict[str, Any] | None) -> Iterator[Iterator[str]]:
    """The checks that ask the account, one by one. A parameter that ``values`` lacks is not looked at."""
    yield _state(cloud, cloud.name, now)
    yield _artifacts_state(cloud)
    if "BucketName" in values:
        yield _bucket(cloud, values, now)
    yield _issuer(cloud, values.get("JwtIssuer", ""))
    yield _boundary(cloud, values.get("PermissionsBoundary", ""))
    yield _network(cloud, *(several(values.get(name, "")) for name in ("VpcSubnetIds", "VpcSecurityGroupIds")))
    if values.get("Shape") != "serverless":
        for instance_type in instance_types.types(values):
            yield _offered(cloud, instance_type)
            if {"MinInstances", "MaxInstances"} <= set(values):
                yield _quota(cloud, values, instance_type, now)


def image(cloud: Cloud, values: Mapping[str, str], say: stack.Say) -> Iterator[str]:
    """The image in ECR."""
    name = values["ImageUri"]
    if missing := images.manifest_problems(cloud, name):
        yield from missing
        return
    found = images.settings(cloud, name)
    if found.architecture not in {"", images.ARCHITECTURE}:
        yield (
            f"{name} is for {found.architecture}; SageMaker's instances are {images.ARCHITECTURE}. Build it with "
            f"`--platform linux/{images.ARCHITECTURE}`."
        )
    if instance_types.has_gpu(values.get("InstanceType", "")):
        yield from images.mismatches(name, found.requirements, gpu=True)
        if not found.requirements:
            say(images.unknown_kind(name))


def model(cloud: Cloud, uri: str) -> Iterator[str]:
    """The model in S3; asked only when the sentences are taken, so that a failure is one more problem."""
    missing = model_archive.missing(cloud, uri)
    yield from missing or model_archive.abroad(cloud, uri)


def _state(cloud: Cloud, name: str, now: dict[str, Any] | None) -> Iterator[str]:
    if now and (wrong := stack.stuck(cloud, name, now["StackStatus"])):
        yield wrong


def _artifacts_state(cloud: Cloud) -> Iterator[str]:
    name = artifact_storage.stack_name(cloud.name)
    yield from _state(cloud, name, stack.described(cloud, name))


def _bucket(cloud: Cloud, values: Mapping[str, str], now: dict[str, Any] | None) -> Iterator[str]:
    name = permissions.bucket(values["BucketName"], cloud.account)
    if now and stack.outputs(now).get("BucketName") == name:
        return
    try:
        cloud.client("s3").head_bucket(Bucket=name)
    except ClientError as error:
        if code(error) in {"403", "AccessDenied"}:
            yield f"The bucket {name} is someone else's. Choose another name: --set BucketName=..."
        elif code(error) in {"301", "PermanentRedirect", "400"}:
            yield f"The bucket {name} exists in another region. Choose another name: --set BucketName=..."
        return
    yield (
        f"The bucket {name} exists and is not this stack's; {cloud.hint('down')} may have kept it, and says how to "
        "read what is in it. A new stack cannot take it over: choose another name (--set BucketName=...), or delete it "
        f"with all its contracts and reviews ({cloud.hint('down', '--delete-contracts')})."
    )


def _issuer(cloud: Cloud, issuer: str) -> Iterator[str]:
    """API Gateway reads the same document when the API is created, minutes later, and refuses the stack without it."""
    if not issuer:
        return
    place = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    try:
        answer = fetched(place, cloud.certificates)
        document = answer.json()
        named = str(document["issuer"]) if answer.status == 200 and "jwks_uri" in document else None
    except urllib3.exceptions.HTTPError as error:
        yield f"JwtIssuer cannot be reached: {place} {_why_unreachable(error)}. Check its name and the network."
        return
    except (ValueError, KeyError, TypeError):
        named = None
    if named is None:
        yield f"JwtIssuer is not an OpenID Connect issuer: {place} does not hold its configuration."
    elif named != issuer:  # API Gateway compares the tokens' issuer with it, a slash at the end included
        yield f"JwtIssuer is {issuer}, but that issuer calls itself {named}, as its tokens do. Give that name."


def _why_unreachable(error: urllib3.exceptions.HTTPError) -> str:
    """In plain words, from what urllib3 wraps."""
    cause = getattr(error, "reason", None) or error
    kinds = urllib3.exceptions
    for kind, said in (
        (kinds.NameResolutionError, "has a host name that is not known"),
        (kinds.NewConnectionError, "does not accept connections"),
        (kinds.TimeoutError, "did not answer within 10 seconds"),
        (kinds.ProxyError, "is asked through a proxy (HTTPS_PROXY) that does not answer"),
        (kinds.SSLError, "has a certificate that this machine does not trust (AWS_CA_BUNDLE names others)"),
        (kinds.ResponseError, "redirects too often or keeps failing"),
    ):
        if isinstance(cause, kind):
            return said
    return "gives no answer"


def _boundary(cloud: Cloud, arn: str) -> Iterator[str]:
    if not arn:
        return
    try:
        cloud.client("iam").get_policy(PolicyArn=arn)
    except ClientError as error:
        if code(error) in {"NoSuchEntity", "InvalidInput"}:
            yield f"There is no policy {arn}. PermissionsBoundary takes a policy of your account, or one of AWS's."


def _network(cloud: Cloud, subnets: list[str], groups: list[str]) -> Iterator[str]:
    """The subnets and security groups must be there, in one VPC."""
    ec2 = cloud.client("ec2")
    places: dict[str, str] = {}
    for name, wanted, look_up in (("VpcSubnetIds", subnets, _subnets), ("VpcSecurityGroupIds", groups, _groups)):
        try:
            found = look_up(ec2, wanted) if wanted else {}
        except (ClientError, BotoCoreError):
            return
        if missing := [one for one in wanted if one not in found]:
            yield f"{name} names {', '.join(missing)}, which {cloud.region} does not have. Check the ID and the region."
        places |= found
    if len(set(places.values())) > 1:
        said = ", ".join(f"{one} in {vpc}" for one, vpc in places.items())
        yield f"The subnets and security groups must be of one VPC: {said}."


# By filters: asked by its ID, a missing one is an error that hides the others.
def _subnets(ec2: Any, ids: list[str]) -> dict[str, str]:
    pages = ec2.get_paginator("describe_subnets").paginate(Filters=[{"Name": "subnet-id", "Values": ids}])
    return {one["SubnetId"]: one["VpcId"] for page in pages for one in page["Subnets"]}


def _groups(ec2: Any, ids: list[str]) -> dict[str, str]:
    pages = ec2.get_paginator("describe_security_groups").paginate(Filters=[{"Name": "group-id", "Values": ids}])
    return {one["GroupId"]: one["VpcId"] for page in pages for one in page["SecurityGroups"]}


def _offered(cloud: Cloud, instance_type: str) -> Iterator[str]:
    wanted = instance_type.removeprefix("ml.")
    try:
        offered = cloud.client("ec2").describe_instance_type_offerings(
            LocationType="region", Filters=[{"Name": "instance-type", "Values": [wanted]}]
        )["InstanceTypeOfferings"]
    except (ClientError, BotoCoreError):
        return
    if not offered:
        yield (
            f"The region {cloud.region} has no {wanted}. Choose another (--region), "
            "or another type (--set InstanceType=...)."
        )


def _quota(cloud: Cloud, values: Mapping[str, str], instance_type: str, now: dict[str, Any] | None) -> Iterator[str]:
    """A new account may have a quota of no GPU at all, which AWS would report only minutes later."""
    if now:
        return
    needed = max(1, int(values["MinInstances"]))
    quota = quotas.of(cloud, instance_type, quotas.ENDPOINT)
    if quota and quota.value < needed:
        other = "" if instance_type == values["InstanceType"] else " Or do without it as a second or third choice."
        yield (
            f"The account may run {quota.value:g} of {instance_type}. Ask for twice MaxInstances, since an update "
            f"runs a second fleet beside the first: {quota.raise_to(cloud, 2 * int(values['MaxInstances']))}.{other}"
        )


def second_fleet(cloud: Cloud, before: Mapping[str, str], values: Mapping[str, str], count: int) -> list[str]:
    """What is wrong for an update, which runs a second fleet beside the ``count`` instances until traffic has moved.

    AWS counts each type by itself: the first fleet takes nothing from the quota of a type that it cannot have.
    """
    if values["Shape"] == "serverless":
        return []
    types, had = instance_types.types(values), instance_types.types(before)
    needed = {one: max(1, count) + (count if one in had else 0) for one in types}
    found = {one: quota for one in types if (quota := quotas.of(cloud, one, quotas.ENDPOINT))}
    if len(found) < len(types) or any(quota.value >= needed[one] for one, quota in found.items()):
        return []
    first = types[0]
    return [
        f"An update starts a second fleet beside the first: {needed[first]} of {first} are needed, and the account "
        f"may run {found[first].value:g}. Ask for more ({found[first].raise_to(cloud, needed[first])}), or update "
        "when fewer instances run."
    ]


def may(
    cloud: Cloud, values: Mapping[str, str], now: dict[str, Any] | None, image: str, model: str, tagged: bool
) -> Iterator[str]:
    """Whether the caller may make the calls of ``up``, by IAM's simulation; those that CloudFormation makes as the
    caller only before a first one. ``image`` in ECR and ``model`` in S3 are empty if they come from this machine."""
    caller = _principal(cloud)
    if caller is None:
        return
    complete = {**template_parameters.defaults(), "ImageUri": image, **values}
    calls = api_calls.of_first_up(cloud.name, complete, not image, tagged)
    needed = (call for call in calls if not (now and call.by_cloudformation))
    bucket = values.get("BucketName", "")
    scope = permissions.Scope(cloud.name, bucket, image, model, cloud.partition, cloud.region, cloud.account)
    denied: list[str] = []
    with suppress(ClientError, BotoCoreError):
        for resources, actions in permissions.by_resources(needed, scope).items():
            # A simulation takes whole ARNs, and most names are not known before they are made up.
            whole = [resource if resource == "*" else resource.replace("*", "x") for resource in resources]
            denied += _denied(cloud, caller, actions, whole)
    if denied:
        yield (
            f"{caller} may not {', '.join(sorted(set(denied)))}. Ask for these permissions "
            "(`contract-review deploy rehearse --policy FILE` writes a policy with all that are needed), or use "
            "another profile (--profile)."
        )


def _denied(cloud: Cloud, caller: str, actions: list[str], resources: list[str]) -> Iterator[str]:
    """The actions that the caller's policies do not allow; unless they depend on what a simulation does not know."""
    pages = cloud.client("iam").get_paginator("simulate_principal_policy")
    for page in pages.paginate(PolicySourceArn=caller, ActionNames=actions, ResourceArns=resources):
        for one in page["EvaluationResults"]:
            if one["EvalDecision"] != "allowed" and not one.get("MissingContextValues"):
                yield one["EvalActionName"]


def _principal(cloud: Cloud) -> str | None:
    """The user or role whose policies are simulated; None for the root user, who may do all."""
    kind, _, rest = cloud.caller.rpartition(":")[2].partition("/")
    if kind == "user":
        return cloud.caller
    if kind != "assumed-role":
        return None
    with suppress(ClientError, BotoCoreError):  # the session's ARN lacks the role's path
        return str(cloud.client("iam").get_role(RoleName=rest.partition("/")[0])["Role"]["Arn"])
    return None
