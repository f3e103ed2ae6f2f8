"""The stacks created one after the other in moto, by an assumed role, each from the outputs of those before.

moto cannot make CloudFront, an asynchronous endpoint or an HTTP API from a template: Page, Endpoint and Front are only
resolved (test_templates), and their outputs stand in as text.
"""

from __future__ import annotations

import boto3
import pytest
from moto import mock_aws

from deploy import artifacts, template, template_parameters
from deploy.resolver import Resolved, pseudo_parameters

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS")  # what moto has none of

ACCOUNT, REGION = "123456789012", "eu-west-1"
EMULATED = ("Storage", "Websocket", "Notifications", "Scaling", "Sweep", "Alarms")


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
    s3.put_object(Bucket="code", Key="functions.zip", Body=artifacts.zipped())
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
            StackName=logical,
            TemplateBody=body,
            Capabilities=["CAPABILITY_IAM"],
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()],
        )
        made = cloudformation.describe_stacks(StackName=logical)["Stacks"][0]
        for output in made.get("Outputs", []):
            actual[str(root.stack(logical).output(output["OutputKey"]))] = output["OutputValue"]


def resolved_root():
    image = {"ImageUri": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:1"}
    values = template_parameters.checked({**image, "JwtIssuer": "https://id.example", "JwtAudience": "reviews"})
    published = {"TemplatesUrl": "https://templates", "CodeBucket": "code", "CodeKey": "functions.zip"}
    given = {**values, **published, "ImageRepositoryArn": "arn:aws:ecr:x"}
    return Resolved("main", template.load("main"), given, pseudo_parameters("reviews", ACCOUNT, REGION))


def test_all_that_the_emulator_knows_is_created(session):
    stacks = session.client("cloudformation").describe_stacks()["Stacks"]
    assert {one["StackName"]: one["StackStatus"] for one in stacks} == dict.fromkeys(EMULATED, "CREATE_COMPLETE")


def test_the_functions_have_the_tables_that_the_storage_made(session):
    tables = set(session.client("dynamodb").list_tables()["TableNames"])
    functions = session.client("lambda").list_functions()["Functions"]
    assert {one["Handler"] for one in functions} == {
        "functions.sagemaker_events.handler",
        "functions.sweep.handler",
        "functions.websocket.authorizer",
        "functions.websocket.handler",
    }
    for function in functions:
        variables = function["Environment"]["Variables"]
        named = {value for name, value in variables.items() if name.endswith("_TABLE")}
        assert named and named <= tables, function["Handler"]
