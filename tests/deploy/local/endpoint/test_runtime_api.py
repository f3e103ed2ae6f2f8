"""The runtime's API, asked by a stock client."""

from __future__ import annotations

import threading

import boto3
import pytest
import urllib3
from botocore.config import Config
from botocore.exceptions import ClientError
from werkzeug.serving import make_server

from deploy.local.endpoint.queue import JobQueue
from deploy.local.endpoint.runtime_api import EndpointConfig, create_app

CONFIG = EndpointConfig("reviewer", "s3://bucket/outbound", "s3://bucket/failed", "arn:success", "arn:error")


@pytest.fixture
def queue(tmp_path):
    return JobQueue(tmp_path / "queue.sqlite")


@pytest.fixture
def client(queue):
    server = make_server("127.0.0.1", 0, create_app(CONFIG, queue), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield boto3.client(
        "sagemaker-runtime",
        endpoint_url=f"http://127.0.0.1:{server.server_port}",
        aws_access_key_id="x",
        aws_secret_access_key="x",
        region_name="us-east-1",
        config=Config(parameter_validation=False),  # the service's own refusals are asked for
    )
    server.shutdown()
    server.server_close()


def test_a_call_is_in_the_queue_when_it_is_accepted(client, queue):
    answer = client.invoke_endpoint_async(
        EndpointName="reviewer",
        InputLocation="s3://bucket/inbound/a.pdf",
        ContentType="application/pdf",
        Accept="application/json",
        CustomAttributes="contract_id=a",
        InferenceId="a",
        RequestTTLSeconds=60,
        InvocationTimeoutSeconds=30,
    )
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert answer["InferenceId"] == "a"
    call = queue.take(0).call
    assert answer["OutputLocation"] == call.output_location and call.output_location.startswith("s3://bucket/outbound/")
    assert answer["FailureLocation"] == call.failure_location and call.failure_location.startswith(
        "s3://bucket/failed/"
    )
    assert (call.input_location, call.content_type, call.accept) == (
        "s3://bucket/inbound/a.pdf",
        "application/pdf",
        "application/json",
    )
    assert (call.custom_attributes, call.ttl, call.timeout) == ("contract_id=a", 60, 30)


def test_a_document_may_come_in_the_call_itself(client, queue):
    document = b"%PDF-1.7 " + bytes(127_991)
    client.invoke_endpoint_async(EndpointName="reviewer", Body=document, ContentType="application/pdf")
    call = queue.take(0).call
    assert (call.body, call.input_location, call.content_type) == (document, "", "application/pdf")


def test_the_key_of_a_document_may_have_letters_of_any_script(client, queue):
    client.invoke_endpoint_async(EndpointName="reviewer", InputLocation="s3://bucket/inbound/Vertrag über 契約.pdf")
    assert queue.take(0).call.input_location == "s3://bucket/inbound/Vertrag über 契約.pdf"


def test_a_chunked_body_is_held_to_the_same_size(client, queue):
    url = f"{client.meta.endpoint_url}/endpoints/reviewer/async-invocations"
    answers = [urllib3.request("POST", url, body=iter([bytes(64_000), bytes(rest)])) for rest in (64_000, 64_001)]
    assert [answer.status for answer in answers] == [202, 400]
    assert len(queue.take(0).call.body) == 128_000


def test_a_synchronous_call_is_refused_as_on_an_asynchronous_endpoint(client, queue):
    with pytest.raises(ClientError, match="reviewer is asynchronous; it is invoked by InvokeEndpointAsync") as refused:
        client.invoke_endpoint(EndpointName="reviewer", Body=b"%PDF-")
    assert refused.value.response["Error"]["Code"] == "ValidationError"
    assert queue.take(0) is None


def test_ids_places_and_limits_are_given_where_a_call_names_none(client, queue):
    answers = [client.invoke_endpoint_async(EndpointName="reviewer", InputLocation="s3://b/k") for _ in "ab"]
    assert len({answer["InferenceId"] for answer in answers}) == len({a["OutputLocation"] for a in answers}) == 2
    call = queue.take(0).call
    assert (call.timeout, call.ttl) == (900, 21600)


def test_a_call_may_name_its_output(client):
    answer = client.invoke_endpoint_async(
        EndpointName="reviewer", InputLocation="s3://b/k", S3OutputPathExtension="team/a", Filename="review.json"
    )
    assert answer["OutputLocation"] == "s3://bucket/outbound/team/a/review.json"
    assert answer["FailureLocation"] == "s3://bucket/failed/team/a/review.json"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"EndpointName": "another", "InputLocation": "s3://b/k"}, "another not found"),
        ({}, "Exactly one of Body and InputLocation must be given. Neither is given."),
        ({"Body": b"%PDF-", "InputLocation": "s3://b/k"}, "Exactly one of Body and InputLocation .* Both are given."),
        ({"Body": bytes(128_001)}, "Body has 128001 bytes; inline it may have 128000."),
        ({"InputLocation": "s3://b/k", "InferenceId": "x" * 65}, "Inference-Id has 65 characters; it may have 64."),
        ({"InputLocation": "ftp://b/k"}, "InputLocation does not match"),
        ({"InputLocation": "s3://b"}, "InputLocation does not match"),
        ({"InputLocation": "s3://b/k", "RequestTTLSeconds": 59}, "RequestTTLSeconds"),
        ({"InputLocation": "s3://b/k", "InvocationTimeoutSeconds": 3601}, "InvocationTimeoutSeconds"),
        ({"InputLocation": "s3://b/k", "Filename": "a.b.c"}, "Filename does not match"),
        ({"InputLocation": "s3://b/k", "CustomAttributes": "name=Müller"}, "may have ASCII characters only"),
    ],
)
def test_a_call_that_the_service_refuses_is_refused_with_its_reason(client, queue, asked, said):
    with pytest.raises(ClientError, match=said) as refused:
        client.invoke_endpoint_async(**{"EndpointName": "reviewer", **asked})
    assert refused.value.response["Error"]["Code"] == "ValidationError"
    assert queue.take(0) is None
