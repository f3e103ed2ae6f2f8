"""The server's end of the model process: starts it, sends it requests, and replaces it if it dies or hangs."""

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
from typing import TYPE_CHECKING, Any

from chunking.errors import BadModel, ContractReviewError, InternalError, Loading, OutOfMemory, Stopping, TookTooLong
from chunking.isolation.channel import Channel
from chunking.isolation.child_python import PYTHON
from model.engines.container_memory import NO_MEMORY, killed_for_memory
from serve.config import Config
from serve.http.admission import POLL_SECONDS
from serve.request_context import RequestContext

if TYPE_CHECKING:
    from serve.http.body import Body  # imports Flask, which the model process should not wait for

# A process without a heartbeat for this long counts as dead, even if the operating system says that it is running.
SILENCE_SECONDS = 30.0
# Importing torch and loading weights is silent; a large model on a cold disk takes minutes.
LOADING_SECONDS = 1800.0
WATCH_SECONDS = 1.0
# A process that ends while loading is restarted after a pause that doubles each time.
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
SPARE_THREADS = 64
# The worker enforces a request's deadline itself; the server waits for that only this much longer.
GRACE_SECONDS = 1.0
_LOG = logging.getLogger("contract_review.server")

Answer = tuple[dict[str, Any], bytes]


# glibc would keep memory for each thread; what threads of Python allocate, they seldom allocate at the same moment.
_ALLOCATION = {"MALLOC_ARENA_MAX": "1"}


@dataclass(slots=True)
class _Waiting:
    done: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None


