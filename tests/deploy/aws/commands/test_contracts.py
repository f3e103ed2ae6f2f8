"""``deploy submit``, ``watch``, ``status`` and ``transform``: what a person does with the service."""

from __future__ import annotations

import json
import os

import boto3
import pytest
from botocore.exceptions import ClientError

from chunking.errors import NotDeployed
from deploy import parameter_sources
from deploy.cloudformation import stack
from deploy.commands import batch_transform

from ..conftest import checked
from .conftest import Account

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none

ACCOUNT, REGION, NAME = "123456789012", "eu-west-1", "reviews"
IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:1"
PDF = b"%PDF-1.7\n" + b"x" * 500


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
    assert "neither a PDF nor a Word file" in refused("submit", str(pdf), str(word))
    assert "cannot be read" in refused("submit", str(tmp_path / "none.pdf"))
    (tmp_path / "blank.pdf").touch()
    assert refused("submit", str(tmp_path / "blank.pdf")).endswith("blank.pdf is empty.")
    pdf.write_bytes(PDF + bytes(26214400))
    assert "at most 26214400" in refused("submit", str(pdf))
    assert account.invoked == []


def test_what_was_sent_before_a_refusal_can_still_be_watched(account, deploy, service, pdf, capsys):
    def refuse_the_second(asked):
        if account.invoked:
            raise ClientError({"Error": {"Code": "ValidationError", "Message": "no"}}, "InvokeEndpointAsync")
        return Account.InvokeEndpointAsync(account, asked)

    account.InvokeEndpointAsync = refuse_the_second
    other = pdf.with_name("Other.pdf")
    other.write_bytes(PDF)
    with pytest.raises(NotDeployed):
        deploy("submit", str(pdf), str(other))
    sent = account.invoked[0]["InferenceId"]
    assert capsys.readouterr().out.split()[0] == sent


def test_a_contract_that_its_owner_removes_is_not_waited_for(account, deploy, service, pdf):
    contract_id = deploy("submit", str(pdf))[1].split()[0]
    account.time_passes = lambda *_: None

    def remove(*_):
        boto3.resource("dynamodb").Table(os.environ["CONTRACTS_TABLE"]).delete_item(Key={"contract_id": contract_id})

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("time.sleep", remove)
        code, out = deploy("watch", contract_id)
    assert code == 1 and f"{contract_id}  removed" in out


def test_where_reviews_go_is_checked_before_anything_is_sent(account, refused, service, pdf, tmp_path):
    a_file = tmp_path / "taken"
    a_file.write_text("")
    assert refused("submit", str(pdf), "-o", str(a_file)) == f"Reviews cannot be saved in {a_file}: File exists."
    said = refused("submit", str(pdf), str(pdf), "--watch", "-o", str(tmp_path / "all.json"))
    assert "all.json ends in .json; there are several contracts" in said
    assert account.invoked == [] and not (tmp_path / "all.json").exists()


def test_a_word_file_is_sent_as_one(account, deploy, tmp_path):
    account.make(checked({"ImageUri": IMAGE, **parameter_sources.SHAPES["realtime"], "Shape": "realtime"}))
    word = tmp_path / "Lease.DOCX"
    word.write_bytes(b"PK\x03\x04")
    assert deploy("submit", str(word), "-o", str(tmp_path))[0] == 0
    assert account.invoked[0]["ContentType"].endswith("wordprocessingml.document")


def test_an_unknown_contract_is_named(refused, service):
    assert refused("watch", "no-such") == "There is no contract no-such."


def test_other_shapes_answer_at_once(account, deploy, pdf, tmp_path):
    account.make(checked({"ImageUri": IMAGE, **parameter_sources.SHAPES["realtime"], "Shape": "realtime"}))
    assert deploy("submit", str(pdf), "-o", str(tmp_path))[0] == 0
    assert account.invoked[0]["ContentType"] == "application/pdf"
    assert json.loads((tmp_path / "Lease.review.json").read_text()) == {"schema": "1.0"}


def test_a_multi_model_endpoint_is_told_which_model(account, deploy, refused, pdf, tmp_path):
    given = {"ImageUri": IMAGE, **parameter_sources.SHAPES["multi-model"], "Shape": "multi-model"}
    account.make(checked(given))
    for arguments in ((), ("--model", "leases.tar.gz")):
        assert deploy("submit", str(pdf), "-o", str(tmp_path), *arguments)[0] == 0
    assert [sent["TargetModel"] for sent in account.invoked] == ["model.tar.gz", "leases.tar.gz"]


def test_a_model_is_chosen_on_a_multi_model_endpoint_only(refused, service, pdf):
    assert "this endpoint is async" in refused("submit", str(pdf), "--model", "leases.tar.gz")


def test_status_shows_instances_backlog_and_alarms(account, deploy, service):
    code, out = deploy("status")
    assert code == 0
    assert "instances        1 of 2 wanted" in out and "waiting          4 contracts" in out
    assert "alarms           none" in out


def test_status_of_a_broken_stack_says_what_to_do(account, deploy, service):
    account.root["StackStatus"] = "UPDATE_ROLLBACK_FAILED"
    code, out = deploy("status")
    assert code == 1 and "continue-update-rollback" in out
    assert "deploy status" not in out, "a command does not refer to itself"


def test_of_a_name_that_no_stack_has_it_is_said_where_it_was_looked_for(refused, pdf):
    for arguments in (["status"], ["submit", str(pdf)], ["watch", "x"]):
        assert refused(*arguments) == (
            f"There is no stack {NAME} in {REGION} (account {ACCOUNT}). Check --name, --region and --profile."
        )


