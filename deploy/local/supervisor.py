"""Starts, watches and ends the processes of the local service; ``begin`` is how each of them starts."""

from __future__ import annotations

import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from chunking.errors import BadConfiguration
from chunking.isolation.child_python import PYTHON
from chunking.isolation.sandbox import die_with_parent
from deploy.local.aws.access import Application
from deploy.local.run_settings import Settings
from serve import log

READY_SECONDS = 60.0
_LOOK_SECONDS = 0.25
_READY = b"ready\n"
# The module that each part of the service runs.
PARTS = {
    "cloud": "deploy.local.aws.emulated_services",
    "delivery": "deploy.local.aws.delivery",
    "gateway": "deploy.local.aws.gateway",
    "websocket": "deploy.local.aws.websocket_gateway",
    "endpoint": "deploy.local.endpoint.endpoint",
}


class Process:
    """One part of the service: a module of its own as a child process, restarted if it dies."""

    def __init__(self, part: str, settings: Path, environment: Mapping[str, str]) -> None:
        self.part = part
        self._settings, self._environment = settings, environment
        self._log = settings.parent / f"{part}.log"
        self.start()

    def start(self) -> None:
        """Starts it, with a session of its own: a Ctrl-C reaches the command only, which ends the parts in order."""
        with self._log.open("a") as lines:
            self._child = subprocess.Popen(
                [*PYTHON, "-m", PARTS[self.part], str(os.getpid()), str(self._settings)],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=lines,
                start_new_session=True,
            )

    def wait_until_ready(self, stopping: threading.Event) -> bool:
        """Whether it is ready; False if the command is told to stop meanwhile.

        Raises BadConfiguration with the end of its log if it does not become ready.
        """
        output = self._child.stdout
        patience = time.monotonic() + READY_SECONDS
        while output and time.monotonic() < patience and not stopping.is_set():
            if select.select([output], [], [], _LOOK_SECONDS)[0]:
                if output.readline() == _READY:
                    return True
                break
        if stopping.is_set():
            return False
        end = self._log.read_text()[-2000:]
        raise BadConfiguration(f"The local service's part {self.part!r} did not start: {end}")

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._child.pid

    def alive(self) -> bool:
        """Whether it runs."""
        return self._child.poll() is None

    def kill(self) -> None:
        """SIGKILL; the processes that it started end with it."""
        self._child.kill()

    def wait_for_exit(self) -> None:
        """Waits for its end."""
        self._child.wait()
        if self._child.stdout:
            self._child.stdout.close()


def stop_all(parts: Sequence[Process]) -> None:
    """Kills all at once: nothing that they hold is needed after the run."""
    for part in parts:
        part.kill()
    for part in parts:
        part.wait_for_exit()


def end_with(parent: int) -> None:
    """Ends this process when its parent ends, even if the parent died before this call."""
    die_with_parent()
    if os.getppid() != parent:
        sys.exit("The parent has ended.")


def begin() -> tuple[Settings, threading.Event]:
    """What every part does first: reads its arguments, ends with the command, logs, and hears SIGTERM by the event."""
    parent, settings = sys.argv[1:]
    end_with(int(parent))
    log.configure()
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    return Settings.load(Path(settings)), stopping


def say_ready() -> None:
    """Tells the command that the part can be used."""
    sys.stdout.buffer.write(_READY)
    sys.stdout.flush()


def serve_in_thread(app: Application, port: int) -> None:
    """Serves on this machine only, a thread a request, until the process ends."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()


class _Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept: a burst would open one for each request
