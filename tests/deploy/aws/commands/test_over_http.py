"""A command over real HTTP to moto's server: what the tests in memory skip is the way over the wire."""

from __future__ import annotations

import argparse

import boto3
import pytest
from moto.server import ThreadedMotoServer

from benchmarks.performance import deploy_plan
from deploy.commands import command
from deploy.functions import environment

pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS..S3..BucketPolicy")  # moto has none


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    with deploy_plan.patched_moto():
        running = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        running.start()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{running.get_host_and_port()[1]}")
        boto3.setup_default_session(region_name="eu-west-1")
        yield running
        running.stop()
    boto3.DEFAULT_SESSION = None
    environment.forget()


def test_a_plan_in_the_region_of_AWS_REGION(server, capsys):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    options = parser.parse_args(["plan", "--image", deploy_plan.image()])
    assert options.run(options) == 0
    assert "+ Storage" in capsys.readouterr().out
    (artifacts,) = boto3.client("cloudformation").describe_stacks()["Stacks"]
    assert ":eu-west-1:" in artifacts["StackId"]
