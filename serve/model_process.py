"""The server's end of the model process: starts it, sends requests, watches that it lives and moves."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

from chunking.errors import InternalError, Loading, TookTooLong
from chunking.wire import pack_parts, unpack_parts
from serve.config import Config

# Without a beat for so long the process is not alive, whatever the operating system says of it.
SILENCE_SECONDS = 30.0
# Importing torch and loading weights is silent; a large model on a cold disk takes minutes.
LOADING_SECONDS = 1800.0
WATCH_SECONDS = 1.0
# How often a waiting request looks whether its client is still there.
LOOK_SECONDS = 0.5
_LOG = logging.getLogger("contract_review.server")

Answer = tuple[dict[str, Any], bytes]


@dataclass(slots=True)
class _Waiting:
    done: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None


class ModelProcess:
    """Owns the child that owns the model. One is started at once; a dead or hanging one is replaced."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self._waiting: dict[int, _Waiting] = {}
        self._numbers = 0
        self._closed = False
        self._start()
        threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "serve.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._pipe = Connection(ours.detach())
        self._ready, self._failure = False, ""
        self._busy_seconds = 0.0
        self._heard = time.monotonic()
        threading.Thread(target=self._receive, args=(self._pipe,), name="receive", daemon=True).start()

    def trouble(self) -> str:
        """Why no request can be answered right now; empty when all is well."""
        if self._failure:
            return self._failure
        if self._child.poll() is not None:
            return "The model process has ended and is being started again."
        if not self._ready:
            return "The model is loading."
        if self._busy_seconds > self._config.hang_seconds or self._silence() > SILENCE_SECONDS:
            return "The model process does not move and is being started again."
        return ""

    def ask(self, header: dict[str, Any], body: bytes, left: Callable[[], bool] = lambda: False) -> Answer:
        """The worker's answer. Where ``left`` says that the client is gone, the worker is told to stop.

        Raises Loading, TookTooLong, or InternalError where the process ends meanwhile.
        """
        trouble = self.trouble()
        if trouble:
            raise Loading(f"{trouble} Try again in a moment.")
        waiting = _Waiting()
        with self._lock:
            self._numbers += 1
            number = self._numbers
            self._waiting[number] = waiting
        try:
            with self._sending:
                self._pipe.send_bytes(pack_parts([json.dumps({**header, "number": number}).encode(), body]))
        except OSError:
            waiting.done.set()
        # The worker keeps the deadline; this is for a worker that does not.
        until = time.monotonic() + self._config.deadline_seconds + self._config.read_seconds + 10
        told = False
        while not (in_time := waiting.done.wait(LOOK_SECONDS)) and time.monotonic() < until:
            if not told and left():
                told = True
                self._tell({"left": number})
        with self._lock:
            self._waiting.pop(number, None)
        if not in_time:
            raise TookTooLong("The review took too long. Send fewer pages, or raise the limit.")
        if waiting.answer is None:
            raise InternalError("The model process ended during the review. Send it again.", id=uuid.uuid4().hex)
        return waiting.answer

    def _tell(self, header: dict[str, Any]) -> None:
        with suppress(OSError), self._sending:  # a child that died needs no telling
            self._pipe.send_bytes(pack_parts([json.dumps(header).encode(), b""]))

    def close(self) -> None:
        """Ends the child."""
        self._closed = True
        self._pipe.close()
        self._child.kill()
        self._child.wait()

    def _silence(self) -> float:
        return time.monotonic() - self._heard

    def _receive(self, pipe: Connection) -> None:
        while True:
            try:
                raw_header, body = unpack_parts(pipe.recv_bytes())
            except (EOFError, OSError, TypeError, ValueError):
                return  # closed by either side; the watch sees to the rest
            if pipe is self._pipe:
                self._take(json.loads(raw_header), body)

    def _take(self, header: dict[str, Any], body: bytes) -> None:
        self._heard = time.monotonic()
        if header["op"] == "beat":
            self._busy_seconds = header["busy_seconds"]
        elif header["op"] == "ready":
            self._ready = True
            _LOG.info("model ready")
        elif header["op"] == "failed":
            self._failure = header["message"]
            _LOG.error("model cannot be loaded", extra={"facts": {"reason": header["message"]}})
        else:
            with self._lock:
                waiting = self._waiting.get(header["number"])
            if waiting:
                waiting.answer = header, body
                waiting.done.set()

    def _watch(self) -> None:
        """Replaces a child that died or hangs, and lets those who waited on it know."""
        while not self._closed:
            time.sleep(WATCH_SECONDS)
            if self._closed or self._failure:
                continue  # weights that cannot be loaded do not get better by trying again
            dead = self._child.poll() is not None
            silent = self._silence() > (SILENCE_SECONDS if self._ready else LOADING_SECONDS)
            if dead or silent or self._busy_seconds > self._config.hang_seconds:
                _LOG.error("model process restarted", extra={"facts": {"exit": self._child.poll(), "silent": silent}})
                self._replace()

    def _replace(self) -> None:
        self._child.kill()
        self._child.wait()
        self._pipe.close()
        with self._lock:
            stranded, self._waiting = list(self._waiting.values()), {}
        for waiting in stranded:
            waiting.done.set()
        if not self._closed:
            self._start()


def http_threads(config: Config) -> int:
    """Threads of the HTTP process: one for each admitted request, and some for pings and refusals."""
    return config.concurrency + config.queue + min(16, 4 * (os.cpu_count() or 1))
