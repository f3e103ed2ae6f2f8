"""What is wrong and what to do, before anything is created."""

from __future__ import annotations

import boto3
import boto3.exceptions
import botocore.exceptions
import pytest
import urllib3
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from chunking.errors import ContractReviewError
from deploy.cloudformation import stack

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none

ACCOUNT, REGION, NAME = "123456789012", "eu-west-1", "reviews"
IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:1"


def stacks():
    return {one["StackName"] for one in boto3.client("cloudformation").describe_stacks()["Stacks"]}


def refusal(code, message):
    return ClientError({"Error": {"Code": code, "Message": message}}, "Call")


def raising(error):
    def call(asked):
        raise error

    return call


def retried(cause):
    return urllib3.exceptions.MaxRetryError(None, "https://id.example", cause)


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
    assert refused("plan", "--image", IMAGE) == "You may not call CreateChangeSet: no. Ask for this permission."


def test_a_parameter_out_of_range(account, refused):
    assert "MaxInstances is 500; it must be a whole number" in refused(
        "up", "--image", IMAGE, "--set", "MaxInstances=500"
    )
    assert "has no =" in refused("up", "--image", IMAGE, "--set", "MaxInstances")
    assert "ImageUri is missing" in refused("up")
    assert nothing_was_created(account)


def test_everything_that_is_wrong_is_said_at_once(account, refused):
    account.offered, account.denied = False, {"iam:CreateRole"}
    account.foreign = {f"contract-review-{ACCOUNT}"}
    account.quotas = [
        {"QuotaName": "ml.c7i.2xlarge for endpoint usage", "QuotaCode": "L-1", "Value": 0.0, "ServiceCode": "sagemaker"}
    ]
    account.GetCallerIdentity = lambda asked: {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/ann"}
    said = refused("up", "--image", IMAGE.replace(":1", ":2"))
    assert f"The bucket contract-review-{ACCOUNT} is someone else's." in said
    assert f"The region {REGION} has no c7i.2xlarge. Choose another (--region)" in said
    assert f"arn:aws:iam::{ACCOUNT}:user/ann may not iam:CreateRole. Ask for these permissions" in said
    assert "The account may run 0 of ml.c7i.2xlarge." in said
    assert f"--quota-code L-1 --desired-value 10 --region {REGION}`" in said
    assert "There is no image" in said
    assert nothing_was_created(account)


def test_what_is_wrong_in_what_was_given_is_said_with_what_is_wrong_in_the_account(account, refused, tmp_path):
    account.denied, account.offered = {"iam:CreateRole"}, False
    account.GetCallerIdentity = lambda asked: {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/ann"}
    account.issuers["https://id.example"] = {}
    parameters = tmp_path / "ours.yaml"
    parameters.write_text("JwtIssuer: https://id.example\nMinInstances: 9\nLogDays: 2\nRetentionDay: 30\n")
    said = refused(
        *("plan", "--image", IMAGE.replace(":1", ":2"), "--parameters", str(parameters), "--set", "TimeZone"),
        *("--set", "TimeZone=Berlin", "--set", "BucketName=My_Bucket", "--set", "WarmSchedule=cron(55 8 L * ? *)"),
        *("--model", str(tmp_path / "gone.tar.gz"), "--tag", "aws:owner=it"),
    )
    first, *faults = said.splitlines()
    assert first == "There are 13 problems. Nothing has been created or changed."
    for number, (fault, beginning) in enumerate(
        zip(
            faults,
            (
                "The tag 'aws:owner' is not one that AWS takes",
                f"There is no file {tmp_path / 'gone.tar.gz'}.",
                "--set takes NAME=VALUE; 'TimeZone' has no =.",
                "RetentionDay is not a parameter. Did you mean RetentionDays?",
                "BucketName is 'My_Bucket'; it must be 3 to 63",
                "LogDays is '2'; it must be one of",
                "MinInstances is 9, more than MaxInstances, 5.",
                "TimeZone is 'Berlin', which is no time zone.",
                "WarmSchedule: cron(55 8 L * ? *) cannot be read.",
                "JwtIssuer is given without JwtAudience",
                f"arn:aws:iam::{ACCOUNT}:user/ann may not iam:CreateRole.",
                "JwtIssuer is not an OpenID Connect issuer",
                f"There is no image {IMAGE.replace(':1', ':2')}.",
            ),
            strict=True,
        ),
        1,
    ):
        assert fault.startswith(f"{number:3}. {beginning}"), fault
    assert nothing_was_created(account)


def test_without_credentials_what_was_given_is_checked_all_the_same(account, refused, monkeypatch):
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    said = refused("up", "--profile", "nobody", "--set", "MaxInstances=500", "--set", "MinInstance=1")
    assert "list-profiles" in said and "MaxInstances is 500" in said and "Did you mean MinInstances?" in said
    assert "ImageUri" not in said, "an update keeps the image that it has"


def test_who_may_not_look_at_the_stack_hears_of_every_other_permission_too(account, refused):
    account.GetCallerIdentity = lambda asked: {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/ann"}
    account.denied = {"sagemaker:CreateEndpoint"}
    account.DescribeStacks = raising(refusal("AccessDenied", "no"))
    said = refused("up", "--image", IMAGE)
    assert "You may not call" in said and "user/ann may not sagemaker:CreateEndpoint" in said


def test_a_check_that_fails_hides_no_other(account, refused):
    account.HeadObject = raising(refusal("SlowDown", "Reduce your request rate"))
    account.offered = False
    model = ("--model", "s3://elsewhere/model.tar.gz", "--set", "InstanceType=ml.c7i.2xlarge")
    said = refused("up", "--image", IMAGE, *model)
    assert "AWS does not say whether s3://elsewhere/model.tar.gz exists (SlowDown)" in said
    assert f"The region {REGION} has no c7i.2xlarge" in said


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
    assert "exists and is not this stack's" in said
    assert "`contract-review deploy down --name reviews` may have kept it, and says how to read" in said
    assert "`contract-review deploy down --name reviews --delete-contracts`" in said


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (
            "ROLLBACK_COMPLETE",
            "its creation failed, and it cannot be updated. `contract-review deploy down --name reviews`, then up.",
        ),
        ("DELETE_FAILED", "part of it could not be deleted. `contract-review deploy down --name reviews` tries again."),
        (
            "UPDATE_ROLLBACK_FAILED",
            "`aws cloudformation continue-update-rollback --stack-name reviews --region eu-west-1`",
        ),
        ("UPDATE_IN_PROGRESS", "It is being changed (UPDATE_IN_PROGRESS). Wait until that has ended."),
    ],
)
def test_a_stack_that_is_stuck(account, refused, service, status, said):
    account.root["StackStatus"] = status
    message = refused("up", "--set", "MaxInstances=6")
    assert message.startswith("The stack reviews cannot be changed.") and said in message


def test_an_image_of_another_region(refused):
    said = refused("plan", "--image", IMAGE.replace(REGION, "us-east-1"))
    assert said.startswith("The image is in us-east-1, the stack in eu-west-1")


# Before anything is created, what else would fail minutes later.


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"issuer": "https://other.example", "jwks_uri": "x"}, "calls itself https://other.example"),
        ({"issuer": "https://id.example/", "jwks_uri": "x"}, "calls itself https://id.example/, as its tokens do"),
        (b"<html>Sign in</html>", "is not an OpenID Connect issuer"),
        ({"issuer": "https://id.example"}, "is not an OpenID Connect issuer"),
        (urllib3.exceptions.HTTPError("refused"), "JwtIssuer cannot be reached"),
        (retried(urllib3.exceptions.NameResolutionError("id.example", None, OSError())), "host name that is not known"),
        (retried(urllib3.exceptions.NewConnectionError(None, "refused")), "does not accept connections"),
        (retried(urllib3.exceptions.ConnectTimeoutError("slow")), "did not answer within 10 seconds"),
    ],
)
def test_an_issuer_that_api_gateway_could_not_use(account, refused, document, said):
    account.issuers["https://id.example"] = document
    given = ("--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=reviews")
    assert said in refused("up", "--image", IMAGE, *given)
    assert nothing_was_created(account)


