"""Handlers in processes of their own."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from deploy.local.aws.functions import Function, FunctionFailed

HANDLERS = """
import os, time

def handler(event, context):
    print("what a handler prints is its log")
    if event == "raise":
        raise ValueError("wrong")
    if event == "die":
        os._exit(9)
    return {"pid": os.getpid(), "event": event}
"""


@pytest.fixture
def function(tmp_path):
    (tmp_path / "handlers.py").write_text(HANDLERS)
    path = os.pathsep.join([str(tmp_path), str(Path.cwd())])
    started = Function("handlers:handler", {**os.environ, "PYTHONPATH": path})
    yield started
    started.close()


def test_events_go_to_one_warm_process(function):
    first, second = function({"a": 1}), function({"a": 2})
    assert first["pid"] == second["pid"] != os.getpid() and second["event"] == {"a": 2}


def test_a_handler_that_raises_fails_its_event_only(function):
    with pytest.raises(FunctionFailed, match="ValueError: wrong"):
        function("raise")
    assert function("next")["event"] == "next"


def test_a_run_that_is_killed_fails_its_event_and_is_replaced(function):
    with pytest.raises(FunctionFailed, match="killed"):
        function("die")
    assert function("next")["event"] == "next"


def test_a_process_that_is_killed_while_idle_costs_nothing(function):
    pid = function("first")["pid"]
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    assert function("next")["event"] == "next"
