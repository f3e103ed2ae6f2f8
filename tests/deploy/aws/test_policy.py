"""The policy that ``deploy rehearse --policy`` writes, held against cfn-lint's copy of AWS's service authorization
reference. That it allows what is really called and created: commands/test_up_and_down.py, test_emulated.py."""

from __future__ import annotations

import json
import re
from pathlib import Path

import cfnlint
import pytest

from deploy import parameter_sources
from deploy.checks import api_calls, permissions

from .conftest import checked

REFERENCE = json.loads((Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "Policies.json").read_text())
IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/reviews:1"
LONGEST = 6144  # characters of a managed policy, white space not counted


def statements(name="reviews", model="", tagged=False, **given):
    at_once = parameter_sources.SHAPES[given.get("Shape", "async")]
    values = checked({"ImageUri": IMAGE, "ModelDataUrl": model, **at_once, **given})
    calls = api_calls.of_first_up(name, values, pushed=False, tagged=tagged)
    scope = permissions.Scope(name, values["BucketName"], IMAGE, model)
    return permissions.policy(calls, scope)["Statement"]


EVERYTHING = {
    "JwtIssuer": "https://id.example",
    "JwtAudience": "reviews",
    "PermissionsBoundary": "arn:aws:iam::123456789012:policy/bound",
    "VpcSubnetIds": "subnet-0a1b2c3d",
    "VpcSecurityGroupIds": "sg-0a1b2c3d",
    "model": "s3://models/mine/model.tar.gz",
    "tagged": True,
}


@pytest.mark.parametrize("given", [EVERYTHING, {"Shape": "serverless"}, {"Shape": "realtime"}])
def test_an_action_is_limited_to_resources_if_iam_can_limit_it(given):
    for statement in statements(**given):
        for action in statement["Action"]:
            kinds = limits(action)
            assert bool(kinds) is (statement["Resource"] != ["*"]), action
            for resource in statement["Resource"] if kinds else []:
                assert any(re.fullmatch(kind, resource) for kind in kinds), (action, resource)


def limits(action):
    """Patterns of the ARNs to which IAM can limit an action."""
    service, _, name = action.partition(":")
    reference = REFERENCE[service]
    kinds = reference["Actions"][name.lower()].get("Resources", [])
    formats = [one for kind in kinds for one in reference["Resources"][kind.lower()]["ARNFormats"]]
    return [re.sub(r"\$\{\w+\}", "[^:]*", one) for one in formats]


def test_the_policy_is_short_enough_for_iam():
    text = json.dumps({"Version": "2012-10-17", "Statement": statements(name="r" * 63, **EVERYTHING)})
    assert len(re.sub(r"\s", "", text)) < LONGEST


def test_image_model_and_bucket_are_named():
    named = {one for statement in statements(BucketName="our-contracts", **EVERYTHING) for one in statement["Resource"]}
    assert {
        "arn:aws:ecr:eu-west-1:123456789012:repository/team/reviews",
        "arn:aws:s3:::models/mine/model.tar.gz",
        "arn:aws:s3:::our-contracts",
    } <= named


def test_no_role_but_the_stacks_own_may_be_made_or_passed():
    for statement in statements(**EVERYTHING):
        if {"iam:CreateRole", "iam:PassRole", "iam:PutRolePolicy"} & set(statement["Action"]):
            assert statement["Resource"] == ["arn:aws:iam::*:role/reviews-*"]


def test_a_long_name_is_cut_where_cloudformation_may_cut_it():
    (roles,) = [one["Resource"] for one in statements(name="r" * 63) if "iam:CreateRole" in one["Action"]]
    assert roles == [f"arn:aws:iam::*:role/{'r' * 20}*"]
