"""Distributes a file's pages over forked workers, so a page that crashes or hangs its worker costs only that page.

The distributing process never runs native code on the file. It is the single-threaded reader (``forkserver``), in which
forking is safe and takes milliseconds.
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

from chunking.errors import Busy, ContractReviewError, DamagedPdf, OutOfMemory, TookTooLong
from chunking.isolation.channel import Channel
from chunking.isolation.limits import WALL_CLOCK_FACTOR, Limits

FAILED = "the reader failed on the page"
NO_TIME = "the document's time limit was reached before the page was read"
NO_MEMORY = "the page needs too much memory"
KILLED = "the server ran out of memory while the page was read"
STARVED = "the machine was too busy to read the page in time"
# Workers that received less CPU time than this share of their wall-clock time were starved by other processes.
FAIR = 0.5


class Job(Protocol):
    """A file opened by a worker."""

    @property
    def pages(self) -> int:
        """How many pages the file has."""

    @property
    def remarks(self) -> list[str]:
        """Sentences about the file, for the reader of the review."""

    def page_bytes(self, index: int) -> Iterator[bytes]:
        """Successive versions of the page; an earlier one is used if producing the next fails."""


@dataclass(slots=True)
class Shared:
    """The workers' results: remarks on the file and, for each page, its bytes or the reason there are none."""

    remarks: list[str] = field(default_factory=list)
    pages: list[bytes | str] = field(default_factory=list)


# linux/posix-timers.h: the clock id of another process's CPU time is (~pid << 3) | CPUCLOCK_SCHED.
_PROCESSOR_CLOCK = 2


@dataclass(slots=True)
class _Worker:
    pid: int
    channel: Channel
    page: int | None = None
    since: float | None = None  # monotonic clock; None while idle
    spent_before: float = 0.0
    draft: bytes | None = None

    def spent(self) -> float:
        """CPU seconds used so far."""
        with suppress(OSError):  # it has ended
            return time.clock_gettime(~self.pid << 3 | _PROCESSOR_CLOCK)
        return 0.0


