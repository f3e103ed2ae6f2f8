"""The watch over the process that owns the model."""

from __future__ import annotations

import os
import signal
import time

import pytest

from chunking.errors import InternalError, Loading
from serve import model_process
from serve.config import Config
from serve.model_process import ModelProcess

TEXT = {"id": "1", "custom_attributes": None, "content_type": "text/plain", "accept": "application/json"}


def until(condition, seconds=90):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def process(monkeypatch):
    monkeypatch.setattr(model_process, "SILENCE_SECONDS", 3.0)
    started = ModelProcess(Config())
    until(lambda: not started.trouble())
    yield started
    started.close()


def test_it_is_loading_until_the_model_is_there():
    started = ModelProcess(Config())
    try:
        assert "loading" in started.trouble()
        with pytest.raises(Loading, match="Try again"):
            started.ask(TEXT, b"x")
    finally:
        started.close()


def test_a_process_that_hangs_is_replaced_and_what_it_held_fails(process):
    first = process._child.pid
    os.kill(first, signal.SIGSTOP)
    with pytest.raises((InternalError, Loading)):
        process.ask(TEXT, b"This Note is governed by the laws of Ohio.")
    until(lambda: process._child.pid != first and not process.trouble())
    header, _ = process.ask(TEXT, b"This Note is governed by the laws of Ohio.")
    assert header["status"] == 200


def test_closing_leaves_no_process_behind(process):
    process.close()
    assert process._child.returncode is not None
