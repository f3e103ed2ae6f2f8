"""Ctrl-C in each phase of a command, and what fails meanwhile: what goes on without it is said."""

from __future__ import annotations

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from deploy.cloudformation import stack

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none

ACCOUNT, REGION, NAME = "123456789012", "eu-west-1", "reviews"
IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:1"


@pytest.fixture
def stopped(deploy, capsys):
    """Runs a command that is stopped by Ctrl-C: what it said last."""

    def run(*arguments):
        capsys.readouterr()
        with pytest.raises(KeyboardInterrupt):
            deploy(*arguments)
        return capsys.readouterr().err.splitlines()[-1]

    return run


def ctrl_c(*_):
    raise KeyboardInterrupt


def while_under_way(account, monkeypatch, status, happens=ctrl_c):
    """The stack stays in this state, and the wait for it ends by what happens."""
    real = account.ExecuteChangeSet

    def begin(asked):
        answer = real(asked)
        if asked["StackName"] == NAME:
            account.root["StackStatus"] = status
            monkeypatch.setattr("time.sleep", happens)
        return answer

    account.ExecuteChangeSet = begin


@pytest.mark.parametrize("phase", ["SimulatePrincipalPolicy", "CreateChangeSet"])
def test_before_the_update_nothing_was_changed(account, stopped, phase):
    setattr(account, phase, ctrl_c)
    assert stopped("up", "--image", IMAGE) == f"Stopped before {NAME} was changed."
    assert account.root is None


def test_during_the_update_aws_goes_on(account, stopped, monkeypatch):
    while_under_way(account, monkeypatch, "CREATE_IN_PROGRESS")
    said = stopped("up", "--image", IMAGE)
    status, up = (f"`contract-review deploy {action} --name {NAME}`" for action in ("status", "up"))
    assert said == (
        f"AWS goes on changing the stack without this command; {status} shows it. Once it has ended, {up} does what is "
        "left, such as uploading the page."
    )


SIGN_IN = ("--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=reviews")


def test_a_page_that_was_not_uploaded_is_noticed_until_up_uploads_it(account, deploy, stopped, monkeypatch):
    def no_page(asked):
        if asked["Bucket"] == "reviews-page-bucket":
            raise KeyboardInterrupt

    account.PutObject = no_page
    up = f"`contract-review deploy up --name {NAME}` uploads it."
    assert stopped("up", "--image", IMAGE, *SIGN_IN) == f"The page is not uploaded completely; {up}"
    del account.PutObject
    missing = f"The page has not been uploaded, so its address shows an error. {up}"
    code, out = deploy("status")
    assert code == 1 and missing in out
    assert missing in deploy("plan")[1]
    deploy("up")
    assert deploy("status")[0] == 0 and missing not in deploy("plan")[1]


def test_so_it_does_where_the_network_or_the_credentials_are_lost(account, refused, monkeypatch, capsys):
    def lost(_):
        account.DescribeStacks = no_network

    def no_network(asked):
        raise EndpointConnectionError(endpoint_url="https://cloudformation")

    while_under_way(account, monkeypatch, "CREATE_IN_PROGRESS", lost)
    assert "AWS cannot be reached" in refused("up", "--image", IMAGE)
    assert "AWS goes on changing the stack without this command" in capsys.readouterr().err


def test_while_contracts_are_waited_for_the_service_goes_on(account, service, stopped, pdf, monkeypatch):
    monkeypatch.setattr("time.sleep", ctrl_c)
    said = stopped("submit", str(pdf), "--watch")
    contract_id = account.invoked[0]["InferenceId"]
    again = f"`contract-review deploy watch --name {NAME} {contract_id}` waits for the reviews again"
    assert said == f"The service continues reviewing; {again}."


def test_a_batch_job_goes_on_and_the_call_that_ends_it_is_named(account, service, stopped):
    account.DescribeTransformJob = ctrl_c
    bucket = stack.outputs(account.root)["BucketName"]
    boto3.client("s3").put_object(Bucket=bucket, Key="batch/in/lease.pdf", Body=b"%PDF")
    given = ("--input", f"s3://{bucket}/batch/in/", "--output", f"s3://{bucket}/batch/out/")
    said = stopped("transform", *given)
    job = account.transforms[0]["TransformJobName"]
    assert f"stop-transform-job --transform-job-name {job} --region {REGION}` ends it" in said


