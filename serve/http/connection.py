"""The client's end of a connection, while its request is worked on."""

from __future__ import annotations

import select
import socket

_PROBE = b"HTTP/1.1 100 Continue\r\n\r\n"
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL


class Client:
    """Whoever waits for the answer to one request.

    A client that closes only its sending side, as ``nc -N`` does, still waits for the answer, and until something is
    sent to it, it looks the same as one that closed the whole connection. It is sent an interim response, which every
    HTTP/1.1 client skips (RFC 9110, 15.2): a closed connection is then reset.
    """

    def __init__(self, connection: socket.socket | None, protocol: str) -> None:
        self._connection = connection
        # HTTP/1.0 has no interim responses: a client of that version which closes its side is taken to be waiting.
        self._can_be_probed = protocol != "HTTP/1.0"

    def is_gone(self) -> bool:
        """Whether nobody is left to answer. Never true without a socket, nor in the first call after the client's side
        closed, which only sends the probe. For the request's own thread, before its response."""
        if self._connection is None:
            return False
        try:
            waiting = select.poll()  # select() does not take descriptors from 1024 on
            waiting.register(self._connection, select.POLLIN)
            events = waiting.poll(0)
            if events and events[0][1] & _GONE:
                return True
            if events and self._can_be_probed and not self._connection.recv(1, socket.MSG_PEEK):
                self._can_be_probed = False
                self._connection.sendall(_PROBE)
        except (OSError, ValueError):
            return True
        return False
