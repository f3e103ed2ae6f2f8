"""``contract-review deploy`` from the plan to the end, in an account made of moto and of what moto does not have."""

from __future__ import annotations

import argparse
import functools
import io
import json
import stat
import zipfile
from datetime import UTC, datetime

import boto3
import botocore.client
import botocore.loaders
import pytest
import urllib3
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.cloudformation.models import cloudformation_backends

from benchmarks.performance import deploy_plan as plan
from chunking.errors import ContractReviewError
from deploy import artifacts, command, preparation, stack, template
from deploy.functions import notify, settings

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none

ACCOUNT, REGION, NAME = "123456789012", "eu-west-1", "reviews"
IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:1"
PDF = b"%PDF-1.7\n" + b"x" * 500


class Account:
    """An AWS account: moto, and by hand what moto lacks. Every request by hand is held against botocore's own model."""

    def __init__(self):
        self.root = None  # the service's stack, whose nested stacks' outputs moto cannot read
        self.denied, self.quotas, self.offered, self.foreign = set(), [], True, set()
        self.invoked, self.transforms, self.ends = [], [], "ready"
        self.issuers = {}

    def call(self, client, operation, asked, real):
        by_hand = getattr(self, operation, None)
        if by_hand:
            model = client.meta.service_model.operation_model(operation)
            client._convert_to_request_dict(asked, model, "https://x")
            answer = by_hand(asked)
            if answer is not None:
                return answer
        return real(client, operation, asked)

    def SimulatePrincipalPolicy(self, asked):
        decisions = {name: "implicitDeny" if name in self.denied else "allowed" for name in asked["ActionNames"]}
        return {"EvaluationResults": [{"EvalActionName": name, "EvalDecision": one} for name, one in decisions.items()]}

    def ListServiceQuotas(self, asked):
        return {"Quotas": self.quotas}

    def DescribeInstanceTypeOfferings(self, asked):
        wanted = asked["Filters"][0]["Values"][0]
        return {"InstanceTypeOfferings": [{"InstanceType": wanted}] if self.offered else []}

    def HeadBucket(self, asked):
        if asked["Bucket"] in self.foreign:
            raise ClientError({"Error": {"Code": "403", "Message": "Forbidden"}}, "HeadBucket")

    def DescribeStacks(self, asked):
        return {"Stacks": [self.root]} if self.root and asked["StackName"] == NAME else None

    def DescribeStackResource(self, asked):
        name, logical = asked["StackName"], asked["LogicalResourceId"]
        stacks = {one.name: one for one in cloudformation_backends[ACCOUNT][REGION].stacks.values()}
        if name == NAME and logical == "Storage" and self.root:
            found = "storage"
        elif name in stacks and logical in stacks[name].resource_map:
            found = stacks[name].resource_map[logical].physical_resource_id
        else:
            raise ClientError({"Error": {"Code": "ValidationError", "Message": ""}}, "DescribeStackResource")
        return {"StackResourceDetail": {"PhysicalResourceId": found}}

    def ExecuteChangeSet(self, asked):
        if asked["StackName"] != NAME:
            return None
        client = boto3.client("cloudformation")
        change_set = client.describe_change_set(ChangeSetName=asked["ChangeSetName"])
        moto = cloudformation_backends[ACCOUNT][REGION]
        in_moto = moto.stacks[change_set["StackId"]]
        in_moto.template = moto.change_sets[asked["ChangeSetName"]].template
        self.make({one["ParameterKey"]: one["ParameterValue"] for one in change_set["Parameters"]})
        return {}

    def make(self, values):
        """The service's stack with these parameters; of its nested stacks, the storage."""
        client = boto3.client("cloudformation")
        if not self.root:
            given = [{"ParameterKey": "BucketName", "ParameterValue": values["BucketName"] or f"own-{ACCOUNT}"}]
            client.create_stack(StackName="storage", TemplateBody=template.body("storage"), Parameters=given)
        storage = stack.outputs(client.describe_stacks(StackName="storage")["Stacks"][0])
        outputs = {
            "BucketName": storage["BucketName"],
            "ContractsTable": storage["ContractsTable"],
            "KeyArn": storage["KeyArn"],
            "EndpointName": NAME,
            "ModelName": "reviewer-model",
        }
        if values["JwtIssuer"]:
            if not self.root:
                place = {"LocationConstraint": REGION}
                boto3.client("s3").create_bucket(Bucket="page-bucket", CreateBucketConfiguration=place)
            outputs |= {"PageBucket": "page-bucket", "ApiUrl": "https://api", "WebsocketUrl": "wss://socket"}
        self.root = {
            "StackName": NAME,
            "StackId": "arn:aws:cloudformation:x",
            "StackStatus": "UPDATE_COMPLETE" if self.root else "CREATE_COMPLETE",
            "Parameters": [{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()],
            "Outputs": [{"OutputKey": key, "OutputValue": value} for key, value in outputs.items()],
        }

    def DeleteStack(self, asked):
        if asked["StackName"] == NAME:
            self.root = None

    def InvokeEndpointAsync(self, asked):
        self.invoked.append(asked)
        place = f"s3://{asked['InputLocation'].split('/')[2]}"
        name = asked["InferenceId"]
        return {
            "InferenceId": name,
            "OutputLocation": f"{place}/outbound/{name}.out",
            "FailureLocation": f"{place}/failed/{name}.out",
        }

    def InvokeEndpoint(self, asked):
        self.invoked.append(asked)
        return {"Body": io.BytesIO(b'{"schema": "1.0"}')}

    def DescribeEndpoint(self, asked):
        variant = {"VariantName": "reviewer", "CurrentInstanceCount": 1, "DesiredInstanceCount": 2}
        return {"EndpointStatus": "InService", "ProductionVariants": [variant]}

    def GetMetricStatistics(self, asked):
        return {"Datapoints": [{"Timestamp": datetime(2026, 1, 1, tzinfo=UTC), "Maximum": 4.0}]}

    def CreateTransformJob(self, asked):
        self.transforms.append(asked)
        return {"TransformJobArn": "arn:x"}

    def DescribeTransformJob(self, asked):
        return {"TransformJobStatus": "Completed"}

    def fetch(self, method, url, **_):
        """What answers outside AWS: the issuer's OpenID Connect configuration."""
        issuer = url.removesuffix("/.well-known/openid-configuration")
        document = self.issuers.get(issuer, {"issuer": issuer, "jwks_uri": f"{issuer}/keys"})
        if isinstance(document, Exception):
            raise document
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        return urllib3.HTTPResponse(body, status=200)

    def time_passes(self, _=0):
        """SageMaker works through what was submitted while a command waits."""
        for asked in self.invoked:
            bucket, contract_id = asked["InputLocation"].split("/")[2], asked["InferenceId"]
            message = {"requestParameters": {"inputLocation": asked["InputLocation"]}, "inferenceId": contract_id}
            if self.ends == "ready":
                place = f"outbound/{contract_id}.out"
                boto3.client("s3").put_object(Bucket=bucket, Key=place, Body=b'{"schema": "1.0"}')
                message |= {
                    "invocationStatus": "Completed",
                    "responseParameters": {"outputLocation": f"s3://{bucket}/{place}"},
                }
            else:
                message |= {"invocationStatus": "Failed", "failureReason": self.ends}
            notify.handler({"Records": [{"Sns": {"Message": json.dumps(message)}}]}, None)
        self.invoked.clear()


ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
    "WEBSOCKET_ENDPOINT": "https://x.execute-api.eu-west-1.amazonaws.com/live",
    "CONNECTIONS_TABLE": "connections",
}
# Set by the commands; named here so that they are put back.
SET = ("BUCKET", "CONTRACTS_TABLE", "ENDPOINT_NAME", "MAX_UPLOAD_BYTES", "REQUEST_TTL_SECONDS", "RETENTION_DAYS")


