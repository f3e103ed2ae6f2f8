"""Updates of a service that runs: its instances, its scaling, its image and its model."""

from __future__ import annotations

import io
import json
import tarfile

import boto3
import pytest
from botocore.exceptions import ClientError

from deploy.cloudformation import stack
from deploy.cloudformation.stack import Change

from ..conftest import checked

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none

ACCOUNT, REGION, NAME = "123456789012", "eu-west-1", "reviews"
IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:1"
GPU = ("--set", "InstanceType=ml.g5.2xlarge")


@pytest.fixture
def running(account, deploy, monkeypatch):
    """A service that is up, whose next change set gives the endpoint another configuration."""
    deploy("up", "--image", IMAGE)
    account.updates.clear()
    change = Change("Modify", "Configuration", "AWS::SageMaker::EndpointConfig", True, 1)
    monkeypatch.setattr(stack, "changes", lambda *_: iter([change]))
    return account


def scaling(updates):
    return [(values["AutoScaling"], values["InstanceType"]) for values in updates]


def test_another_instance_type_takes_the_scalable_target_off_first_and_puts_it_back(running, deploy):
    before = stack.parameters(running.root)
    deploy("up", *GPU, "--set", "MaxInstances=7")
    assert scaling(running.updates) == [("off", "ml.c7i.2xlarge"), ("on", "ml.g5.2xlarge")]
    first, second = running.updates
    assert {name for name in first if first[name] != before[name]} == {"AutoScaling"}, "one thing at a time"
    assert second["MaxInstances"] == "7"
    assert second["InferenceAmiVersion"] == "al2023-ami-sagemaker-inference-gpu-4-1"


def test_further_instance_types_are_a_change_of_type_too(running, deploy):
    deploy("up", "--set", "SecondInstanceType=ml.c7i.4xlarge")
    assert [values["AutoScaling"] for values in running.updates] == ["off", "on"]


def test_other_updates_leave_scaling_alone(running, deploy):
    deploy("up", "--set", "ConcurrentReviews=8")
    assert [values["AutoScaling"] for values in running.updates] == ["on"]


def test_the_plan_says_the_order_and_changes_nothing(running, deploy):
    code, out = deploy("plan", *GPU)
    assert code == 0 and running.updates == []
    assert "changes from ml.c7i.2xlarge to ml.g5.2xlarge" in out and "the scalable target is deregistered" in out


def test_the_plan_of_another_shape_says_what_goes(running, deploy):
    out = deploy("plan", "--shape", "realtime")[1]
    assert (
        "The shape changes from async to realtime: the page, the API, the topics and the functions are removed" in out
    )
    assert "The endpoint's shape changes from async to realtime. AWS refuses that" in out
    assert "from ml.c7i.2xlarge to ml.c7i.2xlarge" not in out


def test_scaling_comes_back_where_the_new_type_fails(running, deploy, refused):
    running.fails = lambda values: values["InstanceType"] == "ml.g5.2xlarge"
    assert "ended in UPDATE_ROLLBACK_COMPLETE" in refused("up", *GPU)
    assert scaling(running.updates) == [("off", "ml.c7i.2xlarge"), ("on", "ml.g5.2xlarge"), ("on", "ml.c7i.2xlarge")]


def test_an_update_after_one_that_was_cut_off_puts_scaling_back(running, deploy):
    running.make({**stack.parameters(running.root), "AutoScaling": "off"})
    deploy("up", *GPU)
    assert scaling(running.updates) == [("on", "ml.g5.2xlarge")]


@pytest.mark.parametrize(
    ("instances", "keep", "said"),
    [
        (3, "true", "3 new instances take over from the 3"),
        (1, "true", "1 new instance takes over from the 1"),
        (0, "false", "It has no instance now, so one is started"),
    ],
)
def test_an_update_keeps_the_instances_that_there_are_or_says_why_not(
    running, deploy, capsys, instances, keep, said, service_quota
):
    running.instances = instances
    deploy("up", "--set", "ConcurrentReviews=8")
    assert running.updates[-1]["KeepInstances"] == keep
    assert said in deploy("plan", "--set", "ConcurrentReviews=9")[1]


