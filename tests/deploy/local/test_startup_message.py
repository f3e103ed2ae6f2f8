"""What ``contract-review local`` prints when it has started."""

from __future__ import annotations

from deploy.local.command import _welcome
from deploy.local.run_settings import Settings


def test_everything_that_a_runtime_client_needs_is_printed():
    said = _welcome(Settings("/logs", page_port=1, cloud_port=2, endpoint_port=3, websocket_port=4))
    assert "http://127.0.0.1:3, with the access_key of /logs/settings.json as aws_access_key_id" in said
    assert "EndpointName contract-review-local, bucket contract-review-local, region us-east-1" in said
