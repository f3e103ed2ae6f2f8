"""From the upload to the result, over the HTTP API: a person sees only what is theirs."""

from __future__ import annotations

import base64
import json

import pytest
import requests
from botocore.exceptions import EndpointConnectionError

from deploy.functions import contract_table, environment, http_api

PDF = b"%PDF-1.7\n" + b"x" * 2000


def upload(form, body):
    return requests.post(form["url"], data=form["fields"], files={"file": body})


def policy(form):
    return json.loads(base64.b64decode(form["fields"]["policy"]))["conditions"]


def test_a_contract_goes_from_the_upload_to_its_result(service):
    status, body = service.ask("POST /contracts", body={"name": "Lease.pdf", "bytes": len(PDF)})
    row = body["contract"]
    assert (status, row["status"], row["name"]) == (201, "uploading", "Lease.pdf")
    assert upload(body["upload"], PDF).status_code in {200, 204}

    status, body = service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")
    assert (status, body["contract"]["status"], body["contract"]["bytes"]) == (202, "pending", len(PDF))
    assert service.endpoint.calls == [
        {
            "EndpointName": "reviewer",
            "InputLocation": f"s3://{service.bucket}/inbound/{row['contract_id']}.pdf",
            "ContentType": "application/pdf",
            "Accept": "application/json",
            "InferenceId": row["contract_id"],
            "CustomAttributes": f"name=Lease.pdf,contract_id={row['contract_id']},text=yes",
            "RequestTTLSeconds": 21600,
            "InvocationTimeoutSeconds": 900,
        }
    ]

    service.put(body["contract"]["output_uri"], b'{"schema": "1.0"}')
    service.notify(service.success(body["contract"]))
    status, body = service.ask(f"GET /contracts/{{id}}/result | {row['contract_id']}")
    assert (status, requests.get(body["url"]).json()) == (200, {"schema": "1.0"})
    assert requests.get(body["document_url"]).content == PDF


def test_the_upload_is_held_to_one_key_a_size_and_a_media_type(service):
    form = service.ask("POST /contracts", body={"name": "a.pdf", "bytes": 10})[1]["upload"]
    assert ["content-length-range", 1, 5000] in policy(form)
    assert {"Content-Type": "application/pdf"} in policy(form)
    key = next(one["key"] for one in policy(form) if isinstance(one, dict) and "key" in one)
    assert key.startswith("inbound/") and key.endswith(".pdf")


def test_presigned_urls_name_the_region_since_browsers_do_not_follow_redirected_uploads(service):
    form = service.ask("POST /contracts", body={"name": "a.pdf", "bytes": 10})[1]["upload"]
    assert form["url"] == f"https://{service.bucket}.s3.eu-west-1.amazonaws.com/"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "a.pdf", "bytes": 5001}, 413, "too_large"),
        ({"name": "a.pdf", "bytes": 0}, 400, "bad_request"),
        ({"name": "a.pdf", "bytes": True}, 400, "bad_request"),
        ({"name": "a.pdf"}, 400, "bad_request"),
        ({"name": " ", "bytes": 5}, 400, "bad_request"),
        ({"name": ["a"], "bytes": 5}, 400, "bad_request"),
        ("{", 400, "bad_request"),
        ("[]", 400, "bad_request"),
        ("", 400, "bad_request"),
    ],
)
def test_a_wrong_request_says_what_to_send_and_leaves_no_row(service, body, status, code):
    answered, error = service.ask("POST /contracts", body=body)
    assert (answered, error["error"]["code"]) == (status, code)
    assert service.ask("GET /contracts")[1]["contracts"] == []


def test_a_body_may_come_encoded(service):
    body = base64.b64encode(b'{"name": "a.pdf", "bytes": 5}').decode()
    assert service.ask("POST /contracts", body=body, isBase64Encoded=True)[0] == 201


def test_another_persons_contract_is_not_found_whatever_is_asked(service):
    row = service.submitted("ann")
    routes = (
        "GET /contracts/{id}",
        "PATCH /contracts/{id}",
        "DELETE /contracts/{id}",
        "POST /contracts/{id}/submit",
        "POST /contracts/{id}/review",
        "GET /contracts/{id}/result",
        "GET /contracts/{id}/marks",
        "PATCH /contracts/{id}/marks",
    )
    for route in routes:
        assert service.ask(f"{route} | {row['contract_id']}", "bob")[0] == 404
    assert service.ask("GET /contracts", "bob")[1]["contracts"] == []
    assert service.ask("GET /contracts", "bob", queryStringParameters={"after": row["contract_id"]})[0] == 404


def test_nobody_gets_in_without_a_subject(service):
    assert service.ask("GET /contracts", owner=None)[0] == 401


