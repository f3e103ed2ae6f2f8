"""The service's tables and bucket, made by moto from the project's own template; SageMaker's part played by hand."""

from __future__ import annotations

import base64
import json
import warnings
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.backends import get_backend

from chunking.errors import BadConfiguration
from deploy.cloudformation import template, template_parameters
from deploy.cloudformation.resolver import Resolved, pseudo_parameters
from deploy.functions import contract_table, environment, http_api, notify, websocket
from deploy.problems import Problems

REGION, ACCOUNT = "eu-west-1", "123456789012"


def checked(given: dict[str, Any]) -> dict[str, str]:
    """The root's parameters, defaults filled in. Raises BadConfiguration with all that is wrong."""
    problems = Problems()
    values = template_parameters.validated(given, problems)
    problems.raise_if_any(BadConfiguration)
    return values


PDF = b"%PDF-1.7\n" + b"x" * 2000


@dataclass
class Endpoint:
    """InvokeEndpointAsync's side of the runtime client: remembers what was asked, refuses when told to."""

    bucket: str
    calls: list[dict[str, Any]] = field(default_factory=list)
    refusal: Exception | None = None

    def __call__(self, operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        assert operation == "InvokeEndpointAsync"
        if self.refusal:
            raise self.refusal
        self.calls.append(asked)
        name = f"{len(self.calls)}-{asked['InferenceId']}"
        return {
            "InferenceId": asked["InferenceId"],
            "OutputLocation": f"s3://{self.bucket}/outbound/{name}.out",
            "FailureLocation": f"s3://{self.bucket}/failed/{name}-error.out",
        }


@dataclass
class Service:
    """What a person, SageMaker and SNS do to it."""

    bucket: str
    endpoint: Endpoint

    def ask(
        self, route: str, owner: str | None = "ann", body: Any = None, claims: Any = None, **event: Any
    ) -> tuple[int, Any]:
        method_path, _, contract_id = route.partition(" | ")
        event |= {"routeKey": method_path, "body": body if isinstance(body, str) else json.dumps(body)}
        if contract_id:
            event["pathParameters"] = {"id": contract_id}
        authorizer = {"jwt": {"claims": {"sub": owner, **(claims or {})}, "scopes": None}}
        event["requestContext"] = {"authorizer": authorizer} if owner else {}
        answer = http_api.handler(event, None)
        return answer["statusCode"], json.loads(answer["body"])

    def created(self, owner: str = "ann", name: str = "a.pdf") -> dict[str, Any]:
        status, body = self.ask("POST /contracts", owner, {"name": name, "bytes": len(PDF)})
        assert status == 201
        return body["contract"]

    def submitted(self, owner: str = "ann") -> dict[str, Any]:
        row = self.created(owner)
        self.put(row["input_uri"], PDF)
        status, body = self.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}", owner)
        assert status == 202
        return body["contract"]

    def reviewed(self, owner: str = "ann") -> dict[str, Any]:
        row = self.submitted(owner)
        self.put(row["output_uri"], b'{"schema": "1.0"}')
        self.notify(self.success(row))
        return row

    def put(self, uri: str, body: bytes) -> None:
        boto3.client("s3").put_object(Bucket=self.bucket, Key=uri.removeprefix(f"s3://{self.bucket}/"), Body=body)

    def row(self, contract_id: str) -> dict[str, Any]:
        return contract_table.get(contract_id) or {}

    def success(self, row: dict[str, Any], review: bytes | None = b'{"schema": "1.0"}') -> dict[str, Any]:
        answer = {"contentType": "application/json", "outputLocation": row["output_uri"]}
        message = _message(row, "Completed") | {"responseParameters": answer}
        if review is not None:
            content = base64.b64encode(review).decode()
            message["responseBody"] = {"content": content, "message": "", "encoding": "BASE64"}
        return message

    def failure(self, row: dict[str, Any], reason: str, at_the_top: bool = False) -> dict[str, Any]:
        message = _message(row, "Failed") | {"failureReason": reason}
        place = {"failureLocation": row["failure_uri"]}
        return message | (place if at_the_top else {"responseParameters": place})

    def notify(self, *messages: Any) -> None:
        texts = [one if isinstance(one, str) else json.dumps(one) for one in messages]
        notify.handler({"Records": [{"Sns": {"MessageId": "m-1", "Message": text}} for text in texts]}, None)

    def connect(self, owner: str = "ann", connection_id: str = "c1", watch: list[str] | None = None) -> None:
        self.socket(owner, connection_id, "$connect")
        if watch:
            self.socket(owner, connection_id, "watch", json.dumps({"action": "watch", "contract_ids": watch}))

    def socket(self, owner: str | None, connection_id: str, route: str, body: str | None = None) -> int:
        authorizer = {"principalId": owner, "owner": owner} if owner else {}
        asked = {"routeKey": route, "connectionId": connection_id, "authorizer": authorizer}
        return websocket.handler({"requestContext": asked, "body": body}, None)["statusCode"]

    def received(self, connection_id: str = "c1") -> list[Any]:
        """What came over a connection so far."""
        backend = get_backend("apigatewaymanagementapi")[ACCOUNT][REGION]
        rest, found = backend.connections[connection_id].data.decode(), []
        while rest:
            message, end = json.JSONDecoder().raw_decode(rest)
            found, rest = [*found, message], rest[end:]
        return found


