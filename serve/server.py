"""Flask under gunicorn: one HTTP process with threads, which owns one model process."""

from __future__ import annotations

import argparse
import gc
import math
import os
import resource
import socket
import threading
import time
from typing import Any

from gunicorn.app.base import BaseApplication

from chunking.errors import BadConfiguration
from serve import log
from serve.config import Config
from serve.http.admission import Admission
from serve.http.uploads import Uploads
from serve.inference.model_registry import ModelRegistry
from serve.inference.model_supervisor import ModelSupervisor, http_threads

# Of the drain, the share that is left for answering the requests that did not finish.
ANSWERING_SHARE = 0.1
IDLE_CONNECTIONS = 1000
# Open files besides connections: for each thread a body, and for the process its modules, pipes and logs.
OTHER_FILES = 200


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with this service's settings; none is read from files or the environment."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._admission = Admission(config.concurrency, config.queue, config.at_most)
        self._uploads = Uploads(config.concurrency + config.queue, max(config.bodies_bytes, config.max_bytes))
        super().__init__()

    def load_config(self) -> None:
        """Sets a single worker process, since it owns the single model process."""
        settings = {
            "bind": f"{self._config.host}:{self._config.port}",
            "workers": 1,
            "worker_class": "serve.http.gunicorn_worker.Worker",
            "threads": http_threads(self._config),
            "worker_connections": connections(http_threads(self._config)),
            "graceful_timeout": math.ceil(self._config.drain_seconds),
            "timeout": 60,
            "keepalive": 65,
            "worker_tmp_dir": _heartbeat_folder(),
            "control_socket_disable": True,
            "loglevel": "warning",
            "pre_fork": lambda arbiter, worker: worker.inherit(arbiter.SIG_QUEUE),
            "worker_exit": lambda server, worker: worker.app.close(),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Runs in the worker process: starts the model process, and returns while it loads."""
        log.configure()
        self._model = ModelRegistry(self._config) if self._config.multi_model else ModelSupervisor(self._config)
        from serve.http.app import create_app  # Flask is imported while the model process starts

        return create_app(self._config, self._model, self._admission, self._uploads)

    def stop(self) -> None:
        """SIGTERM: requests at work finish, or are answered before the drain ends; others are refused. Safe in a signal
        handler: another thread takes the locks."""
        threading.Thread(target=self._stop, name="drain", daemon=True).start()

    def _stop(self) -> None:
        self._admission.stop()
        self._uploads.stop()
        time.sleep((1 - ANSWERING_SHARE) * self._config.drain_seconds)
        self._model.give_up()

    def close(self) -> None:
        """Ends the model process along with the server."""
        self._model.close()


def _heartbeat_folder() -> str | None:
    """The folder of gunicorn's heartbeat file: in memory if possible, since a slow disk would look like a hang."""
    return next((folder for folder in ("/dev/shm", "/tmp") if os.access(folder, os.W_OK)), None)


def connections(threads: int) -> int:
    """How many connections may be open at once, by the limit on open files, which is raised if possible. A server that
    runs out of files could not accept a ping."""
    wanted = threads + IDLE_CONNECTIONS
    files = wanted + threads + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < files:
        soft = min(files, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(threads + 1, min(wanted, soft - threads - OTHER_FILES))


def check_port(host: str, port: int) -> None:
    """Raises BadConfiguration if the port cannot be bound."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise BadConfiguration(
                f"Cannot listen on port {port}: {error.strerror}. "
                "Free it, or set SAGEMAKER_BIND_TO_PORT or CONTRACT_REVIEW_HOST."
            ) from error


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``serve``."""
    command.add_argument("--playbook", metavar="FILE", help="a playbook, or a folder of them that requests may name")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serves with the settings of the environment. Raises BadConfiguration."""
    if options.playbook:
        os.environ["CONTRACT_REVIEW_PLAYBOOKS"] = options.playbook  # the model process reads it there, too
    serve(Config.from_environment(os.environ))
    return 0


def serve(config: Config) -> None:
    """Serves until SIGTERM or SIGINT. Raises BadConfiguration if the port is taken."""
    check_port(config.host, config.port)
    log.configure()
    gc.collect()
    gc.freeze()  # or collections in the worker would copy the memory that it shares with this process
    Server(config).run()
