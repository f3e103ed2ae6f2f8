"""From the queue to a worker and to the topics, with a worker played by hand."""

from __future__ import annotations

import base64
import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
from moto import mock_aws

from deploy.local.endpoint.invoker import ATTEMPTS, Died, Invoker, Refused
from deploy.local.endpoint.queue import Call, JobQueue
from deploy.local.endpoint.runtime_api import EndpointConfig

CALL = Call("a", "s3://box/in.pdf", "s3://box/out", "s3://box/bad", "application/pdf", "application/json", "x=1", 5, 60)


class Worker(BaseHTTPRequestHandler):
    """Answers as the test says: (status, body, headers), or nothing at all."""

    answer: tuple | None = (200, b'{"schema": "1.0"}', {"Content-Type": "application/json"})
    seen: list[tuple[dict, bytes]]
    held: threading.Event

    def do_POST(self):
        self.seen.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
        if self.answer is None:
            return
        status, body, headers = self.answer
        self.held.wait(headers.get("pause", 0))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            if value and name != "pause":
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def answers():
    class Mine(Worker):
        """With a memory of its own."""

    Mine.seen, Mine.held = [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Mine)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Mine.url = f"http://127.0.0.1:{server.server_port}"
    yield Mine
    Mine.held.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def bench(tmp_path, monkeypatch):
    for name, value in {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x", "DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    with mock_aws():
        yield Bench(tmp_path)


class Bench:
    """A queue with one job, the cloud about it, and what the topics said."""

    def __init__(self, folder):
        self.s3, sns, self.sqs = boto3.client("s3"), boto3.client("sns"), boto3.client("sqs")
        self.s3.create_bucket(Bucket="box")
        self.s3.put_object(Bucket="box", Key="in.pdf", Body=b"%PDF-")
        self.inbox = self.sqs.create_queue(QueueName="inbox")["QueueUrl"]
        topics = {name: sns.create_topic(Name=name)["TopicArn"] for name in ("success", "error")}
        for arn in topics.values():
            sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:123456789012:inbox")
        self.config = EndpointConfig("reviewer", "s3://box/o", "s3://box/f", topics["success"], topics["error"])
        self.queue = JobQueue(folder / "queue.sqlite")

    def carry(self, worker, call=CALL):
        self.queue.add(call)
        Invoker(self.config, self.queue).carry(self.queue.take(0), worker)

    def said(self):
        """Topic and message, once each."""
        found = self.sqs.receive_message(QueueUrl=self.inbox, MaxNumberOfMessages=10).get("Messages", [])
        envelopes = [json.loads(message["Body"]) for message in found]
        return [(one["TopicArn"].rpartition(":")[2], json.loads(one["Message"])) for one in envelopes]

    def object(self, key):
        return self.s3.get_object(Bucket="box", Key=key)["Body"].read()

    def state(self):
        (job,) = self.queue.history()
        return job["state"]


def test_the_input_goes_to_the_worker_and_its_answer_to_s3_and_the_success_topic(bench, answers):
    bench.carry(answers.url)
    headers, body = answers.seen[0]
    assert body == b"%PDF-" and headers["Content-Type"] == "application/pdf" and headers["Accept"] == "application/json"
    assert headers["X-Amzn-SageMaker-Custom-Attributes"] == "x=1"
    assert bench.object("out") == b'{"schema": "1.0"}' and bench.state() == "completed"
    ((topic, message),) = bench.said()
    assert topic == "success"
    assert message.pop("eventTime") >= message.pop("receivedTime")
    assert message == {
        "awsRegion": "us-east-1",
        "invocationStatus": "Completed",
        "requestParameters": {
            "accept": "application/json",
            "contentType": "application/pdf",
            "endpointName": "reviewer",
            "inputLocation": "s3://box/in.pdf",
        },
        "responseParameters": {"contentType": "application/json", "outputLocation": "s3://box/out"},
        "responseBody": {
            "content": base64.b64encode(b'{"schema": "1.0"}').decode(),
            "message": None,
            "encoding": "BASE64",
        },
        "inferenceId": "a",
        "eventVersion": "1.0",
        "eventSource": "aws:sagemaker",
        "eventName": "InferenceResult",
    }


def test_a_response_that_is_too_large_for_a_message_is_pointed_at(bench, answers):
    answers.answer = (200, b"x" * 200_000, {"Content-Type": "application/json"})
    bench.carry(answers.url)
    ((_, message),) = bench.said()
    assert message["responseBody"]["content"] is None and len(bench.object("out")) == 200_000


def test_the_containers_error_becomes_the_failure_object_and_the_error_topics_message(bench, answers):
    body = b'{"error": {"code": "locked_pdf", "message": "Locked.", "details": {}}}'
    answers.answer = (422, body, {})
    bench.carry(answers.url)
    ((topic, message),) = bench.said()
    assert (topic, message["invocationStatus"], bench.state()) == ("error", "Failed", "failed")
    assert message["responseParameters"] == {"failureLocation": "s3://box/bad"} and "422" in message["failureReason"]
    assert bench.object("bad") == body


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((200, b"{}", {"Content-Length": "", "Transfer-Encoding": "identity"}), "bad_response"),
        ((200, b"{}", {"X-Long": "x" * 5000}), "bad_response"),
        ((200, b"{}", {"pause": 10}), "timed_out"),
    ],
)
def test_what_the_service_does_not_take_from_a_container_is_a_failure_with_its_reason(bench, answers, answer, code):
    answers.answer = answer
    bench.carry(answers.url, replace(CALL, timeout=0.3))
    assert json.loads(bench.object("bad"))["error"]["code"] == code


