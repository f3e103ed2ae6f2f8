"""SageMaker's messages: twice, late, out of order, malformed or of other senders, they leave one right row."""

from __future__ import annotations

import itertools
import json

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from deploy.functions import contract_table, environment, websocket_store


def ends(service, row):
    found = service.row(row["contract_id"])
    return found["status"], found.get("error", {}).get("code")


def test_a_success_makes_the_row_ready_and_is_pushed_with_its_review(service):
    row = service.submitted()
    service.connect(watch=[row["contract_id"]])
    service.notify(service.success(row))
    after = service.row(row["contract_id"])
    assert (after["status"], after["ended_at"]) == ("ready", "2026-11-24T10:15:30.500Z")
    assert "open" not in after  # so that `overdue` does not look at it
    _, pushed = service.received()
    assert pushed == {"type": "contract", "contract": contract_table.public_view(after), "review": {"schema": "1.0"}}


def test_a_failure_carries_the_containers_own_reason(service):
    row = service.submitted()
    body = {"error": {"code": "locked_pdf", "message": "The PDF is locked. Send its password.", "details": {}}}
    service.put(row["failure_uri"], json.dumps(body).encode())
    service.notify(service.failure(row, "ClientError: Received client error (422) from model."))
    found = service.row(row["contract_id"])
    assert found["error"] == {"code": "locked_pdf", "message": "The PDF is locked. Send its password."}
    assert (found["status"], found["failure_uri"]) == ("failed", row["failure_uri"])


@pytest.mark.parametrize("at_the_top", [True, False])
def test_the_failures_place_is_read_where_either_source_has_it(service, at_the_top):
    row = service.submitted()
    service.put(row["failure_uri"], b'{"error": {"code": "no_text", "message": "No page could be read."}}')
    service.notify(service.failure(row, "", at_the_top))
    assert ends(service, row) == ("failed", "no_text")


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (
            'Received client error (422) from model with message "{"error": {"code": "no_text", "message": "m"}}".',
            "no_text",
        ),
        ("Amazon SageMaker could not get a response from the endpoint", "failed"),
        ("{", "failed"),
    ],
)
def test_without_a_failure_object_the_reason_speaks(service, reason, code):
    row = service.submitted()
    service.notify(service.failure(row, reason))
    assert ends(service, row) == ("failed", code)
    assert service.row(row["contract_id"])["error"]["message"] in reason


def test_messages_in_any_order_and_number_leave_the_same_row(service):
    for order in set(itertools.permutations(["success", "failure", "success", "expiry"])):
        row = service.submitted()
        for kind in order:
            if kind == "expiry":
                contract_table.failed(row, "expired", "No answer.")
            else:
                service.notify(service.success(row) if kind == "success" else service.failure(row, "broken"))
        assert ends(service, row) == ("ready", None), order


def test_a_reason_takes_the_place_of_silence_but_not_of_another_reason(service):
    row = service.submitted()
    contract_table.failed(row, "expired", "No answer.")
    service.notify(service.failure(row, "first"), service.failure(row, "second"))
    assert service.row(row["contract_id"])["error"] == {"code": "failed", "message": "first"}


def test_a_message_quicker_than_the_submits_own_answer_is_not_undone_by_it(service):
    row = service.created()
    contract_table.claim(row["contract_id"], 5)
    output = f"s3://{service.bucket}/outbound/x.out"
    service.notify(service.success({**row, "output_uri": output}))
    contract_table.accepted(row["contract_id"], row["contract_id"], output, None)
    assert ends(service, row) == ("ready", None)


def test_a_repeated_message_is_pushed_again_in_case_the_first_run_died(service, lines):
    row = service.submitted()
    service.notify(service.success(row))
    service.connect(watch=[row["contract_id"]])
    service.notify(service.success(row))
    assert service.received()[-1]["contract"]["status"] == "ready"
    assert [line["outcome"] for line in lines() if line["event"] == "notification"] == ["applied", "repeated"]