def test_an_update_that_may_not_see_the_instances_takes_none_away(running, refused):
    def denied(asked):
        raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "DescribeEndpoint")

    running.DescribeEndpoint = denied
    assert refused("up", "--set", "ConcurrentReviews=8").startswith("You may not call DescribeEndpoint")
    assert running.updates == []


def test_what_does_not_touch_the_endpoint_leaves_the_way_of_its_next_update_alone(running, deploy, monkeypatch):
    monkeypatch.setattr(stack, "changes", lambda *_: iter([]))
    deploy("up", "--set", "RetentionDays=30")
    assert running.updates[-1]["KeepInstances"] == "false"


@pytest.fixture
def service_quota(account):
    def allow(count, instance_type="ml.c7i.2xlarge"):
        account.quotas = [{"QuotaName": f"{instance_type} for endpoint usage", "QuotaCode": "L-1", "Value": count}]

    return allow


def test_the_quota_must_hold_both_fleets_of_an_update(running, refused, service_quota):
    running.instances = 3
    service_quota(5.0)
    said = refused("up", "--set", "ConcurrentReviews=8")
    assert "6 of ml.c7i.2xlarge are needed, and the account may run 5" in said and "--desired-value 6" in said
    assert running.updates == []


def test_a_fleet_of_another_type_is_held_against_its_own_quota_alone(running, deploy, refused, service_quota):
    running.instances = 3
    service_quota(3.0, "ml.g5.2xlarge")
    deploy("up", *GPU)
    assert [values["InstanceType"] for values in running.updates] == ["ml.c7i.2xlarge", "ml.g5.2xlarge"]
    running.updates.clear()
    service_quota(2.0, "ml.g6.2xlarge")
    said = refused("up", "--set", "InstanceType=ml.g6.2xlarge")
    assert "3 of ml.g6.2xlarge are needed, and the account may run 2" in said and "--desired-value 3" in said
    assert running.updates == []


def test_of_a_type_that_stays_among_the_choices_both_fleets_count(running, refused, service_quota):
    running.instances = 2
    service_quota(3.0)
    running.quotas.append({**running.quotas[0], "QuotaName": "ml.c6i.2xlarge for endpoint usage", "Value": 1.0})
    said = refused("up", "--set", "SecondInstanceType=ml.c6i.2xlarge")
    assert "4 of ml.c7i.2xlarge are needed, and the account may run 3" in said


def test_tags_are_the_stacks(account, deploy):
    deploy("up", "--image", IMAGE, "--tag", "cost-centre=legal", "--tag", "owner=it")
    assert account.tags == {"cost-centre": "legal", "owner": "it"}


# What it runs on.


def archive(folder, **config):
    path = folder / "model.tar.gz"
    with tarfile.open(path, "w:gz") as members:
        files = {"config.json": json.dumps(config).encode(), "model.safetensors": b"x", "tokenizer.json": b"{}"}
        for name, content in files.items():
            entry = tarfile.TarInfo(f"./{name}")
            entry.size = len(content)
            members.addfile(entry, io.BytesIO(content))
    return path


def last(account):
    return stack.parameters(account.root)


def test_the_embedded_model_runs_on_a_cpu_and_its_price_is_said(account, deploy, said):
    deploy("up", "--image", IMAGE)
    assert last(account)["InstanceType"] == "ml.c7i.2xlarge" and last(account)["InferenceAmiVersion"] == "none"
    assert "ml.c7i.2xlarge (no GPU, 8 cores, 16 GiB, 0.428 dollars an hour" in said()
    assert "since the embedded model needs no GPU" in said()


def test_the_cost_of_a_month_without_work_is_said(account, deploy, said):
    deploy("plan", "--image", IMAGE)
    warm = "1 instance stays warm 08:55-18:00 Mon-Fri Europe/Berlin: about 84 dollars a month"
    assert f"{warm} (without: --set WarmInstances=0)." in said()
    deploy("plan", "--image", IMAGE, "--set", "WarmInstances=3", "--set", "MinInstances=1")
    assert "1 instance runs day and night: about 312 dollars a month." in said()
    assert "3 instances stay warm 08:55-18:00 Mon-Fri Europe/Berlin: about 169 dollars a month more" in said()


