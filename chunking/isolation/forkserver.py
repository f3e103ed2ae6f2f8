"""Loads the libraries once and forks a reader for each file, in milliseconds.

Started by the client (``python -m chunking.isolation.forkserver FD``); it never handles a file's bytes itself.
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
from chunking.errors import ContractReviewError, DamagedDocx, DamagedPdf
from chunking.isolation import sandbox
from chunking.isolation.channel import Channel
from chunking.isolation.cpu_quota import allowed
from chunking.isolation.limits import Limits
from chunking.isolation.page_workers import Crew, Shared
from chunking.isolation.serialization import dump, dump_page, load_page
from chunking.pdf.reader import OpenPdf
from chunking.pdf.recognition.ocr import data_folder
from chunking.pdf.render import OpenPictures
from chunking.pipeline import document_from_pages, document_from_text, document_from_word
from chunking.word.comment_writer import Comment, with_comments

Progress = Callable[[int, int], None]
# Determined here, because the sandbox hides it from readers.
_PROCESSORS = allowed()
_AGAIN = {True: "Open it in Word and save it again.", False: "Export or print it to PDF again."}


@dataclass(frozen=True, slots=True)
class Task:
    """A reader's task: "pdf", "text", "word", "render" or "comment", the document's name, and its limits.

    charset: the encoding declared by the sender of a text. page, comments: to be added to a Word file."""

    kind: str
    name: str
    password: str | None
    charset: str | None
    limits: Limits
    page: str = ""
    comments: tuple[Comment, ...] = ()


def serve(control: socket.socket) -> None:
    """Forks a reader for each connection received over the socket, until it is closed."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps the readers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the command, which closes the socket
    while True:
        _, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            return
        with suppress(OSError), Channel(descriptors[0]) as channel:
            try:
                forked = os.fork()
            except OSError:  # no process can be created: tell the client; the other readers continue
                channel.send({"pid": 0})
                continue
            if not forked:
                try:
                    control.close()
                    _read_one(channel)
                finally:
                    os._exit(0)


def _read_one(channel: Channel) -> None:
    """The reader's main function: sends its process id, receives the task, reports progress, and answers."""
    os.setsid()
    sandbox.die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    channel.send({"pid": os.getpid()})
    fields, (data,), _ = channel.receive()
    comments = tuple(Comment(*each) for each in fields.pop("comments", ()))
    task = Task(**{**fields, "limits": Limits(**fields["limits"]), "comments": comments})
    languages = data_folder(task.limits.languages)
    sandbox.limit(2 * task.limits.seconds, task.limits.memory)
    # The alarm is left unhandled, so it also kills a process that hangs in native code.
    signal.setitimer(signal.ITIMER_REAL, task.limits.total_timeout)
    sandbox.close_in([languages] if languages else [])
    word = task.kind in ("word", "comment")
    damaged = DamagedDocx if word else DamagedPdf
    try:
        parts = _work(task, data, lambda done, count: channel.send({"done": done, "count": count}))
    except ContractReviewError as error:
        channel.send({"error": error.to_dict()})
    except MemoryError:
        message = f"Reading the file needs more than {task.limits.memory >> 20} MiB of memory."
        channel.send({"error": damaged(message).to_dict()})
    except Exception:  # always answer: the client takes silence to mean that the kernel killed the reader
        channel.send({"error": damaged(f"The reader failed on this file. {_AGAIN[word]}").to_dict()})
    else:
        channel.send({}, *parts)


def _work(task: Task, data: bytes, progress: Progress) -> list[bytes]:
    limits = task.limits
    if task.kind == "text":
        return [dump(document_from_text(data, task.name, limits.pages, task.charset))]
    if task.kind == "word":
        return [dump(document_from_word(data, task.name))]
    if task.kind == "comment":
        return [with_comments(data, task.page, task.comments)]
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
        """One page's drafts, serialized for the pipe."""
        return map(dump_page, self.drafts(index))


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