@pytest.mark.parametrize(
    "message",
    ["", "{", "[]", "null", '"text"', "{}", '{"inferenceId": "x"}', '{"inferenceId": "x", "requestParameters": []}'],
)
def test_malformed_messages_are_logged_without_their_text_and_dropped(service, lines, message):
    row = service.submitted()
    service.notify(message, service.success(row))
    malformed, good = [line for line in lines() if line["event"] == "notification"]
    assert (malformed["outcome"], malformed["message_id"]) == ("malformed", "m-1")
    assert (good["outcome"], ends(service, row)) == ("applied", ("ready", None))


def test_a_success_without_an_output_is_malformed(service):
    row = service.submitted()
    message = service.success(row)
    del message["responseParameters"]
    service.notify(message)
    assert ends(service, row) == ("pending", None)


def test_unknown_contracts_and_other_inputs_make_no_row(service, lines):
    row = service.submitted()
    service.notify(service.success({**row, "inference_id": "stranger"}))
    service.notify(service.success({**row, "input_uri": "s3://elsewhere/x.pdf"}))
    assert [line["outcome"] for line in lines() if line["event"] == "notification"] == ["unknown", "unknown"]
    assert service.row("stranger") == {} and ends(service, row) == ("pending", None)


@pytest.mark.parametrize("review", [None, b"", b"not json", b'{"clauses": "' + b"x" * 130_000 + b'"}'])
def test_a_review_that_is_absent_cut_or_too_big_goes_as_a_pointer(service, review):
    row = service.submitted()
    service.connect(watch=[row["contract_id"]])
    service.notify(service.success(row, review))
    pushed = service.received()[-1]
    assert "review" not in pushed
    assert (pushed["contract"]["contract_id"], pushed["contract"]["status"]) == (row["contract_id"], "ready")


def test_only_those_who_watch_it_are_told(service):
    mine, other, bobs = service.submitted("ann"), service.submitted("ann"), service.submitted("bob")
    service.connect("ann", "c1", [mine["contract_id"]])
    service.connect("ann", "c2", [other["contract_id"]])
    service.connect("bob", "c3", [bobs["contract_id"], mine["contract_id"]])
    service.notify(service.success(mine))
    assert [len(service.received(one)) for one in ("c1", "c2", "c3")] == [2, 1, 1]


def test_a_connection_that_is_gone_is_removed_and_one_out_of_reach_holds_nothing_up(service, lines):
    row = service.submitted()
    for one in ("c1", "c2", "c3"):
        service.connect("ann", one, [row["contract_id"]])
    with Stubber(environment.connection_api()) as stub:
        stub.add_client_error("post_to_connection", "GoneException", http_status_code=410)
        stub.add_client_error("post_to_connection", "LimitExceededException", http_status_code=429)
        stub.add_response("post_to_connection", {})
        service.notify(service.success(row))
    assert ends(service, row) == ("ready", None)
    line = next(line for line in lines() if line["event"] == "notification")
    assert (line["pushed"], line["gone"], line["unreached"]) == (1, 1, 1)
    assert websocket_store.connected("ann", row["contract_id"]) == ["c2", "c3"]


def test_each_message_is_one_line_of_log_with_what_a_person_waited(service, lines):
    row = service.submitted()
    service.notify(service.success(row))
    line = [line for line in lines() if line["event"] == "notification"]
    assert len(line) == 1 and line[0]["contract_id"] == row["contract_id"]
    assert isinstance(line[0]["seconds"], float) and line[0]["status"] == "ready"


def test_a_fault_of_aws_is_raised_so_that_lambda_tries_again(service, monkeypatch):
    row = service.submitted()

    def broken(*_, **__):
        raise ClientError({"Error": {"Code": "InternalServerError", "Message": ""}}, "GetItem")

    with monkeypatch.context() as patched, pytest.raises(ClientError):
        patched.setattr(contract_table, "get", broken)
        service.notify(service.success(row))
    service.notify(service.success(row))
    assert ends(service, row) == ("ready", None)
