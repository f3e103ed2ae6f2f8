"""A language model behind the server: the same routes, and a client that leaves frees its place."""

from __future__ import annotations

import json
import shutil
import socket
import tarfile
import time
from pathlib import Path

import pytest
import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

from benchmarks.toy_llm.invented_contracts import invent
from model.commands.train import archive

from ..conftest import LOADED_WITHIN, running

TOY_LLM = Path(__file__).parents[2] / "model" / "toy_llm"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server of a model.tar.gz with the toy LLM and two adapters, as SageMaker unpacks it: one changes nothing, the
    other makes the model find nothing."""
    folder = Path(shutil.copytree(TOY_LLM, tmp_path_factory.mktemp("packed") / "model"))
    for name, scale in {"unchanged": 0.0, "blind": 0.5}.items():
        torch.manual_seed(1)
        adapted = get_peft_model(AutoModelForCausalLM.from_pretrained(TOY_LLM), LoraConfig(target_modules="all-linear"))
        for part, weights in adapted.named_parameters():
            if "lora_B" in part:
                torch.nn.init.normal_(weights, std=scale) if scale else torch.nn.init.zeros_(weights)
        adapted.save_pretrained(folder / name)
    settings = json.loads((folder / "llm.json").read_text()) | {"adapters": ["unchanged", "blind"]}
    (folder / "llm.json").write_text(json.dumps(settings | {"adapter": "unchanged"}))
    with tarfile.open(archive(folder)) as tar:
        tar.extractall(unpacked := tmp_path_factory.mktemp("opt") / "model", filter="data")
    with running(tmp_path_factory.mktemp("log") / "server.log", CONTRACT_REVIEW_MODEL=str(unpacked)) as server:
        yield server


def test_a_model_archive_with_a_base_and_adapters_is_served_and_each_request_names_its_adapter(served):
    text = invent(1, seed=5)[0].text.encode()

    def model_and_clauses(adapter):
        named = {"X_Amzn_SageMaker_Custom_Attributes": f"adapter={adapter}"} if adapter else {}
        answer = served.post(text, "text/plain", **named)
        assert answer.status_code == 200, answer.text
        review = answer.json()
        return review["model"]["name"], [(one["category"], one["text"]) for one in review["clauses"]]

    default, unchanged, blind = (model_and_clauses(name) for name in (None, "unchanged", "blind"))
    assert default == unchanged and unchanged[0] == "model/unchanged" and len(unchanged[1]) > 3
    assert blind[0] == "model/blind" and blind[1] != unchanged[1]
    refused = served.post(text, "text/plain", X_Amzn_SageMaker_Custom_Attributes="adapter=ships")
    assert refused.status_code == 400
    assert refused.json()["error"]["message"] == ("This model has no adapter 'ships'. Name one of: unchanged, blind.")


def test_a_client_that_leaves_frees_its_place(served, long_text):
    body = long_text * 20  # minutes of work
    with socket.create_connection(("127.0.0.1", served.port)) as client:
        head = f"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}"
        client.sendall(head.encode() + b"\r\n\r\n" + body)
        time.sleep(3)
    answer = served.post(b"This Note is governed by the laws of Ohio.", "text/plain")
    assert answer.status_code == 200 and answer.json()["model"]["engine"] == "llm"
    until = time.monotonic() + 60
    while not any(line.get("code") == "took_too_long" for line in served.log()):
        assert time.monotonic() < until, "it went on for nobody"
        time.sleep(0.2)


def test_a_language_model_that_cannot_be_loaded_leaves_ping_503_and_the_reason_in_the_log(start, tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text((TOY_LLM / "config.json").read_text())
    with start(wait=False, CONTRACT_REVIEW_MODEL=str(tmp_path / "model")) as server:
        server.wait_until(503)
        until = time.monotonic() + LOADED_WITHIN
        while not any("no *.safetensors" in json.dumps(line) for line in server.log()):
            assert time.monotonic() < until
            time.sleep(0.2)
        assert server.ping().status_code == 503


def test_an_adapter_that_the_model_does_not_have_is_refused_before_the_document_is_read(server):
    answer = server.post(b"no PDF", X_Amzn_SageMaker_Custom_Attributes="adapter=leases")
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("This model has no adapters.")
