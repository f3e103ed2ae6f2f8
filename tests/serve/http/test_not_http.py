"""Invalid HTTP gets an error like any other, and none of its bytes reach the log."""

from __future__ import annotations

import json
import socket

import pytest

HEAD = b"POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
BODY = b"The Buyer of this Secret shall pay.\r\n\r\n"
BROKEN = {
    "no HTTP at all": bytes(range(1, 256)),
    "another version": b"GET /ping HTTP/7.0\r\n\r\n",
    "a length that is none": HEAD + b"Content-Length: -1\r\n\r\n",
    "two lengths": HEAD + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
    "a length and pieces": HEAD + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a piece of no size": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "a piece longer than it says": HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
    "a header without end": b"GET /ping HTTP/1.1\r\nHost: " + b"x" * 20_000 + b"\r\n\r\n",
    "a header too many": b"GET /ping HTTP/1.1\r\n" + b"A: b\r\n" * 500 + b"\r\n",
}


def sent(server, request, whole=True):
    """The answer; a client that has sent the ``whole`` of it says so by closing its side."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as client:
        client.sendall(request)
        if whole:
            client.shutdown(socket.SHUT_WR)
        with client.makefile("rb") as answer:
            return answer.read()


@pytest.mark.parametrize("request_", BROKEN.values(), ids=BROKEN.keys())
def test_it_is_a_bad_request_with_a_body_like_any_other(server, request_):
    head, _, body = sent(server, request_).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert json.loads(body)["error"]["code"] == "bad_request"
    assert server.ping().status_code == 200


def test_a_contract_that_is_longer_than_its_length_is_not_logged(server):
    answer = sent(server, HEAD + f"Content-Length: {len(BODY) - 20}\r\n\r\n".encode() + BODY, whole=False)
    assert answer.startswith(b"HTTP/1.1 200 ") and b"HTTP/1.1 400 " in answer
    assert "Secret" not in json.dumps(server.log())


@pytest.mark.parametrize("line", [b"zz", b"-5", b"0x3", b"3 ", b"x" * 10_000], ids=["zz", "-5", "0x3", "3 ", "long"])
def test_a_piece_whose_size_is_none_is_not_called_an_upload_that_ended_early(server, line):
    answer = sent(server, HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + line + b"\r\nabc\r\n0\r\n\r\n")
    assert b"The chunks of the body are not valid HTTP." in answer
