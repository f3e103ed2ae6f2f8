"""Whether a client still waits for its answer, on real connections."""

from __future__ import annotations

import http.client
import socket
import struct
import time
from contextlib import contextmanager

import pytest

from serve.http.connection import Client


@pytest.fixture
def pair():
    """Both ends of a connection over TCP: the server's and the client's."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        client = socket.create_connection(listening.getsockname())
        server, _ = listening.accept()
    with server, client:
        yield server, client


def is_gone_within(client: Client, seconds: float = 2.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if client.is_gone():
            return True
        time.sleep(0.02)
    return False


def test_a_client_that_waits_is_there_whether_or_not_it_sends_its_next_request_already(pair):
    server, client = pair
    assert not is_gone_within(Client(server, "HTTP/1.1"), 0.1)
    client.sendall(b"GET /ping HTTP/1.1\r\n")
    assert not is_gone_within(Client(server, "HTTP/1.1"), 0.1)
    assert server.recv(100) == b"GET /ping HTTP/1.1\r\n"


@pytest.mark.parametrize("protocol", ["HTTP/1.1", "HTTP/1.0"])
def test_a_client_that_closes_only_its_sending_side_is_there(pair, protocol):
    server, client = pair
    client.shutdown(socket.SHUT_WR)
    assert not is_gone_within(Client(server, protocol), 0.3)


def test_what_it_is_probed_with_is_sent_once_and_skipped_by_an_http_client(pair):
    server, client = pair
    client.shutdown(socket.SHUT_WR)
    waiting = Client(server, "HTTP/1.1")
    assert not is_gone_within(waiting, 0.2)
    server.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    answer = http.client.HTTPResponse(client)
    answer.begin()
    assert (answer.status, answer.read()) == (200, b"ok")


def test_an_older_client_is_sent_nothing_but_its_answer(pair):
    server, client = pair
    client.shutdown(socket.SHUT_WR)
    assert not is_gone_within(Client(server, "HTTP/1.0"), 0.2)
    server.close()
    assert client.recv(100) == b""


@pytest.mark.parametrize("reset", [False, True])
def test_a_client_that_closed_its_connection_is_gone(pair, reset):
    server, client = pair
    if reset:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
    assert is_gone_within(Client(server, "HTTP/1.1"))


@contextmanager
def sent(server, name: str, body: bytes):
    """A connection over which a request with this id and text was sent, and whose sending side is closed."""
    head = f"POST /invocations HTTP/1.1\r\nHost: x\r\nX-Amzn-SageMaker-Inference-Id: {name}\r\n"
    head += f"Content-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=240) as connection:
        connection.sendall(head.encode() + body)
        connection.shutdown(socket.SHUT_WR)
        yield connection


def test_a_client_that_closed_its_sending_side_is_answered_and_one_that_left_is_dropped(server, long_text):
    with sent(server, "left", long_text):
        time.sleep(0.2)
    with sent(server, "waits", long_text[: len(long_text) // 5]) as waiting:
        answer = http.client.HTTPResponse(waiting)
        answer.begin()
        assert answer.status == 200 and b'"clauses"' in answer.read()
    codes: dict[str, str] = {}
    until = time.monotonic() + 30
    while not {"left", "waits"} <= codes.keys() and time.monotonic() < until:
        codes = {line["request"]: line["code"] for line in server.log() if line["message"] == "invocation"}
        time.sleep(0.1)
    assert (codes["left"], codes["waits"]) == ("left", "ok")
