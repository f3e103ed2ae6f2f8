"""Messages over a channel between two processes."""

from __future__ import annotations

import json
import os
import threading
import time

import pytest

from chunking.isolation.channel import Channel


@pytest.fixture
def ends():
    one, other = Channel.pair()
    with one, other:
        yield one, other


def test_a_message_arrives_with_its_header_its_parts_and_an_open_file(ends):
    one, other = ends
    read, write = os.pipe()
    one.send({"op": "answer", "clauses": [1, None, "§"]}, b"", memoryview(b"\0\xff"), descriptor=write)
    os.close(write)
    header, parts, descriptor = other.receive(time.monotonic() + 5)
    assert header == {"op": "answer", "clauses": [1, None, "§"]} and parts == [b"", b"\0\xff"]
    os.write(descriptor, b"through the passed file")
    assert os.read(read, 100) == b"through the passed file"
    os.close(read)
    os.close(descriptor)


def test_messages_of_several_threads_do_not_mix(ends):
    one, other = ends
    threads = [
        threading.Thread(target=lambda n=n: [one.send({"of": n}, bytes([n]) * 9000) for _ in range(20)])
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    received = [other.receive() for _ in range(80)]
    assert all(message.parts == [bytes([message.header["of"]]) * 9000] for message in received)
    for thread in threads:
        thread.join()


def test_a_late_message_is_a_timeout_and_a_closed_end_is_an_eof(ends):
    one, other = ends
    with pytest.raises(TimeoutError):
        other.receive(time.monotonic() + 0.01)
    one.send({"last": True})
    one.close()
    assert other.receive().header == {"last": True}
    with pytest.raises((EOFError, OSError)):
        other.receive()


@pytest.mark.parametrize("said", [b"", b"garbage", b"[]", b"3", b'[{}, "two", false]', b"[[], 0, false]", b"[" * 9**6])
def test_other_data_is_refused(ends, said):
    one, other = ends
    sending = threading.Thread(target=one._pipe.send_bytes, args=(said,))
    sending.start()
    with pytest.raises(ValueError):
        other.receive(time.monotonic() + 5)
    sending.join()


def test_missing_parts_are_waited_for_only_until_the_deadline(ends):
    one, other = ends
    one._pipe.send_bytes(json.dumps([{}, 3, False]).encode())
    with pytest.raises(TimeoutError):
        other.receive(time.monotonic() + 0.05)
