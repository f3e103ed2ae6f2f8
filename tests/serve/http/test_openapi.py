"""The HTTP interface as it describes itself, held against the running server by schemathesis."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import requests
from openapi_spec_validator import validate

from serve.config import Config
from serve.http.openapi import document


def test_the_document_is_valid_for_one_model_and_for_many():
    one, many = document(Config()), document(Config(multi_model=True))
    validate(one)
    validate(many)
    assert "/invocations" in one["paths"] and "/models/{name}/invoke" in many["paths"]


def test_the_server_keeps_what_its_document_says(server, tmp_path):
    schemathesis = Path(sys.executable).parent / "schemathesis"
    command = [schemathesis, "run", f"{server.url}/openapi.json", "--max-examples=6", "--seed=7", "--no-color"]
    # A document that is none is refused, however valid its request: that check does not apply.
    command += ["--exclude-checks=positive_data_acceptance", "--request-timeout=60"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_a_method_that_is_not_served_is_told_which_are(server):
    assert "POST" in requests.get(f"{server.url}/invocations", timeout=10).headers["Allow"]
