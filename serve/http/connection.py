"""The client's end of a connection."""

from __future__ import annotations

import select
import socket


def hung_up(connection: socket.socket | None) -> bool:
    """Whether the client has closed its end, which reads as an empty packet. False without a socket."""
    if connection is None:
        return False
    try:
        readable = select.poll()  # select() does not take descriptors from 1024 on
        readable.register(connection, select.POLLIN)
        return bool(readable.poll(0)) and not connection.recv(1, socket.MSG_PEEK)
    except (OSError, ValueError):
        return True