@pytest.fixture
def account(monkeypatch):
    for name in (*SET, "INVOCATION_TIMEOUT_SECONDS", "AWS_PROFILE", "AWS_REGION"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    made = Account()
    real = botocore.client.BaseClient._make_api_call
    monkeypatch.setattr(
        botocore.client.BaseClient,
        "_make_api_call",
        lambda client, operation, asked: made.call(client, operation, asked, real),
    )
    monkeypatch.setattr("time.sleep", made.time_passes)
    monkeypatch.setattr("urllib3.request", made.fetch)
    monkeypatch.setattr("deploy.functions.connections.push", lambda *_: {})
    monkeypatch.setattr("botocore.loaders.create_loader", functools.partial(lambda loader, *_: loader, LOADER))
    with mock_aws(), plan.mended_moto():
        assert plan.image() == IMAGE
        yield made
    boto3.DEFAULT_SESSION = None
    settings.forget()


LOADER = botocore.loaders.create_loader()  # shared, since each command's own session would read every model anew


@pytest.fixture
def deploy(account, capsys):
    """Runs one command: exit code, what was printed."""
    parser = argparse.ArgumentParser()
    command.add_command(parser.add_subparsers())

    def run(*arguments):
        options = parser.parse_args(["deploy", *arguments, "--name", NAME])
        code = options.run(options)
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def refused(deploy):
    """Runs a command that must be refused: the message."""

    def run(*arguments):
        with pytest.raises(ContractReviewError) as caught:
            deploy(*arguments)
        return caught.value.message

    return run


@pytest.fixture
def service(account):
    """A service that is up."""
    account.make(template.checked({"ImageUri": IMAGE}))


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "Lease.pdf"
    path.write_bytes(PDF)
    return path


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


def test_contracts_are_submitted_watched_and_fetched(account, deploy, service, pdf, tmp_path):
    code, out = deploy("submit", str(pdf), "--watch", "-o", str(tmp_path / "reviews"))
    assert code == 0
    assert json.loads((tmp_path / "reviews" / "Lease.review.json").read_text()) == {"schema": "1.0"}
    contract_id = out.split()[0]
    assert deploy("watch", contract_id, "-o", str(tmp_path / "reviews"))[0] == 0  # again: under another name
    assert len(list((tmp_path / "reviews").iterdir())) == 2


def test_a_failed_contract_says_why(account, deploy, service, pdf):
    account.ends = "The model took too long."
    code, out = deploy("submit", str(pdf), "--watch")
    assert code == 1 and "Lease.pdf: The model took too long. (failed)" in out


def test_what_cannot_be_reviewed_is_not_sent(account, refused, service, pdf, tmp_path):
    word = tmp_path / "a.docx"
    word.write_bytes(b"PK")
    assert "is not a PDF" in refused("submit", str(pdf), str(word))
    assert "cannot be read" in refused("submit", str(tmp_path / "none.pdf"))
    pdf.write_bytes(PDF + bytes(26214400))
    assert "at most 26214400" in refused("submit", str(pdf))
    assert account.invoked == []


def test_an_unknown_contract_is_named(refused, service):
    assert refused("watch", "no-such") == "There is no contract no-such."


def test_other_shapes_answer_at_once(account, deploy, pdf, tmp_path):
    account.make(template.checked({"ImageUri": IMAGE, **preparation.SHAPES["realtime"], "Shape": "realtime"}))
    assert deploy("submit", str(pdf), "-o", str(tmp_path))[0] == 0
    assert account.invoked[0]["ContentType"] == "application/pdf"
    assert json.loads((tmp_path / "Lease.review.json").read_text()) == {"schema": "1.0"}


def test_a_multi_model_endpoint_is_told_which_model(account, deploy, refused, pdf, tmp_path):
    given = {"ImageUri": IMAGE, **preparation.SHAPES["multi-model"], "Shape": "multi-model"}
    account.make(template.checked(given))
    for arguments in ((), ("--model", "leases.tar.gz")):
        assert deploy("submit", str(pdf), "-o", str(tmp_path), *arguments)[0] == 0
    assert [sent["TargetModel"] for sent in account.invoked] == ["model.tar.gz", "leases.tar.gz"]


def test_a_model_is_chosen_on_a_multi_model_endpoint_only(refused, service, pdf):
    assert "this one is async" in refused("submit", str(pdf), "--model", "leases.tar.gz")


def test_status_shows_instances_backlog_and_alarms(account, deploy, service):
    code, out = deploy("status")
    assert code == 0
    assert "instances        1 of 2 wanted" in out and "waiting          4 contracts" in out
    assert "alarms           none" in out


def test_status_of_a_broken_stack_says_what_to_do(account, deploy, service):
    account.root["StackStatus"] = "UPDATE_ROLLBACK_FAILED"
    code, out = deploy("status")
    assert code == 1 and "continue-update-rollback" in out


def test_without_a_service_commands_say_how_to_make_one(refused, pdf):
    for arguments in (["status"], ["submit", str(pdf)], ["watch", "x"]):
        assert "`contract-review deploy up` makes it" in refused(*arguments)


def test_a_transform_job_reviews_a_folder_within_aws_limits(account, deploy, service):
    bucket = stack.outputs(account.root)["BucketName"]
    given = ("--input", f"s3://{bucket}/batch/in/", "--output", f"s3://{bucket}/batch/out/")
    assert deploy("transform", *given, "--instances", "2")[0] == 0
    (job,) = account.transforms
    assert job["MaxConcurrentTransforms"] * job["MaxPayloadInMB"] <= 100
    assert job["TransformInput"]["ContentType"] == "application/pdf"
    assert job["TransformResources"] == {"InstanceType": "ml.c7i.2xlarge", "InstanceCount": 2}
    assert job["Environment"] == {"CONTRACT_REVIEW_DEVICE": "cpu"}


def test_a_transform_job_on_a_gpu_names_its_driver_and_fails_without_the_gpu(account, deploy, service):
    bucket = stack.outputs(account.root)["BucketName"]
    given = ("--input", f"s3://{bucket}/batch/in/", "--output", f"s3://{bucket}/batch/out/")
    assert deploy("transform", *given, "--instance-type", "ml.g5.2xlarge")[0] == 0
    (job,) = account.transforms
    assert job["TransformResources"]["TransformAmiVersion"] == "al2-ami-sagemaker-batch-gpu-535"
    assert job["Environment"] == {"CONTRACT_REVIEW_DEVICE": "cuda"}


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("s3://other/in/", "s3://{}/batch/out/", "outside s3://"),
        ("s3://{}/inbound/", "s3://{}/batch/out/", "outside s3://"),
        ("s3://{}/batch/", "s3://{}/batch/out/", "The output lies in the input"),
    ],
)
def test_a_transform_job_outside_the_roles_reach_is_refused(account, refused, service, source, target, said):
    bucket = stack.outputs(account.root)["BucketName"]
    assert said in refused("transform", "--input", source.format(bucket), "--output", target.format(bucket))
    assert account.transforms == []


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
    assert code == 0 and f"1 objects in {bucket}, contracts and reviews, would be deleted for good." in out
    assert bucket not in {one["Name"] for one in boto3.client("s3").list_buckets()["Buckets"]}
    assert table not in boto3.client("dynamodb").list_tables()["TableNames"]


