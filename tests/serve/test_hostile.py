"""Files that mean harm among files that do not, through the whole server."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice

import pytest

from benchmarks import hostile

OHIO = "This Note is governed by the laws of the State of Ohio."
SECRET = "open,sesame"
# 200 give the same answers in twice the time.
REQUESTS = 100
LIMITS = {"CONTRACT_REVIEW_READ_SECONDS": "8", "CONTRACT_REVIEW_PAGE_SECONDS": "2", "CONTRACT_REVIEW_QUEUE": "300"}


@contextmanager
def pinged(server) -> Iterator[list[int]]:
    """The statuses of /ping all the while."""
    statuses: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.wait(0.1):
            statuses.append(server.ping().status_code)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield statuses
    finally:
        stop.set()
        thread.join()


def test_one_hostile_file_in_four_requests_harms_nobody(start, pdf):
    bad = list(islice(cycle(hostile.hostile().values()), REQUESTS // 4))
    bodies = [bad[number // 4] if number % 4 == 0 else pdf for number in range(REQUESTS)]
    with start(**LIMITS) as server, pinged(server) as statuses, ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(server.post, bodies))
        good = [answer for number, answer in enumerate(answers) if number % 4]
        assert [answer.status_code for answer in good] == [200] * (REQUESTS * 3 // 4)
        assert all("New York" in answer.json()["summary"]["governing_law"]["value"] for answer in good)
        assert {answer.status_code for answer in answers} <= {200, 422}
        errors = [answer.json()["error"] for answer in answers if answer.status_code == 422]
        assert all(set(error) == {"code", "message", "details"} for error in errors)
        assert set(statuses) == {200} and len(statuses) > 5


@pytest.fixture(scope="module")
def locked() -> bytes:
    return hostile.locked(hostile.plain(), SECRET)


@pytest.mark.parametrize("attributes", ["password=open%2Csesame", "matter=7; password=open%2Csesame,tenant=3"])
def test_a_password_among_the_attributes_opens_the_file_and_is_told_to_nobody(server, locked, attributes):
    answer = server.post(locked, X_Amzn_SageMaker_Custom_Attributes=attributes)
    assert answer.status_code == 200
    assert OHIO in [clause["text"] for clause in answer.json()["clauses"]]
    told = answer.text + json.dumps(server.log()) + json.dumps(dict(answer.headers))
    assert "sesame" not in told and "password=***" in answer.json()["request"]["custom_attributes"]


def test_a_wrong_password_is_said_and_not_repeated(server, locked):
    answer = server.post(locked, X_Amzn_SageMaker_Custom_Attributes="password=guesswork")
    assert answer.status_code == 422 and answer.json()["error"]["code"] == "locked_pdf"
    assert "guesswork" not in answer.text + json.dumps(server.log())


def test_the_page_of_a_locked_contract_shows_it(server, locked):
    answer = server.post(locked, X_Amzn_SageMaker_Custom_Attributes="password=open%2Csesame", Accept="text/html")
    assert "data:image/png;base64," in answer.text
