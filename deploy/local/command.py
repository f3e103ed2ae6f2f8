"""``contract-review local``: runs the whole asynchronous service on this machine."""

from __future__ import annotations

import argparse
import gc
import importlib.util
import os
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from chunking.errors import BadConfiguration, ContractReviewError

if TYPE_CHECKING:  # at run time the command line loads no server
    from deploy.local.run_settings import Settings
    from deploy.local.supervisor import Process

# What starts together; the others need the cloud's resources.
STARTS = (("cloud",), ("endpoint", "websocket", "delivery", "gateway"))
_LOOK_SECONDS = 0.5
_NOTICE = "For trials and tests: open to anyone on this machine with its address. Uploads are deleted when it stops."


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``local``."""
    cores = os.cpu_count() or 1
    command.description = _NOTICE
    command.add_argument("--port", type=int, default=8300, help="the page's port (8300); 0 picks a free one")
    command.add_argument(
        "--max-workers",
        type=int,
        default=min(5, cores),
        metavar="N",
        help="the maximum number of server processes (one per core, up to 5)",
    )
    command.add_argument("--warm", type=int, default=0, metavar="N", help="server processes kept running (0)")
    command.add_argument(
        "--speed",
        type=float,
        default=60.0,
        metavar="X",
        help="how much faster than real time scaling runs (60: a minute takes a second); 1 scales as AWS does",
    )
    command.add_argument(
        "--playbook", metavar="FILE", help="a playbook, or a folder of them by which contracts can be reviewed again"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Runs until SIGINT or SIGTERM. Raises BadConfiguration if the service cannot start."""
    from deploy.local.run_folder import own_folder
    from deploy.local.run_settings import Settings

    check(options)
    if options.playbook:
        os.environ["CONTRACT_REVIEW_PLAYBOOKS"] = str(Path(options.playbook).resolve())  # the instances read it there
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    with own_folder() as folder:
        settings = Settings(
            folder=folder,
            page_port=options.port or free_port(),
            cloud_port=free_port(),
            endpoint_port=free_port(),
            websocket_port=free_port(),
            max_workers=options.max_workers,
            warm=options.warm,
            speed=options.speed,
        )
        _serve(settings, stopping)
    return 0


def check(options: argparse.Namespace) -> None:
    """Raises BadConfiguration, which says what to do."""
    for module in ("moto", "simple_websocket"):
        if importlib.util.find_spec(module) is None:
            raise BadConfiguration(f"{module} is not installed. Install contract-review[local].")
    if not 1 <= options.max_workers <= 5 or not 0 <= options.warm <= options.max_workers:
        raise BadConfiguration("--max-workers must be from 1 to 5, --warm from 0 to --max-workers.")
    if options.playbook:
        _check_playbooks(Path(options.playbook))
    if not 1 <= options.speed <= 600:
        raise BadConfiguration("--speed must be from 1 to 600.")
    with socket.socket() as asked:
        try:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind(("127.0.0.1", options.port))
        except (OSError, OverflowError) as error:
            raise BadConfiguration(f"Port {options.port} is not available. Choose another with --port.") from error


def _check_playbooks(path: Path) -> None:
    """A mistake in a playbook shows now; otherwise no instance would start, and every contract would wait for one."""
    from model.playbook.playbook_format import load_playbooks

    if not path.exists():
        raise BadConfiguration(f"--playbook is {path}, which does not exist.")
    load_playbooks(path)


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _serve(settings: Settings, stopping: threading.Event) -> None:
    from deploy.local.supervisor import Process, stop_all

    path = settings.save()
    environment = settings.environment(os.environ)
    parts: list[Process] = []
    try:
        for together in STARTS:
            started = [Process(name, path, environment) for name in together]
            parts += started
            if not all(part.wait_until_ready(stopping) for part in started):
                return
        print(_welcome(settings), flush=True)
        while not stopping.wait(_LOOK_SECONDS):
            for part in parts:
                _look_after(part, stopping)
    finally:
        print("Stopping: ending the processes and deleting what was uploaded.", file=sys.stderr, flush=True)
        stop_all(parts)
        # Nothing is left to collect: the interpreter's last pass over all that was imported takes 0.4 s of CPU time,
        # which on a busy machine is most of the wait after Ctrl-C.
        gc.freeze()


def _welcome(settings: Settings) -> str:
    from deploy.local.endpoint.messages import REGION
    from deploy.local.run_settings import BUCKET

    return (
        f"The page: {settings.url}\n{_NOTICE}\nLogs: {settings.folder}. Ctrl-C stops.\n"
        f"The endpoint for sagemaker-runtime clients: http://127.0.0.1:{settings.endpoint_port}, "
        f"with the access_key of {settings.folder}/settings.json as aws_access_key_id; EndpointName "
        f"{settings.endpoint.name}, bucket {BUCKET}, region {REGION}"
    )


def _look_after(part: Process, stopping: threading.Event) -> None:
    """Restarts a part that died; its work is in a queue or a table, or will be asked for again."""
    if part.alive():
        return
    if part.part == "cloud":
        raise ContractReviewError("The emulated AWS ended, and everything uploaded is lost. Start again.")
    print(f"{part.part} ended; restarting it", file=sys.stderr, flush=True)
    part.start()
    part.wait_until_ready(stopping)