def test_down_does_not_go_on_where_nobody_can_be_asked(refused, service):
    assert "say --yes" in refused("down")


@pytest.fixture
def typed(monkeypatch):
    def type_it(word):
        keyboard = io.StringIO(f"{word}\n")
        keyboard.isatty = lambda: True
        monkeypatch.setattr("sys.stdin", keyboard)

    return type_it


# What is wrong and what to do, before anything is created.


def nothing_was_created(account):
    return stacks() == set() and account.root is None


def test_no_credentials(account, refused, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    assert "no AWS credentials here. Run `aws configure`" in refused("plan", "--image", IMAGE)


def test_no_region_and_no_such_profile(account, refused, monkeypatch):
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    assert "list-profiles" in refused("plan", "--image", IMAGE, "--profile", "nobody")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    assert refused("plan", "--image", IMAGE).startswith("No region is set. Give one: --region")


def test_expired_credentials(account, refused):
    def expired(asked):
        raise ClientError({"Error": {"Code": "ExpiredToken", "Message": "old"}}, "GetCallerIdentity")

    account.GetCallerIdentity = expired
    assert "does not accept the credentials (ExpiredToken). Sign in again" in refused("plan", "--image", IMAGE)


def test_a_call_that_is_denied_names_itself(account, refused):
    def denied(asked):
        raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "CreateChangeSet")

    account.CreateChangeSet = denied
    assert refused("plan", "--image", IMAGE) == "You may not call CreateChangeSet: no Ask for this permission."


