"""``deploy up``, ``plan`` and ``down``: the service comes, changes and goes."""

from __future__ import annotations

import io
import json
import zipfile
from fnmatch import fnmatchcase

import boto3
import pytest
from botocore.exceptions import ClientError

from deploy.artifacts import artifact_storage
from deploy.cloudformation import stack, template

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
    rehearsed = [line.split()[1] for line in out.splitlines()[1:]]
    assert code == 0 and set(made) <= set(rehearsed)
    checks = ["s3:HeadBucket", "ec2:DescribeInstanceTypeOfferings", "service-quotas:ListServiceQuotas"]
    for first, then in zip(checks, [*checks[1:], "cloudformation:CreateChangeSet"], strict=True):
        assert made.index(first) < made.index(then) and rehearsed.index(first) < rehearsed.index(then)


def test_a_rehearsals_policy_allows_every_call_that_up_makes(account, deploy, tmp_path):
    boto3.client("iam").create_role(RoleName="deployer", AssumeRolePolicyDocument="{}")
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/deployer/ann"
    account.GetCallerIdentity = lambda asked: {"Account": ACCOUNT, "Arn": session}
    given = ("--image", IMAGE, "--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=reviews")
    account.requests.clear()
    deploy("up", *given)
    made = [(call, asked) for call, asked in account.requests if asked.get("StackName") != "storage"]  # the test's own
    place = tmp_path / "policy.json"
    deploy("rehearse", *given, "--policy", str(place))
    statements = json.loads(place.read_text())["Statement"]
    called = {(ACTION.get(call, call), touched(call, asked)) for call, asked in made if call not in BY_HAND}
    assert {"s3:PutObject", "s3:ListBucket", "ecr:BatchGetImage", "iam:GetRole"} <= {action for action, _ in called}
    for action, resource in called:
        assert any(
            action in one["Action"] and any(fnmatchcase(resource, pattern) for pattern in one["Resource"])
            for one in statements
        ), (action, resource)


# What everybody may, and what only the test calls.
BY_HAND = {"sts:GetCallerIdentity", "cloudformation:CreateStack", "s3:CreateBucket"}
ACTION = {
    "s3:HeadBucket": "s3:ListBucket",
    "s3:HeadObject": "s3:GetObject",
    "service-quotas:ListServiceQuotas": "servicequotas:ListServiceQuotas",
}


def touched(call, asked):
    """The ARN of what a call is about."""
    service = call.partition(":")[0]
    if service == "s3":
        return f"arn:aws:s3:::{asked['Bucket']}" + (f"/{asked['Key']}" if "Key" in asked else "")
    if service == "cloudformation":
        name = asked.get("StackName", NAME)
        return name if name.startswith("arn:") else f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{name}/1"
    if service == "ecr":
        return f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/{asked['repositoryName']}"
    if service == "iam":
        return asked.get("PolicySourceArn") or f"arn:aws:iam::{ACCOUNT}:role/{asked['RoleName']}"
    return "*"


def test_an_update_keeps_what_was_set_before(account, deploy, tmp_path):
    given = tmp_path / "ours.yaml"
    given.write_text("MaxInstances: 7\nJwtIssuer: https://id.example\nJwtAudience: reviews\nHostPage: true\n")
    deploy("up", "--image", IMAGE, "--parameters", str(given))
    deploy("up", "--set", "BacklogPerInstance=5")
    values = stack.parameters(account.root)
    assert (values["MaxInstances"], values["BacklogPerInstance"], values["ImageUri"]) == ("7", "5", IMAGE)


def test_the_hosted_page_learns_where_its_services_are(account, deploy):
    deploy("up", "--image", IMAGE, "--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=reviews")
    config = boto3.client("s3").get_object(Bucket="reviews-page-bucket", Key="config.json")
    assert json.loads(config["Body"].read()) == {
        "api": "https://api",
        "websocket": "wss://socket",
        "maxBytes": 25 << 20,
        "signIn": {"issuer": "https://id.example", "clientId": "reviews"},
    }


def test_the_same_code_gives_the_same_package():
    assert artifact_storage.zipped() == artifact_storage.zipped()


def test_down_keeps_contracts_unless_they_are_named(account, deploy, pdf):
    deploy("up", "--image", IMAGE)
    deploy("submit", str(pdf))
    bucket = stack.outputs(account.root)["BucketName"]
    code, out = deploy("down", "--yes")
    assert code == 0 and f"Kept:\n  the bucket of contracts and reviews: {bucket}\n" in out
    assert (
        f"read:   `aws s3 cp --recursive s3://{bucket} FOLDER --region {REGION}`" in out
        and "aws kms schedule-key-deletion" in out
    )
    assert f"Deleted: the stack {NAME}-artifacts: templates, code, 0 images and 0 model archives\n" in out
    assert boto3.client("s3").list_objects_v2(Bucket=bucket)["KeyCount"] == 1
    assert account.root is None and f"{NAME}-artifacts" not in stacks()
    code, out = deploy("down", "--yes")
    assert code == 0 and out.startswith(f"There is no stack {NAME} in {REGION}.\nKept:\n") and bucket in out


