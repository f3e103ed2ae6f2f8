"""Lists every API call that a first ``up`` makes, in order, with the permissions that it needs.

The calls of `up` itself are listed here; those that CloudFormation makes for it follow from the templates, resolved
through all stacks. A resource's permissions are among those that CloudFormation names in the schema of its type.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from deploy.artifacts import artifact_storage
from deploy.cloudformation import template
from deploy.cloudformation.resolver import STACK, Resolved, pseudo_parameters

ACCOUNT, REGION = "111122223333", "us-east-1"  # AWS's own example of an account; which one it is changes no call


class Call(NamedTuple):
    """One call: its API and operation, what for, and the permissions that it needs (none for what everybody may)."""

    operation: str
    purpose: str
    permissions: tuple[str, ...]
    by_cloudformation: bool = False


# What creating a resource calls, the first being the call itself; and what each property adds to it.
_CREATES: dict[str, tuple[str, ...]] = {
    "AWS::ApiGatewayV2::Api": ("apigateway:POST",),
    "AWS::ApiGatewayV2::Authorizer": ("apigateway:POST",),
    "AWS::ApiGatewayV2::Integration": ("apigateway:POST",),
    "AWS::ApiGatewayV2::Route": ("apigateway:POST",),
    "AWS::ApiGatewayV2::Stage": ("apigateway:POST",),
    "AWS::ApplicationAutoScaling::ScalableTarget": (
        "application-autoscaling:RegisterScalableTarget",
        "application-autoscaling:DescribeScalableTargets",
        "iam:CreateServiceLinkedRole",
    ),
    "AWS::ApplicationAutoScaling::ScalingPolicy": (
        "application-autoscaling:PutScalingPolicy",
        "application-autoscaling:DescribeScalingPolicies",
    ),
    STACK: ("cloudformation:CreateStack", "cloudformation:DescribeStacks"),
    "AWS::CloudFront::Distribution": ("cloudfront:CreateDistribution", "cloudfront:GetDistribution"),
    "AWS::CloudFront::OriginAccessControl": ("cloudfront:CreateOriginAccessControl",),
    "AWS::CloudWatch::Alarm": ("cloudwatch:PutMetricAlarm", "cloudwatch:DescribeAlarms"),
    "AWS::CloudWatch::Dashboard": ("cloudwatch:PutDashboard", "cloudwatch:GetDashboard"),
    "AWS::DynamoDB::Table": ("dynamodb:CreateTable", "dynamodb:DescribeTable"),
    "AWS::ECR::Repository": ("ecr:CreateRepository", "kms:DescribeKey", "kms:CreateGrant"),
    "AWS::Events::Rule": ("events:PutRule", "events:PutTargets", "events:DescribeRule"),
    "AWS::IAM::Role": ("iam:CreateRole", "iam:GetRole", "iam:PutRolePolicy"),
    "AWS::KMS::Key": ("kms:CreateKey", "kms:PutKeyPolicy", "kms:EnableKeyRotation"),
    "AWS::Lambda::Function": ("lambda:CreateFunction", "lambda:GetFunction", "iam:PassRole", "s3:GetObject"),
    "AWS::Lambda::Permission": ("lambda:AddPermission",),
    "AWS::Logs::LogGroup": ("logs:CreateLogGroup", "logs:DescribeLogGroups", "logs:PutRetentionPolicy"),
    "AWS::S3::Bucket": ("s3:CreateBucket",),
    "AWS::S3::BucketPolicy": ("s3:PutBucketPolicy", "s3:GetBucketPolicy"),
    "AWS::SNS::Subscription": ("sns:Subscribe",),
    "AWS::SNS::Topic": ("sns:CreateTopic", "sns:GetTopicAttributes"),
    "AWS::SQS::Queue": ("sqs:CreateQueue", "sqs:GetQueueUrl", "sqs:GetQueueAttributes"),
    "AWS::SQS::QueuePolicy": ("sqs:SetQueueAttributes",),
    "AWS::SageMaker::Endpoint": ("sagemaker:CreateEndpoint", "sagemaker:DescribeEndpoint"),
    "AWS::SageMaker::EndpointConfig": ("sagemaker:CreateEndpointConfig",),
    "AWS::SageMaker::Model": ("sagemaker:CreateModel", "iam:PassRole"),
}
_PROPERTIES: dict[tuple[str, str], tuple[str, ...]] = {
    ("AWS::ApplicationAutoScaling::ScalableTarget", "ScheduledActions"): (
        "application-autoscaling:PutScheduledAction",
        "application-autoscaling:DescribeScheduledActions",
    ),
    ("AWS::DynamoDB::Table", "TimeToLiveSpecification"): ("dynamodb:UpdateTimeToLive", "dynamodb:DescribeTimeToLive"),
    ("AWS::DynamoDB::Table", "PointInTimeRecoverySpecification"): (
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:DescribeContinuousBackups",
    ),
    ("AWS::DynamoDB::Table", "SSESpecification"): ("kms:DescribeKey", "kms:CreateGrant", "kms:Decrypt"),
    ("AWS::ECR::Repository", "LifecyclePolicy"): ("ecr:PutLifecyclePolicy",),
    ("AWS::Lambda::Function", "KmsKeyArn"): ("kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"),
    ("AWS::S3::Bucket", "BucketEncryption"): ("s3:PutEncryptionConfiguration",),
    ("AWS::S3::Bucket", "CorsConfiguration"): ("s3:PutBucketCORS",),
    ("AWS::S3::Bucket", "LifecycleConfiguration"): ("s3:PutLifecycleConfiguration",),
    ("AWS::S3::Bucket", "LoggingConfiguration"): ("s3:PutBucketLogging",),
    ("AWS::S3::Bucket", "OwnershipControls"): ("s3:PutBucketOwnershipControls",),
    ("AWS::S3::Bucket", "PublicAccessBlockConfiguration"): ("s3:PutBucketPublicAccessBlock",),
    ("AWS::S3::Bucket", "VersioningConfiguration"): ("s3:PutBucketVersioning",),
}
# What tags of the stack's own (--tag) add, which CloudFormation gives to every resource that takes some.
_TAGS = {
    "AWS::ApiGatewayV2::Api": "apigateway:PUT",
    "AWS::ApiGatewayV2::Stage": "apigateway:PUT",  # IAM knows API Gateway's calls by their methods only
    "AWS::ApplicationAutoScaling::ScalableTarget": "application-autoscaling:TagResource",
    "AWS::CloudFront::Distribution": "cloudfront:TagResource",
    "AWS::CloudWatch::Alarm": "cloudwatch:TagResource",
    "AWS::CloudWatch::Dashboard": "cloudwatch:TagResource",
    "AWS::DynamoDB::Table": "dynamodb:TagResource",
    "AWS::ECR::Repository": "ecr:TagResource",
    "AWS::Events::Rule": "events:TagResource",
    "AWS::IAM::Role": "iam:TagRole",
    "AWS::KMS::Key": "kms:TagResource",
    "AWS::Lambda::Function": "lambda:TagResource",
    "AWS::Logs::LogGroup": "logs:TagResource",
    "AWS::S3::Bucket": "s3:PutBucketTagging",
    "AWS::SNS::Topic": "sns:TagResource",
    "AWS::SQS::Queue": "sqs:TagQueue",
    "AWS::SageMaker::Endpoint": "sagemaker:AddTags",
    "AWS::SageMaker::EndpointConfig": "sagemaker:AddTags",
    "AWS::SageMaker::Model": "sagemaker:AddTags",
}
# API Gateway's access log is delivered by CloudWatch, which asks its caller for these (CloudWatch Logs' guide,
# "Logs sent to CloudWatch Logs").
_ACCESS_LOG = (
    "logs:CreateLogDelivery",
    "logs:PutResourcePolicy",
    "logs:DescribeResourcePolicies",
    "logs:DescribeLogGroups",
)


def of_first_up(name: str, values: Mapping[str, str], pushed: bool, tagged: bool = False) -> Iterator[Call]:
    """The calls of a first ``up`` with these parameters, with tags or without; ``pushed``: the image comes from this
    machine."""
    yield Call("sts:GetCallerIdentity", "whose credentials these are", ())
    yield _own("cloudformation:DescribeStacks", "whether there is a stack already")
    yield Call("s3:HeadBucket", "whether the bucket's name is free", ("s3:ListBucket",))
    yield _own("iam:GetRole", "the role that the credentials are of")
    yield _own("iam:SimulatePrincipalPolicy", "what the caller is allowed to do")
    if values["Shape"] != "serverless":
        yield _own("ec2:DescribeInstanceTypeOfferings", "whether the region has the type")
        yield Call("service-quotas:ListServiceQuotas", "the account's quota", ("servicequotas:ListServiceQuotas",))
    if values["PermissionsBoundary"]:
        yield _own("iam:GetPolicy", "the permissions boundary")
    if values["VpcSubnetIds"]:
        yield _own("ec2:DescribeSubnets", "whether the subnets are there")
        yield _own("ec2:DescribeSecurityGroups", "whether the groups are in their VPC")
    if not pushed:
        yield _own("ecr:BatchGetImage", "the image and its form")
        yield _own("ecr:GetDownloadUrlForLayer", "the image's processor, and if it is for GPUs")
    if values["ModelDataUrl"]:
        yield Call("s3:HeadObject", "the model", ("s3:GetObject",))
        yield Call("s3:HeadBucket", "the region of the model's bucket", ())  # a refusal names it, too
    artifacts_stack = Resolved("artifacts", template.load("artifacts"), {}, _pseudo(name))
    yield from _stack(artifact_storage.stack_name(name), artifacts_stack, tagged)
    if pushed:
        yield from map(_own, *zip(*_PUSH, strict=True))
    yield _own("s3:PutObject", "templates, code, a model")
    published = {"TemplatesUrl": "https://templates", "CodeBucket": "artifacts", "CodeKey": "functions.zip"}
    given = {**values, **published, "ImageRepositoryArn": "arn:aws:ecr:repository"}
    root = Resolved("main", template.load(template.ROOT), given, _pseudo(name))
    yield from _stack(name, root, tagged)
    if "Page" in root.resources():
        yield _own("s3:PutObject", "the page's files")


_PUSH = (
    ("ecr:GetAuthorizationToken", "to push the image"),
    ("ecr:BatchCheckLayerAvailability", "the engine's push"),
    ("ecr:InitiateLayerUpload", "the engine's push"),
    ("ecr:UploadLayerPart", "the engine's push"),
    ("ecr:CompleteLayerUpload", "the engine's push"),
    ("ecr:PutImage", "the engine's push; a manifest of Docker's form"),
    ("ecr:BatchGetImage", "the image's form"),
)


def _stack(name: str, resolved: Resolved, tagged: bool) -> Iterator[Call]:
    """A change set, its execution, and what CloudFormation then creates as the caller."""
    change_set = "cloudformation:CreateChangeSet"
    yield Call(change_set, name, (change_set, "cloudformation:TagResource") if tagged else (change_set,))
    yield _own("cloudformation:DescribeChangeSet", name)
    yield _own("cloudformation:DescribeStackEvents", name)
    yield _own("cloudformation:ExecuteChangeSet", name)
    for stack, logical in resolved.in_order():
        yield _creation(f"{stack.name}.{logical}", stack.resource(logical), tagged)


def _creation(place: str, resource: Mapping[str, Any], tagged: bool) -> Call:
    kind = resource["Type"]
    needed = list(_CREATES[kind])
    for prop in resource["Properties"]:
        needed += _PROPERTIES.get((kind, prop), ())
    if kind == "AWS::ApiGatewayV2::Stage" and "AccessLogSettings" in resource["Properties"]:
        needed += _ACCESS_LOG
    if tagged and kind in _TAGS:
        needed.append(_TAGS[kind])
    return Call(needed[0], place, tuple(dict.fromkeys(needed)), by_cloudformation=True)


def _own(operation: str, purpose: str) -> Call:
    """A call whose permission is named as it is."""
    return Call(operation, purpose, (operation,))


def _pseudo(name: str) -> dict[str, str]:
    return pseudo_parameters(name, ACCOUNT, REGION)
