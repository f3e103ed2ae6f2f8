"""The request's context on its way to the model process."""

from __future__ import annotations

import json
import math
import threading
import time

import pytest

from chunking.errors import TookTooLong
from model.call_context import CURRENT, CallContext, check_time
from serve.request_context import RequestContext, current_request


def test_it_reaches_another_process_whole_but_for_how_it_is_cancelled():
    sent = RequestContext(
        id="case-12",
        custom_attributes="matter=1,playbook=ours",
        content_type="text/plain",
        charset="utf-16",
        accept="text/html",
        password="sesame",
        playbook="ours",
        adapter="client-7",
        deadline=12.5,
    )
    cancelled = threading.Event()
    received = RequestContext.from_dict(json.loads(json.dumps(sent.to_dict())), cancelled.is_set)
    assert received.to_dict() == sent.to_dict()
    cancelled.set()
    assert received.cancelled() and not sent.cancelled()


def test_its_password_is_in_no_representation_that_a_log_could_hold():
    assert "sesame" not in repr(RequestContext(password="sesame"))


def test_outside_of_a_request_there_is_no_deadline():
    assert current_request().remaining() == math.inf and current_request().playbook is None


@pytest.mark.parametrize(("deadline", "remaining"), [(0.0, 0.0), (math.inf, math.inf)])
def test_the_time_that_remains_is_never_negative(deadline, remaining):
    assert CallContext(deadline=deadline).remaining() == remaining


def test_what_checks_the_time_stops_at_the_current_requests_deadline():
    check_time()
    token = CURRENT.set(RequestContext(deadline=time.monotonic() - 1))
    try:
        with pytest.raises(TookTooLong):
            check_time()
    finally:
        CURRENT.reset(token)
