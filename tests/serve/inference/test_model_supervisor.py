"""The watchdog of the process that owns the model."""

from __future__ import annotations

import itertools
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from chunking.errors import Busy, InternalError, Loading, TookTooLong
from serve.config import Config
from serve.http.body import Body
from serve.inference import model_supervisor
from serve.inference.model_supervisor import ModelSupervisor
from serve.request_context import RequestContext

OHIO = b"This Note is governed by the laws of Ohio."


def ask(process, text=OHIO, seconds=200.0):
    """What a request with this text gets, in memory as the server holds it."""
    descriptor = os.memfd_create("body")
    try:
        os.write(descriptor, text)
        context = RequestContext(content_type="text/plain", deadline=time.monotonic() + seconds)
        return process.ask(context, Body(descriptor, len(text)))
    finally:
        os.close(descriptor)


def until(condition, seconds=90):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def process(monkeypatch):
    monkeypatch.setattr(model_supervisor, "SILENCE_SECONDS", 3.0)
    started = ModelSupervisor(Config())
    until(lambda: not started.trouble())
    yield started
    started.close()


def test_it_is_loading_until_the_model_is_ready():
    started = ModelSupervisor(Config())
    try:
        assert "loading" in started.trouble()
        with pytest.raises(Loading, match="Try again"):
            ask(started)
    finally:
        started.close()


def test_a_process_that_hangs_is_replaced_and_what_it_held_fails(process):
    first = process._child.pid
    os.kill(first, signal.SIGSTOP)
    with pytest.raises((InternalError, Loading)):
        ask(process)
    until(lambda: process._child.pid != first and not process.trouble())
    header, _ = ask(process)
    assert header["status"] == 200


def test_a_process_that_dies_while_loading_is_restarted_after_growing_pauses_and_says_why(monkeypatch):
    monkeypatch.setattr(model_supervisor, "WATCH_SECONDS", 0.01)
    monkeypatch.setattr(model_supervisor, "FIRST_PAUSE", 0.05)
    starts = []

    def start(self):
        starts.append(time.monotonic())
        begin(self)
        self._child.kill()

    begin = ModelSupervisor._start
    monkeypatch.setattr(ModelSupervisor, "_start", start)
    started = ModelSupervisor(Config())
    try:
        until(lambda: len(starts) > 5)
        assert "SIGKILL while loading, as happens when memory runs out" in started.trouble()
    finally:
        started.close()
    pauses = [after - before for before, after in itertools.pairwise(starts)]
    assert all(pause >= 0.05 * 2**number for number, pause in enumerate(pauses))


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (1, "ended with status 1"),
        (-11, "was killed by SIGSEGV"),
        (-9, "when memory runs out"),
        (None, "was unresponsive"),
    ],
)
def test_how_a_process_ended_is_put_into_words(code, said):
    assert said in model_supervisor._how_it_ended(code, loading=True)


def test_closing_leaves_no_process_behind(process):
    process.close()
    assert process._child.returncode is not None


def test_a_deadline_that_has_passed_is_an_error_and_frees_the_slot(process):
    with pytest.raises((Busy, TookTooLong)):
        ask(process, seconds=0.0)
    assert ask(process)[0]["status"] == 200


def test_a_request_that_waits_when_the_process_is_closed_fails(process):
    with ThreadPoolExecutor(1) as pool:
        os.kill(process._child.pid, signal.SIGSTOP)  # so that no answer can come before
        waiting = pool.submit(ask, process)
        until(lambda: process._waiting)
        process.close()
        with pytest.raises(InternalError, match="Send it again"):
            waiting.result(timeout=20)
