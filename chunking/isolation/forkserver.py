"""The process that readers are forked from: everything is loaded once, so that a reader of its own costs a file
milliseconds. The client starts it (``python -m chunking.isolation.forkserver FD``); it never sees a file's bytes.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from chunking.document import Page
from chunking.errors import ContractReviewError, DamagedPdf
from chunking.isolation import sandbox
from chunking.isolation.channel import Channel
from chunking.isolation.limits import Limits
from chunking.isolation.page_workers import Crew, Shared
from chunking.isolation.processors import allowed
from chunking.isolation.wire import dump, dump_page, load_page
from chunking.pdf.ocr import data_folder
from chunking.pdf.reader import OpenPdf
from chunking.pdf.render import OpenPictures
from chunking.pipeline import document_from_pages, document_from_text

Progress = Callable[[int, int], None]
# Read before a reader is shut in, where it cannot be read any more.
_PROCESSORS = allowed()


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked of a reader: "pdf", "text" or "render", the document's name, and what may be spent on it.

    charset: the encoding that a text's sender named."""

    kind: str
    name: str
    password: str | None
    charset: str | None
    limits: Limits


def serve(control: socket.socket) -> None:
    """Forks a reader for each connection that comes over the socket, until it is closed."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps the readers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the command, which closes the socket
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            return
        with suppress(OSError), Channel(descriptors[0]) as channel:
            try:
                forked = os.fork()
            except OSError:  # no room for a process: who asked hears of it, and the other readers go on
                channel.send({"pid": 0})
                continue
            if not forked:
                try:
                    control.close()
                    _read_one(channel)
                finally:
                    os._exit(0)


def _read_one(channel: Channel) -> None:
    """A reader's life: its own number, the task, progress, and the answer."""
    os.setsid()
    sandbox.die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    channel.send({"pid": os.getpid()})
    fields, (data,), _ = channel.receive()
    task = Task(**{**fields, "limits": Limits(**fields["limits"])})
    languages = data_folder(task.limits.languages)
    sandbox.limit(2 * task.limits.seconds, task.limits.memory)
    # Nobody catches this alarm: it ends a process that hangs in native code, too.
    signal.setitimer(signal.ITIMER_REAL, task.limits.in_all)
    sandbox.close_in([languages] if languages else [])
    try:
        parts = _work(task, data, lambda done, count: channel.send({"done": done, "count": count}))
    except ContractReviewError as error:
        channel.send({"error": error.to_dict()})
    except MemoryError:
        message = f"Reading the file needs more than {task.limits.memory >> 20} MiB of memory."
        channel.send({"error": DamagedPdf(message).to_dict()})
    except Exception:  # what ends without an answer was killed
        channel.send(
            {"error": DamagedPdf("The reader failed on this file. Export or print it to PDF again.").to_dict()}
        )
    else:
        channel.send({}, *parts)


def _work(task: Task, data: bytes, progress: Progress) -> list[bytes]:
    limits = task.limits
    if task.kind == "text":
        return [dump(document_from_text(data, task.name, limits.pages, task.charset))]
    if task.kind == "render":
        shared = _share_out(partial(OpenPictures, data, limits.pages, task.password), limits, progress)
        return [page if isinstance(page, bytes) else b"" for page in shared.pages]
    shared = _share_out(partial(_Pages, data, limits.pages, task.password, limits.languages), limits, progress)
    pages = [
        load_page(page) if isinstance(page, bytes) else Page(number, 0.0, 0.0, "", source=None, unread=page)
        for number, page in enumerate(shared.pages, 1)
    ]
    return [dump(document_from_pages(data, task.name, pages, shared.remarks))]


def _share_out(open_file: Callable[[], Any], limits: Limits, progress: Progress) -> Shared:
    return Crew(open_file, _PROCESSORS, limits).run(progress)


class _Pages(OpenPdf):
    def page_bytes(self, index: int) -> Iterator[bytes]:
        """One page's drafts as they go through a pipe."""
        return map(dump_page, self.drafts(index))


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
