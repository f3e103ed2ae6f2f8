"""gunicorn's threaded worker, changed so that no slow client can hold a thread that /ping needs."""

from __future__ import annotations

import json
import logging
import selectors
import signal
import socket
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import Any

from gunicorn import util
from gunicorn.http.errors import LimitRequestHeaders, ParseException
from gunicorn.workers.gthread import TConn, ThreadWorker

from chunking.errors import BadRequest

# From a head's first byte to its last, and from a last response to the client's own close.
HEAD_SECONDS, CLOSE_SECONDS = 10.0, 2.0
# For a client to receive a small response; and to send the rest of an unread body before the connection is closed.
RESPONSE_SECONDS, REST_SECONDS = 5.0, 0.2
LARGEST_HEAD = 1 << 15
# How many waiting connections are closed to make room for others.
MADE_ROOM = 100
# Read-only requests (/ping, /metrics) have threads of their own, so that uploads and reviews cannot take them all.
GET_THREADS = 8
_END, _CHUNK = b"\r\n\r\n", 1 << 16
_HEAD = "HTTP/1.1 {} Error\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
_LOG = logging.getLogger("contract_review.server")


class Worker(ThreadWorker):  # type: ignore[misc]
    """A connection gets a thread once a request's whole head has arrived, and loses it with the response.

    gunicorn's own worker waits in a thread for the head, and for what follows a response. Here the poller waits.
    """

    def inherit(self, signals: SimpleQueue[int]) -> None:
        """Before the fork. Until it has handlers of its own, this process queues signals where its parent does."""
        self._inherited = signals

    def init_signals(self) -> None:
        """Also obeys a signal to stop that came between the fork and now, which nothing else would ever read."""
        super().init_signals()
        while not self._inherited.empty():
            if (sent := self._inherited.get()) in (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT):
                signal.raise_signal(sent)

    def get_thread_pool(self) -> ThreadPoolExecutor:
        """The threads for requests with a body; those for GET are created in addition."""
        self._get_pool = ThreadPoolExecutor(GET_THREADS)
        return ThreadPoolExecutor(self.cfg.threads)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM: requests at work finish, queued ones are refused."""
        self.app.stop()
        super().handle_exit(sig, frame)

    def enqueue_req(self, conn: TConn) -> None:
        """Hands a connection to a thread if a whole head has arrived, else to the poller."""
        read = conn.parser.unreader.buf.getvalue() if conn.parser else b""  # the previous request's thread read ahead
        arrived, ended = _peek(conn.sock)
        head = read + arrived
        if _END in head or (ended and head):
            conn.data_ready = True
            _report_from(conn.sock, 1)
            pool = self._get_pool if head.startswith(b"GET ") else self.tpool
            pool.submit(self.handle, conn).add_done_callback(
                lambda future: self.method_queue.defer(self.finish_request, conn, future)
            )
        elif ended:
            self._close(conn)
        elif len(head) > LARGEST_HEAD:
            self.handle_error(None, conn.sock, conn.client, LimitRequestHeaders("head"))
            self._linger(conn)
        else:
            _report_from(conn.sock, len(arrived) + 1)
            self._wait_for_head(conn, begun=bool(head))

    def _wait_for_head(self, conn: TConn, begun: bool) -> None:
        if not begun:
            conn.set_timeout()
        elif not getattr(conn, "head_begun", False):
            conn.timeout = time.monotonic() + HEAD_SECONDS
        conn.head_begun = begun
        self._poll(conn, partial(self.on_pending_socket_readable, conn))

    def handle(self, conn: TConn) -> Any:
        """Handles one request, in a thread."""
        conn.head_begun = False
        return super().handle(conn)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Runs the application, which sends "100 Continue" itself, and sets its own limits while it reads a body."""
        req._expected_100_continue = False
        conn.sock.settimeout(RESPONSE_SECONDS)
        return super().handle_request(req, conn)

    def _keepalive_after(self, conn: TConn, keepalive: bool) -> bool:
        return keepalive and bool(conn.parser.finish_body(deadline=time.monotonic() + REST_SECONDS))

    def finish_request(self, conn: TConn, future: Future[Any]) -> None:
        """After a thread has handled a request: the connection waits for the next one, or for its end."""
        if future.cancelled() or future.exception() or not future.result():
            self._linger(conn)
        else:
            super().finish_request(conn, future)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Answers malformed HTTP with an error like any other. Nothing of it is logged: after a wrong Content-Length,
        the rest of a contract is parsed as the next request."""
        # Imported here because it loads Flask, and this module is imported before the model process starts.
        from serve.http.responses import error_body, known, status_of

        failure = BadRequest("The request is not valid HTTP.") if isinstance(exc, ParseException) else known(exc)
        _LOG.info("refused", extra={"facts": {"code": failure.code, "reason": type(exc).__name__}})
        body = json.dumps(error_body(failure))
        with suppress(OSError):
            util.write_nonblock(client, (_HEAD.format(status_of(type(failure)), len(body)) + body).encode())

    def murder_pending(self) -> None:
        """Called after each event: closes the connections whose time in the poller is over, and, if no more can be
        accepted, some of those closest to it."""
        now = time.monotonic()
        room = MADE_ROOM if self.nr_conns >= self.worker_connections else 0
        for number, conn in enumerate(sorted(self.pending_conns, key=lambda conn: conn.timeout)):
            if not self.alive:
                conn.timeout = min(conn.timeout, now + CLOSE_SECONDS)
            if conn.timeout <= now or number < room:
                self._end(conn)

    def _linger(self, conn: TConn) -> None:
        """Closes our side, then discards incoming data until the client closes its side: a reset could lose the
        response (RFC 9112, 9.6)."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:  # the client is gone
            self._close(conn)
            return
        conn.timeout = time.monotonic() + CLOSE_SECONDS
        _report_from(conn.sock, 1)
        self._poll(conn, partial(self._discard, conn))

    def _discard(self, conn: TConn, client: socket.socket) -> None:
        with suppress(BlockingIOError):
            try:
                if client.recv(_CHUNK):
                    return
            except ConnectionError:
                pass
            self._end(conn)

    def _poll(self, conn: TConn, readable: Any) -> None:
        conn.sock.setblocking(False)
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, readable)

    def _end(self, conn: TConn) -> None:
        self.poller.unregister(conn.sock)
        self.pending_conns.remove(conn)
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        with suppress(OSError):  # unread data would turn the close into a reset
            conn.sock.setblocking(False)
            conn.sock.recv(2 * LARGEST_HEAD)
        self.nr_conns -= 1
        conn.close()


def _report_from(connection: socket.socket, size: int) -> None:
    """Has the poller report the connection once this many bytes are waiting in it, or no more will come."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, size)


def _peek(connection: socket.socket) -> tuple[bytes, bool]:
    """The bytes waiting in the connection, which stay there, and whether no more will come."""
    connection.setblocking(False)
    try:
        arrived = connection.recv(2 * LARGEST_HEAD, socket.MSG_PEEK)
    except BlockingIOError:
        return b"", False
    except OSError:
        return b"", True
    # Reported with fewer bytes than the threshold: no more will come.
    return arrived, len(arrived) < connection.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT)
