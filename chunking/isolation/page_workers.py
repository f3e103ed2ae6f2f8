"""A file's pages shared out to forked workers, so that a page that crashes or hangs its reader costs that page alone.

The process that shares out never touches the file with native code itself. Runs inside the reader's process
(``isolation``), on one thread, where a fork is safe and costs milliseconds.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any, NoReturn, Protocol

from chunking.errors import Busy, ContractReviewError, DamagedPdf, TookTooLong
from chunking.isolation.channel import Channel

FAILED = "the reader failed on the page"
NO_TIME = "the document's time was up before the page was read"
NO_MEMORY = "the page needs too much memory"


class Job(Protocol):
    """An opened file in a worker: how many pages it has, what to say of it, and what each page gives."""

    @property
    def pages(self) -> int:
        """How many it has."""

    @property
    def remarks(self) -> list[str]:
        """Sentences on the file."""

    def page_bytes(self, index: int) -> Iterator[bytes]:
        """What the page gives; where more than once, all but the last stand in should the rest fail."""


@dataclass(slots=True)
class Shared:
    """What the workers gave: remarks on the file and, for each page, its bytes or the reason why there are none."""

    remarks: list[str] = field(default_factory=list)
    pages: list[bytes | str] = field(default_factory=list)


@dataclass(slots=True)
class _Worker:
    pid: int
    channel: Channel
    page: int | None = None
    until: float = 0.0
    draft: bytes | None = None


class Crew:
    """Up to ``size`` workers, each with the file open. Times are of the monotonic clock, in seconds."""

    def __init__(self, open_file: Callable[[], Job], size: int, page_seconds: float, until: float) -> None:
        self._open_file = open_file
        self._size = size
        self._page_seconds = page_seconds
        self._until = until
        self._workers: list[_Worker] = []

    def run(self, progress: Callable[[int, int], None]) -> Shared:
        """Reads all pages; ``progress`` hears how many of how many are done.

        Raises what opening the file raises, DamagedPdf where that crashes, TookTooLong where not one page was read
        before the time was up, and Busy where the machine has no room for a single worker.
        """
        try:
            header = self._open_first()
            shared = Shared(header["remarks"], [NO_TIME] * header["pages"])
            self._share_out(shared, progress)
        finally:
            for worker in self._workers:
                _end(worker)
        if all(page == NO_TIME for page in shared.pages):
            raise took_too_long()
        return shared

    def _open_first(self) -> dict[str, Any]:
        worker = self._fork()
        try:
            header = worker.channel.receive(self._until).header
        except TimeoutError:
            raise took_too_long() from None
        except EOFError:
            raise DamagedPdf("The reader failed on this file. Export or print it to PDF again.") from None
        if "error" in header:
            raise ContractReviewError.from_dict(header["error"])
        return header

    def _share_out(self, shared: Shared, progress: Callable[[int, int], None]) -> None:
        count = len(shared.pages)
        waiting = list(range(count))[::-1]
        done = 0
        while done < count and time.monotonic() < self._until:
            self._assign(waiting)
            busy = [worker for worker in self._workers if worker.page is not None]
            ends = min([self._until, *(worker.until for worker in busy)])
            ready = wait([worker.channel.fileno() for worker in busy], max(0.0, ends - time.monotonic()))
            for worker in busy:
                answer = self._answer(worker, worker.channel.fileno() in ready)
                if answer is None:
                    continue
                assert worker.page is not None
                shared.pages[worker.page] = answer
                worker.page = None
                done += 1
                progress(done, count)
        for worker in self._workers:  # the time was up
            if worker.page is not None and worker.draft:
                shared.pages[worker.page] = worker.draft

    def _assign(self, waiting: list[int]) -> None:
        """A page for each idle worker; new workers as long as there are pages for them."""
        while waiting:
            worker = next((worker for worker in self._workers if worker.page is None), None)
            if worker is None:
                if len(self._workers) >= self._size:
                    return
                try:
                    worker = self._fork()
                except Busy:
                    if not self._workers:
                        raise
                    return  # those that are there read on
            worker.page, worker.draft = waiting.pop(), None
            worker.until = time.monotonic() + self._page_seconds
            with suppress(OSError):  # it died; its silence tells when it is waited for
                worker.channel.send({"page": worker.page})

    def _answer(self, worker: _Worker, spoke: bool) -> bytes | str | None:
        """The page, or why there is none, or None while it is still being read."""
        if not spoke:
            if time.monotonic() < worker.until:
                return None
            self._drop(worker)
            return worker.draft or f"the page took more than {self._page_seconds:g} s to read"
        try:
            header, parts, _ = worker.channel.receive(worker.until)
        except (EOFError, OSError, ValueError):
            self._drop(worker)
            return worker.draft or FAILED
        if parts:
            worker.draft = parts[0]
        if "end" not in header:  # a draft, or a later worker's header, which says nothing new
            return None
        return worker.draft or str(header["end"])

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        _end(worker)

    def _fork(self) -> _Worker:
        try:
            ours, theirs = Channel.pair()
            pid = os.fork()
        except OSError as error:
            raise Busy("The machine has no room for one more process. Send the document again.") from error
        if pid == 0:
            _work(self._open_file, theirs, [ours, *(worker.channel for worker in self._workers)])
        theirs.close()
        worker = _Worker(pid, ours)
        self._workers.append(worker)
        return worker


def took_too_long() -> TookTooLong:
    """The error of a document of which nothing was read in time."""
    return TookTooLong("Nothing of the document could be read before its time was up. Send fewer pages.")


def _end(worker: _Worker) -> None:
    with suppress(ProcessLookupError):
        os.kill(worker.pid, signal.SIGKILL)
    os.waitpid(worker.pid, 0)
    worker.channel.close()


def _work(open_file: Callable[[], Job], channel: Channel, others: list[Channel]) -> NoReturn:
    """A worker's life: opens the file, says what it is, then reads the pages that it is asked for."""
    try:
        for other in others:
            other.close()
        try:
            job = open_file()
            header: dict[str, Any] = {"pages": job.pages, "remarks": job.remarks}
        except ContractReviewError as error:
            header = {"error": error.to_dict()}
        except MemoryError:
            header = {"error": DamagedPdf("The file needs too much memory to be read.").to_dict()}
        channel.send(header)
        while True:
            index = channel.receive().header["page"]
            end = FAILED  # heard only where there was not even a draft
            try:
                for draft in job.page_bytes(index):
                    channel.send({}, draft)
            except MemoryError:
                end = NO_MEMORY
            except Exception:  # a fault of ours on one page must not cost the others
                end = FAILED
            channel.send({"end": end})
    finally:
        os._exit(0)
