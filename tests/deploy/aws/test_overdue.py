"""Every contract ends in ready or failed, whatever messages were lost."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from deploy.functions import contract_table, environment, overdue, s3_objects

from .test_overview import REVIEW

PDF = b"%PDF-1.7\n"


@pytest.fixture
def later(monkeypatch):
    """Moves the clock: later(3600) is an hour on."""
    moment = environment.moment

    def move(seconds):
        monkeypatch.setattr(environment, "moment", lambda more=0: moment(seconds + more))

    return move


def swept():
    return {kind: count for kind, count in overdue.handler({}, None).items() if count}


DEADLINE = 21600 + 900 + 600


def test_before_the_deadline_nothing_is_touched(service, later):
    service.submitted()
    later(DEADLINE - 60)
    assert swept() == {}


def test_a_review_whose_message_was_lost_is_found_and_pushed(service, later):
    row = service.submitted()
    service.connect(watch=[row["contract_id"]])
    service.put(row["output_uri"], json.dumps(REVIEW).encode())
    later(DEADLINE + 1)
    assert swept() == {"ready": 1}
    pushed = service.received()[-1]["contract"]
    assert (pushed["status"], pushed["overview"]["type"]) == ("ready", "supply")
    assert swept() == {}


def test_a_failure_whose_message_was_lost_is_found_with_its_reason(service, later):
    row = service.submitted()
    service.put(row["failure_uri"], b'{"error": {"code": "damaged_pdf", "message": "It cannot be repaired."}}')
    later(DEADLINE + 1)
    assert swept() == {"failed": 1}
    assert service.row(row["contract_id"])["error"]["code"] == "damaged_pdf"


def test_what_aws_let_expire_without_a_word_fails_as_expired_until_a_late_review_comes(service, later):
    row = service.submitted()
    later(DEADLINE + 1)
    assert swept() == {"failed": 1}
    assert service.row(row["contract_id"])["error"]["code"] == "expired"
    service.notify(service.success(row))
    assert service.row(row["contract_id"])["status"] == "ready"


def test_an_upload_that_was_never_submitted_expires(service, later):
    row = service.created()
    later(3600 + 601)
    assert swept() == {"failed": 1}
    assert "never submitted" in service.row(row["contract_id"])["error"]["message"]


def test_a_submit_that_died_between_claim_and_answer_is_made_good(service, later):
    row = service.created()
    service.put(row["input_uri"], PDF)
    contract_table.claim(row["contract_id"], len(PDF))
    later(61)
    assert swept() == {"submitted": 1}
    assert service.endpoint.calls[0]["InferenceId"] == row["contract_id"]
    assert service.row(row["contract_id"])["output_uri"]


def test_and_fails_if_the_endpoint_refuses_it(service, later):
    row = service.created()
    contract_table.claim(row["contract_id"], 5)
    service.endpoint.refusal = EndpointConnectionError(endpoint_url="https://runtime")
    later(61)
    assert swept() == {"failed": 1}
    assert service.row(row["contract_id"])["error"]["code"] == "unavailable"


def test_one_rows_trouble_leaves_the_others_alone_and_raises_at_the_end(service, later, monkeypatch):
    troubled, fine = service.submitted(), service.submitted()
    exists = s3_objects.exists

    def sometimes(uri):
        if uri == troubled["output_uri"]:
            raise ClientError({"Error": {"Code": "SlowDown", "Message": ""}}, "HeadObject")
        return exists(uri)

    monkeypatch.setattr(s3_objects, "exists", sometimes)
    later(DEADLINE + 1)
    with pytest.raises(RuntimeError, match="1 contracts"):
        overdue.handler({}, None)
    assert service.row(troubled["contract_id"])["status"] == "pending"
    assert service.row(fine["contract_id"])["status"] == "failed"


def test_more_than_one_page_of_overdue_rows_is_swept(service, later, monkeypatch):
    for _ in range(5):
        service.created()
    table = environment.dynamodb().Table(environment.settings().contracts_table)
    query = type(table).query
    monkeypatch.setattr(type(table), "query", lambda self, **asked: query(self, Limit=2, **asked), raising=False)
    later(3600 + 601)
    assert swept() == {"failed": 5}
