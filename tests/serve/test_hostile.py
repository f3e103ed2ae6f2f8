"""Files that mean harm among files that do not, through the whole server."""

from __future__ import annotations

import json

import pytest

from benchmarks.robustness import hostile_pdfs
from benchmarks.robustness.hostile_load import load

OHIO = "This Note is governed by the laws of the State of Ohio."
SECRET = "open,sesame"
# 200 give the same answers in twice the time.
REQUESTS = 100
LIMITS = {"CONTRACT_REVIEW_READ_SECONDS": "8", "CONTRACT_REVIEW_PAGE_SECONDS": "2", "CONTRACT_REVIEW_QUEUE": "300"}


def test_one_hostile_file_in_four_requests_harms_nobody(start, pdf):
    with start(**LIMITS) as server:
        figures = load(server.url, pdf, REQUESTS)
    assert figures["reviewed_correctly"] == figures["contracts"] == REQUESTS * 3 // 4
    # On a busy machine, a file that takes all of its time can run out of it without having used it: 503.
    ended = [outcome for outcome in figures["hostile"] if outcome not in ("reviewed", "503 busy")]
    assert all(outcome.startswith("422 ") for outcome in ended), ended
    assert set(figures["ping"]) == {200}


@pytest.fixture(scope="module")
def locked() -> bytes:
    return hostile_pdfs.locked(hostile_pdfs.plain(), SECRET)


@pytest.mark.parametrize("attributes", ["password=open%2Csesame", "matter=7; password=open%2Csesame,tenant=3"])
def test_a_password_among_the_attributes_opens_the_file_and_appears_nowhere_else(server, locked, attributes):
    answer = server.post(locked, X_Amzn_SageMaker_Custom_Attributes=attributes)
    assert answer.status_code == 200
    assert OHIO in [clause["text"] for clause in answer.json()["clauses"]]
    told = answer.text + json.dumps(server.log()) + json.dumps(dict(answer.headers))
    assert "sesame" not in told and "password=***" in answer.json()["request"]["custom_attributes"]


def test_the_error_for_a_wrong_password_does_not_repeat_it(server, locked):
    answer = server.post(locked, X_Amzn_SageMaker_Custom_Attributes="password=guesswork")
    assert answer.status_code == 422 and answer.json()["error"]["code"] == "locked_pdf"
    assert "guesswork" not in answer.text + json.dumps(server.log())


def test_the_page_of_a_locked_contract_shows_it(server, locked):
    answer = server.post(locked, X_Amzn_SageMaker_Custom_Attributes="password=open%2Csesame", Accept="text/html")
    assert "data:image/png;base64," in answer.text
