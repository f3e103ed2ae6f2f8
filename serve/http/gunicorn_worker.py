"""gunicorn's threaded worker, in which no client can hold a thread that a ping needs."""

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

# How long a thread waits for a client outside of a body and a response: for headers, and for the end of a connection.
CLIENT_SECONDS = 2.0
_HEAD = "HTTP/1.1 {} Error\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
_LOG = logging.getLogger("contract_review.server")


class Worker(ThreadWorker):  # type: ignore[misc]
    """A connection has a thread from its first byte on, and only for as long as it moves.

    gunicorn's own waits for headers without end, for a first byte in a thread, and for the end of a connection in the
    one thread that takes connections.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._waits: dict[TConn, float] = {}

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM: what is at work goes on, what waits is refused."""
        self.app.gate.stop()
        super().handle_exit(sig, frame)

    def enqueue_req(self, conn: TConn) -> None:
        """To a thread, where there is something to read."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.set_timeout()
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: TConn) -> Any:
        """One request, in a thread."""
        self._waits[conn] = time.monotonic()
        try:
            keep = super().handle(conn)
            if not keep:
                _see_off(conn.sock)
            return keep
        finally:
            self._waits.pop(conn, None)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """The application keeps its own time, and says itself when it wants a body that waits for "100 Continue"."""
        del self._waits[conn]
        req._expected_100_continue = False
        try:
            return super().handle_request(req, conn)
        finally:
            self._waits[conn] = time.monotonic()

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """What is not HTTP gets an error like any other. None of it reaches the log: behind a wrong length, the rest of
        a contract is taken for the next request."""
        failure = BadRequest("The request is not valid HTTP.") if isinstance(exc, ParseException) else known(exc)
        _LOG.info("refused", extra={"facts": {"code": failure.code, "reason": type(exc).__name__}})
        body = json.dumps(error_body(failure))
        with suppress(OSError):
            util.write_nonblock(client, (_HEAD.format(status_of(type(failure)), len(body)) + body).encode())

    def murder_pending(self) -> None:
        """Called every second: cuts off who is waited for too long, and at the end who never said anything."""
        now = time.monotonic()
        if not self.alive:
            for conn in self.pending_conns:
                conn.timeout = min(conn.timeout, now + CLIENT_SECONDS)
        super().murder_pending()
        for conn, since in self._waits.copy().items():
            if now - since > CLIENT_SECONDS:
                with suppress(OSError):
                    conn.sock.shutdown(socket.SHUT_RDWR)


def _see_off(connection: socket.socket) -> None:
    """Ends our side and lets the client end its own: what it still sends must not cost it the answer (RFC 9112 9.6)."""
    until = time.monotonic() + CLIENT_SECONDS
    with suppress(OSError):
        connection.shutdown(socket.SHUT_WR)
        while time.monotonic() < until and connection.recv(1 << 16):
            pass
        connection.shutdown(socket.SHUT_RDWR)
