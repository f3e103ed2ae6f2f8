"""Derives the resources that each permission of a first ``up`` is needed for: an IAM policy, and IAM simulations.

A name that CloudFormation makes up begins with its stack's; a long one is cut short. An action that IAM does not limit
to resources is listed for all (AWS's service authorization reference says which those are).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from deploy.artifacts import images
from deploy.checks.api_calls import Call
from deploy.functions import s3_objects

_UNCUT = 20  # characters of a stack's name that every name made from it begins with
_ALL = "*"
_UNLIMITED = {
    "application-autoscaling:DescribeScalableTargets",
    "application-autoscaling:DescribeScalingPolicies",
    "application-autoscaling:DescribeScheduledActions",
    "cloudfront:CreateDistribution",
    "cloudfront:CreateOriginAccessControl",
    "ec2:DescribeInstanceTypeOfferings",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ecr:GetAuthorizationToken",
    "kms:CreateKey",
    "logs:CreateLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:PutResourcePolicy",
    "servicequotas:ListServiceQuotas",
}
# By action or else by service: the ARNs without partition; each may name the region, the account, the stack, ...
# Names of models, configurations and dashboards that CloudFormation makes up do not contain the stack's.
_PATTERNS: dict[str, tuple[str, ...]] = {
    "apigateway": ("apigateway:{region}::/apis", "apigateway:{region}::/apis/*"),
    "apigateway:PUT": ("apigateway:{region}::/tags/*",),
    "application-autoscaling": ("application-autoscaling:{region}:{account}:scalable-target/*",),
    "cloudformation": (
        "cloudformation:{region}:{account}:stack/{name}/*",
        "cloudformation:{region}:{account}:stack/{made_up}/*",
    ),
    "cloudfront": ("cloudfront::{account}:distribution/*",),
    "cloudwatch": ("cloudwatch:{region}:{account}:alarm:{made_up}",),
    "cloudwatch:GetDashboard": ("cloudwatch::{account}:dashboard/*",),
    "cloudwatch:PutDashboard": ("cloudwatch::{account}:dashboard/*",),
    "cloudwatch:TagResource": (
        "cloudwatch:{region}:{account}:alarm:{made_up}",
        "cloudwatch::{account}:dashboard/*",
    ),
    "dynamodb": ("dynamodb:{region}:{account}:table/{made_up}",),
    "ecr": ("ecr:{region}:{account}:repository/{lower}",),
    "events": ("events:{region}:{account}:rule/{made_up}",),
    "iam": ("iam::{account}:role/{made_up}",),
    "iam:CreateServiceLinkedRole": (
        "iam::{account}:role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/*",
    ),
    "iam:GetPolicy": ("iam::{account}:policy/*", "iam::aws:policy/*"),
    "iam:GetRole": ("iam::{account}:role/*",),  # the caller's own, too
    "iam:SimulatePrincipalPolicy": ("iam::{account}:role/*", "iam::{account}:user/*"),
    "kms": ("kms:{region}:{account}:key/*",),
    "lambda": ("lambda:{region}:{account}:function:{made_up}",),
    "logs": (
        "logs:{region}:{account}:log-group:{made_up}",
        "logs:{region}:{account}:log-group:/aws/vendedlogs/apigateway/{made_up}",
    ),
    "s3": ("s3:::{bucket}", "s3:::{lower}"),
    "s3:GetObject": ("s3:::{lower}/*",),
    "s3:ListBucket": ("s3:::{bucket}",),
    "s3:PutObject": ("s3:::{lower}/*",),
    "sagemaker:AddTags": (
        "sagemaker:{region}:{account}:endpoint/{endpoint}",
        "sagemaker:{region}:{account}:endpoint-config/*",
        "sagemaker:{region}:{account}:model/*",
    ),
    "sagemaker:CreateEndpoint": (
        "sagemaker:{region}:{account}:endpoint/{endpoint}",
        "sagemaker:{region}:{account}:endpoint-config/*",
    ),
    "sagemaker:CreateEndpointConfig": ("sagemaker:{region}:{account}:endpoint-config/*",),
    "sagemaker:CreateModel": ("sagemaker:{region}:{account}:model/*",),
    "sagemaker:DescribeEndpoint": ("sagemaker:{region}:{account}:endpoint/{endpoint}",),
    "sns": ("sns:{region}:{account}:{made_up}",),
    "sqs": ("sqs:{region}:{account}:{made_up}",),
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a stack is to be, and what it is made from. ``bucket``, ``image`` (in ECR), ``model`` (in S3) may be empty.

    An account or region that is not known yet is ``*``.
    """

    name: str
    bucket: str = ""
    image: str = ""
    model: str = ""
    partition: str = "aws"
    region: str = _ALL
    account: str = _ALL

    def resources(self, action: str) -> tuple[str, ...]:
        """The patterns of the ARNs for which an action is needed."""
        if action in _UNLIMITED:
            return (_ALL,)
        service = action.partition(":")[0]
        patterns = _PATTERNS.get(action) or _PATTERNS[service]
        made_up = f"{self.name}-*" if len(self.name) <= _UNCUT else f"{self.name[:_UNCUT]}*"
        names = {
            **{"region": self.region, "account": self.account, "name": self.name, "made_up": made_up},
            **{"lower": made_up.lower(), "endpoint": self.name.lower()},
            "bucket": bucket(self.bucket, self.account),
        }
        found = [f"arn:{self.partition}:{pattern.format(**names)}" for pattern in patterns]
        if service == "ecr" and self.image:
            found.append(images.repository_arn(self.partition, self.image))
        if action == "s3:GetObject" and self.model:
            found.append(f"arn:{self.partition}:s3:::{'/'.join(s3_objects.split(self.model))}")
        return tuple(found)


def bucket(named: str, account: str) -> str:
    """The contracts' bucket: as named, or contract-review with the account's number (templates/main.yaml)."""
    return named or f"contract-review-{account}"


def by_resources(calls: Iterable[Call], scope: Scope) -> dict[tuple[str, ...], list[str]]:
    """The permissions that calls need, by the patterns of the ARNs that each is needed for."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for action in sorted({permission for call in calls for permission in call.permissions}):
        found[scope.resources(action)].append(action)
    return dict(found)


def policy(calls: Iterable[Call], scope: Scope) -> dict[str, Any]:
    """The IAM policy that allows these calls."""
    statements = [
        {"Effect": "Allow", "Action": actions, "Resource": list(resources)}
        for resources, actions in by_resources(calls, scope).items()
    ]
    return {"Version": "2012-10-17", "Statement": statements}