def test_a_boundary_and_a_network_that_are_not_there(account, refused):
    ec2 = boto3.client("ec2")
    ours, other = (ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16")["Vpc"]["VpcId"] for number in (1, 2))
    subnet = ec2.create_subnet(VpcId=ours, CidrBlock="10.1.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="reviews", Description="x", VpcId=other)["GroupId"]
    boundary = f"arn:aws:iam::{ACCOUNT}:policy/gone"
    given = {"PermissionsBoundary": boundary, "VpcSecurityGroupIds": group, "VpcSubnetIds": f"{subnet},subnet-0a1b2c3d"}
    said = refused("plan", "--image", IMAGE, *(one for pair in given.items() for one in ("--set", "=".join(pair))))
    assert f"There is no policy {boundary}." in said
    assert f"VpcSubnetIds names subnet-0a1b2c3d, which {REGION} does not have." in said
    assert f"must be of one VPC: {subnet} in {ours}, {group} in {other}." in said
    assert nothing_was_created(account)


def test_subnets_may_be_a_list_in_the_file_of_parameters(account, deploy, tmp_path):
    ec2 = boto3.client("ec2")
    subnets = [one["SubnetId"] for one in ec2.describe_subnets()["Subnets"]][:2]
    groups = [one["GroupId"] for one in ec2.describe_security_groups()["SecurityGroups"]][:1]
    parameters = tmp_path / "ours.yaml"
    parameters.write_text(f"VpcSubnetIds: [{', '.join(subnets)}]\nVpcSecurityGroupIds: [{groups[0]}]\n")
    assert deploy("up", "--image", IMAGE, "--parameters", str(parameters))[0] == 0
    assert account.updates[-1]["VpcSubnetIds"] == ",".join(subnets)


@pytest.mark.parametrize("tag", ["owner=<it>", "owner?=it", f"{'o' * 129}=it", "=it", "AWS:owner=it"])
def test_a_tag_that_aws_does_not_take(refused, tag):
    assert "is not one that AWS takes: a name of 1 to 128 characters" in refused("plan", "--image", IMAGE, "--tag", tag)


def test_a_first_change_that_is_refused_leaves_no_empty_stack(account, refused):
    account.DescribeChangeSet = lambda asked: (
        {"Status": "FAILED", "StatusReason": "no such bucket"} if asked["StackName"] == NAME else None
    )
    assert "CloudFormation refused the change: no such bucket" in refused("plan", "--image", IMAGE)
    assert NAME not in stacks()


@pytest.mark.parametrize("name", ["r" * 64, "9reviews", "re_views", "reviews-"])
def test_a_name_that_no_endpoint_may_have(deploy, name):
    with pytest.raises(ContractReviewError, match="at most 63 letters, digits and hyphens"):
        deploy("plan", "--image", IMAGE, name=name)


def test_a_proxys_web_page_is_a_sentence(account, refused, monkeypatch):
    page = AWSResponse("https://sts", 200, {"content-type": "text/html; charset=utf-8"}, RawPage())
    monkeypatch.setattr("botocore.httpsession.URLLib3Session.send", lambda *_: page)
    monkeypatch.setattr("moto.core.botocore_stubber.BotocoreStubber.__call__", lambda *_, **__: None)
    said = refused("plan", "--image", IMAGE)
    assert said.startswith("GetCallerIdentity was answered with a web page (status 200)") and "proxy" in said


@pytest.mark.parametrize("kind", ["application/xhtml+xml", "text/plain", None])
def test_a_web_page_is_known_by_its_first_bytes_whatever_it_is_called(account, refused, monkeypatch, kind):
    page = b'<?xml version="1.0"?>\n<!-- portal -->\n<!DOCTYPE html>\n<html><body>Sign in</body></html>'
    answer = AWSResponse("https://sts", 200, {"content-type": kind} if kind else {}, RawPage(page))
    monkeypatch.setattr("botocore.httpsession.URLLib3Session.send", lambda *_: answer)
    monkeypatch.setattr("moto.core.botocore_stubber.BotocoreStubber.__call__", lambda *_, **__: None)
    assert refused("status").startswith("GetCallerIdentity was answered with a web page (status 200)")


def test_a_gateways_web_page_of_a_failure_names_the_call(account, refused, monkeypatch):
    headers = {"content-type": "text/html; charset=utf-8"}
    monkeypatch.setattr(
        "botocore.httpsession.URLLib3Session.send", lambda *_: AWSResponse("https://sts", 502, headers, RawPage())
    )
    monkeypatch.setattr("moto.core.botocore_stubber.BotocoreStubber.__call__", lambda *_, **__: None)
    assert refused("plan", "--image", IMAGE).startswith("GetCallerIdentity failed: Bad Gateway (502), at AWS or at a ")


class RawPage:
    """A sign-in page as it comes over the wire."""

    def __init__(self, page=b"<!doctype html>\n<html lang=en>Sign in to the network</html>"):
        self.page = page

    def stream(self, **_):
        yield self.page


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (botocore.exceptions.UnauthorizedSSOTokenError(), "You are not signed in to AWS: "),
        (botocore.exceptions.SSLError(endpoint_url="https://x", error="self-signed"), "name its file of certificates"),
        (botocore.exceptions.ProxyConnectionError(proxy_url="http://proxy:1"), 'Failed to connect to proxy URL: "http'),
        (boto3.exceptions.S3UploadFailedError("Failed to upload: AccessDenied"), "Failed to upload: AccessDenied."),
        (refusal("RequestTimeTooSkewed", "too large"), "Set this machine's clock."),
        (refusal("SignatureDoesNotMatch", "Signature expired: 20261127T080000Z"), "Set this machine's clock."),
        (refusal("InvalidToken", "malformed"), "does not accept the credentials (InvalidToken). Sign in again"),
    ],
)
def test_what_keeps_a_command_from_aws_is_said_in_a_sentence(account, refused, error, said):
    account.GetCallerIdentity = raising(error)
    assert said in refused("status")


