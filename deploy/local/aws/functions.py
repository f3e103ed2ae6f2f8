"""Runs the functions' code as Lambda does: in processes of its own, kept warm, each with one event at a time, so that
one can be killed."""

from __future__ import annotations

import importlib
import json
import logging
import os
import queue
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

from chunking.isolation.child_python import PYTHON

TIMEOUT_SECONDS = 30.0
_LOG = logging.getLogger("contract_review.functions")


class FunctionFailed(Exception):
    """The run raised, was killed, or took too long."""


class Function:
    """A handler, ``module:name``, with this many processes. Further events wait for a free one."""

    def __init__(self, handler: str, environment: Mapping[str, str], processes: int = 1) -> None:
        self._handler, self._environment = handler, environment
        self._idle: queue.LifoQueue[_Run] = queue.LifoQueue()
        for _ in range(processes):
            self._idle.put(_Run(handler, environment))

    def __call__(self, event: Mapping[str, Any]) -> Any:
        """What the handler returns. Raises FunctionFailed."""
        run = self._idle.get()
        try:
            if not run.alive():  # killed while it had nothing to do
                run.kill()
                run = _Run(self._handler, self._environment)
            return run(event)
        except FunctionFailed as error:
            _LOG.warning("function failed", extra={"facts": {"function": self._handler, "reason": str(error)}})
            raise
        finally:
            self._idle.put(run if run.alive() else _Run(self._handler, self._environment))

    def close(self) -> None:
        """Ends the processes that are idle."""
        while not self._idle.empty():
            self._idle.get().kill()


class _Run:
    """One warm process."""

    def __init__(self, handler: str, environment: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._child = subprocess.Popen(
                [*PYTHON, "-m", "deploy.local.aws.functions", handler, str(theirs.fileno())],
                env=environment,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._pipe = Connection(ours.detach())

    def alive(self) -> bool:
        return self._child.poll() is None

    def kill(self) -> None:
        self._child.kill()
        self._child.wait()
        self._pipe.close()

    def __call__(self, event: Mapping[str, Any]) -> Any:
        try:
            self._pipe.send_bytes(json.dumps(event).encode())
            if not self._pipe.poll(TIMEOUT_SECONDS):
                self.kill()
                raise FunctionFailed(f"no answer within {TIMEOUT_SECONDS:g} s")
            answer = json.loads(self._pipe.recv_bytes())
        except (EOFError, OSError) as error:
            self.kill()
            raise FunctionFailed(f"killed, exit {self._child.returncode}") from error
        if "error" in answer:
            raise FunctionFailed(answer["error"])
        return answer["result"]


def run_handler(handler: Callable[[Any, Any], Any], pipe: Connection) -> None:
    """The child's loop: an event in, the handler's result out, until the pipe closes."""
    while True:
        try:
            event = json.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            answer = {"result": handler(event, None)}
        except Exception as error:  # of any kind: the next event must still be handled
            logging.getLogger().exception("the handler raised")
            answer = {"error": f"{type(error).__name__}: {error}"}
        pipe.send_bytes(json.dumps(answer).encode())


def main(handler: str, descriptor: int) -> None:
    """The child."""
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a handler prints is its log
    module, _, name = handler.partition(":")
    run_handler(getattr(importlib.import_module(module), name), Connection(descriptor))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