class Crew:
    """Reads the pages with up to ``size`` workers, each of which has the file open."""

    def __init__(self, open_file: Callable[[], Job], size: int, limits: Limits) -> None:
        self._open_file = open_file
        self._size = size
        self._limits = limits
        self._until = time.monotonic() + limits.reading_timeout
        self._workers: list[_Worker] = []
        self._at_once = 1
        self._spent_before = 0.0  # by workers that were dropped
        self._occupied = 0.0

    def run(self, progress: Callable[[int, int], None]) -> Shared:
        """Reads all pages; ``progress`` is called with the number of pages done and the total.

        Raises what opening the file raises, and DamagedPdf if that crashes. If no page could be read: TookTooLong when
        time ran out, Busy when other processes used that time, OutOfMemory when the kernel killed the workers. Busy if
        not even one worker can be forked.
        """
        try:
            header = self._open_first()
            shared = Shared(header["remarks"], [NO_TIME] * header["pages"])
            self._at_once = max(1, min(self._size, header["pages"]))
            self._share_out(shared, progress)
        finally:
            for worker in self._workers:
                _end(worker)
        if all(page in (NO_TIME, STARVED) for page in shared.pages):
            raise self._late()
        if KILLED in shared.pages and not any(isinstance(page, bytes) for page in shared.pages):
            raise out_of_memory()
        return shared

    def _open_first(self) -> dict[str, Any]:
        worker = self._fork()
        while not wait([worker.channel.fileno()], max(0.0, self._left())):
            if self._left() <= 0:
                raise self._late()
        try:
            header = worker.channel.receive(self._until).header
        except TimeoutError:
            raise self._late() from None
        except EOFError:
            if self._drop(worker) == -signal.SIGKILL:
                raise out_of_memory() from None
            raise crashed() from None
        if "error" in header:
            raise ContractReviewError.from_dict(header["error"])
        self._free(worker)
        return header

    def _spent(self) -> float:
        """CPU seconds used by all workers so far."""
        return self._spent_before + sum(worker.spent() for worker in self._workers)

    def _left(self) -> float:
        """A lower bound on the seconds until the document's time is up; zero or less if it is."""
        # CPU time divided by the workers approximates wall-clock time on an idle machine.
        return min(self._limits.seconds - self._spent() / self._at_once, self._until - time.monotonic())

    def _starved(self) -> bool:
        """Whether CPU time was left, but other processes took most of it."""
        if self._spent() >= self._limits.seconds * self._at_once:
            return False
        now = time.monotonic()
        occupied = self._occupied + sum(now - worker.since for worker in self._workers if worker.since is not None)
        return self._spent() < FAIR * occupied

    def _free(self, worker: _Worker) -> None:
        assert worker.since is not None
        self._occupied += time.monotonic() - worker.since
        worker.page = worker.since = None

    def _late(self) -> Busy | TookTooLong:
        """The error for a document of which no page was read in time."""
        if self._starved():
            return Busy("The machine was too busy to read the document in time. Send it again.")
        return TookTooLong("No page could be read within the document's time limit. Send fewer pages.")

    def _share_out(self, shared: Shared, progress: Callable[[int, int], None]) -> None:
        count = len(shared.pages)
        waiting = list(range(count))[::-1]
        done = 0
        while done < count and (left := self._left()) > 0:
            self._assign(waiting)
            busy = [worker for worker in self._workers if worker.page is not None]
            ready = wait([worker.channel.fileno() for worker in busy], max(0.0, min([left, *map(self._left_of, busy)])))
            for worker in busy:
                answer = self._answer(worker, worker.channel.fileno() in ready)
                if answer is None:
                    continue
                assert worker.page is not None
                shared.pages[worker.page] = answer
                self._free(worker)
                done += 1
                progress(done, count)
        if done < count and self._starved():
            shared.pages = [STARVED if page == NO_TIME else page for page in shared.pages]
        for worker in self._workers:  # the time was up
            if worker.page is not None and worker.draft:
                shared.pages[worker.page] = worker.draft

    def _left_of(self, worker: _Worker) -> float:
        """A lower bound on the seconds until the time for the worker's page is up."""
        spent = worker.spent() - worker.spent_before
        return min(self._limits.page_seconds - spent, self._until_of(worker) - time.monotonic())

    def _until_of(self, worker: _Worker) -> float:
        """The wall-clock deadline of the worker's page."""
        return (worker.since or 0.0) + WALL_CLOCK_FACTOR * self._limits.page_seconds

    def _assign(self, waiting: list[int]) -> None:
        """Gives each idle worker a page, and forks more workers while pages are waiting."""
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
                    return  # the existing workers continue
            worker.page, worker.draft = waiting.pop(), None
            worker.since, worker.spent_before = time.monotonic(), worker.spent()
            with suppress(OSError):  # it died; waiting for its answer will show that
                worker.channel.send({"page": worker.page})

    def _answer(self, worker: _Worker, spoke: bool) -> bytes | str | None:
        """The page, or the reason there is none; None while it is still being read."""
        if not spoke:
            if self._left_of(worker) > 0:
                return None
            late = worker.spent() - worker.spent_before >= FAIR * self._limits.page_seconds
            self._drop(worker)
            too_long = f"the page took more than {self._limits.page_seconds:g} s to read"
            return worker.draft or (too_long if late else STARVED)
        try:
            header, parts, _ = worker.channel.receive(self._until_of(worker))
        except ValueError:
            self._drop(worker)
            return worker.draft or FAILED
        except (EOFError, OSError):
            killed = self._drop(worker) == -signal.SIGKILL
            return worker.draft or (KILLED if killed else FAILED)
        if parts:
            worker.draft = parts[0]
        if "end" not in header:  # a draft, or the header of an additional worker
            return None
        return worker.draft or str(header["end"])

    def _drop(self, worker: _Worker) -> int:
        """Kills the worker unless it has exited. Returns its exit code, or minus the signal that killed it."""
        self._spent_before += worker.spent()
        self._workers.remove(worker)
        return _end(worker)

    def _fork(self) -> _Worker:
        try:
            ours, theirs = Channel.pair()
            pid = os.fork()
        except OSError as error:
            raise Busy("The machine cannot start another process. Send the document again later.") from error
        if pid == 0:
            _work(self._open_file, theirs, [ours, *(worker.channel for worker in self._workers)])
        theirs.close()
        worker = _Worker(pid, ours, since=time.monotonic())
        self._workers.append(worker)
        return worker


def crashed() -> DamagedPdf:
    """The error for a file that crashed its reader."""
    return DamagedPdf("The reader failed on this file. Export or print it to PDF again.")


def out_of_memory() -> OutOfMemory:
    """The error for a document whose reader the kernel killed, as it does when the container runs out of memory."""
    return OutOfMemory(
        "The server ran out of memory while it was reading the document. Send it again, or fewer documents at once."
    )


def _end(worker: _Worker) -> int:
    with suppress(ProcessLookupError):
        os.kill(worker.pid, signal.SIGKILL)
    _, status = os.waitpid(worker.pid, 0)
    worker.channel.close()
    return os.waitstatus_to_exitcode(status)


def _work(open_file: Callable[[], Job], channel: Channel, others: list[Channel]) -> NoReturn:
    """The worker's main function: opens the file, sends its header, then reads pages on request."""
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
            end = FAILED  # used only if there is not even a draft
            try:
                for draft in job.page_bytes(index):
                    channel.send({}, draft)
            except MemoryError:
                end = NO_MEMORY
            except Exception:  # a bug on one page must not cost the others
                end = FAILED
            channel.send({"end": end})
    finally:
        os._exit(0)