@pytest.mark.parametrize("key", ["a#1.pdf", "what?.pdf", "sub/a b+c%20d.pdf", "#", "ünïcode?#.pdf"])
def test_keys_of_any_characters_are_found(bench, answers, key):
    bench.s3.put_object(Bucket="box", Key=key, Body=key.encode())
    bench.carry(answers.url, replace(CALL, input_location=f"s3://box/{key}"))
    assert answers.seen[0][1] == key.encode() and bench.state() == "completed"


@pytest.mark.parametrize(
    "address",
    [
        "https://box.s3.amazonaws.com/in%20put%231.pdf",
        "https://box.s3.eu-central-1.amazonaws.com/in%20put%231.pdf",
        "https://s3.eu-central-1.amazonaws.com/box/in%20put%231.pdf",
    ],
)
def test_an_input_may_be_named_by_its_https_address(bench, answers, address):
    bench.s3.put_object(Bucket="box", Key="in put#1.pdf", Body=b"%PDF-https")
    bench.carry(answers.url, replace(CALL, input_location=address))
    assert answers.seen[0][1] == b"%PDF-https"


def test_an_https_address_elsewhere_is_not_followed(bench, answers):
    bench.carry(answers.url, replace(CALL, input_location="https://example.com/in.pdf"))
    assert answers.seen == [] and json.loads(bench.object("bad"))["error"]["code"] == "no_input"


def test_a_document_that_came_in_the_call_goes_to_the_worker_as_it_is(bench, answers):
    bench.carry(answers.url, replace(CALL, input_location="", body=b"%PDF-inline"))
    assert answers.seen[0][1] == b"%PDF-inline"
    ((_, message),) = bench.said()
    assert "inputLocation" not in message["requestParameters"]


def test_an_input_that_is_gone_is_a_failure(bench, answers):
    bench.carry(answers.url, replace(CALL, input_location="s3://box/gone"))
    assert "NoSuchKey" in json.loads(bench.object("bad"))["error"]["message"]


def test_a_worker_that_is_full_or_not_there_leaves_the_job_to_another(bench, answers):
    answers.answer = (503, b"{}", {})
    with pytest.raises(Refused):
        bench.carry(answers.url)
    job = bench.queue.take(0)
    assert job.attempts == 1
    with pytest.raises(Refused):
        Invoker(bench.config, bench.queue).carry(job, "http://127.0.0.1:9")
    assert bench.queue.take(0).attempts == 1 and bench.said() == []


def test_a_document_under_which_workers_die_again_and_again_fails(bench, answers):
    answers.answer = None
    bench.queue.add(CALL)
    invoker = Invoker(bench.config, bench.queue)
    for _ in range(ATTEMPTS - 1):
        with pytest.raises(Died):
            invoker.carry(bench.queue.take(0), answers.url)
    invoker.carry(bench.queue.take(0), answers.url)
    assert json.loads(bench.object("bad"))["error"]["code"] == "worker_died" and bench.state() == "failed"
    assert len(bench.said()) == 1
