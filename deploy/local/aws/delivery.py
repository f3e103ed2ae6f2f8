"""Delivers SNS messages to their function, and runs the schedule. A message is redelivered until its run succeeds or it
becomes a dead letter."""

from __future__ import annotations

import json
import logging
import os
import threading
from typing import Any

import boto3

from deploy.local.aws.functions import Function, FunctionFailed
from deploy.local.run_settings import NOTIFICATIONS, Settings
from deploy.local.supervisor import begin, say_ready

# On AWS it runs every few minutes; here people wait before the page.
OVERDUE_SECONDS = 15.0
PROCESSES = 2
_WAIT_SECONDS = 5
_LOG = logging.getLogger("contract_review.delivery")


def sns_event(envelope: dict[str, Any]) -> dict[str, Any]:
    """What Lambda gets of a notification: the same fields, two of them spelled otherwise."""
    spelled = {"SigningCertURL": "SigningCertUrl", "UnsubscribeURL": "UnsubscribeUrl"}
    sns = {spelled.get(name, name): value for name, value in envelope.items()}
    record = {"EventSource": "aws:sns", "EventVersion": "1.0", "EventSubscriptionArn": f"{sns['TopicArn']}:local"}
    return {"Records": [{**record, "Sns": {"Subject": None, "MessageAttributes": {}, **sns}}]}


def deliver(function: Function, stopping: threading.Event) -> None:
    """Runs until told to stop. A message whose run fails is redelivered, and at last goes to the dead letters."""
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=NOTIFICATIONS)["QueueUrl"]
    while not stopping.is_set():
        answer = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1, WaitTimeSeconds=_WAIT_SECONDS)
        for message in answer.get("Messages", []):
            try:
                function(sns_event(json.loads(message["Body"])))
            except FunctionFailed:
                continue
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


def end_overdue(function: Function, stopping: threading.Event) -> None:
    """Runs the function for overdue contracts on its schedule until told to stop."""
    while not stopping.wait(OVERDUE_SECONDS):
        try:
            function({"source": "aws.scheduler"})
        except FunctionFailed:
            _LOG.warning("the function for overdue contracts failed; it runs again")


def main(settings: Settings, stopping: threading.Event) -> None:
    """Delivers until told to stop."""
    environment = {**os.environ, **settings.function_environment()}
    notify = Function("deploy.functions.notify:handler", environment, PROCESSES)
    overdue = Function("deploy.functions.overdue:handler", environment)
    for target, function in (*[(deliver, notify)] * PROCESSES, (end_overdue, overdue)):
        threading.Thread(target=target, args=(function, stopping), daemon=True).start()
    say_ready()
    stopping.wait()


if __name__ == "__main__":
    main(*begin())
