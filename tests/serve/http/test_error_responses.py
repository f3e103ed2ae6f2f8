"""Every error of the tree reaches its status and code over HTTP."""

from __future__ import annotations

import json
import threading

import pytest

from chunking.errors import BadConfiguration, BadModel, BadPlaybook, Busy, TookTooLong, Unavailable, all_errors
from serve.config import Config
from serve.http.admission import Admission
from serve.http.app import create_app
from serve.http.responses import STATUSES, status_of
from serve.http.uploads import Uploads


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
    client = create_app(Config(), Model(error), Admission(1, 0), Uploads(1, 1 << 20)).test_client()
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


def test_only_what_a_retry_can_cure_is_a_503_with_retry_after():
    for kind in all_errors():
        assert (status_of(kind) == 503) == issubclass(kind, Unavailable) == hasattr(kind, "retry_after")
    assert all(400 <= status < 600 for status in STATUSES.values())


def test_an_unexpected_error_is_internal_with_an_id_that_is_logged_and_nothing_more(caplog):
    answer = post(KeyError("the whole contract's text"))
    error = json.loads(answer.data)["error"]
    assert (answer.status_code, error["code"]) == (500, "internal")
    assert "contract's text" not in answer.text and "Traceback" not in answer.text
    assert error["details"]["id"] in [record.facts.get("error_id") for record in caplog.records]


def test_any_error_frees_the_slot():
    admission = Admission(1, 0)
    client = create_app(Config(), Model(MemoryError()), admission, Uploads(2, 1 << 20)).test_client()
    for _ in range(3):
        assert client.post("/invocations", data=b"%PDF-", content_type="application/pdf").status_code == 500


def transform(error, queued=0.0):
    """What a batch transform gets for a document that is queued for so long of its half second, and then fails."""
    admission = Admission(1, 1)
    config = Config(batch=True, deadline_seconds=0.5)
    client = create_app(config, Model(error), admission, Uploads(2, 1 << 20)).test_client()
    free = threading.Event()

    def occupy():
        with admission.slot():
            taken.set()
            free.wait(10)

    taken, occupant = threading.Event(), threading.Thread(target=occupy)
    occupant.start()
    taken.wait(10)
    threading.Timer(queued, free.set).start()
    if not queued:
        occupant.join(10)
    answer = client.post("/invocations", data=b"%PDF-", content_type="application/pdf")
    free.set()
    return answer.status_code, answer.json["error"]["code"]


def test_a_batch_transform_gets_a_documents_own_error_as_its_output():
    assert transform(TookTooLong("It has too many pages.")) == (200, "took_too_long")
    assert transform(Busy("The queue is full.")) == (503, "busy")


@pytest.mark.parametrize("queued", [0.4, 5.0], ids=["most of its time", "all of its time"])
def test_a_wait_in_the_queue_that_ran_out_is_no_documents_error_in_a_batch_transform_either(queued):
    assert transform(TookTooLong("The review was not put together in time."), queued) == (503, "busy")
