"""Idle and slow clients, none of which may hold a thread that /ping needs."""

from __future__ import annotations

import resource
import select
import socket
import time
from contextlib import ExitStack, suppress

import pytest

from serve.config import Config
from serve.http.uploads import SETTLING_SECONDS
from serve.inference.model_supervisor import http_threads
from serve.server import IDLE_CONNECTIONS

# More than there are threads.
MANY = http_threads(Config()) + 20
UPLOAD = b"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\nA"
BEHAVIORS = {
    "say nothing": b"",
    "never end their headers": b"POST /invocations HTTP/1.1\r\nHost: x\r\n",
    "begin an upload": UPLOAD,
    "send on behind a refusal": b"POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc",
    "begin a second request": b"GET /execution-parameters HTTP/1.1\r\nHost: x\r\n\r\nGET /pi",
    "stay after a last answer": b"GET /execution-parameters HTTP/1.0\r\n\r\n",
}


@pytest.mark.parametrize("sent", BEHAVIORS.values(), ids=BEHAVIORS.keys())
def test_pings_are_answered_while_many_clients(server, sent):
    with ExitStack() as clients:
        for _ in range(MANY):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            client.sendall(sent)
        for _ in range(3):
            assert server.ping().status_code == 200


def test_pings_are_answered_while_headers_trickle(server):
    """And whatever became of those that waited longest, others come in their place."""
    with ExitStack() as clients:
        slow = []
        for _ in range(MANY):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            client.sendall(BEHAVIORS["never end their headers"])
            slow.append(client)
        for _ in range(20):
            for client in slow:
                with suppress(ConnectionError):
                    client.sendall(b"A")
            assert server.ping().status_code == 200


def test_uploads_that_trickle_hold_no_place_that_others_need(start, pdf):
    """A byte now and then, from as many clients as there are places at work and in the queue, and more."""
    settings = {
        "CONTRACT_REVIEW_CONCURRENCY": "1",
        "CONTRACT_REVIEW_QUEUE": "2",
        "CONTRACT_REVIEW_UPLOAD_SECONDS": "300",
    }
    with start(**settings) as server, ExitStack() as clients:
        slow = []
        for _ in range(3):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            client.sendall(UPLOAD)
            slow.append(client)
        time.sleep(SETTLING_SECONDS + 0.5)
        for client in slow:
            client.sendall(b"A")
        for _ in range(2):
            assert server.post(pdf).status_code == 200
        answers = [client.recv(1 << 16) for client in select.select(slow, [], [], 10)[0]]
        assert answers and all(b" 503 " in answer[:20] and b"too slow" in answer for answer in answers)


def test_more_connections_than_the_server_holds_make_room_for_others(server):
    many = http_threads(Config()) + IDLE_CONNECTIONS + 100
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, many + 1000), most))
    with ExitStack() as clients:
        for _ in range(many):
            client = clients.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            client.sendall(b"POST /invo")
        for _ in range(3):
            assert server.ping().status_code == 200


def test_headers_that_do_not_end_end_the_connection(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        client.sendall(BEHAVIORS["never end their headers"])
        assert client.recv(100) == b""


def test_a_client_that_sends_all_before_it_listens_gets_its_refusal(server):
    """The server goes on reading for a moment: closing at once would reset the connection and lose the response."""
    body = bytes(8 << 20)
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        head = f"POST /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        client.sendall(head + body)
        assert client.recv(100).startswith(b"HTTP/1.1 404")