def _message(row: dict[str, Any], status: str) -> dict[str, Any]:
    return {
        "awsRegion": REGION,
        "eventTime": "2026-11-24T10:15:30.500Z",
        "receivedTime": "2026-11-24T10:15:00.000Z",
        "invocationStatus": status,
        "requestParameters": {
            "accept": "application/json",
            "contentType": "application/pdf",
            "endpointName": "reviewer",
            "inputLocation": row["input_uri"],
        },
        "inferenceId": row.get("inference_id", row["contract_id"]),
        "eventVersion": "1.0",
        "eventSource": "aws:sagemaker",
        "eventName": "InferenceResult",
    }


ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_DEFAULT_REGION": REGION,
    "ENDPOINT_NAME": "reviewer",
    "MAX_UPLOAD_BYTES": "5000",
    "WEBSOCKET_ENDPOINT": f"https://abc123.execute-api.{REGION}.amazonaws.com/live",
}


@pytest.fixture(scope="module")
def cloud():
    """Tables and bucket, once a module: to make them takes longer than the tests."""
    with pytest.MonkeyPatch.context() as patched, mock_aws():
        for name, value in ENVIRONMENT.items():
            patched.setenv(name, value)
        outputs = _storage()
        for name in ("ContractsTable", "ConnectionsTable", "TicketsTable"):
            patched.setenv(name.replace("Table", "_TABLE").upper(), outputs[name])
        patched.setenv("BUCKET", outputs["BucketName"])
        environment.forget()
        yield outputs["BucketName"]
        environment.forget()


@pytest.fixture
def service(cloud, monkeypatch):
    """The service without a row, a connection or a call so far."""
    for table in get_backend("dynamodb")[ACCOUNT][REGION].tables.values():
        table.items.clear()
    get_backend("apigatewaymanagementapi")[ACCOUNT][REGION].connections.clear()
    endpoint = Endpoint(cloud)
    monkeypatch.setattr(environment.runtime(), "_make_api_call", _validated(environment.runtime(), endpoint))
    return Service(cloud, endpoint)


def _storage() -> dict[str, str]:
    cloudformation = boto3.client("cloudformation")
    given = {"BucketName": "contracts-123", "PageOrigin": "https://reviews.example"}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Tried to parse AWS::S3::BucketPolicy")  # moto has none
        cloudformation.create_stack(
            StackName="storage",
            TemplateBody=template.body("storage"),
            Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in given.items()],
        )
    stack = cloudformation.describe_stacks(StackName="storage")["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


def _validated(client: Any, endpoint: Endpoint) -> Any:
    """Requests pass botocore's own validation before the endpoint sees them."""

    def call(operation: str, asked: dict[str, Any]) -> dict[str, Any]:
        shape = client.meta.service_model.operation_model(operation).input_shape
        client._serializer.serialize_to_request(asked, client.meta.service_model.operation_model(operation))
        assert set(asked) <= set(shape.members)
        return endpoint(operation, asked)

    return call


@pytest.fixture
def lines(capsys):
    """The log's lines so far."""

    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]

    return read


@pytest.fixture(scope="session")
def resolved_stacks():
    """All stacks of a deployment with these parameters: {stack: {resource: resource}}, the root as "main"."""

    def resolve(given: dict[str, str]) -> dict[str, dict[str, Any]]:
        own = {"TemplatesUrl": "https://x", "CodeBucket": "x", "CodeKey": "x", "ImageRepositoryArn": "x"}
        image = {"ImageUri": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/reviews:1"}
        root = Resolved(
            "main", template.load("main"), own | image | given, pseudo_parameters("reviews", ACCOUNT, REGION)
        )
        stacks = {"main": root.resources()}
        for name, resource in stacks["main"].items():
            assert resource["Type"] == "AWS::CloudFormation::Stack"
            stacks[name] = root.stack(name).resources()
        for one in root.body["Outputs"].values():
            if "Condition" not in one or root.holds(one["Condition"]):
                root.of(one["Value"])
        return stacks

    return resolve