def test_without_the_service_of_the_default_name_commands_say_how_to_create_it(account, deploy):
    with pytest.raises(NotDeployed, match="`contract-review deploy up --image IMAGE` creates one"):
        deploy("status", name="contract-review")


def test_a_suggested_command_repeats_the_options_that_were_given(refused, service, account):
    account.root["StackStatus"] = "UPDATE_ROLLBACK_FAILED"
    given = "--region eu-west-1"
    said = refused("up", *given.split())
    assert f"`aws cloudformation continue-update-rollback --stack-name reviews {given}`" in said
    assert f"`contract-review deploy status --name reviews {given}`" in said


def test_a_suggested_command_of_the_aws_cli_names_the_region_wherever_it_came_from(refused, service, account):
    account.root["StackStatus"] = "UPDATE_ROLLBACK_FAILED"
    assert f"--stack-name reviews --region {REGION}`" in refused("up")


@pytest.fixture
def batch(account, service):
    """A folder of three contracts in the service's bucket, and the options of a job that reviews them."""
    bucket = stack.outputs(account.root)["BucketName"]
    for number in range(3):
        boto3.client("s3").put_object(Bucket=bucket, Key=f"batch/in/{number}.pdf", Body=b"%PDF")
    return ("--input", f"s3://{bucket}/batch/in/", "--output", f"s3://{bucket}/batch/out/")


def quota(value, instance_type="ml.c7i.2xlarge"):
    return [{"QuotaName": f"{instance_type} for transform job usage", "QuotaCode": "L-9", "Value": float(value)}]


def test_a_transform_job_reviews_a_folder_within_aws_limits(account, deploy, batch):
    assert deploy("transform", *batch, "--instances", "2")[0] == 0
    (job,) = account.transforms
    assert job["MaxConcurrentTransforms"] * job["MaxPayloadInMB"] <= 100
    assert job["TransformInput"]["ContentType"] == "application/pdf"
    assert job["TransformResources"] == {"InstanceType": "ml.c7i.2xlarge", "InstanceCount": 2}
    assert job["Environment"] == {"CONTRACT_REVIEW_DEVICE": "cpu"}


def test_a_transform_job_on_a_gpu_names_its_driver_and_fails_without_the_gpu(account, deploy, batch):
    assert deploy("transform", *batch, "--instance-type", "ml.g5.2xlarge")[0] == 0
    (job,) = account.transforms
    assert job["TransformResources"]["TransformAmiVersion"] == "al2-ami-sagemaker-batch-gpu-535"
    assert job["Environment"] == {"CONTRACT_REVIEW_DEVICE": "cuda"}


def test_of_a_transform_job_that_is_not_waited_for_it_is_said_where_to_look(account, deploy, batch, capsys):
    options = deploy.options("transform", *batch, "--no-wait")
    options.run(options)
    name = account.transforms[0]["TransformJobName"]
    assert f"aws sagemaker describe-transform-job --transform-job-name {name} --region" in capsys.readouterr().err


def test_before_a_transform_job_starts_its_time_cost_and_quota_are_said(account, deploy, batch, capsys):
    account.quotas = quota(4)
    said = []
    account.CreateTransformJob = lambda asked: said.append(capsys.readouterr().err)
    options = deploy.options("transform", *batch, "--no-wait")
    options.run(options)
    assert said == [
        "3 files on 1 instance: ml.c7i.2xlarge (no GPU, 8 cores, 16 GiB, 0.428 dollars an hour in us-east-1).\n"
        "Projection, not measured on AWS: 7 to 9 minutes, 0.04 to 0.06 dollars in us-east-1, if the "
        "contracts have 10 to 30 pages.\n"
        "The quota for it is ml.c7i.2xlarge for transform job usage: 1 needed; the account has 4.\n"
    ]


def test_a_thousand_contracts_on_two_instances():
    assert batch_transform.projection("ml.c7i.2xlarge", 2, 1000, embedded=True) == (
        "Projection, not measured on AWS: 11 to 52 minutes, 0.15 to 0.74 dollars in us-east-1, if the "
        "contracts have 10 to 30 pages."
    )


def test_of_a_job_whose_speed_was_not_measured_only_the_price_of_an_hour_is_said():
    said = "How long it takes is not known. Each hour costs {}, from start to end."
    assert batch_transform.projection("ml.g5.2xlarge", 2, 10, embedded=False) == said.format(
        "3.03 dollars in us-east-1"
    )
    assert batch_transform.projection("ml.m5.large", 2, 10, embedded=True) == said.format(
        "a price that is not known here"
    )


def test_a_transform_job_over_the_quota_is_refused_before_it_starts(account, refused, batch):
    account.quotas = quota(1)
    said = refused("transform", *batch, "--instances", "2")
    assert "the account's quota (ml.c7i.2xlarge for transform job usage) is 1." in said
    assert "--quota-code L-9 --desired-value 2 --region eu-west-1`" in said and account.transforms == []


def test_a_transform_job_without_files_or_with_one_too_large_is_refused(account, refused, service, monkeypatch):
    bucket = stack.outputs(account.root)["BucketName"]
    given = ("--input", f"s3://{bucket}/batch/in/", "--output", f"s3://{bucket}/batch/out/")
    assert refused("transform", *given).startswith(f"There is no file under s3://{bucket}/batch/in/.")
    boto3.client("s3").put_object(Bucket=bucket, Key="batch/in/large.pdf", Body=b"x")
    monkeypatch.setattr(batch_transform, "_PAYLOAD_MB", 0)
    assert f"the first s3://{bucket}/batch/in/large.pdf." in refused("transform", *given)
    assert account.transforms == []


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
