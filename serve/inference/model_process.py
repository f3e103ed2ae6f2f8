"""The server's end of the model process: starts it, sends requests, watches that it lives and moves."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import threading
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from chunking.errors import BadModel, ContractReviewError, InternalError, Loading, OutOfMemory, TookTooLong
from chunking.isolation.channel import Channel
from chunking.isolation.interpreter import PYTHON
from model.engines.memory import NO_MEMORY, killed_for_memory
from serve.config import Config
from serve.http.admission import LOOK_SECONDS
from serve.http.body import Body
from serve.request_context import RequestContext

# Without a beat for so long the process is not alive, whatever the operating system says of it.
SILENCE_SECONDS = 30.0
# Importing torch and loading weights is silent; a large model on a cold disk takes minutes.
LOADING_SECONDS = 1800.0
WATCH_SECONDS = 1.0
# A process that ends while it loads is started again after a pause, twice as long each time.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
SPARE_THREADS = 64
# The worker keeps a request's deadline itself; so much later the server no longer waits for it to say so.
GRACE_SECONDS = 1.0
_LOG = logging.getLogger("contract_review.server")

Answer = tuple[dict[str, Any], bytes]


@dataclass(slots=True)
class _Waiting:
    done: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None


class ModelProcess:
    """Owns the child that owns the model. One is started at once; a dead or hanging one is replaced.

    ``settings`` are environment variables for the child, over those of the server.
    """

    def __init__(self, config: Config, settings: Mapping[str, str] | None = None) -> None:
        self._config = config
        self._settings = dict(settings or {})
        self._deaths = 0
        self._in_a_row = 0  # since the model was last ready
        self._why = ""
        self._exit: int | None = None  # of the child before this one
        self._lock = threading.Lock()
        self._waiting: dict[int, _Waiting] = {}
        self._numbers = 0
        self._closed = False
        self._start()
        threading.Thread(target=self._watch, name="watch", daemon=True).start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(
                [*PYTHON, "-m", "serve.inference.worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=os.environ | self._settings,
            )
        self._channel = Channel(ours.detach())
        self._ready, self._failure = False, ""
        self._killed_before = killed_for_memory()
        self._beat: dict[str, Any] = {"busy_seconds": 0.0, "gpu_memory_bytes": 0}
        self._heard = time.monotonic()
        threading.Thread(target=self._receive, args=(self._channel,), name="receive", daemon=True).start()

    def trouble(self) -> str:
        """Why no request can be answered right now; empty when all is well."""
        if self._failure:
            return self._failure
        if self._child.poll() is not None:
            return f"The model process {self._why or 'has ended'} and is being started again."
        if not self._ready:
            again = f" again, after its process ended {self._deaths} times: it {self._why}" if self._deaths else ""
            return f"The model is loading{again}."
        if self._beat["busy_seconds"] > self._config.hang_seconds or self._silence() > SILENCE_SECONDS:
            return "The model process does not move and is being started again."
        return ""

    def gpu_memory_bytes(self) -> int:
        """Of the device, taken by the model and its batches; 0 without one."""
        return int(self._beat["gpu_memory_bytes"])

    def wait_until_loaded(self) -> None:
        """Returns when the model is ready. Raises BadModel, OutOfMemory, and InternalError where its process ended."""
        while self.trouble():
            if self._failure:
                raise BadModel(self._failure)
            if self._deaths or self._child.poll() is not None or self._closed:
                raise self._death(self._exit if self._deaths else self._child.poll())
            time.sleep(0.05)

    def _death(self, status: int | None) -> OutOfMemory | InternalError:
        """Why a model's process ended while it loaded. Only memory is answered 507: SageMaker then unloads others."""
        killed = status == -signal.SIGKILL and killed_for_memory() > self._killed_before
        if status == NO_MEMORY or killed:
            return OutOfMemory("Memory ran out while the model loaded. Unload another one, or use a larger machine.")
        number = uuid.uuid4().hex
        _LOG.error("model process ended", extra={"facts": {"error_id": number, "exit": status}})
        return InternalError("The model's process ended while it loaded; the log says why.", id=number)

    def ask(self, context: RequestContext, body: Body) -> Answer:
        """The worker's answer. Once the context is cancelled, the worker is told to stop.

        Raises the errors that the worker reports, Loading, TookTooLong, or InternalError where the process ends
        meanwhile.
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
            self._channel.send(
                {"number": number, "context": context.to_dict(), "bytes": body.size}, descriptor=body.descriptor
            )
        except OSError:
            waiting.done.set()
        self._wait(waiting, number, context)
        if waiting.answer is None:
            raise InternalError("The model process ended during the review. Send it again.", id=uuid.uuid4().hex)
        header, answer = waiting.answer
        if "error" in header:
            raise ContractReviewError.from_dict(header["error"])
        return header, answer

    def _wait(self, waiting: _Waiting, number: int, context: RequestContext) -> None:
        until = context.deadline + GRACE_SECONDS
        told = False
        while not (in_time := waiting.done.wait(LOOK_SECONDS)) and time.monotonic() < until:
            if not told and context.cancelled():
                told = True
                self._cancel(number)
        with self._lock:
            self._waiting.pop(number, None)
        if not in_time:
            self._cancel(number)
            raise TookTooLong("The review took too long. Send fewer pages, or raise the limit.")

    def _cancel(self, number: int) -> None:
        with suppress(OSError):  # a child that died has nothing to cancel
            self._channel.send({"cancel": number})

    def close(self) -> None:
        """Ends the child; who still waits for it hears of it."""
        self._closed = True
        self._end()

    def _silence(self) -> float:
        return time.monotonic() - self._heard

    def _receive(self, channel: Channel) -> None:
        while True:
            try:
                header, parts, _ = channel.receive()
            except (EOFError, OSError, TypeError, ValueError):
                return  # closed by either side; the watch sees to the rest
            if channel is self._channel:
                self._take(header, parts)

    def _take(self, header: dict[str, Any], parts: list[bytes]) -> None:
        self._heard = time.monotonic()
        if header["op"] == "beat":
            self._beat = header
        elif header["op"] == "ready":
            self._ready, self._in_a_row = True, 0
            _LOG.info("model ready")
        elif header["op"] == "failed":
            self._failure = header["message"]
            _LOG.error("model cannot be loaded", extra={"facts": {"reason": header["message"]}})
        else:
            with self._lock:
                waiting = self._waiting.get(header["number"])
            if waiting:
                waiting.answer = header, parts[0]
                waiting.done.set()

    def _watch(self) -> None:
        """Replaces a child that died or hangs, and lets those who waited on it know."""
        while not self._closed:
            time.sleep(WATCH_SECONDS)
            if self._closed or self._failure:
                continue  # weights that cannot be loaded do not get better by trying again
            dead = self._child.poll() is not None
            silent = self._silence() > (SILENCE_SECONDS if self._ready else LOADING_SECONDS)
            if dead or silent or self._beat["busy_seconds"] > self._config.hang_seconds:
                self._why = _ending(self._child.poll(), loading=not self._ready)
                pause = min(FIRST_PAUSE * 2**self._in_a_row, LONGEST_PAUSE) if not self._ready else 0.0
                facts = {"exit": self._child.poll(), "silent": silent, "why": self._why, "pause": pause}
                _LOG.error("model process restarted", extra={"facts": facts})
                self._replace(pause)

    def _replace(self, pause: float) -> None:
        self._deaths += 1
        self._in_a_row += 1
        self._exit = self._child.poll()
        self._end()
        again = time.monotonic() + pause
        while not self._closed and time.monotonic() < again:
            time.sleep(min(WATCH_SECONDS, pause))
        if not self._closed:
            self._start()

    def _end(self) -> None:
        self._child.kill()
        self._child.wait()
        with suppress(OSError):
            self._channel.close()
        with self._lock:
            stranded, self._waiting = list(self._waiting.values()), {}
        for waiting in stranded:
            waiting.done.set()


def _ending(code: int | None, loading: bool) -> str:
    """How a process came to its end, for people; ``code`` is what it ended with, None where it did not move."""
    when = " while it loaded" if loading else ""
    if code is None:
        return f"did not move{when}"
    if code < 0:
        memory = ", as where memory runs out" if code == -signal.SIGKILL else ""
        return f"was ended by {signal.Signals(-code).name}{when}{memory}"
    return f"ended with status {code}{when}"


def http_threads(config: Config) -> int:
    """Threads of the HTTP process: one for each admitted request, and some for pings, refusals and slow clients."""
    return config.concurrency + config.queue + SPARE_THREADS