def test_an_issuer_that_calls_itself_by_no_name_is_refused(account, refused):
    account.issuers["https://id.example"] = {"issuer": 7, "jwks_uri": "x"}
    given = ("--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=reviews")
    assert "that issuer calls itself 7" in refused("up", "--image", IMAGE, *given)


def test_a_bucket_of_another_region_is_taken_too(account, refused):
    account.HeadBucket = raising(refusal("301", "Moved Permanently"))
    assert f"contract-review-{ACCOUNT} exists in another region. Choose another name" in refused("up", "--image", IMAGE)


@pytest.mark.parametrize("status", ["CREATE_IN_PROGRESS", "ROLLBACK_COMPLETE"])
def test_a_stack_without_an_endpoint_reviews_nothing(account, refused, service, pdf, status):
    account.root |= {"StackStatus": status, "Outputs": []}
    for arguments in (["submit", str(pdf)], ["watch", "x"], ["transform", "--input", "s3://a", "--output", "s3://b"]):
        assert refused(*arguments).startswith(f"The stack reviews is {status} and has no endpoint yet.")


def test_artifacts_that_another_up_is_making_are_waited_for_by_hand(account, refused, monkeypatch):
    real = stack.described

    def described(cloud, name):
        being_made = {"StackName": name, "StackStatus": "CREATE_IN_PROGRESS"}
        return being_made if name.endswith("-artifacts") else real(cloud, name)

    monkeypatch.setattr("deploy.cloudformation.stack.described", described)
    said = refused("up", "--image", IMAGE)
    assert said.startswith("The stack reviews-artifacts cannot be changed. It is being changed (CREATE_IN_PROGRESS).")