def test_scaling_that_was_taken_off_is_put_back_by_the_next_up(account, deploy, stopped, monkeypatch):
    deploy("up", "--image", IMAGE)
    real, updates = account.ExecuteChangeSet, []

    def second_is_stopped(asked):
        if asked["StackName"] == NAME:
            updates.append(asked)
            if len(updates) == 2:
                raise KeyboardInterrupt
        return real(asked)

    account.ExecuteChangeSet = second_is_stopped
    said = stopped("up", "--set", "InstanceType=ml.c7i.4xlarge")
    up = f"`contract-review deploy up --name {NAME}`"
    assert said == f"If scaling is still off once the update has finished, {up} restores it."
    assert stack.parameters(account.root)["AutoScaling"] == "off"
    account.ExecuteChangeSet = real
    deploy("up")
    assert stack.parameters(account.root)["AutoScaling"] == "on"


def event(number, status, logical=NAME, kind="AWS::CloudFormation::Stack", reason=""):
    return {
        "EventId": str(number),
        "StackId": "arn:aws:cloudformation:x",
        "StackName": NAME,
        "LogicalResourceId": logical,
        "PhysicalResourceId": "arn:aws:cloudformation:x" if logical == NAME else logical,
        "ResourceType": kind,
        "ResourceStatus": status,
        "ResourceStatusReason": reason,
    }


def test_a_failure_is_explained_by_the_last_operation_not_by_one_of_last_year(account, deploy, service, capsys):
    events = [
        event(1, "UPDATE_IN_PROGRESS"),
        event(2, "UPDATE_FAILED", "Old", "AWS::S3::Bucket", "last year's reason"),
        event(3, "UPDATE_ROLLBACK_COMPLETE"),
        event(4, "UPDATE_IN_PROGRESS"),
        event(5, "UPDATE_FAILED", "Endpoint", "AWS::SageMaker::Endpoint", "no capacity"),
        event(6, "UPDATE_ROLLBACK_FAILED"),
    ]
    account.DescribeStackEvents = lambda asked: {"StackEvents": events[::-1]}
    account.root["StackStatus"] = "UPDATE_ROLLBACK_FAILED"
    code, out = deploy("status")
    assert code == 1 and "Endpoint (AWS::SageMaker::Endpoint): no capacity" in out and "last year" not in out


def test_an_update_that_was_rolled_back_is_told_with_its_cause(account, deploy, service):
    account.root["StackStatus"] = "UPDATE_ROLLBACK_COMPLETE"
    failed = event(1, "UPDATE_FAILED", "Endpoint", "AWS::SageMaker::Endpoint", "no capacity")
    account.DescribeStackEvents = lambda asked: {"StackEvents": [failed]}
    code, out = deploy("status")
    assert code == 0
    assert "last update      failed and was rolled back: Endpoint (AWS::SageMaker::Endpoint): no capacity" in out


def test_where_a_nested_stack_tells_no_cause_its_own_is_told(account, deploy, service):
    nested = "AWS::CloudFormation::Stack"
    events = [event(1, "UPDATE_FAILED", "Alarms", nested, "Parameters: [NoCapacity] do not exist in the template")]
    account.DescribeStackEvents = lambda asked: {"StackEvents": events if asked["StackName"] == NAME else []}
    account.root["StackStatus"] = "UPDATE_ROLLBACK_COMPLETE"
    assert "do not exist in the template" in deploy("status")[1]


def test_one_file_that_a_container_refuses_costs_the_others_nothing(account, deploy, service, pdf, tmp_path):
    account.root["Parameters"] = [
        {**one, "ParameterValue": "realtime"} if one["ParameterKey"] == "Shape" else one
        for one in account.root["Parameters"]
    ]
    locked = tmp_path / "Locked.pdf"
    locked.write_bytes(b"%PDF-1.7 locked")
    real = account.InvokeEndpoint

    def refuses_one(asked):
        if b"locked" in asked["Body"]:
            message = 'Received client error (400) from primary with message "The PDF is locked."'
            raise ClientError({"Error": {"Code": "ModelError", "Message": message}}, "InvokeEndpoint")
        return real(asked)

    account.InvokeEndpoint = refuses_one
    code, out = deploy("submit", str(locked), str(pdf), "-o", str(tmp_path))
    assert code == 3 and "The PDF is locked." in out and (tmp_path / "Lease.review.json").exists()
