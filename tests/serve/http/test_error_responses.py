"""Every error of the tree reaches its status and code over HTTP."""

from __future__ import annotations

import json

import pytest

from chunking.errors import BadConfiguration, BadModel, BadPlaybook, Unavailable, all_errors
from serve.config import Config
from serve.http.admission import Gate
from serve.http.app import create_app
from serve.http.responses import STATUSES, status_of


class Model:
    """A model process that is well and raises what it is told to."""

    def __init__(self, error):
        self.error = error

    def trouble(self):
        return ""

    def gpu_memory_bytes(self):
        return 0

    def ask(self, context, body):
        raise self.error


def post(error):
    client = create_app(Config(), Model(error), Gate(1, 0)).test_client()
    named = {"X-Amzn-SageMaker-Inference-Id": "case-12"}
    return client.post("/invocations", data=b"%PDF-", content_type="application/pdf", headers=named)


@pytest.mark.parametrize(
    "kind", [kind for kind in all_errors() if kind not in (BadModel, BadConfiguration, BadPlaybook)]
)
def test_each_error_has_its_status_its_code_and_a_body_of_one_form(kind):
    answer = post(kind("What was wrong.", limit=7))
    assert answer.status_code == status_of(kind)
    assert answer.json["error"] == {"code": kind.code, "message": "What was wrong.", "details": {"limit": 7}}
    assert answer.json["request"] == {"id": "case-12", "custom_attributes": None}
    assert ("Retry-After" in answer.headers) == issubclass(kind, Unavailable)


def test_only_what_passes_is_answered_503_and_says_when_to_try_again():
    for kind in all_errors():
        assert (status_of(kind) == 503) == issubclass(kind, Unavailable) == hasattr(kind, "retry_after")
    assert all(400 <= status < 600 for status in STATUSES.values())


def test_what_nobody_expected_is_internal_with_an_id_that_the_log_has_and_nothing_more(caplog):
    answer = post(KeyError("the whole contract's text"))
    error = json.loads(answer.data)["error"]
    assert (answer.status_code, error["code"]) == (500, "internal")
    assert "contract's text" not in answer.text and "Traceback" not in answer.text
    assert error["details"]["id"] in [record.facts.get("error_id") for record in caplog.records]


def test_after_any_error_the_place_is_free_again():
    gate = Gate(1, 0)
    client = create_app(Config(), Model(MemoryError()), gate).test_client()
    for _ in range(3):
        assert client.post("/invocations", data=b"%PDF-", content_type="application/pdf").status_code == 500
