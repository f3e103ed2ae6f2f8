"""The workflow of a contract: what a person does with it after its upload, from the first look to the deletion."""

from __future__ import annotations

import json

import boto3
import pytest
import requests
from botocore.exceptions import ClientError

from deploy.functions import contract_table, environment, file_types, overdue, s3_objects
from serve.http.request import without_password

from .test_overview import REVIEW

LOCKED = '{"error": {"code": "locked_pdf", "message": "The PDF is password-protected."}}'


def work(service, row, state, owner="ann"):
    return service.ask(f"PATCH /contracts/{{id}} | {row['contract_id']}", owner, {"work_status": state})


def review(service, row, owner="ann", **how):
    return service.ask(f"POST /contracts/{{id}}/review | {row['contract_id']}", owner, how)


def delete(service, row):
    return service.ask(f"DELETE /contracts/{{id}} | {row['contract_id']}")


def again(service, row, **how):
    status, body = review(service, row, **how)
    assert status == 202
    return body["contract"]


def stored(service):
    found = boto3.client("s3").list_objects_v2(Bucket=service.bucket)
    return {f"s3://{service.bucket}/{item['Key']}" for item in found.get("Contents", [])}


@pytest.fixture
def locked(service):
    row = service.submitted()
    service.notify(service.failure(row, LOCKED))
    return row


def test_how_far_a_person_is_with_a_contract_is_kept_and_told_to_the_persons_other_pages(service):
    row = service.reviewed()
    service.connect("ann", "c1")
    service.connect("bob", "c2")
    for state in ("in_progress", "done", "new"):
        status, body = work(service, row, state)
        assert (status, body["contract"]["work_status"]) == (200, state)
        assert service.received("c1")[-1] == {"type": "contract", "contract": body["contract"]}
    assert service.ask("GET /contracts")[1]["contracts"][0]["work_status"] == "new"
    assert service.received("c2") == []


def test_whoever_takes_a_contract_into_work_works_on_it_until_it_is_new_again(service):
    row = service.reviewed()
    address = f"PATCH /contracts/{{id}} | {row['contract_id']}"

    def put(state, **claims):
        body = {"work_status": state, "who": "Typed Name"}
        return service.ask(address, body=body, claims=claims)[1]["contract"].get("who")

    assert put("in_progress", name="Ann Lee", email="ann@example.com") == "Ann Lee"
    assert put("done", name="Bo Chen") == "Ann Lee", "who did the work, not who closed it"
    assert put("in_progress", email="bo@example.com") == "bo@example.com"
    assert put("new", name="Bo Chen") is None
    assert put("done") == "Typed Name", "a token that names nobody, as the local trial has none"
    assert service.ask("GET /contracts")[1]["contracts"][0]["who"] == "Typed Name"


@pytest.mark.parametrize(
    ("who", "kept"), [(" Ann \n Lee ", "Ann Lee"), ("x" * 500, "x" * 80), ("\ud800Ann", "Ann"), (7, None), ("", None)]
)
def test_a_name_is_one_line_of_text(service, who, kept):
    row = service.reviewed()
    body = {"work_status": "in_progress", "who": who}
    assert service.ask(f"PATCH /contracts/{{id}} | {row['contract_id']}", body=body)[1]["contract"].get("who") == kept


@pytest.mark.parametrize("state", ["finished", "", None, 3, ["new"]])
def test_a_state_that_there_is_not_is_refused(service, state):
    status, body = work(service, service.reviewed(), state)
    assert (status, body["error"]["code"]) == (400, "bad_request")


def test_what_has_no_review_cannot_be_worked_on(service, locked):
    for row in (locked, service.submitted(), service.created()):
        assert work(service, row, "done")[0] == 409


def test_the_state_survives_late_messages_and_another_review(service):
    row = service.reviewed()
    work(service, row, "done")
    service.notify(service.success(row))
    service.notify(service.success(again(service, row)))
    assert service.row(row["contract_id"])["work_status"] == "done"


