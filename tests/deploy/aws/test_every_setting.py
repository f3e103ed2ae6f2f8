"""Every shape on every kind of instance, with nothing else and with everything else: what CloudFormation would ask AWS
for is held against AWS's own models of its calls (botocore's)."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from botocore.session import get_session

from deploy import parameter_sources
from deploy.cloudformation import template
from deploy.cloudformation.resolver import Resolved, pseudo_parameters

from .conftest import checked

MODELS = get_session()
GPU = {"InferenceAmiVersion": "al2023-ami-sagemaker-inference-gpu-4-1"}
POOLS = ("InstanceType", "SecondInstanceType", "ThirdInstanceType")
INSTANCES = [("c7i",), ("c7i", "c6i"), ("g5",), ("g5", "g6"), ("g5", "g6", "g6e")]
EVERYTHING = {
    "PermissionsBoundary": "arn:aws:iam::123456789012:policy/bound",
    "JwtIssuer": "https://id.example",
    "JwtAudience": "reviews",
    "AlarmEmail": "ops@example.com",
    "BucketName": "b" * 63,
}
NETWORK = {"VpcSubnetIds": "subnet-0a1b2c3d,subnet-0a1b2c3e", "VpcSecurityGroupIds": "sg-0a1b2c3d"}
MODEL = {"ModelDataUrl": "s3://models/mine/model.tar.gz"}
# A resource's type, the call that makes it, and what only CloudFormation knows of it or names itself.
CALLS = {
    "AWS::SageMaker::Model": ("sagemaker", "CreateModel", {"ModelName"}),
    "AWS::SageMaker::EndpointConfig": ("sagemaker", "CreateEndpointConfig", {"EndpointConfigName"}),
    "AWS::SageMaker::Endpoint": ("sagemaker", "CreateEndpoint", {"RetainAllVariantProperties"}),
    "AWS::CloudWatch::Alarm": ("cloudwatch", "PutMetricAlarm", {"AlarmName"}),
    "AWS::ApplicationAutoScaling::ScalableTarget": (
        "application-autoscaling",
        "RegisterScalableTarget",
        {"ScheduledActions"},
    ),
    "AWS::ApplicationAutoScaling::ScalingPolicy": (
        "application-autoscaling",
        "PutScalingPolicy",
        {"ScalingTargetId", "ServiceNamespace", "ResourceId", "ScalableDimension"},  # the last three by the first
    ),
}


def settings():
    for shape, families, full in itertools.product(parameter_sources.SHAPES, INSTANCES, (False, True)):
        gpu = families[0][0] in "gp"
        if gpu and shape in {"serverless", "multi-model"}:
            continue  # refused: test_what_does_not_fit_together
        given = {name: f"ml.{one}.2xlarge" for name, one in zip(POOLS, families, strict=False)} | (GPU if gpu else {})
        if full:
            given |= EVERYTHING | ({} if shape == "serverless" else NETWORK) | ({} if shape == "multi-model" else MODEL)
        yield pytest.param(shape, given, "a" * 63 if full else "r", id=f"{shape}-{'-'.join(families)}-{full}")


@pytest.mark.parametrize(("shape", "given", "name"), list(settings()))
def test_aws_would_take_every_call(shape, given, name):
    image = {"ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/reviews:1", "Shape": shape}
    values = checked(image | parameter_sources.SHAPES[shape] | given)
    own = {"TemplatesUrl": "https://t", "CodeBucket": "c", "CodeKey": "k", "ImageRepositoryArn": "arn:aws:ecr:x"}
    root = Resolved("main", template.load("main"), values | own, pseudo_parameters(name, "123456789012", "eu-west-1"))
    made = {}
    for stack, logical in root.in_order():
        resource = made[f"{stack.name}.{logical}"] = stack.resource(logical)
        if resource["Type"] in CALLS:
            service, operation, apart = CALLS[resource["Type"]]
            call = MODELS.get_service_model(service).operation_model(operation).input_shape
            assert list(faults(call, resource["Properties"], logical, apart)) == []
    environment = made["Endpoint.Model"]["Properties"]["PrimaryContainer"]["Environment"]
    limit = int(values["InvocationTimeoutSeconds"])
    assert int(environment["CONTRACT_REVIEW_DEADLINE_SECONDS"]) < (limit if shape == "async" else 60) <= limit
    assert made["Endpoint.Endpoint"]["Properties"]["EndpointName"] == name


def faults(model, value, place, apart=frozenset()):
    """What the model of a call would refuse; CloudFormation's text stands for numbers, <...> for what AWS will name."""
    bounds = model.metadata
    if model.type_name == "structure":
        yield from (f"{place} has {unknown}" for unknown in set(value) - set(model.members) - apart)
        yield from (f"{place} lacks {missing}" for missing in set(model.required_members) - set(value) - apart)
        for name in set(value) & set(model.members):
            yield from faults(model.members[name], value[name], f"{place}.{name}")
    elif model.type_name == "list":
        if not bounds.get("min", 0) <= len(value) <= bounds.get("max", len(value)):
            yield f"{place} has {len(value)} entries"
        for one in value:
            yield from faults(model.member, one, place)
    elif model.type_name == "map":
        for key, one in value.items():
            yield from itertools.chain(faults(model.key, key, place), faults(model.value, one, f"{place}.{key}"))
    elif not fits(model, str(value)):
        yield f"{place} is {value}"


