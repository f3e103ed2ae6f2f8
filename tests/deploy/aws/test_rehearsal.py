"""The list of a first deployment's calls, held against CloudFormation's own schemas."""

from __future__ import annotations

import json
from pathlib import Path

import cfnlint
import pytest

from deploy import parameter_sources
from deploy.checks import api_calls
from deploy.cloudformation import template
from deploy.cloudformation.resolver import STACK, Resolved, pseudo_parameters

from .conftest import checked

IMAGE = {"ImageUri": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/reviews:1"}
SIGN_IN = {"JwtIssuer": "https://id.example", "JwtAudience": "reviews"}
WRITES_TAGS = ("Tag", "AddTags", "PutBucketTagging", "PUT")
SCHEMAS = Path(cfnlint.__file__).parent / "data" / "schemas"


def listed(**given):
    values = checked({**IMAGE, **parameter_sources.SHAPES[given.get("Shape", "async")], **given})
    return list(api_calls.of_first_up("reviews", values, pushed=True))


@pytest.fixture(scope="module")
def schemas():
    """By type of resource: CloudFormation's schema."""
    names = json.loads((SCHEMAS / "providers" / "us-east-1.json").read_text())
    return lambda kind: json.loads((SCHEMAS / "resources" / f"{names[kind]}.json").read_text())


@pytest.fixture(scope="module")
def handlers(schemas):
    """By type of resource: the permissions that CloudFormation's schema names for its creation."""
    return lambda kind: {one.lower() for one in schemas(kind)["handlers"]["create"]["permissions"]}


def test_every_permission_is_one_that_cloudformation_names_for_the_type(handlers):
    for kind, needed in api_calls._CREATES.items():
        added = {one for (of, _), ones in api_calls._PROPERTIES.items() if of == kind for one in ones}
        assert {one.lower() for one in {*needed, *added}} <= handlers(kind), kind


def test_every_resource_that_takes_tags_needs_a_permission_for_the_stacks_own(schemas):
    for kind in set(api_calls._CREATES) - {STACK}:  # a stack's tags are its parent's
        tagging = schemas(kind).get("tagging", {})
        allowed = {one for one in tagging.get("permissions", []) if one.partition(":")[2].startswith(WRITES_TAGS)}
        if "apigateway:TagResource" in allowed:  # which IAM knows as a PUT to /tags
            allowed.add("apigateway:PUT")
        assert api_calls._TAGS.get(kind) in allowed if allowed else kind not in api_calls._TAGS, kind


def test_tags_are_rehearsed_if_they_are_given():
    values = checked(IMAGE)
    plain, tagged = (
        {one for call in api_calls.of_first_up("reviews", values, True, given) for one in call.permissions}
        for given in (False, True)
    )
    assert {
        "cloudformation:TagResource",
        "iam:TagRole",
        "sagemaker:AddTags",
        "s3:PutBucketTagging",
        "ecr:TagResource",
    } <= tagged - plain


def test_every_resource_of_every_template_is_known():
    kinds = {one["Type"] for name in template.names() for one in template.load(name)["Resources"].values()}
    assert kinds == set(api_calls._CREATES)


def test_what_is_needed_is_created_before():
    places = [call.purpose for call in listed(**SIGN_IN)]
    for first, then in (
        ("main.Page", "main.Storage"),
        ("Storage.Key", "Storage.Contracts"),
        ("Storage.AccessLogsPolicy", "Storage.Bucket"),
        ("Notifications.SuccessTopic", "Endpoint.Configuration"),
        ("Endpoint.Role", "Endpoint.Model"),
        ("Endpoint.RollbackAlarm", "Endpoint.Endpoint"),
        ("Endpoint.Endpoint", "Scaling.Instances"),
        ("Scaling.Wake", "Scaling.WakeAlarm"),
    ):
        assert places.index(first) < places.index(then), (first, then)


def test_a_shape_is_rehearsed_with_its_own_stacks():
    places = {call.purpose for call in listed(Shape="serverless")}
    assert "Endpoint.Endpoint" in places and "main.HttpApi" not in places and "main.Scaling" not in places


def test_a_reference_that_leads_nowhere_is_found():
    broken = {"Resources": {"A": {"Type": "AWS::SNS::Topic", "Properties": {"KmsMasterKeyId": {"Ref": "B"}}}}}
    with pytest.raises(Exception, match="one refers to B, which is not there"):
        Resolved("one", broken, {}, pseudo_parameters("one", "1", "eu-west-1")).resources()
