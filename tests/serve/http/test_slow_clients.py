"""Clients that do nothing, or do it slowly: they get no thread that a ping needs."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest

from serve.config import Config
from serve.inference.model_process import http_threads

# Without a place for each of them.
MANY = http_threads(Config()) + 20
WAYS = {
    "say nothing": b"",
    "never end their headers": b"POST /invocations HTTP/1.1\r\nHost: x\r\n",
    "send on behind a refusal": b"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc",
    "begin a second request": b"GET /execution-parameters HTTP/1.1\r\nHost: x\r\n\r\nGET /pi",
    "stay after a last answer": b"GET /execution-parameters HTTP/1.0\r\n\r\n",
}


@pytest.mark.parametrize("sent", WAYS.values(), ids=WAYS.keys())
def test_pings_are_answered_while_many_clients(server, sent):
    with ExitStack() as clients:
        for _ in range(MANY):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            client.sendall(sent)
        for _ in range(3):
            assert server.ping().status_code == 200


def test_headers_that_do_not_end_end_the_connection(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        client.sendall(WAYS["never end their headers"])
        assert client.recv(100) == b""


def test_a_client_that_sends_all_before_it_listens_gets_its_refusal(server):
    """Its bytes are taken for a moment yet, or the system would tear the answer down with the connection."""
    body = bytes(8 << 20)
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        head = f"POST /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        client.sendall(head + body)
        assert client.recv(100).startswith(b"HTTP/1.1 404")
