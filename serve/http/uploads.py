"""The uploads in progress: limits on their number and memory; slow uploads make way for others."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from chunking.errors import Busy, Stopping, Unavailable

# An upload slower than this, on average, gives way to another once all places are taken. At this rate, a megabyte takes
# most of the default deadline.
SLOW_BYTES_PER_SECOND = 4096
# The rate of an upload is not reliable in its first moments.
SETTLING_SECONDS = 2.0
# How long a new upload waits for the one that gives way to it.
HANDOVER_SECONDS = 2.0


@dataclass(eq=False, slots=True)
class Upload:
    """One body on its way, of which ``size`` bytes have arrived."""

    uploads: Uploads
    connection: socket.socket | None
    size: int = 0
    began: float = field(default_factory=time.monotonic)
    interrupted: Unavailable | None = None

    def add(self, size: int) -> None:
        """Reserves memory for bytes that arrived. Raises Busy if too little is free."""
        self.uploads.reserve(size)
        self.size += size

    def rate(self) -> float:
        """Bytes per second so far; infinite while it is too early to tell."""
        age = time.monotonic() - self.began
        return self.size / age if age > SETTLING_SECONDS else float("inf")

    def interrupt(self, error: Unavailable) -> None:
        """Ends the upload: its thread reads an end of file, and answers with the error."""
        self.interrupted = error
        if self.connection is not None:
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RD)


class Uploads:
    """At most ``places`` uploads at once. Their bodies and those of requests at work take at most ``memory`` bytes."""

    def __init__(self, places: int, memory: int) -> None:
        self._places = places
        self._free = memory
        self._arriving: set[Upload] = set()
        self._stopping = False
        self._changed = threading.Condition()

    @contextmanager
    def body(self, connection: socket.socket | None) -> Iterator[Upload]:
        """An upload, which holds its place until ``arrived``, and its memory for the duration of the ``with`` block.

        Raises Stopping, and Busy if all places are taken by uploads that are fast enough.
        """
        upload = Upload(self, connection)
        with self._changed:
            self._make_room()
            self._arriving.add(upload)
        try:
            yield upload
        finally:
            self.arrived(upload)
            with self._changed:
                self._free += upload.size

    def arrived(self, upload: Upload) -> None:
        """Frees the upload's place; its memory stays reserved."""
        with self._changed:
            self._arriving.discard(upload)
            self._changed.notify_all()

    def reserve(self, size: int) -> None:
        """Takes memory for an upload's bytes. Raises Busy."""
        with self._changed:
            if size > self._free:
                raise Busy(
                    "Other requests' bodies fill the memory for bodies. Try again after the time in Retry-After."
                )
            self._free -= size

    def stop(self) -> None:
        """Interrupts all uploads and refuses new ones: none of them could be reviewed any more."""
        with self._changed:
            self._stopping = True
            for upload in self._arriving:
                upload.interrupt(_stopping())

    def _make_room(self) -> None:
        if self._stopping:
            raise _stopping()
        if len(self._arriving) < self._places:
            return
        slow = [each for each in self._arriving if not each.interrupted and each.rate() < SLOW_BYTES_PER_SECOND]
        if slow:
            slowest = min(slow, key=Upload.rate)
            slowest.interrupt(Busy("The upload was too slow while others waited. Try again over a faster connection."))
            self._changed.wait_for(lambda: len(self._arriving) < self._places, HANDOVER_SECONDS)
        if len(self._arriving) >= self._places:
            raise Busy("Too many uploads are in progress. Try again after the time in Retry-After.")


def _stopping() -> Stopping:
    return Stopping("The server is stopping. Send the request again; another instance will take it.")
