"""``contract-review deploy`` in an account made of moto, and by hand of what moto does not have."""

from __future__ import annotations

import argparse
import io
import json
from datetime import UTC, datetime

import boto3
import botocore.client
import botocore.loaders
import pytest
import urllib3
import yaml
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.backends import get_backend

from benchmarks.performance import deploy_plan as plan
from chunking.errors import ContractReviewError
from deploy.cloudformation import stack, template
from deploy.commands import command
from deploy.functions import environment, notify

from ..conftest import checked

ACCOUNT, REGION, NAME = "123456789012", "eu-west-1", "reviews"
IMAGE = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviewer:1"
PDF = b"%PDF-1.7\n" + b"x" * 500


class Account:
    """An AWS account: moto, and by hand what moto lacks. Every request by hand is held against botocore's own model."""

    def __init__(self):
        self.root = None  # the service's stack, whose nested stacks' outputs moto cannot read
        self.denied, self.quotas, self.offered, self.foreign = set(), [], True, set()
        self.invoked, self.transforms, self.ends = [], [], "ready"
        self.issuers, self.instances, self.updates, self.fails = {}, 2, [], None
        self.tags, self.calls, self.taken_over = {}, [], set()
        self.requests = []

    def call(self, client, operation, asked, real):
        self.calls.append(f"{client.meta.service_model.service_name}:{operation}")
        self.requests.append((self.calls[-1], asked))
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
        stacks = {one.name: one for one in get_backend("cloudformation")[ACCOUNT][REGION].stacks.values()}
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
        moto = get_backend("cloudformation")[ACCOUNT][REGION]
        in_moto = moto.stacks[change_set["StackId"]]
        in_moto.template = moto.change_sets[asked["ChangeSetName"]].template
        values = {one["ParameterKey"]: one["ParameterValue"] for one in change_set["Parameters"]}
        self.updates.append(values)
        if self.fails and self.fails(values):
            self.root["StackStatus"] = "UPDATE_ROLLBACK_COMPLETE"
            return {}
        in_moto.parameters = values
        self.make(values)
        return {}

    def CreateChangeSet(self, asked):
        self.tags = {one["Key"]: one["Value"] for one in asked.get("Tags", [])}

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
            if "PageBucket" not in stack.outputs(self.root or {}):
                place = {"LocationConstraint": REGION}
                boto3.client("s3").create_bucket(Bucket="reviews-page-bucket", CreateBucketConfiguration=place)
            outputs |= {
                "PageBucket": "reviews-page-bucket",
                "PageUrl": "https://page",
                "ApiUrl": "https://api",
                "WebsocketUrl": "wss://socket",
            }
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

    def ListStacks(self, asked):
        """The storage's stack, as CloudFormation remembers it after its parent was deleted."""
        if self.root or "storage" not in [
            one.name for one in get_backend("cloudformation")[ACCOUNT][REGION].stacks.values()
        ]:
            return {"StackSummaries": []}
        parent = f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/{NAME}/1"
        return {"StackSummaries": [{"StackId": "storage", "StackName": f"{NAME}-Storage-1A", "ParentId": parent}]}

    def DescribeKey(self, asked):
        """Moto cannot read the policy of a key that its CloudFormation has created."""
        key = get_backend("kms")[ACCOUNT][REGION].keys[asked["KeyId"]]
        return {"KeyMetadata": {"KeyId": asked["KeyId"], "KeyState": key.key_state}}

    def DescribeStackResources(self, asked):
        if asked["PhysicalResourceId"] in self.taken_over:
            return {"StackResources": [{"ResourceStatus": "CREATE_COMPLETE"}]}
        raise ClientError({"Error": {"Code": "ValidationError", "Message": "no stack"}}, "DescribeStackResources")

    def DescribeEndpoint(self, asked):
        variant = {"VariantName": "reviewer", "CurrentInstanceCount": 1, "DesiredInstanceCount": self.instances}
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
    for name in (*SET, "INVOCATION_TIMEOUT_SECONDS", "AWS_PROFILE", "AWS_REGION", "AWS_CA_BUNDLE"):
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
    monkeypatch.setattr("deploy.functions.push.push_row", lambda *_: {})
    monkeypatch.setattr("yaml.Loader", Templates)
    with mock_aws(), plan.patched_moto():
        assert plan.image() == IMAGE
        made.calls.clear(), made.requests.clear()  # the image was there before any command
        yield made
    boto3.DEFAULT_SESSION = None
    environment.forget()


class Templates(yaml.CLoader):
    """Moto's reader of templates, in C: ten times as fast."""


def _tag(loader, name, node):
    from moto.cloudformation.utils import yaml_tag_constructor  # seconds, in every process that collects tests

    return yaml_tag_constructor(loader, name, node)


Templates.add_multi_constructor("", _tag)


@pytest.fixture
def deploy(account, capsys):
    """Runs one command: exit code, what was printed."""
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)

    def run(*arguments, name=NAME):
        options = parser.parse_args([*arguments, "--name", name])
        code = options.run(options)
        return code, capsys.readouterr().out

    run.options = lambda *arguments: parser.parse_args([*arguments, "--name", NAME])  # for who reads standard error
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
    account.make(checked({"ImageUri": IMAGE}))


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "Lease.pdf"
    path.write_bytes(PDF)
    return path