def test_of_two_ups_at_once_the_later_says_that_it_came_second(account, refused):
    account.ExecuteChangeSet = lambda asked: (
        None
        if asked["StackName"] != NAME
        else raising(refusal("InvalidChangeSetStatus", "cannot be executed in its current status"))(asked)
    )
    assert "Another update of reviews began while this one was prepared." in refused("up", "--image", IMAGE)


def test_a_name_in_a_parameters_file_without_a_value_is_an_empty_one(account, deploy, tmp_path):
    given = tmp_path / "parameters.yaml"
    given.write_text("JwtIssuer:\nHostPage: true\n")
    assert deploy("plan", "--image", IMAGE, "--parameters", str(given))[0] == 0


def test_a_parameters_file_that_is_not_there_is_not_called_bad_yaml(refused, tmp_path):
    gone = tmp_path / "gone.yaml"
    said = refused("plan", "--image", IMAGE, "--parameters", str(gone))
    assert said == f"The parameters' file {gone} cannot be read: No such file or directory."


def test_every_command_checks_the_stacks_name(deploy):
    for action in ("status", "up", "down", "rehearse"):
        with pytest.raises(ContractReviewError, match="It names the endpoint"):
            deploy(action, name="my_service")


def test_the_issuer_is_asked_through_the_proxy_as_aws_is(account, refused, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")  # where nothing answers
    monkeypatch.setenv("NO_PROXY", "amazonaws.com")
    given = ("--set", "JwtIssuer=https://id.example", "--set", "JwtAudience=reviews")
    assert "JwtIssuer cannot be reached" in refused("up", "--image", IMAGE, *given)
