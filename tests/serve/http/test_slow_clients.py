"""Idle and slow clients, none of which may hold a thread that /ping needs."""

from __future__ import annotations

import socket
from contextlib import ExitStack

import pytest

from serve.config import Config
from serve.inference.model_process import http_threads

# More than there are threads.
MANY = http_threads(Config()) + 20
BEHAVIOURS = {
    "say nothing": b"",
    "never end their headers": b"POST /invocations HTTP/1.1\r\nHost: x\r\n",
    "send on behind a refusal": b"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc",
    "begin a second request": b"GET /execution-parameters HTTP/1.1\r\nHost: x\r\n\r\nGET /pi",
    "stay after a last answer": b"GET /execution-parameters HTTP/1.0\r\n\r\n",
}


@pytest.mark.parametrize("sent", BEHAVIOURS.values(), ids=BEHAVIOURS.keys())
def test_pings_are_answered_while_many_clients(server, sent):
    with ExitStack() as clients:
        for _ in range(MANY):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            client.sendall(sent)
        for _ in range(3):
            assert server.ping().status_code == 200


def test_headers_that_do_not_end_end_the_connection(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        client.sendall(BEHAVIOURS["never end their headers"])
        assert client.recv(100) == b""


def test_a_client_that_sends_all_before_it_listens_gets_its_refusal(server):
    """The server goes on reading for a moment: closing at once would reset the connection and lose the response."""
    body = bytes(8 << 20)
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        head = f"POST /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        client.sendall(head + body)
        assert client.recv(100).startswith(b"HTTP/1.1 404")
