"""What can be known before anything is created: each check gives sentences of what is wrong, none where all is well.

What a check may not look at, or cannot, is not its fault to find: CloudFormation will say it later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chunking.errors import NotDeployed
from deploy import artifacts, stack
from deploy.cloud import Cloud, code

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


def run(cloud: Cloud, values: dict[str, str], now: dict[str, Any] | None) -> None:
    """All checks. Raises NotDeployed with every fault found, not only the first."""
    found = [*_state(cloud, now), *_bucket(cloud, values, now), *_permissions(cloud)]
    if values["Shape"] != "serverless":
        found += [*_instances(cloud, values), *_quota(cloud, values, now)]
    if artifacts.in_ecr(values["ImageUri"]):
        found += artifacts.missing_image(cloud, values["ImageUri"])
    if found:
        raise NotDeployed(" ".join(found))


def bucket_name(cloud: Cloud, values: dict[str, str]) -> str:
    """The contracts' bucket: as given, or legalops-contracts with the account's number."""
    return values["BucketName"] or f"legalops-contracts-{cloud.account}"


def _state(cloud: Cloud, now: dict[str, Any] | None) -> Iterator[str]:
    if now and (advice := stack.advice(cloud.name, now["StackStatus"])):
        yield f"The stack {cloud.name} cannot be changed. {advice}"


def _bucket(cloud: Cloud, values: dict[str, str], now: dict[str, Any] | None) -> Iterator[str]:
    name = bucket_name(cloud, values)
    if now and stack.outputs(now).get("BucketName") == name:
        return
    try:
        cloud.client("s3").head_bucket(Bucket=name)
    except ClientError as error:
        if code(error) in {"403", "AccessDenied"}:
            yield f"The bucket {name} is somebody else's. Choose another name: --set BucketName=..."
        return
    yield (
        f"The bucket {name} exists and is not this stack's; an earlier `deploy down` may have kept it. "
        "Choose another name (--set BucketName=...), or empty and delete it."
    )


def _instances(cloud: Cloud, values: dict[str, str]) -> Iterator[str]:
    wanted = values["InstanceType"].removeprefix("ml.")
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


def _quota(cloud: Cloud, values: dict[str, str], now: dict[str, Any] | None) -> Iterator[str]:
    """New accounts may start no GPU at all, and learn it after minutes."""
    if now:
        return
    wanted = f"{values['InstanceType']} for endpoint usage"
    with suppress(ClientError, BotoCoreError):
        pages = cloud.client("service-quotas").get_paginator("list_service_quotas").paginate(ServiceCode="sagemaker")
        for quota in (one for page in pages for one in page["Quotas"]):
            if quota["QuotaName"] == wanted and quota["Value"] < max(1, int(values["MinInstances"])):
                yield (
                    f"The account may run {quota['Value']:g} of {values['InstanceType']}. Ask for more: "
                    "`aws service-quotas request-service-quota-increase --service-code sagemaker "
                    f"--quota-code {quota['QuotaCode']} --desired-value {values['MaxInstances']}`."
                )


def _permissions(cloud: Cloud) -> Iterator[str]:
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