class ModelSupervisor:
    """Owns the child process that owns the model. The child is started at once, and replaced if it dies or hangs.

    ``settings`` are environment variables for the child, on top of the server's own.
    """

    def __init__(self, config: Config, settings: Mapping[str, str] | None = None) -> None:
        self._config = config
        self._settings = dict(settings or {})
        self._restarts = 0
        self._failed_loads = 0  # in a row
        self._ending = ""
        self._exit: int | None = None  # the previous child's status
        self._lock = threading.Lock()
        self._waiting: dict[int, _Waiting] = {}
        self._last_number = 0
        self._closed = self._given_up = False
        self._start()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(
                [*PYTHON, "-m", "serve.inference.model_worker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=_ALLOCATION | os.environ | self._settings,
            )
        self._channel = Channel(ours.detach())
        self._ready, self._failure = False, ""
        self._killed_before = killed_for_memory()
        self._heartbeat: dict[str, Any] = {"busy_seconds": 0.0, "gpu_memory_bytes": 0}
        self._last_heard = time.monotonic()
        threading.Thread(target=self._receive, args=(self._channel,), name="receive", daemon=True).start()

    def trouble(self) -> str:
        """Why no request can be answered right now; empty if one can."""
        if self._failure:
            return self._failure
        if self._child.poll() is not None:
            return f"The model process {self._ending or 'has ended'} and is being restarted."
        if not self._ready:
            again = (
                f" again, after its process ended {self._restarts} times: it {self._ending}" if self._restarts else ""
            )
            return f"The model is loading{again}."
        if self._heartbeat["busy_seconds"] > self._config.hang_seconds or self._silence() > SILENCE_SECONDS:
            return "The model process is unresponsive and is being restarted."
        return ""

    def gpu_memory_bytes(self) -> int:
        """Device memory in use by the model and its batches; 0 without a GPU."""
        return int(self._heartbeat["gpu_memory_bytes"])

    def wait_until_loaded(self) -> None:
        """Returns once the model is ready. Raises BadModel, OutOfMemory, and InternalError if its process ended."""
        while self.trouble():
            if self._failure:
                raise BadModel(self._failure)
            if self._restarts or self._child.poll() is not None or self._closed:
                raise self._load_failure(self._exit if self._restarts else self._child.poll())
            time.sleep(0.05)

    def _load_failure(self, status: int | None) -> OutOfMemory | InternalError:
        """Why the process ended while loading. Only a lack of memory is a 507: SageMaker then unloads other models."""
        killed = status == -signal.SIGKILL and killed_for_memory() > self._killed_before
        if status == NO_MEMORY or killed:
            return OutOfMemory("Memory ran out while the model loaded. Unload another one, or use a larger machine.")
        number = uuid.uuid4().hex
        _LOG.error("model process ended", extra={"facts": {"error_id": number, "exit": status}})
        return InternalError("The model process ended while loading; the log says why.", id=number)

    def ask(self, context: RequestContext, body: Body) -> Answer:
        """The worker's answer. Once the context is cancelled, the worker is told to stop.

        Raises what the worker reports, Loading, TookTooLong, and InternalError if the process ends meanwhile.
        """
        trouble = self.trouble()
        if trouble:
            raise Loading(f"{trouble} Try again in a moment.")
        waiting = _Waiting()
        with self._lock:
            self._last_number += 1
            number = self._last_number
            self._waiting[number] = waiting
            if self._given_up:
                waiting.done.set()
        try:
            self._channel.send(
                {"number": number, "context": context.to_dict(), "bytes": body.size}, descriptor=body.descriptor
            )
        except OSError:
            waiting.done.set()
        self._wait(waiting, number, context)
        if waiting.answer is None and self._given_up:
            raise Stopping("The server stopped before the review was done. Send the request again.")
        if waiting.answer is None:
            raise InternalError("The model process ended during the review. Send it again.", id=uuid.uuid4().hex)
        header, answer = waiting.answer
        if "error" in header:
            raise ContractReviewError.from_dict(header["error"])
        return header, answer

    def _wait(self, waiting: _Waiting, number: int, context: RequestContext) -> None:
        until = context.deadline + GRACE_SECONDS
        cancelled = False
        while not (in_time := waiting.done.wait(POLL_SECONDS)) and time.monotonic() < until:
            if not cancelled and context.cancelled():
                cancelled = True
                self._cancel(number)
        with self._lock:
            self._waiting.pop(number, None)
        if not in_time:
            self._cancel(number)
            raise TookTooLong("The review took too long. Send fewer pages, or raise the limit.")

    def _cancel(self, number: int) -> None:
        with suppress(OSError):  # a child that died has nothing to cancel
            self._channel.send({"cancel": number})

    def give_up(self) -> None:
        """Ends all requests, as Stopping: the server has no more time for them."""
        with self._lock:
            self._given_up = True
            for waiting in self._waiting.values():
                waiting.done.set()

    def close(self) -> None:
        """Ends the child; requests still waiting for it fail."""
        self._closed = True
        self._end()

    def _silence(self) -> float:
        return time.monotonic() - self._last_heard

    def _receive(self, channel: Channel) -> None:
        while True:
            try:
                header, parts, _ = channel.receive()
            except (EOFError, OSError, TypeError, ValueError):
                return  # closed by either side; the watchdog does the rest
            if channel is self._channel:
                self._handle(header, parts)

    def _handle(self, header: dict[str, Any], parts: list[bytes]) -> None:
        self._last_heard = time.monotonic()
        if header["op"] == "heartbeat":
            self._heartbeat = header
        elif header["op"] == "ready":
            self._ready, self._failed_loads = True, 0
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
        """Replaces a child that died or hangs; the requests that waited for it fail."""
        while not self._closed:
            time.sleep(WATCH_SECONDS)
            if self._closed or self._failure:
                continue  # weights that cannot be loaded will not load the next time, either
            dead = self._child.poll() is not None
            silent = self._silence() > (SILENCE_SECONDS if self._ready else LOADING_SECONDS)
            if dead or silent or self._heartbeat["busy_seconds"] > self._config.hang_seconds:
                self._ending = _how_it_ended(self._child.poll(), loading=not self._ready)
                pause = min(FIRST_PAUSE * 2**self._failed_loads, LONGEST_PAUSE) if not self._ready else 0.0
                facts = {"exit": self._child.poll(), "silent": silent, "why": self._ending, "pause": pause}
                _LOG.error("model process restarted", extra={"facts": facts})
                self._replace(pause)

    def _replace(self, pause: float) -> None:
        self._restarts += 1
        self._failed_loads += 1
        self._exit = self._child.poll()
        self._end()
        again = time.monotonic() + pause
        while not self._closed and time.monotonic() < again:
            time.sleep(min(WATCH_SECONDS, pause))
        if not self._closed:
            self._start()
        if self._closed:  # meanwhile, and close() ended the child before this one
            self._end()

    def _end(self) -> None:
        self._child.kill()
        self._child.wait()
        with suppress(OSError):
            self._channel.close()
        with self._lock:
            stranded, self._waiting = list(self._waiting.values()), {}
        for waiting in stranded:
            waiting.done.set()


def _how_it_ended(code: int | None, loading: bool) -> str:
    """How a process ended, in words. ``code`` is its exit status, None if it was unresponsive."""
    when = " while loading" if loading else ""
    if code is None:
        return f"was unresponsive{when}"
    if code < 0:
        memory = ", as happens when memory runs out" if code == -signal.SIGKILL else ""
        return f"was killed by {signal.Signals(-code).name}{when}{memory}"
    return f"ended with status {code}{when}"


def http_threads(config: Config) -> int:
    """Threads of the HTTP process: for admitted requests, for as many uploads, and spare ones for refusals."""
    return 2 * (config.concurrency + config.queue) + SPARE_THREADS
