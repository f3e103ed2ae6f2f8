"""``deploy up``, ``plan`` and ``down``: the service comes, changes and goes."""

from __future__ import annotations

import io
import json
import zipfile

import boto3
import pytest

from deploy import artifacts, stack, template

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none

ACCOUNT, REGION, NAME = "123456789012", "eu-west-1", "reviews"
IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:1"


def stacks():
    return {one["StackName"] for one in boto3.client("cloudformation").describe_stacks()["Stacks"]}


def test_a_plan_shows_the_stacks_and_leaves_no_service_behind(account, deploy):
    code, out = deploy("plan", "--image", IMAGE)
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines()][:2] == [["+", "Page"], ["+", "Storage"]]
    assert stacks() == {f"{NAME}-artifacts"} and account.root is None


def test_up_publishes_templates_and_code_and_says_where_everything_is(account, deploy):
    code, out = deploy("up", "--image", IMAGE)
    assert code == 0 and f"EndpointName     {NAME}" in out
    values = stack.parameters(account.root)
    assert values["ImageRepositoryArn"] == f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/reviewer"
    s3 = boto3.client("s3")
    package = s3.get_object(Bucket=values["CodeBucket"], Key=values["CodeKey"])["Body"].read()
    assert "functions/notify.py" in zipfile.ZipFile(io.BytesIO(package)).namelist()
    keys = {one["Key"] for one in s3.list_objects_v2(Bucket=values["CodeBucket"])["Contents"]}
    folder = values["TemplatesUrl"].partition(".amazonaws.com/")[2]
    assert {f"{folder}/{name}.yaml" for name in template.names()} <= keys


def test_a_rehearsal_knows_every_call_that_up_makes_and_their_order(account, deploy):
    given = ("--image", IMAGE, "--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=reviews")
    deploy("up", *given)
    made = list(dict.fromkeys(account.calls))
    code, out = deploy("rehearse", *given)
    rehearsed = [line.split()[1] for line in out.splitlines()]
    assert code == 0 and set(made) <= set(rehearsed)
    checks = ["s3:HeadBucket", "ec2:DescribeInstanceTypeOfferings", "service-quotas:ListServiceQuotas"]
    for first, then in zip(checks, [*checks[1:], "cloudformation:CreateChangeSet"], strict=True):
        assert made.index(first) < made.index(then) and rehearsed.index(first) < rehearsed.index(then)


def test_an_update_keeps_what_was_set_before(account, deploy, tmp_path):
    given = tmp_path / "ours.yaml"
    given.write_text("MaxInstances: 7\nJwtIssuer: https://id.example\nJwtAudience: reviews\nHostPage: true\n")
    deploy("up", "--image", IMAGE, "--parameters", str(given))
    deploy("up", "--set", "BacklogPerInstance=5")
    values = stack.parameters(account.root)
    assert (values["MaxInstances"], values["BacklogPerInstance"], values["ImageUri"]) == ("7", "5", IMAGE)


def test_the_hosted_page_learns_where_its_services_are(account, deploy):
    deploy("up", "--image", IMAGE, "--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=reviews")
    config = boto3.client("s3").get_object(Bucket="page-bucket", Key="config.json")
    assert json.loads(config["Body"].read()) == {
        "api": "https://api",
        "websocket": "wss://socket",
        "maxBytes": 25 << 20,
        "signIn": {"issuer": "https://id.example", "clientId": "reviews"},
    }


def test_the_same_code_gives_the_same_package():
    assert artifacts.zipped() == artifacts.zipped()


def test_down_keeps_contracts_unless_they_are_named(account, deploy, pdf):
    deploy("up", "--image", IMAGE)
    deploy("submit", str(pdf))
    bucket = stack.outputs(account.root)["BucketName"]
    code, out = deploy("down", "--yes")
    assert code == 0 and f"Kept: Bucket {bucket}" in out
    assert boto3.client("s3").list_objects_v2(Bucket=bucket)["KeyCount"] == 1
    assert account.root is None and f"{NAME}-artifacts" not in stacks()
    assert deploy("down", "--yes") == (0, f"There is no stack {NAME} in {REGION}.\n")


def test_down_deletes_contracts_where_a_person_types_the_buckets_name(account, deploy, refused, service, pdf, typed):
    deploy("submit", str(pdf))
    bucket, table = (stack.outputs(account.root)[name] for name in ("BucketName", "ContractsTable"))
    typed("yes")
    assert refused("down", "--delete-contracts") == "Nothing was removed."
    assert account.root
    typed(bucket)
    code, out = deploy("down", "--delete-contracts")
    assert code == 0 and f"1 objects in {bucket}, contracts and reviews, will be permanently deleted." in out
    assert bucket not in {one["Name"] for one in boto3.client("s3").list_buckets()["Buckets"]}
    assert table not in boto3.client("dynamodb").list_tables()["TableNames"]


def test_down_does_not_go_on_where_nobody_can_be_asked(refused, service):
    assert "use --yes" in refused("down")


@pytest.fixture
def typed(monkeypatch):
    def type_it(word):
        keyboard = io.StringIO(f"{word}\n")
        keyboard.isatty = lambda: True
        monkeypatch.setattr("sys.stdin", keyboard)

    return type_it