def test_a_row_keeps_to_itself_what_is_the_services_own(service):
    assert not {"owner", "ttl", "open"} & set(service.created())


def test_contracts_are_listed_newest_first_in_pages(service, monkeypatch):
    monkeypatch.setattr(http_api, "_PAGE", 2)
    ticks = (f"2026-11-24T08:55:{n:02}.000Z" for n in range(60))
    monkeypatch.setattr(environment, "moment", lambda later=0: next(ticks))
    for name in "abc":
        service.created(name=name)
    first = service.ask("GET /contracts")[1]
    second = service.ask("GET /contracts", queryStringParameters={"after": first["next"]})[1]
    assert [row["name"] for page in (first, second) for row in page["contracts"]] == ["c", "b", "a"]
    assert second["next"] is None


def test_submitting_again_changes_nothing(service):
    row = service.submitted()
    again = service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")
    assert again == (202, {"contract": row})
    assert len(service.endpoint.calls) == 1
    service.notify(service.success(row))
    assert service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")[1]["contract"]["status"] == "ready"


def test_of_two_submits_at_once_one_invokes(service):
    row = service.created()
    service.put(row["input_uri"], PDF)
    assert contract_table.claim(row["contract_id"], 1) is not None  # the other one, between its claim and its answer
    status, body = service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")
    assert (status, body["contract"]["status"]) == (202, "pending")
    assert service.endpoint.calls == []


def test_a_submit_without_an_upload_can_be_made_good(service):
    row = service.created()
    status, body = service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")
    assert (status, body["error"]["code"]) == (409, "not_uploaded")
    service.put(row["input_uri"], PDF)
    assert service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")[0] == 202


def test_what_is_larger_than_allowed_is_refused_even_if_it_came_into_the_bucket(service):
    row = service.created()
    service.put(row["input_uri"], PDF * 3)
    status, body = service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")
    assert (status, body["error"]["details"]) == (413, {"bytes": len(PDF * 3), "limit": 5000})
    assert (service.endpoint.calls, service.row(row["contract_id"])["error"]["code"]) == ([], "too_large")


@pytest.mark.parametrize("body", [b"PK\x03\x04 a Word file", b""])
def test_what_is_not_a_pdf_is_refused_before_a_gpu_starts(service, body):
    row = service.created()
    service.put(row["input_uri"], body)
    status, answer = service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")
    assert (status, answer["error"]["code"]) == (400, "not_a_pdf")
    assert service.endpoint.calls == []
    assert service.row(row["contract_id"])["error"]["code"] == "not_a_pdf"


def test_an_endpoint_that_refuses_leaves_the_contract_to_be_submitted_again(service):
    row = service.created()
    service.put(row["input_uri"], PDF)
    service.endpoint.refusal = EndpointConnectionError(endpoint_url="https://runtime")
    status, body = service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")
    assert (status, body["error"]["code"]) == (503, "unavailable")
    assert service.row(row["contract_id"])["status"] == "uploading"
    service.endpoint.refusal = None
    assert service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")[1]["contract"]["status"] == "pending"


def test_there_is_no_result_before_the_review(service):
    row = service.submitted()
    status, body = service.ask(f"GET /contracts/{{id}}/result | {row['contract_id']}")
    assert (status, body["error"]["code"], body["error"]["details"]) == (409, "not_ready", {"status": "pending"})


def test_a_fault_is_answered_by_an_id_that_the_log_has_too(service, monkeypatch, lines):
    monkeypatch.setattr(contract_table, "listed", lambda *_: 1 / 0)
    status, body = service.ask("GET /contracts")
    logged = next(line for line in lines() if line["event"] == "unexpected_failure")
    assert (status, body["error"]["details"]["id"]) == (500, logged["error_id"])
    assert "ZeroDivisionError" in logged["traceback"] and "Zero" not in json.dumps(body)


@pytest.mark.parametrize("value", ["0", str((1 << 30) + 1), "25 MB", "-1"])
def test_a_wrong_setting_names_itself(value):
    with pytest.raises(ValueError, match="MAX_UPLOAD_BYTES"):
        environment.Settings.from_environment({"MAX_UPLOAD_BYTES": value})


@pytest.mark.parametrize(
    ("name", "sent"),
    [("Pacht & Miete: password=x.pdf", "name=Pacht%20%26%20Miete-%20password-x.pdf,"), ("ü" * 250 + ".pdf", "")],
)
def test_the_endpoint_is_told_the_file_s_name_if_there_is_room_for_it(service, name, sent):
    _, body = service.ask("POST /contracts", body={"name": name, "bytes": len(PDF)})
    row = body["contract"]
    upload(body["upload"], PDF)
    service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")
    given = service.endpoint.calls[-1]["CustomAttributes"]
    assert given == f"{sent}contract_id={row['contract_id']},text=yes" and given.isascii()
