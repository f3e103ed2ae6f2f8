"""From a topic to the function, with tries and dead letters."""

from __future__ import annotations

import threading

import boto3
import pytest
from moto import mock_aws

from deploy.local.aws import emulated_services
from deploy.local.aws.delivery import deliver, sns_event
from deploy.local.aws.functions import FunctionFailed
from deploy.local.run_settings import DEAD_LETTERS, TABLES, TOPICS


@pytest.fixture
def resources(monkeypatch):
    for name, value in {"ACCESS_KEY_ID": "x", "SECRET_ACCESS_KEY": "x", "DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setattr(emulated_services, "RETRY_SECONDS", 0)
    with mock_aws():
        emulated_services.create_resources()
        yield


class Function:
    """Fails on one message, always; on another the first time."""

    def __init__(self):
        self.stopping, self.seen = threading.Event(), []

    def __call__(self, event):
        text = event["Records"][0]["Sns"]["Message"]
        self.seen.append(text)
        if text == "poison" or (text == "unlucky" and self.seen.count(text) == 1):
            raise FunctionFailed("killed")
        if text == "last":
            self.stopping.set()


def test_a_failed_run_is_tried_again_and_at_last_its_message_is_a_dead_letter(resources):
    sns, sqs, function = boto3.client("sns"), boto3.client("sqs"), Function()
    topics = {topic["TopicArn"].rpartition(":")[2]: topic["TopicArn"] for topic in sns.list_topics()["Topics"]}
    assert set(topics) == set(TOPICS.values())
    for topic, text in (("success", "unlucky"), ("error", "poison"), ("success", "fine")):
        sns.publish(TopicArn=topics[TOPICS[topic]], Message=text)
    thread = threading.Thread(target=deliver, args=(function, function.stopping))
    thread.start()
    url = sqs.get_queue_url(QueueName=DEAD_LETTERS)["QueueUrl"]
    dead = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=10)["Messages"]
    sns.publish(TopicArn=topics[TOPICS["success"]], Message="last")
    thread.join(30)
    assert len(dead) == 1 and '"poison"' in dead[0]["Body"]
    assert {text: function.seen.count(text) for text in function.seen} == {
        "unlucky": 2,
        "poison": emulated_services.TRIES,
        "fine": 1,
        "last": 1,
    }


def test_the_function_gets_the_records_that_lambda_makes_of_a_notification():
    envelope = {"Type": "Notification", "TopicArn": "arn:t", "MessageId": "1", "Message": "{}", "SigningCertURL": "u"}
    (record,) = sns_event(envelope)["Records"]
    assert record["EventSource"] == "aws:sns" and record["EventVersion"] == "1.0"
    assert record["Sns"]["MessageId"] == "1" and record["Sns"]["SigningCertUrl"] == "u"


def test_the_tables_are_those_of_the_stacks_template(resources):
    dynamodb = boto3.client("dynamodb")
    for name, definition in emulated_services.table_definitions().items():
        table = dynamodb.describe_table(TableName=TABLES[name])["Table"]
        assert table["KeySchema"] == definition["KeySchema"]
    assert set(dynamodb.list_tables()["TableNames"]) == set(TABLES.values())
