"""Runs the stand-in for an asynchronous endpoint: its runtime API, queue, scaling and workers, in one process.

It is started by the command, as every part is.
"""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
from flask import Flask

from deploy.local.aws.access import with_key
from deploy.local.endpoint.instances import Workers
from deploy.local.endpoint.invoker import Invoker
from deploy.local.endpoint.queue import JobQueue
from deploy.local.endpoint.runtime_api import create_app
from deploy.local.endpoint.scaling_metrics import Clock, Minutes
from deploy.local.run_settings import Settings
from deploy.local.supervisor import begin, say_ready, serve_in_thread
from deploy.scaling.scaling_model import Scaling

_ROUND_SECONDS = 0.25
_MINUTE = timedelta(minutes=1)


class Endpoint:
    """Rounds of looking after the workers, and a look at the scaling at the end of each of the clock's minutes."""

    def __init__(self, settings: Settings) -> None:
        self.queue = JobQueue(Path(settings.folder) / "queue.sqlite")
        self.minutes = Minutes(settings.endpoint.name, boto3.client("cloudwatch"))
        invoker = Invoker(settings.endpoint, self.queue)
        self.workers = Workers(
            self.queue, invoker, settings.endpoint.concurrency, Path(settings.folder), settings.max_workers
        )
        self._clock = Clock(settings.speed)
        self._minute = self._clock.now()
        self.scaling = Scaling(settings.policies())

    def round(self) -> None:
        """One round."""
        while self._minute + _MINUTE <= self._clock.now():
            self._minute += _MINUTE
            load, in_service = self.queue.load(), self.workers.in_service()
            wanted = self.scaling.observe(self._minute, load.waiting + load.working, in_service)
            self.minutes.add(self._minute, load, in_service, wanted)
        self.workers.tend(self.scaling.desired)

    def status(self) -> dict[str, Any]:
        """The current state and the last minutes."""
        load = self.queue.load()
        return {
            "now": {
                "at": self._clock.now().isoformat(timespec="seconds"),
                "waiting": load.waiting,
                "working": load.working,
                "in_service": self.workers.in_service(),
                "wanted": self.scaling.desired,
            },
            "minutes": self.minutes.shown(),
            "workers": self.workers.pids(),
        }


def add_own_routes(app: Flask, endpoint: Endpoint) -> None:
    """What no endpoint of AWS's has: to watch a burst by, and to measure one."""
    app.add_url_rule("/status", "status", endpoint.status)
    app.add_url_rule("/jobs", "jobs", endpoint.queue.history)


def main(settings: Settings, stopping: threading.Event) -> None:
    """Runs until told to stop."""
    endpoint = Endpoint(settings)
    app = create_app(settings.endpoint, endpoint.queue)
    add_own_routes(app, endpoint)
    serve_in_thread(with_key(app, settings.access_key), settings.endpoint_port)
    say_ready()
    try:
        while not stopping.wait(_ROUND_SECONDS):
            endpoint.round()
    finally:
        endpoint.workers.stop()


if __name__ == "__main__":
    main(*begin())