def test_a_parameter_out_of_range(account, refused):
    assert "MaxInstances is 500; it must be a whole number" in refused(
        "up", "--image", IMAGE, "--set", "MaxInstances=500"
    )
    assert "has no =" in refused("up", "--image", IMAGE, "--set", "MaxInstances")
    assert "ImageUri is missing" in refused("up")
    assert nothing_was_created(account)


def test_everything_that_is_wrong_is_said_at_once(account, refused):
    account.offered, account.denied = False, {"iam:CreateRole"}
    account.foreign = {f"legalops-contracts-{ACCOUNT}"}
    account.quotas = [
        {"QuotaName": "ml.c7i.2xlarge for endpoint usage", "QuotaCode": "L-1", "Value": 0.0, "ServiceCode": "sagemaker"}
    ]
    account.GetCallerIdentity = lambda asked: {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/ann"}
    said = refused("up", "--image", IMAGE.replace(":1", ":2"))
    assert f"The bucket legalops-contracts-{ACCOUNT} is somebody else's." in said
    assert f"The region {REGION} has no c7i.2xlarge. Choose another (--region)" in said
    assert f"arn:aws:iam::{ACCOUNT}:user/ann may not iam:CreateRole. Ask for these permissions" in said
    assert "The account may run 0 of ml.c7i.2xlarge." in said and "--quota-code L-1" in said
    assert "There is no image" in said
    assert nothing_was_created(account)


def test_a_role_is_looked_up_behind_its_session(account, refused):
    boto3.client("iam").create_role(RoleName="deployer", Path="/team/", AssumeRolePolicyDocument="{}")
    session = f"arn:aws:sts::{ACCOUNT}:assumed-role/deployer/ann"
    account.GetCallerIdentity = lambda asked: {"Account": ACCOUNT, "Arn": session}
    account.denied = {"sagemaker:CreateEndpoint"}
    assert "role/team/deployer may not sagemaker:CreateEndpoint" in refused("plan", "--image", IMAGE)


def test_a_bucket_that_is_in_the_account_but_not_the_stacks(account, refused):
    place = {"LocationConstraint": REGION}
    boto3.client("s3").create_bucket(Bucket="old-contracts", CreateBucketConfiguration=place)
    said = refused("up", "--image", IMAGE, "--set", "BucketName=old-contracts")
    assert "exists and is not this stack's; an earlier `deploy down` may have kept it." in said


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("ROLLBACK_COMPLETE", "`deploy down --name reviews`, then up."),
        ("UPDATE_ROLLBACK_FAILED", "`aws cloudformation continue-update-rollback --stack-name reviews`"),
        ("UPDATE_IN_PROGRESS", "Wait until that has ended."),
    ],
)
def test_a_stack_that_is_stuck(account, refused, service, status, said):
    account.root["StackStatus"] = status
    message = refused("up", "--set", "MaxInstances=6")
    assert message.startswith("The stack reviews cannot be changed.") and said in message