def test_every_change_has_a_higher_version(service):
    row = service.created()
    service.put(row["input_uri"], b"%PDF-1.7")
    versions = [row["version"]]
    versions.append(service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")[1]["contract"]["version"])
    contract_table.ready(row["contract_id"], "s3://x/y")
    versions.append(work(service, row, "done")[1]["contract"]["version"])
    assert versions == sorted(set(versions))


def test_a_failed_contract_is_tried_again_from_the_file_that_is_still_there(service, locked):
    retried = again(service, locked)
    assert (retried["status"], "error" in retried) == ("pending", False)
    service.put(retried["output_uri"], b'{"schema": "1.0"}')
    service.notify(service.success(retried))
    status, body = service.ask(f"GET /contracts/{{id}}/result | {locked['contract_id']}")
    assert (status, requests.get(body["url"]).json()) == (200, {"schema": "1.0"})


def test_a_late_message_of_the_first_attempt_changes_nothing_in_the_second(service, locked, lines):
    retried = again(service, locked)
    service.notify(service.failure(locked, "late"), service.success(locked))
    assert service.row(locked["contract_id"])["status"] == "pending"
    assert [line["outcome"] for line in lines() if line["event"] == "notification"][-2:] == ["outdated", "outdated"]
    service.notify(service.success(retried))
    assert service.row(locked["contract_id"])["status"] == "ready"


def test_two_clicks_are_one_attempt(service, locked):
    row = contract_table.get(locked["contract_id"])
    assert contract_table.reopen(row, 5) and contract_table.reopen(row, 5) is None
    assert review(service, locked)[0] == 409


def test_without_its_file_a_contract_is_not_tried_again(service, locked):
    s3_objects.delete([locked["input_uri"]])
    status, body = review(service, locked)
    assert (status, body["error"]["code"]) == (409, "not_uploaded")
    assert service.row(locked["contract_id"])["status"] == "failed"


def test_the_earlier_review_is_there_until_the_new_one_takes_its_place(service):
    row = service.reviewed()
    pending = again(service, row, playbook="ours")
    sent = service.endpoint.calls[-1]["CustomAttributes"]
    assert sent == f"name=a.pdf,contract_id={row['contract_id']},text=yes,playbook=ours"
    result = f"GET /contracts/{{id}}/result | {row['contract_id']}"
    assert requests.get(service.ask(result)[1]["url"]).json() == {"schema": "1.0"}
    service.put(pending["output_uri"], b'{"schema": "2.0"}')
    service.notify(service.success(pending, json.dumps(REVIEW).encode()))
    assert requests.get(service.ask(result)[1]["url"]).json() == {"schema": "2.0"}
    shown = service.ask("GET /contracts")[1]["contracts"][0]
    assert (shown["playbook"], shown["overview"]["type"], "kept" in shown) == ("ours", "supply", False)


def test_an_earlier_review_comes_back_if_the_new_one_fails(service):
    row = service.reviewed()
    before = service.row(row["contract_id"])
    pending = again(service, row, playbook="nobodys")
    service.notify(service.failure(pending, "The playbook is not installed."))
    after = service.row(row["contract_id"])
    assert (after["status"], after["output_uri"], after["ended_at"]) == ("ready", row["output_uri"], before["ended_at"])
    assert after["again_error"]["message"] == "The playbook is not installed."
    assert not {"playbook", "kept", "open"} & set(after)
    service.notify(service.success(again(service, row)))
    assert "again_error" not in service.row(row["contract_id"])


def test_an_earlier_review_comes_back_if_the_endpoint_refuses_or_never_answers(service, monkeypatch):
    row = service.reviewed()
    service.endpoint.refusal = ClientError({"Error": {"Code": "ThrottlingException", "Message": ""}}, "Invoke")
    assert review(service, row)[0] == 503
    assert service.row(row["contract_id"])["status"] == "ready"
    service.endpoint.refusal = None
    again(service, row)
    moment = environment.moment
    monkeypatch.setattr(environment, "moment", lambda later=0: moment(30_000 + later))
    overdue.handler({}, None)
    after = service.row(row["contract_id"])
    assert (after["status"], after["output_uri"], after["again_error"]["code"]) == (
        "ready",
        row["output_uri"],
        "expired",
    )


@pytest.mark.parametrize("playbook", ["", "a b", "a,password=x", "x" * 65, 3, "ü"])
def test_a_name_that_no_playbook_can_have_is_refused(service, playbook):
    row = service.reviewed()
    assert review(service, row, playbook=playbook)[0] == 400
    assert service.row(row["contract_id"])["status"] == "ready"


@pytest.mark.parametrize("password", ["hunter2", 'a"b\\,c; playbook=x', "pässwörd ☂", "x" * 127])
def test_a_password_reaches_the_endpoint_as_it_was_typed_and_nothing_else(service, locked, lines, password):
    shown = again(service, locked, password=password)
    attributes, found = without_password(service.endpoint.calls[-1]["CustomAttributes"])
    assert (attributes, found) == (f"name=a.pdf,contract_id={locked['contract_id']},text=yes,password=***", password)
    row = json.dumps(service.row(locked["contract_id"]), default=str, ensure_ascii=False)
    assert password not in row + json.dumps([shown, lines()], ensure_ascii=False)


@pytest.mark.parametrize("password", ["", 3, "x" * 128, "\U0001f512" * 127])
def test_a_password_that_no_pdf_can_have_or_that_is_too_long_to_send_is_refused(service, locked, password):
    status, body = review(service, locked, password=password)
    assert (status, body["error"]["code"]) == (400, "bad_request")


def test_a_refusal_that_quotes_the_password_is_not_logged(service, locked, lines):
    error = {"Code": "ValidationError", "Message": "Value 'password=\"hunter2\"' at 'customAttributes' is wrong"}
    service.endpoint.refusal = ClientError({"Error": error}, "InvokeEndpointAsync")
    status, body = review(service, locked, password="hunter2")
    assert status == 503
    assert "hunter2" not in json.dumps([body, lines()]) + json.dumps(service.row(locked["contract_id"]), default=str)


def test_a_deleted_contract_is_gone_with_all_its_files_and_no_late_message_brings_it_back(service):
    other = service.reviewed()
    row = service.reviewed()
    second = again(service, row)
    service.put(second["output_uri"], b"{}")
    service.notify(service.success(second))
    service.connect()
    kept = {other["input_uri"], other["output_uri"]}
    assert {row["input_uri"], row["output_uri"], second["output_uri"]} <= stored(service)
    assert delete(service, row) == (200, {"removed": row["contract_id"]})
    assert service.received()[-1] == {"type": "removed", "contract_id": row["contract_id"]}
    assert not {row["input_uri"], row["output_uri"], second["output_uri"]} & stored(service) and kept <= stored(service)
    service.notify(service.success(second))
    assert [one["contract_id"] for one in service.ask("GET /contracts")[1]["contracts"]] == [other["contract_id"]]
    for route in ("DELETE /contracts/{id}", "POST /contracts/{id}/submit", "POST /contracts/{id}/review"):
        assert service.ask(f"{route} | {row['contract_id']}", body={})[0] == 404


def test_what_failed_or_was_never_submitted_can_be_deleted(service, locked):
    for row in (locked, service.created()):
        assert delete(service, row)[0] == 200
    assert service.ask("GET /contracts")[1]["contracts"] == []


def test_a_contract_in_review_is_not_deleted(service):
    reviewed = service.reviewed()
    for row in (service.submitted(), again(service, reviewed)):
        status, body = delete(service, row)
        assert (status, body["error"]["code"]) == (409, "in_review")
        assert service.row(row["contract_id"])["status"] == "pending" and row["input_uri"] in stored(service)


def test_a_contract_whose_files_cannot_be_deleted_stays_in_the_list(service, monkeypatch):
    row = service.reviewed()
    monkeypatch.setattr(s3_objects, "delete", lambda _: 1 / 0)
    assert delete(service, row)[0] == 500
    assert service.row(row["contract_id"])["status"] == "ready"


def test_a_word_file_goes_the_same_way_as_a_pdf(service):
    status, body = service.ask("POST /contracts", body={"name": "Lease.DOCX", "bytes": 9})
    row, form = body["contract"], body["upload"]
    assert (status, form["fields"]["Content-Type"], row["input_uri"][-5:]) == (201, file_types.DOCX, ".docx")
    sent = requests.post(form["url"], data=form["fields"], files={"file": b"PK\x03\x04 word"})
    assert sent.status_code in {200, 204}
    assert service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")[0] == 202
    assert service.endpoint.calls[-1]["ContentType"] == file_types.DOCX


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"hello", b""])
def test_what_is_named_a_word_file_and_is_none_is_refused(service, body):
    row = service.created(name="a.docx")
    service.put(row["input_uri"], body)
    status, answer = service.ask(f"POST /contracts/{{id}}/submit | {row['contract_id']}")
    assert (status, answer["error"]["code"]) == (400, "not_a_docx")
    assert service.row(row["contract_id"])["error"]["code"] == "not_a_docx" and service.endpoint.calls == []
