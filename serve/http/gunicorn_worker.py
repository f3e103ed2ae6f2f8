"""gunicorn's threaded worker, changed so that no slow client can hold a thread that /ping needs."""

from __future__ import annotations

import json
import logging
import selectors
import socket
import time
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn import util
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import TConn, ThreadWorker

from chunking.errors import BadRequest
from serve.http.responses import error_body, known, status_of

# How long a thread waits for a client, except for a body or while it sends a response: for headers and for the close.
CLIENT_SECONDS = 2.0
_HEAD = "HTTP/1.1 {} Error\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
_LOG = logging.getLogger("contract_review.server")


class Worker(ThreadWorker):  # type: ignore[misc]
    """A connection gets a thread once its first byte arrives, and keeps it only while it makes progress.

    gunicorn's own worker waits for headers without a limit, waits for the first byte in a thread, and waits for
    connections to close in the one thread that accepts them.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._waiting_since: dict[TConn, float] = {}

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM: requests at work finish, queued ones are refused."""
        self.app.admission.stop()
        super().handle_exit(sig, frame)

    def enqueue_req(self, conn: TConn) -> None:
        """Hands the connection to a thread if there is something to read, else to the poller."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: TConn) -> Any:
        """Handles one request, in a thread."""
        self._waiting_since[conn] = time.monotonic()
        try:
            keep = super().handle(conn)
            if not keep:
                _drain(conn.sock)
            return keep
        finally:
            self._waiting_since.pop(conn, None)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Runs the application, which limits its own time and sends "100 Continue" itself."""
        del self._waiting_since[conn]
        req._expected_100_continue = False
        try:
            return super().handle_request(req, conn)
        finally:
            self._waiting_since[conn] = time.monotonic()

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Answers what is not HTTP with an error like any other. None of it is logged: after a wrong Content-Length,
        the rest of a contract is parsed as the next request."""
        failure = BadRequest("The request is not valid HTTP.") if isinstance(exc, ParseException) else known(exc)
        _LOG.info("refused", extra={"facts": {"code": failure.code, "reason": type(exc).__name__}})
        body = json.dumps(error_body(failure))
        with suppress(OSError):
            util.write_nonblock(client, (_HEAD.format(status_of(type(failure)), len(body)) + body).encode())

    def murder_pending(self) -> None:
        """Called every second: closes connections that keep a thread waiting, and idle ones on shutdown."""
        now = time.monotonic()
        if not self.alive:
            for conn in self.pending_conns:
                conn.timeout = min(conn.timeout, now + CLIENT_SECONDS)
        super().murder_pending()
        for conn, since in self._waiting_since.copy().items():
            if now - since > CLIENT_SECONDS:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)


def _drain(connection: socket.socket) -> None:
    """Closes our side, then reads until the client closes its own: a reset could lose the response (RFC 9112, 9.6)."""
    until = time.monotonic() + CLIENT_SECONDS
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        while time.monotonic() < until and connection.recv(1 << 16):
            pass
        connection.shutdown(socket.SHUT_RDWR)
