"""``contract-review local`` as a whole: accepted at once, ended once, whatever is killed meanwhile."""

from __future__ import annotations

import json
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from simple_websocket import Client
from simple_websocket.errors import ConnectionError as NotConnected

from benchmarks.performance.under_load.local_service import Kill, LocalService, Person
from benchmarks.performance.under_load.sample_documents import of_pages
from benchmarks.robustness.burst import losses
from deploy.local.run_settings import BUCKET, DEAD_LETTERS, TOPICS
from serve.cli import main

from .conftest import PATIENCE

# simple_websocket's client leaves its socket to the garbage where a server refuses it.
pytestmark = pytest.mark.filterwarnings(
    "ignore:unclosed <socket:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def until(true, seconds=PATIENCE):
    """Waits for what happens in another process."""
    end = time.monotonic() + seconds
    while not (found := true()) and time.monotonic() < end:
        time.sleep(0.1)
    assert found
    return found


def test_a_stock_client_invokes_it_and_finds_the_review_where_it_was_told(local, short_contract):
    s3, runtime = local.client("s3"), local.client("sagemaker-runtime")
    s3.put_object(Bucket=BUCKET, Key="inbound/by-hand.pdf", Body=short_contract)
    answer = runtime.invoke_endpoint_async(
        EndpointName=local.settings.endpoint.name,
        InputLocation=f"s3://{BUCKET}/inbound/by-hand.pdf",
        ContentType="application/pdf",
        InferenceId="by-hand",
        CustomAttributes="contract_id=by-hand",
    )
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 202
    key = answer["OutputLocation"].removeprefix(f"s3://{BUCKET}/")
    until(lambda: key in local.objects("outbound/"))
    review = json.loads(s3.get_object(Bucket=BUCKET, Key=key)["Body"].read())
    assert review["document"]["pages"] == 1 and review["request"]["custom_attributes"] == "contract_id=by-hand"


def test_a_contract_is_accepted_reviewed_and_the_person_is_told(person, short_contract):
    contract_id, _ = person.drop(short_contract, "short.pdf")
    person.wait_for({contract_id}, PATIENCE)
    (row,) = [row for row in person.rows() if row["contract_id"] == contract_id]
    assert (row["status"], row["name"]) == ("ready", "short.pdf") and row["submitted_at"] < row["ended_at"]


def test_what_the_container_refuses_ends_as_failed_with_its_reason(person):
    contract_id, _ = person.drop(b"%PDF-1.7 and nothing more", "torn.pdf")
    person.wait_for({contract_id}, PATIENCE)
    (row,) = [row for row in person.rows() if row["contract_id"] == contract_id]
    assert row["status"] == "failed" and row["error"]["code"] == "damaged_pdf"


def test_nobody_connects_without_a_ticket(local):
    address = f"ws://127.0.0.1:{local.settings.websocket_port}/"
    with pytest.raises(NotConnected, match="403"):
        Client(f"{address}?ticket=guessed")


def test_the_metrics_that_the_scaling_uses_are_published_as_aws_publishes_them(local):
    cloudwatch = local.client("cloudwatch")
    wanted = {
        "ApproximateBacklogSize",
        "ApproximateBacklogSizePerInstance",
        "ApproximateAgeOfOldestRequest",
        "HasBacklogWithoutCapacity",
    }
    dimensions = [{"Name": "EndpointName", "Value": local.settings.endpoint.name}]

    def published():
        listed = cloudwatch.list_metrics(Namespace="AWS/SageMaker", Dimensions=dimensions)["Metrics"]
        return {metric["MetricName"] for metric in listed}

    until(lambda: published() == wanted)


def test_a_notification_that_is_none_of_the_endpoints_is_dropped_and_others_go_on(local, person, short_contract):
    sqs, sns = local.client("sqs"), local.client("sns")
    (topic,) = [one["TopicArn"] for one in sns.list_topics()["Topics"] if one["TopicArn"].endswith(TOPICS["success"])]
    sns.publish(TopicArn=topic, Message="no message of an endpoint")
    contract_id, _ = person.drop(short_contract, "after.pdf")
    person.wait_for({contract_id}, PATIENCE)
    url = sqs.get_queue_url(QueueName=DEAD_LETTERS)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])["Attributes"]
    assert attributes["ApproximateNumberOfMessages"] == "0"


def test_kill_9_of_worker_function_and_websocket_in_a_burst_loses_and_doubles_nothing(short_contract):
    """From zero workers, too: the scaling starts them."""
    with LocalService("--max-workers", "1", "--speed", "120") as service, Person(service.url) as person:
        until(lambda: person.connections)
        with ThreadPoolExecutor(3) as pool:
            accepted = dict(pool.map(person.drop, [short_contract] * 4, (f"{n}.pdf" for n in range(4))))
        family = service.family()
        for kind in (Kill.FUNCTION, Kill.WEBSOCKET, Kill.ENDPOINT):
            service.kill(service.pids(kind)[0])
        until(lambda: person.heard)
        family += service.family()
        service.kill(service.pids(Kill.WORKER)[0])
        for pid in service.pids(Kill.FUNCTION):
            service.kill(pid)
        person.wait_for(set(accepted), PATIENCE)
        assert losses(person.rows(), accepted, service) == []
        assert {row["status"] for row in person.rows()} == {"ready"} and person.connections >= 2

        family += service.family()
        assert service.stop(signal.SIGINT) == 0
        until(lambda: not [pid for pid in family if Path(f"/proc/{pid}").exists()], 30)


def test_ctrl_c_ends_it_within_three_seconds_in_the_middle_of_a_review_and_says_what_it_does(capfd):
    """The best of three tries: others may keep the machine busy."""

    def seconds():
        with LocalService("--warm", "1") as service, Person(service.url) as person:
            person.drop(of_pages(30), "long.pdf")
            until(lambda: service.status()["now"]["working"])
            began = time.monotonic()
            assert service.stop(signal.SIGINT) == 0
            assert not service.folder.exists()
            return time.monotonic() - began

    assert any(seconds() < 3 for _ in range(3))
    assert "Stopping: ending the processes and deleting what was uploaded." in capfd.readouterr().err


def test_the_parts_end_with_a_command_that_is_killed():
    service = LocalService()
    family = service.family()
    service.kill(service.process.pid)
    service.process.wait()
    service.process.stdout.close()
    until(lambda: not [pid for pid in family if Path(f"/proc/{pid}").exists()], 30)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--max-workers", "6"], "--max-workers must be from 1 to 5"),
        (["--playbook", "nowhere"], "--playbook is nowhere, which does not exist"),
        (["--playbook", "pyproject.toml"], "pyproject.toml"),
        (["--warm", "2", "--max-workers", "1"], "--warm from 0 to --max-workers"),
        (["--speed", "0"], "--speed must be from 1 to 600"),
        (["--port", "99999"], "Port 99999 is not available"),
    ],
)
def test_a_wrong_option_is_named_before_anything_starts(capsys, options, said):
    assert main(["local", *options]) == 1
    assert said in capsys.readouterr().err