def test_an_image_of_another_region(refused):
    said = refused("plan", "--image", IMAGE.replace(REGION, "us-east-1"))
    assert said.startswith("The image is in us-east-1, the stack in eu-west-1")


# An image of this machine.


@pytest.fixture
def docker(tmp_path, monkeypatch):
    """A docker that remembers what it was asked, and has one image."""
    log, program = tmp_path / "docker.log", tmp_path / "bin" / "docker"
    program.parent.mkdir()

    def install(architecture="amd64", requirements="docker/requirements.txt"):
        program.write_text(
            f"""#!/bin/sh
echo "$@" >> {log}
case "$1" in
  image) [ "$5" = mine ] && echo sha256:0123456789abcdef {architecture} {requirements} ;;
  login) cat >> {log}; echo >> {log} ;;
esac
"""
        )
        program.chmod(program.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
        return log

    return install


def test_it_is_pushed_under_a_name_from_its_contents(account, deploy, docker):
    log = docker()
    assert deploy("up", "--image", "mine")[0] == 0
    uri = stack.parameters(account.root)["ImageUri"]
    assert uri.endswith(":0123456789ab") and f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/" in uri
    asked = log.read_text().splitlines()
    registry = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
    login, password, *rest = asked[-4:]
    assert login == f"login --username AWS --password-stdin {registry}" and password
    assert rest == [f"tag mine {uri}", f"push {uri}"]


def test_a_plan_pushes_nothing(deploy, docker):
    log = docker()
    deploy("plan", "--image", "mine")
    assert "push" not in log.read_text()


def test_an_image_that_is_not_there_or_for_another_processor(account, refused, docker):
    docker("arm64")
    assert "docker build --platform linux/amd64" in refused("up", "--image", "mine")
    assert "There is no image yours here. `make image` or `docker build -t yours .` makes it." in refused(
        "up", "--image", "yours"
    )
    assert nothing_was_created(account)


def test_without_docker(refused, monkeypatch):
    monkeypatch.setenv("PATH", "/nonexistent")
    assert "would be pushed with docker or podman, and neither answers here" in refused("up", "--image", "mine")
