"""Checks of the account before anything is created: each yields sentences about what is wrong and what to do.

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
from deploy import artifacts, images, instances, model_archive, stack
from deploy.cloud import Cloud, code, fetched

_NAME_CHARACTERS = 63  # an endpoint's

# One or two calls of each service that `up` makes through CloudFormation: who lacks one lacks the service.
NEEDED = (
    "cloudformation:CreateChangeSet",
    "cloudformation:ExecuteChangeSet",
    "s3:CreateBucket",
    "s3:PutObject",
    "ecr:CreateRepository",
    "kms:CreateKey",
    "kms:CreateGrant",
    "dynamodb:CreateTable",
    "iam:CreateRole",
    "iam:PutRolePolicy",
    "iam:PassRole",
    "lambda:CreateFunction",
    "sns:CreateTopic",
    "sqs:CreateQueue",
    "apigateway:POST",
    "events:PutRule",
    "logs:CreateLogGroup",
    "sagemaker:CreateModel",
    "sagemaker:CreateEndpointConfig",
    "sagemaker:CreateEndpoint",
    "application-autoscaling:RegisterScalableTarget",
    "cloudwatch:PutMetricAlarm",
)


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
    yield _issuer(values.get("JwtIssuer", ""))
    yield permissions(cloud)
    if values.get("Shape") != "serverless":
        for instance_type in instances.types(values):
            yield _offered(cloud, instance_type)
            if {"MinInstances", "MaxInstances"} <= set(values):
                yield _quota(cloud, values, instance_type, now)


def image(cloud: Cloud, values: Mapping[str, str], say: stack.Say) -> Iterator[str]:
    """The image in ECR."""
    missing = images.faults(cloud, values["ImageUri"])
    yield from missing
    if not missing and instances.has_gpu(values.get("InstanceType", "")):
        requirements = images.built_from(cloud, values["ImageUri"])
        yield from images.unfit(values["ImageUri"], requirements, gpu=True)
        if not requirements:
            say(images.unknown_kind(values["ImageUri"]))


def model(cloud: Cloud, uri: str) -> Iterator[str]:
    """The model in S3."""
    yield from model_archive.missing(cloud, uri)


def bucket_name(cloud: Cloud, values: Mapping[str, str]) -> str:
    """The contracts' bucket: as given, or legalops-contracts with the account's number."""
    return values["BucketName"] or f"legalops-contracts-{cloud.account}"


def _state(cloud: Cloud, name: str, now: dict[str, Any] | None) -> Iterator[str]:
    if now and (wrong := stack.stuck(cloud, name, now["StackStatus"])):
        yield wrong


def _artifacts_state(cloud: Cloud) -> Iterator[str]:
    name = artifacts.stack_name(cloud.name)
    yield from _state(cloud, name, stack.described(cloud, name))


def _bucket(cloud: Cloud, values: Mapping[str, str], now: dict[str, Any] | None) -> Iterator[str]:
    name = bucket_name(cloud, values)
    if now and stack.outputs(now).get("BucketName") == name:
        return
    try:
        cloud.client("s3").head_bucket(Bucket=name)
    except ClientError as error:
        if code(error) in {"403", "AccessDenied"}:
            yield f"The bucket {name} is somebody else's. Choose another name: --set BucketName=..."
        elif code(error) in {"301", "PermanentRedirect", "400"}:
            yield f"The bucket {name} exists in another region. Choose another name: --set BucketName=..."
        return
    yield (
        f"The bucket {name} exists and is not this stack's; {cloud.hint('down')} may have kept it, and says how to "
        "read what is in it. A new stack cannot take it over: choose another name (--set BucketName=...), or delete it "
        f"with all its contracts and reviews ({cloud.hint('down', '--delete-contracts')})."
    )


def _issuer(issuer: str) -> Iterator[str]:
    """API Gateway reads the same document when the API is created, minutes later, and refuses the stack without it."""
    if not issuer:
        return
    place = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    try:
        answer = fetched(place)
        document = answer.json()
        named = str(document["issuer"]) if answer.status == 200 and "jwks_uri" in document else None
    except urllib3.exceptions.HTTPError as error:
        yield f"JwtIssuer cannot be reached: {place} {_why_unreachable(error)}. Check its name and the network."
        return
    except (ValueError, KeyError, TypeError):
        named = None
    if named is None:
        yield f"JwtIssuer is not an OpenID Connect issuer: {place} does not hold its configuration."
    elif named.rstrip("/") != issuer.rstrip("/"):
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
        (kinds.SSLError, "has a certificate that this machine does not trust"),
        (kinds.ResponseError, "redirects too often or keeps failing"),
    ):
        if isinstance(cause, kind):
            return said
    return "gives no answer"


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
    """A new account may start no GPU at all, and would be told so only after minutes."""
    if now:
        return
    needed = max(1, int(values["MinInstances"]))
    quota = _usage_quota(cloud, instance_type)
    if quota and quota["Value"] < needed:
        other = "" if instance_type == values["InstanceType"] else " Or do without it as a second or third choice."
        yield (
            f"The account may run {quota['Value']:g} of {instance_type}. Ask for twice MaxInstances, since an update "
            f"runs a second fleet beside the first: {_request(cloud, quota, 2 * int(values['MaxInstances']))}.{other}"
        )


def second_fleet(cloud: Cloud, values: dict[str, str], count: int) -> list[str]:
    """What is wrong for an update, which runs a second fleet beside the ``count`` instances until traffic has moved."""
    needed = 2 * count if count else 1
    if values["Shape"] == "serverless":
        return []
    quotas = [quota for one in instances.types(values) if (quota := _usage_quota(cloud, one))]
    if len(quotas) < len(instances.types(values)) or max(quota["Value"] for quota in quotas) >= needed:
        return []
    first = quotas[0]
    return [
        f"An update starts a second fleet beside the first, {needed} instances together, and the account may run "
        f"{first['Value']:g} of {instances.types(values)[0]}. Ask for more ({_request(cloud, first, needed)}), "
        "or update when fewer instances run."
    ]


def _usage_quota(cloud: Cloud, instance_type: str) -> dict[str, Any] | None:
    """The account's quota for endpoints of this type; None if there is none or it may not be read."""
    with suppress(ClientError, BotoCoreError):
        pages = cloud.client("service-quotas").get_paginator("list_service_quotas").paginate(ServiceCode="sagemaker")
        for quota in (one for page in pages for one in page["Quotas"]):
            if quota["QuotaName"] == f"{instance_type} for endpoint usage":
                return dict(quota)
    return None


def _request(cloud: Cloud, quota: dict[str, Any], wanted: int) -> str:
    return cloud.aws(
        "service-quotas request-service-quota-increase --service-code sagemaker "
        f"--quota-code {quota['QuotaCode']} --desired-value {wanted}"
    )


def permissions(cloud: Cloud) -> Iterator[str]:
    """Whether the caller may make the calls of a first ``up``, by IAM's simulation."""
    caller = _principal(cloud)
    if caller is None:
        return
    denied: list[str] = []
    with suppress(ClientError, BotoCoreError):
        for page in (
            cloud.client("iam")
            .get_paginator("simulate_principal_policy")
            .paginate(PolicySourceArn=caller, ActionNames=list(NEEDED))
        ):
            denied += [one["EvalActionName"] for one in page["EvaluationResults"] if one["EvalDecision"] != "allowed"]
    if denied:
        yield f"{caller} may not {', '.join(denied)}. Ask for these permissions, or use another profile (--profile)."


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
