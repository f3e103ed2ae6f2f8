"""Serves S3, SNS, SQS, DynamoDB and CloudWatch: moto's server with the stack's resources in it, all in memory."""

from __future__ import annotations

import json
import threading
from typing import Any

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from deploy.cloudformation import template
from deploy.local import run_settings as names
from deploy.local.aws.access import with_key
from deploy.local.run_settings import Settings
from deploy.local.supervisor import begin, say_ready, serve_in_thread

# If the notifying function has not ended after RETRY_SECONDS, it is run again, TRIES times in all.
RETRY_SECONDS, TRIES = 20, 3


def table_definitions() -> dict[str, dict[str, Any]]:
    """CreateTable's arguments by the table's logical name, from the stack's own template."""
    resources = template.load("storage")["Resources"]
    told = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
    return {
        name: {key: resource["Properties"][key] for key in told if key in resource["Properties"]}
        for name, resource in resources.items()
        if resource["Type"] == "AWS::DynamoDB::Table"
    }


def create_resources() -> None:
    """What the stack creates, as far as the functions and the endpoint use it."""
    boto3.client("s3").create_bucket(Bucket=names.BUCKET)
    dynamodb = boto3.client("dynamodb")
    for name, definition in table_definitions().items():
        dynamodb.create_table(TableName=names.TABLES[name], **definition)
    sqs, sns = boto3.client("sqs"), boto3.client("sns")
    dead_letters = _queue(sqs, names.DEAD_LETTERS)
    redrive = {"deadLetterTargetArn": dead_letters, "maxReceiveCount": TRIES}
    notifications = _queue(
        sqs, names.NOTIFICATIONS, VisibilityTimeout=str(RETRY_SECONDS), RedrivePolicy=json.dumps(redrive)
    )
    for topic in names.TOPICS.values():
        arn = sns.create_topic(Name=topic)["TopicArn"]
        sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=notifications)


def _queue(sqs: Any, name: str, **attributes: str) -> str:
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    arn: str = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return arn


def main(settings: Settings, stopping: threading.Event) -> None:
    """Serves until told to stop."""
    moto = DomainDispatcherApplication(create_backend_app)  # answers every origin and every signature
    serve_in_thread(with_key(moto, settings.access_key), settings.cloud_port)
    create_resources()
    say_ready()
    stopping.wait()


if __name__ == "__main__":
    main(*begin())
