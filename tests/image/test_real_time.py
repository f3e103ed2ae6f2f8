"""A real-time endpoint: up to 25 MB in, an answer within 60 s or a clear word that it took too long."""

from __future__ import annotations

import json

import pytest

LARGEST = 25 << 20


@pytest.fixture(scope="module")
def service(launch):
    with launch(CONTRACT_REVIEW_DEADLINE_SECONDS="55", CONTRACT_REVIEW_MAX_BYTES=str(LARGEST)) as started:
        yield started


def test_the_container_answers_pings_and_invocations(service, pdf):
    assert service.ask("GET", "/ping").json() == {"status": "ready"}
    answer = service.post(pdf, Inference_Id="case-1", Custom_Attributes="matter=4711")
    assert answer.status == 200 and answer.json()["summary"]["governing_law"]["value"] == "New York"
    assert answer.json()["request"] == {"id": "case-1", "custom_attributes": "matter=4711"}


def test_a_body_as_large_as_the_platform_sends_is_reviewed_and_a_larger_one_is_refused(service, large_pdf):
    assert service.post(large_pdf(LARGEST - (1 << 20))).status == 200
    assert service.post(bytes(LARGEST + 1)).code == "too_large"


def test_a_reference_to_a_bucket_that_is_not_allowed_is_refused(service):
    answer = service.post(b'{"s3_uri": "s3://elsewhere/contract.pdf"}', "application/json")
    assert (answer.status, answer.code) == (403, "not_allowed")


def test_at_the_operators_deadline_the_client_is_told(launch):
    text = "\n\n".join(f"{n}. Buyer may assign this Agreement to its affiliates." for n in range(9000)).encode()
    with launch(CONTRACT_REVIEW_DEADLINE_SECONDS="2") as service:
        answer = service.post(text, "text/plain", Inference_Id="late")
        assert (answer.status, answer.code) == (422, "took_too_long")
        assert json.loads(answer.body)["request"]["id"] == "late"