def fits(model, text):
    bounds = model.metadata
    if model.type_name in {"integer", "long", "double", "float"}:
        return bounds.get("min", float(text)) <= float(text) <= bounds.get("max", float(text))
    if model.type_name != "string" or "<" in text:
        return True
    pattern = bounds.get("pattern", ".*").replace(r"\p{Print}", "[ -~]")  # written for Java
    in_pattern = r"\uD800" in pattern or re.fullmatch(pattern, text)
    return in_pattern and len(text) <= bounds.get("max", len(text)) and text in (bounds.get("enum") or [text])


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"Shape": "serverless", **NETWORK}, "A serverless endpoint cannot be in a VPC"),
        ({"Shape": "serverless", "InstanceType": "ml.g5.xlarge", **GPU}, "A serverless endpoint has no GPU"),
        ({"Shape": "multi-model", **MODEL}, "loads its models from models/"),
        ({"InstanceType": "ml.c7g.2xlarge"}, "ml.c7g.2xlarge has arm64 processors"),
        ({"InstanceType": "ml.m6gd.xlarge"}, "ml.m6gd.xlarge has arm64 processors"),
        ({"InstanceType": "ml.g5g.xlarge", **GPU}, "ml.g5g.xlarge has arm64 processors"),
        ({"InstanceType": "ml.inf2.xlarge"}, "ml.inf2.xlarge has AWS's own accelerators"),
        ({"SecondInstanceType": "ml.c7i.2xlarge"}, "a type is named twice"),
        ({"SecondInstanceType": "ml.g5.2xlarge"}, "one image serves only one of the two kinds"),
        (
            {"InstanceType": "ml.g5.2xlarge"},
            "InferenceAmiVersion must be none if the instance has no GPU",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused_before_aws_is_asked(given, said):
    image = {"ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/reviews:1"}
    at_once = parameter_sources.SHAPES[given.get("Shape", "async")]
    with pytest.raises(Exception, match=re.escape(said)):
        checked({**image, **at_once, **given})


@pytest.mark.parametrize("name", template.names())
def test_every_parameter_is_used_and_every_permission_is_a_call_that_aws_has(name):
    body = template.load(name)
    text = json.dumps({part: value for part, value in body.items() if part != "Parameters"})
    unused = [one for one in body.get("Parameters", {}) if f'"Ref": "{one}"' not in text and f"${{{one}}}" not in text]
    assert unused == []
    unknown = {one for one in actions(body) if not is_a_call(one)}
    # Permissions of other names than the calls that need them (Service Authorization Reference).
    assert unknown <= {
        "execute-api:ManageConnections",
        "lambda:InvokeFunction",
        "s3:ListBucket",
        "sagemaker:InvokeEndpointAsync",
    }


def actions(node):
    if isinstance(node, list):
        for one in node:
            yield from actions(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "Action" and isinstance(value, str | list):
                yield from [value] if isinstance(value, str) else value
            else:
                yield from actions(value)


def is_a_call(action):
    service, _, operation = action.partition(":")
    if service not in MODELS.get_available_services():
        return False
    calls = MODELS.get_service_model(service).operation_names
    return any(one.startswith(operation.removesuffix("*")) for one in calls) if "*" in operation else operation in calls
