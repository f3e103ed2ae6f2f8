"""Reads documents in sandboxed processes, and starts the fork server that those processes come from.

A file that crashes, hangs or exhausts its reader fails its own request and nothing else. Readers are forked from a
process that is started once (``forkserver``); they answer in JSON and arrays, never pickle.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict

from chunking.document import Document
from chunking.errors import Busy, ContractReviewError, InternalError, TookTooLong
from chunking.isolation.channel import Channel
from chunking.isolation.child_python import PYTHON
from chunking.isolation.cpu_quota import allowed
from chunking.isolation.limits import Limits
from chunking.isolation.page_workers import out_of_memory
from chunking.isolation.serialization import load

__all__ = ["Limits", "comment_word", "read_pdf", "read_text", "read_word", "render_pdf", "start"]

Progress = Callable[[int, int], None]
# The only environment variables passed to readers; others may hold credentials.
_KNOWN = ("PATH", "PYTHONPATH", "LANG", "TESSDATA_PREFIX")
# In bytes. By default glibc returns each page's arrays to the kernel and faults in fresh memory for the next page,
# which doubles the cost of array operations. The first value is the largest that glibc accepts.
_ALLOCATION = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(64 << 20)}

# Loading the libraries takes half a second on an idle machine.
START_SECONDS = 60.0
# How long a file waits for its turn. A text of 30 pages is read in less; a scan may take minutes.
PATIENCE_SECONDS = 2.0


def read_pdf(
    data: bytes | memoryview, name: str, limits: Limits, password: str | None = None, progress: Progress | None = None
) -> Document:
    """Raises the errors of ``OpenPdf``, NoText and TookTooLong, DamagedPdf if the reader crashed on the file, and
    Busy or OutOfMemory if the machine had too little time or memory for it.

    ``progress`` is called with the number of pages done and the total.
    """
    return _document(_ask("pdf", data, name, limits, password, progress))


def read_text(data: bytes | memoryview, name: str, limits: Limits, charset: str | None = None) -> Document:
    """``charset`` is the encoding declared by the sender. Raises NoText, TooManyPages and TookTooLong."""
    return _document(_ask("text", data, name, limits, charset=charset))


def read_word(data: bytes | memoryview, name: str, limits: Limits) -> Document:
    """Raises NotADocx, LockedDocx, DamagedDocx, NoText and TookTooLong."""
    return _document(_ask("word", data, name, limits))


def render_pdf(data: bytes | memoryview, limits: Limits, password: str | None = None) -> list[bytes]:
    """A PNG for each page, empty if it could not be rendered. Raises TookTooLong and DamagedPdf."""
    return _ask("render", data, "", limits, password)


def comment_word(
    data: bytes | memoryview, document: Document, comments: Sequence[tuple[int, int, str]], limits: Limits
) -> bytes:
    """The Word file that ``document`` was read from, with comments: each on an interval of the document's text, or, if
    that is empty, on the document's start. Raises DamagedDocx and TookTooLong."""
    placed = [(*_on_page(document, start, end), text) for start, end, text in comments]
    (file,) = _ask("comment", data, document.name, limits, page=document.pages[0].text, comments=placed)
    return file


def _on_page(document: Document, start: int, end: int) -> tuple[int, int]:
    found = document.char_index[start:end]
    found = found[found >= 0]
    return (int(found[0]), int(found[-1]) + 1) if len(found) else (0, 0)


def start() -> None:
    """Starts the fork server ahead of time, so the first file does not wait for it."""
    _READERS.start()


class Readers:
    """Owns the fork server: starts it, restarts it if it has died, and requests readers from it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._turns = threading.Semaphore(max(1, allowed() // 2))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until few enough files are being read, but not for long if one takes its time. One file keeps two cores
        busy; more at once would only take more memory."""
        mine = self._turns.acquire(timeout=PATIENCE_SECONDS)
        try:
            yield
        finally:
            if mine:
                self._turns.release()

    def start(self) -> None:
        """Starts the process unless it is running."""
        with self._lock:
            self._running()

    def connect(self) -> Channel:
        """A channel to a new reader."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                socket.send_fds(self._running(), [b"."], [theirs.fileno()])
            except OSError:  # it ended just now
                self._end()
                socket.send_fds(self._running(), [b"."], [theirs.fileno()])
        return Channel(ours.detach())

    def end(self) -> None:
        """Kills the process; the next file starts a new one."""
        with self._lock:
            self._end()

    def _running(self) -> socket.socket:
        if self._process is None or self._process.poll() is not None or self._control is None:
            self._end()
            self._control, theirs = socket.socketpair()
            environment = {key: os.environ[key] for key in _KNOWN if key in os.environ}
            # Otherwise BLAS reserves gigabytes for threads that are never used.
            environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", **_ALLOCATION}
            with theirs:
                self._process = subprocess.Popen(
                    [*PYTHON, "-m", "chunking.isolation.forkserver", str(theirs.fileno())],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    # Native libraries log every malformed file; anything that matters comes back over the pipe.
                    stderr=subprocess.DEVNULL,
                    env=environment,
                )
        return self._control

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None


_READERS = Readers()


def _ask(
    kind: str,
    data: bytes | memoryview,
    name: str,
    limits: Limits,
    password: str | None = None,
    progress: Progress | None = None,
    charset: str | None = None,
    **more: object,
) -> list[bytes]:
    task = {"kind": kind, "name": name, "password": password, "charset": charset, "limits": asdict(limits), **more}
    pid = 0
    with _READERS.turn(), _READERS.connect() as channel:
        until = time.monotonic() + START_SECONDS
        try:
            pid = int(channel.receive(until).header["pid"])
            if not pid:
                raise Busy("The machine cannot start another reader process. Send the document again later.")
            until = time.monotonic() + limits.total_timeout
            channel.send(task, data)
            while "done" in (answer := channel.receive(until)).header:
                if progress:
                    progress(int(answer.header["done"]), int(answer.header["count"]))
            failure = ContractReviewError.from_dict(answer.header["error"]) if "error" in answer.header else None
        except (EOFError, OSError, ValueError, KeyError, TypeError) as error:
            _give_up(pid)
            raise _failure(pid, time.monotonic() >= until, limits) from error
    if failure:
        raise failure
    return answer.parts


def _give_up(pid: int) -> None:
    """Kills a reader and its workers, or the fork server if it never produced a reader."""
    if not pid:
        _READERS.end()
        return
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _failure(pid: int, late: bool, limits: Limits) -> ContractReviewError:
    if not pid:
        return InternalError("The reader process could not be started.")
    if late:
        return TookTooLong(
            f"Reading took more than {limits.total_timeout:g} s and was stopped. Send fewer pages.",
            seconds=limits.total_timeout,
        )
    return out_of_memory()  # a reader answers even when it fails, so this one was killed


def _document(parts: list[bytes]) -> Document:
    try:
        return load(parts[0])
    except (ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
        raise InternalError("The reader's answer could not be understood.") from error