def test_a_language_model_is_uploaded_and_runs_on_the_first_gpu_that_there_is(account, deploy, tmp_path, said):
    model = archive(tmp_path, architectures=["Qwen2ForCausalLM"])
    deploy("up", "--image", IMAGE, "--model", str(model))
    values = last(account)
    types = [values[f"{name}InstanceType"] for name in ("", "Second", "Third")]
    assert types == ["ml.g5.2xlarge", "ml.g6.2xlarge", "ml.g6e.2xlarge"]
    assert "since a language model is to run on a GPU" in said()
    assert "1.515 dollars an hour" in said(), "as AWS lists it, not rounded to 1.51"
    deploy("up", "--set", "ModelDataUrl=")
    assert last(account)["InstanceType"] == "ml.c7i.2xlarge", "back to the embedded model"
    deploy("up", "--model", str(model))
    bucket, _, key = values["ModelDataUrl"].removeprefix("s3://").partition("/")
    assert boto3.client("s3").get_object(Bucket=bucket, Key=key)["Body"].read() == model.read_bytes()
    deploy("up", "--model", str(archive(tmp_path, architectures=["DebertaV2ForTokenClassification"])))
    assert last(account)["InstanceType"] == "ml.c7i.2xlarge"


def test_a_model_leaves_the_instance_type_that_suits_it(account, deploy, tmp_path):
    def up(*given, model=None):
        packed = ("--model", str(archive(tmp_path, architectures=[model]))) if model else ()
        deploy("up", "--image", IMAGE, *given, *packed)
        return last(account)["InstanceType"]

    tagger, language_model = "DebertaV2ForTokenClassification", "LlamaForCausalLM"
    up("--set", "InstanceType=ml.c7i.4xlarge")
    assert up(model=tagger) == "ml.c7i.4xlarge"
    assert up("--set", "ModelDataUrl=") == "ml.c7i.4xlarge"
    up("--set", "InstanceType=ml.g5.4xlarge", model=language_model)
    assert up("--set", "ModelDataUrl=", "--set", "RetentionDays=9") == "ml.c7i.2xlarge"
    assert up(model=language_model) == "ml.g5.2xlarge"
    up("--set", "InstanceType=ml.g6e.2xlarge", "--set", "SecondInstanceType=", "--set", "ThirdInstanceType=")
    assert up(model=language_model) == "ml.g6e.2xlarge"


def test_playbooks_alone_leave_the_embedded_model(account, deploy, tmp_path, said):
    rules = tmp_path / "playbook.yaml"
    rules.write_text("name: Ours\nrules: [{id: a, clause: Audit Rights, must: be_there, severity: low, reason: So.}]\n")
    with tarfile.open(tmp_path / "playbooks.tar.gz", "w:gz") as packed:
        packed.add(rules, "playbook.yaml")
    deploy("up", "--image", IMAGE, "--model", str(tmp_path / "playbooks.tar.gz"))
    assert last(account)["InstanceType"] == "ml.c7i.2xlarge" and last(account)["ModelDataUrl"]
    assert "since the embedded model needs no GPU" in said()


def test_a_plan_uploads_no_model(account, deploy, tmp_path):
    deploy("plan", "--image", IMAGE, "--model", str(archive(tmp_path, architectures=["LlamaForCausalLM"])))
    keys = [one["Key"] for one in boto3.client("s3").list_objects_v2(Bucket=artifacts_bucket())["Contents"]]
    assert not [key for key in keys if key.startswith("models/")]


def artifacts_bucket():
    (found,) = boto3.client("cloudformation").describe_stacks(StackName=f"{NAME}-artifacts")["Stacks"]
    return stack.outputs(found)["Bucket"]


