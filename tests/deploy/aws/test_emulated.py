"""The stacks created one after the other in moto, by an assumed role, each from the outputs of those before.

moto cannot make CloudFront, an asynchronous endpoint or an HTTP API from a template: Page, Endpoint and HttpApi are
only resolved (test_templates), and their outputs stand in as text.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

import boto3
import pytest
from moto import mock_aws

from deploy.artifacts import artifact_storage
from deploy.checks import api_calls, permissions
from deploy.cloudformation import template, template_parameters
from deploy.cloudformation.resolver import Resolved, pseudo_parameters

from .conftest import checked

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS")  # what moto has none of

ACCOUNT, REGION, NAME = "123456789012", "eu-west-1", "reviews"
EMULATED = ("Storage", "Websocket", "Notifications", "Scaling", "Overdue", "Alarms")


@pytest.fixture(scope="module")
def session():
    """A session of an assumed role in an account where the emulated stacks were created."""
    with pytest.MonkeyPatch.context() as environment, mock_aws():
        for name, value in {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x", "DEFAULT_REGION": REGION}.items():
            environment.setenv(f"AWS_{name}", value)
        boto3.client("iam").create_role(RoleName="deployer", AssumeRolePolicyDocument="{}")
        role = f"arn:aws:iam::{ACCOUNT}:role/deployer"
        keys = boto3.client("sts").assume_role(RoleArn=role, RoleSessionName="ann")["Credentials"]
        session = boto3.Session(keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name=REGION)
        create_all(session)
        yield session


def create_all(session):
    s3, cloudformation = session.client("s3"), session.client("cloudformation")
    s3.create_bucket(Bucket="code", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="code", Key="functions.zip", Body=artifact_storage.zipped())
    root = resolved_root()
    actual: dict[str, str] = {}
    for logical in [name for stack, name in root.in_order() if stack is root]:
        properties = root.resource(logical)["Properties"]
        if logical not in EMULATED:
            continue
        given = {name: str(value) for name, value in properties["Parameters"].items()}
        for placeholder, value in actual.items():
            given = {name: text.replace(placeholder, value) for name, text in given.items()}
        body = template.body(properties["TemplateURL"].rpartition("/")[2].removesuffix(".yaml"))
        cloudformation.create_stack(
            StackName=f"{NAME}-{logical}-1A2B3C4D5E6F",  # as CloudFormation names a nested stack
            TemplateBody=body,
            Capabilities=["CAPABILITY_IAM"],
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()],
        )
        made = cloudformation.describe_stacks(StackName=f"{NAME}-{logical}-1A2B3C4D5E6F")["Stacks"][0]
        for output in made.get("Outputs", []):
            actual[str(root.stack(logical).output(output["OutputKey"]))] = output["OutputValue"]


def resolved_root():
    image = {"ImageUri": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:1"}
    values = checked({**image, "JwtIssuer": "https://id.example", "JwtAudience": "reviews"})
    published = {"TemplatesUrl": "https://templates", "CodeBucket": "code", "CodeKey": "functions.zip"}
    given = {**values, **published, "ImageRepositoryArn": "arn:aws:ecr:x"}
    return Resolved("main", template.load("main"), given, pseudo_parameters(NAME, ACCOUNT, REGION))


def test_all_that_the_emulator_knows_is_created(session):
    stacks = session.client("cloudformation").describe_stacks()["Stacks"]
    found = {one["StackName"].split("-")[1]: one["StackStatus"] for one in stacks}
    assert found == dict.fromkeys(EMULATED, "CREATE_COMPLETE")


def test_the_functions_have_the_tables_that_the_storage_made(session):
    tables = set(session.client("dynamodb").list_tables()["TableNames"])
    functions = session.client("lambda").list_functions()["Functions"]
    assert {one["Handler"] for one in functions} == {
        "functions.notify.handler",
        "functions.overdue.handler",
        "functions.websocket.authorizer",
        "functions.websocket.handler",
    }
    for function in functions:
        variables = function["Environment"]["Variables"]
        named = {value for name, value in variables.items() if name.endswith("_TABLE")}
        assert named and named <= tables, function["Handler"]


# How AWS writes the ARN of what CloudFormation calls by its name; topics it calls by their ARN.
ARNS = {
    "AWS::DynamoDB::Table": f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{{}}",
    "AWS::Events::Rule": f"arn:aws:events:{REGION}:{ACCOUNT}:rule/{{}}",
    "AWS::IAM::Role": f"arn:aws:iam::{ACCOUNT}:role/{{}}",
    "AWS::KMS::Key": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{{}}",
    "AWS::Lambda::Function": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{{}}",
    "AWS::Logs::LogGroup": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{{}}",
    "AWS::S3::Bucket": "arn:aws:s3:::{}",
    "AWS::SNS::Topic": "{}",
    "AWS::SQS::Queue": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{{}}",
}
# Needed for something else than what is created: the code, the role, the key, the whole account.
OTHERS = {"s3:GetObject", "iam:PassRole", "kms:CreateKey", "logs:DescribeLogGroups"}


def test_the_rehearsals_policy_allows_what_was_created(session):
    values = {**template_parameters.defaults(), "ImageUri": "", "JwtIssuer": "https://id.example", "JwtAudience": "x"}
    calls = list(api_calls.of_first_up(NAME, values, pushed=True))
    found = permissions.by_resources(calls, permissions.Scope(NAME))
    patterns = {action: resources for resources, actions in found.items() for action in actions}
    seen = set()
    for kind, name in created(session):
        arn = ARNS[kind].format(name.rpartition("/")[2] if kind != "AWS::Logs::LogGroup" else name)
        service = arn.split(":")[2]
        for action in api_calls._CREATES[kind]:
            if action.startswith(f"{service}:") and action not in OTHERS:
                assert any(fnmatchcase(arn, pattern) for pattern in patterns[action]), (action, arn)
                seen.add(kind)
    assert seen == set(ARNS)


def created(session):
    cloudformation = session.client("cloudformation")
    for one in cloudformation.describe_stacks()["Stacks"]:
        for resource in cloudformation.list_stack_resources(StackName=one["StackName"])["StackResourceSummaries"]:
            if resource["ResourceType"] in ARNS:
                yield resource["ResourceType"], resource["PhysicalResourceId"]
