"""A language model behind the server: the same routes, and a client that leaves frees its place."""

from __future__ import annotations

import json
import socket
import time

import pytest

from benchmarks.performance.random_model import write_base


@pytest.fixture(scope="module")
def llm_folder(tmp_path_factory, long_text):
    folder = tmp_path_factory.mktemp("llm")
    write_base([long_text.decode()[:20_000]], folder, vocabulary=700)
    settings = {"window": 256, "categories": {"Governing Law": {}, "Parties": {"trim": True}}}
    (folder / "llm.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def test_a_language_model_is_served_and_stops_for_a_client_that_leaves(start, llm_folder, long_text):
    with start(CONTRACT_REVIEW_MODEL=str(llm_folder)) as server:
        body = long_text * 20  # minutes of work
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            head = f"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}"
            client.sendall(head.encode() + b"\r\n\r\n" + body)
            time.sleep(3)
        answer = server.post(b"This Note is governed by the laws of Ohio.", "text/plain")
        assert answer.status_code == 200 and answer.json()["model"]["engine"] == "llm"
        until = time.monotonic() + 60
        while not any(line.get("code") == "took_too_long" for line in server.log()):
            assert time.monotonic() < until, "it went on for nobody"
            time.sleep(0.2)


def test_a_language_model_that_cannot_be_loaded_leaves_ping_503_and_the_reason_in_the_log(start, llm_folder, tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text((llm_folder / "config.json").read_text())
    with start(wait=False, CONTRACT_REVIEW_MODEL=str(tmp_path / "model")) as server:
        server.wait_until(503)
        until = time.monotonic() + 60
        while not any("no *.safetensors" in json.dumps(line) for line in server.log()):
            assert time.monotonic() < until
            time.sleep(0.2)
        assert server.ping().status_code == 503


def test_an_adapter_that_the_model_does_not_have_is_refused_before_the_document_is_read(server):
    answer = server.post(b"no PDF", X_Amzn_SageMaker_Custom_Attributes="adapter=leases")
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("This model has no adapters.")