def test_a_model_in_s3_needs_its_instance_named_and_must_be_there(account, deploy, refused):
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="elsewhere", CreateBucketConfiguration={"LocationConstraint": REGION})
    uri = "s3://elsewhere/mine/model.tar.gz"
    assert "Say what s3://elsewhere/mine/model.tar.gz runs on" in refused("up", "--image", IMAGE, "--model", uri)
    assert f"There is no model at {uri}." in refused("up", "--image", IMAGE, "--model", uri, *GPU)
    s3.put_object(Bucket="elsewhere", Key="mine/model.tar.gz", Body=b"x")
    deploy("up", "--image", IMAGE, "--model", uri, *GPU)
    assert last(account)["ModelDataUrl"] == uri


def test_a_model_in_s3_must_lie_in_the_stacks_region(account, deploy, refused, monkeypatch):
    s3 = boto3.client("s3", region_name="us-east-1")
    s3.create_bucket(Bucket="overseas")
    s3.put_object(Bucket="overseas", Key="model.tar.gz", Body=b"x")
    asked = ("up", "--image", IMAGE, "--model", "s3://overseas/model.tar.gz", "--set", "InstanceType=ml.c7i.2xlarge")
    assert refused(*asked).startswith("s3://overseas/model.tar.gz lies in us-east-1, and SageMaker reads a model from")

    def denied(request):  # who may not list the bucket is told its region all the same
        if request["Bucket"] == "overseas":
            place = {"ResponseMetadata": {"HTTPHeaders": {"x-amz-bucket-region": "us-east-2"}}}
            raise ClientError({"Error": {"Code": "403", "Message": "Forbidden"}, **place}, "HeadBucket")

    account.HeadBucket = denied
    assert "lies in us-east-2" in refused(*asked)
    rehearsed = deploy("rehearse", *asked[1:])[1]
    assert "s3:HeadBucket" in rehearsed and "the region of the model's bucket" in rehearsed


def test_the_key_of_a_model_in_s3_is_the_roles_to_use(account, deploy, tmp_path):
    s3, key = boto3.client("s3"), boto3.client("kms").create_key()["KeyMetadata"]["Arn"]
    s3.create_bucket(Bucket="elsewhere", CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket="elsewhere", Key="model.tar.gz", Body=b"x", ServerSideEncryption="aws:kms", SSEKMSKeyId=key)
    deploy("up", "--image", IMAGE, "--model", "s3://elsewhere/model.tar.gz", "--set", "InstanceType=ml.c7i.2xlarge")
    assert last(account)["ModelKeyArn"] == key
    deploy("up", "--model", str(archive(tmp_path, architectures=["DebertaV2ForTokenClassification"])))
    assert last(account)["ModelKeyArn"] == ""
    deploy("up", "--set", "RetentionDays=9")
    assert last(account)["ModelKeyArn"] == "", "it is the artifacts' own"


def test_what_is_no_model_is_refused(refused, tmp_path):
    assert "There is no file" in refused("up", "--image", IMAGE, "--model", str(tmp_path / "none.tar.gz"))
    said = refused("up", "--image", IMAGE, "--model", str(tmp_path))
    assert said.endswith(f"Pack it: `tar -czf model.tar.gz -C {tmp_path} .`")
    text = tmp_path / "model.tar.gz"
    text.write_text("no archive")
    assert "cannot be read as a .tar.gz" in refused("up", "--image", IMAGE, "--model", str(text))


def test_a_rehearsal_knows_what_a_model_of_this_machine_runs_on(deploy, tmp_path):
    model = archive(tmp_path, architectures=["Qwen2ForCausalLM"])
    code, out = deploy("rehearse", "--image", IMAGE, "--model", str(model))
    assert code == 0 and "s3:HeadObject" in out


@pytest.fixture
def said(monkeypatch):
    """What was said beside the results so far."""
    lines = []
    monkeypatch.setattr("deploy.commands.command.say", lines.append)
    return lambda: "\n".join(lines)


def test_another_shape_has_its_own_limits(account, deploy):
    deploy("up", "--image", IMAGE, "--shape", "realtime")
    values = last(account)
    assert (values["ReviewDeadlineSeconds"], values["MinInstances"]) == ("55", "1")
    assert checked(values)