def test_what_an_earlier_down_kept_can_still_be_deleted(account, deploy, refused, pdf, typed):
    deploy("up", "--image", IMAGE)
    deploy("submit", str(pdf))
    bucket, table = (stack.outputs(account.root)[name] for name in ("BucketName", "ContractsTable"))
    deploy("down", "--yes")
    typed("yes")
    assert refused("down", "--delete-contracts") == "Nothing was removed."
    typed(bucket)
    code, out = deploy("down", "--delete-contracts")
    assert code == 0 and f"1 object in {bucket}, contracts and reviews, will be permanently deleted." in out
    assert bucket not in {one["Name"] for one in boto3.client("s3").list_buckets()["Buckets"]}
    assert table not in boto3.client("dynamodb").list_tables()["TableNames"]
    assert deploy("down", "--delete-contracts", "--yes") == (0, f"There is no stack {NAME} in {REGION}.\n")


def test_a_bucket_that_another_stack_has_taken_over_is_not_deleted(account, deploy):
    deploy("up", "--image", IMAGE)
    bucket = stack.outputs(account.root)["BucketName"]
    deploy("down", "--yes")
    account.taken_over = {bucket}
    code, out = deploy("down", "--delete-contracts", "--yes")
    assert code == 0 and bucket not in out
    assert bucket in {one["Name"] for one in boto3.client("s3").list_buckets()["Buckets"]}


def test_after_a_mere_plan_down_says_what_it_removes(account, deploy, typed):
    deploy("plan", "--image", IMAGE)
    typed(NAME)
    code, out = deploy("down")
    assert code == 0 and f"Will be removed in {REGION}: the stack {NAME}-artifacts: templates, code, 0 images" in out
    assert "Contracts" not in out and "Kept" not in out


def test_who_may_not_list_images_may_still_remove_them(account, deploy):
    def denied(asked):
        raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "ListImages")

    deploy("plan", "--image", IMAGE)
    account.ListImages = denied
    code, out = deploy("down", "--yes")
    assert code == 0 and "templates, code, images and model archives\n" in out and stacks() == set()


def test_up_without_sign_in_says_what_is_missing_and_what_to_do(account, deploy, capsys):
    sign_in = ["--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=x"]
    for given, is_said in ((sign_in, False), (["--set", "JwtIssuer="], True)):
        options = deploy.options("up", "--image", IMAGE, *given)
        options.run(options)
        said = capsys.readouterr().err
        assert ("There is no page and no API, because JwtIssuer is empty." in said) is is_said
        assert (f"`contract-review deploy submit --name {NAME} FILE --watch`" in said) is is_said


def test_a_plan_ends_with_what_its_signs_mean_and_what_stays(account, deploy, capsys):
    for is_first in (True, False):
        options = deploy.options("plan", "--image", IMAGE, "--set", "MaxInstances=7")
        options.run(options)
        said = capsys.readouterr().err
        assert "+ is created, ~ changed, - removed by" in said and "none of it has been done yet" in said
        # Of a service that runs it would be the wrong advice: down removes all of it.
        assert (f"`contract-review deploy down --name {NAME}` removes it" in said) is is_first
        deploy("up", "--image", IMAGE)


@pytest.fixture
def told_to_register(account, deploy, capsys):
    """Whether an up says what to register at the issuer."""

    def up(*given):
        options = deploy.options("up", "--image", IMAGE, *given)
        options.run(options)
        return "register https://page/ as the client's redirect URI at https://id.example" in capsys.readouterr().err

    return up


def test_the_first_up_with_a_page_says_what_to_register_for_it(told_to_register):
    assert told_to_register(*SIGN_IN) and not told_to_register()


def test_so_does_one_that_adds_the_page_or_another_client(told_to_register):
    assert not told_to_register() and told_to_register(*SIGN_IN)
    assert told_to_register("--set", "JwtAudience=lawyers")


SIGN_IN = ("--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=reviews")


def test_down_deletes_contracts_where_a_person_types_the_buckets_name(account, deploy, refused, service, pdf, typed):
    deploy("submit", str(pdf))
    bucket, table = (stack.outputs(account.root)[name] for name in ("BucketName", "ContractsTable"))
    typed("yes")
    assert refused("down", "--delete-contracts") == "Nothing was removed."
    assert account.root
    typed(bucket)
    code, out = deploy("down", "--delete-contracts")
    assert code == 0 and f"1 object in {bucket}, contracts and reviews, will be permanently deleted." in out
    assert bucket not in {one["Name"] for one in boto3.client("s3").list_buckets()["Buckets"]}
    assert table not in boto3.client("dynamodb").list_tables()["TableNames"]


def test_down_does_not_go_on_where_aws_does_not_say_what_is_kept(account, refused, service):
    real = account.DescribeStackResource

    def throttled(asked):
        if asked["LogicalResourceId"] == "Contracts":
            raise ClientError({"Error": {"Code": "Throttling", "Message": "Rate exceeded"}}, "DescribeStackResource")
        return real(asked)

    account.DescribeStackResource = throttled
    assert "Rate exceeded" in refused("down", "--yes", "--delete-contracts")
    assert account.root, "what is listed as kept or deleted is all of it"


def test_down_does_not_go_on_where_nobody_can_be_asked(refused, service):
    assert "use --yes" in refused("down")


@pytest.fixture
def typed(monkeypatch):
    def type_it(word):
        keyboard = io.StringIO(f"{word}\n")
        keyboard.isatty = lambda: True
        monkeypatch.setattr("sys.stdin", keyboard)

    return type_it
