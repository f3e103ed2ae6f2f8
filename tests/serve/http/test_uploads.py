"""Which uploads are let in, which give way, and the memory that all bodies share."""

from __future__ import annotations

import socket
import threading

import pytest

from chunking.errors import Busy, Stopping
from serve.http.uploads import SETTLING_SECONDS, Uploads


def aged(upload):
    """The upload as it is after its first moments."""
    upload.began -= SETTLING_SECONDS + 1
    return upload


def test_bodies_share_the_memory_and_one_that_exceeds_it_is_busy():
    uploads = Uploads(places=5, memory=100)
    with uploads.body(None) as first, uploads.body(None) as second:
        first.add(60)
        second.add(40)
        with pytest.raises(Busy, match="Retry-After"):
            second.add(1)


def test_a_bodys_memory_is_freed_even_if_its_request_fails():
    uploads = Uploads(places=1, memory=100)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), uploads.body(None) as upload:
            upload.add(60)
            upload.add(40)
            _ = 1 / 0


def test_a_body_that_has_arrived_keeps_its_memory_and_leaves_its_place():
    uploads = Uploads(places=1, memory=100)
    with uploads.body(None) as first:
        first.add(100)
        uploads.arrived(first)
        with uploads.body(None) as second, pytest.raises(Busy):
            second.add(1)


def test_an_upload_too_many_is_busy_as_long_as_the_others_are_fast():
    uploads = Uploads(places=1, memory=1 << 30)
    with uploads.body(None) as fast:
        fast.add(1 << 20)
        aged(fast)
        with pytest.raises(Busy, match="Too many uploads"), uploads.body(None):
            pass
        assert not fast.interrupted


def test_the_slowest_upload_gives_way_to_a_new_one():
    uploads, outcome = Uploads(places=2, memory=1 << 30), []
    here, there = socket.socketpair()

    def trickle():
        with uploads.body(here) as slow:
            aged(slow).add(1)
            begun.set()
            assert here.recv(1) == b"", "reading ends"
            outcome.append(slow.interrupted)

    begun = threading.Event()
    thread = threading.Thread(target=trickle)
    with here, there, uploads.body(None) as other:
        aged(other).add(100)
        thread.start()
        begun.wait()
        with uploads.body(None):
            thread.join()
    assert isinstance(outcome[0], Busy) and not other.interrupted


def test_stopping_ends_all_uploads_and_refuses_new_ones():
    uploads = Uploads(places=2, memory=100)
    with uploads.body(None) as upload:
        uploads.stop()
        assert isinstance(upload.interrupted, Stopping)
    with pytest.raises(Stopping), uploads.body(None):
        pass
