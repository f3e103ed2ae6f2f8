"""Runs ``contract-review local`` as a process, with a client that behaves like its page, for measurements and tests."""

from __future__ import annotations

import enum
import json
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import boto3
import urllib3
from simple_websocket import Client, ConnectionClosed

from benchmarks.performance.under_load.serving import MAIN
from chunking.isolation.child_python import PYTHON
from deploy.local.aws.access import KEY_HEADER
from deploy.local.run_settings import BUCKET, Settings

HTTP = urllib3.PoolManager(maxsize=32, retries=False)
_STOP_SECONDS = 60.0


class Kill(enum.Enum):
    """The processes of the service that can be killed, by a part of their command line."""

    WORKER = "deploy.local.endpoint.instance_process"
    MODEL = "serve.inference.model_worker"
    FUNCTION = "deploy.local.aws.functions"
    WEBSOCKET = "deploy.local.aws.websocket_gateway"
    ENDPOINT = "deploy.local.endpoint.endpoint"


class LocalService:
    """The service, started on a free port. ``url`` is the page's address; ``folder`` contains the logs;
    ``environment`` is set beside the present one."""

    def __init__(self, *options: str, environment: Mapping[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            [*PYTHON, "-c", MAIN, "local", "--port", "0", *options],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        output = self.process.stdout
        printed = "".join(output.readline() for _ in range(3)) if output else ""
        address, folder = re.search(r"http://\S+/", printed), re.search(r"Logs: (\S+)\.", printed)
        if not address or not folder:
            raise RuntimeError(f"contract-review local did not start: {printed}")
        # The address ends in a token; page and API are served below it.
        self.url, self.folder = address[0].rstrip("/"), Path(folder[1])
        self.settings = Settings.load(self.folder / "settings.json")

    def client(self, service: str) -> Any:
        """A boto3 client for one of its services."""
        port = self.settings.endpoint_port if service == "sagemaker-runtime" else self.settings.cloud_port
        return boto3.client(
            service,
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name="us-east-1",
            aws_access_key_id=self.settings.access_key,
            aws_secret_access_key="local",
        )

    def jobs(self) -> list[dict[str, Any]]:
        """All inferences so far, with their times."""
        jobs: list[dict[str, Any]] = self._endpoint("/jobs")
        return jobs

    def status(self) -> dict[str, Any]:
        """How the endpoint scaled so far, minute by minute, and its instances now."""
        status: dict[str, Any] = self._endpoint("/status")
        return status

    def _endpoint(self, path: str) -> Any:
        url = f"http://127.0.0.1:{self.settings.endpoint_port}{path}"
        return _ask("GET", url, headers={KEY_HEADER: self.settings.access_key})

    def objects(self, prefix: str) -> list[str]:
        """The keys in the bucket below a prefix."""
        pages = self.client("s3").get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        return [item["Key"] for page in pages for item in page.get("Contents", [])]

    def family(self) -> list[int]:
        """The process ids of the command and all its descendants."""
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                parents[int(stat.parent.name)] = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        family = [self.process.pid]
        for pid in family:
            family += [child for child, parent in parents.items() if parent == pid]
        return family

    def pids(self, kind: Kill) -> list[int]:
        """The ids of the service's processes of one kind."""
        found = []
        for pid in self.family():
            with suppress(OSError):
                if kind.value in Path(f"/proc/{pid}/cmdline").read_text().split("\0"):
                    found.append(pid)
        return found

    def kill(self, pid: int) -> None:
        """Kills a process (SIGKILL)."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stops the command and returns its exit status."""
        self.process.send_signal(how)
        status = self.process.wait(_STOP_SECONDS)
        if self.process.stdout:
            self.process.stdout.close()
        return status

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()


class Person:
    """Uploads contracts and listens for their end, like the page; ``heard`` has the time at which each end was
    reported."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._left = False
        self._mine: set[str] = set()
        self._socket: Any = None
        self.heard: dict[str, float] = {}
        self.connections = 0
        self._news = threading.Condition()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def drop(self, document: bytes, name: str) -> tuple[str, float]:
        """Creates, uploads and submits a contract. Returns its id and the seconds until the submit was answered 202."""
        made = self._patiently("POST", "/contracts", {"name": name, "bytes": len(document)})
        contract_id: str = made["contract"]["contract_id"]
        form = {**made["upload"]["fields"], "file": (name, document, "application/pdf")}
        answer = HTTP.request("POST", made["upload"]["url"], fields=form)
        if answer.status >= 300:
            raise RuntimeError(f"The upload was answered {answer.status}.")
        self._mine.add(contract_id)
        self._watch([contract_id])
        began = time.monotonic()
        self._patiently("POST", f"/contracts/{contract_id}/submit")
        return contract_id, time.monotonic() - began

    def rows(self) -> list[dict[str, Any]]:
        """The rows of all contracts."""
        rows: list[dict[str, Any]] = []
        after = ""
        while True:
            page = self._patiently("GET", f"/contracts{after}")
            rows += page["contracts"]
            if not page["next"]:
                return rows
            after = f"?after={page['next']}"

    def wait_for(self, contract_ids: set[str], seconds: float) -> None:
        """Waits until the end of each contract has been reported. Raises TimeoutError after ``seconds``."""
        with self._news:
            if not self._news.wait_for(lambda: contract_ids <= self.heard.keys(), seconds):
                raise TimeoutError(f"{len(contract_ids - self.heard.keys())} contracts did not end in {seconds:g} s.")

    def _patiently(self, method: str, path: str, body: Any = None) -> Any:
        for attempt in range(6):
            try:
                return _ask(method, self._url + path, body)
            except (RuntimeError, urllib3.exceptions.HTTPError):
                if attempt == 5:
                    raise
                time.sleep(0.3 * 2**attempt)
        return None

    def _listen(self) -> None:
        while not self._left:
            with suppress(Exception):  # connections fail in many ways, even in mid-handshake; it reconnects
                self._connect()
                while not self._left:
                    self._take(json.loads(self._socket.receive()))
            time.sleep(0.3)

    def _connect(self) -> None:
        address = _ask("GET", f"{self._url}/config.json")["websocket"]
        ticket = _ask("POST", f"{self._url}/tickets")["ticket"]
        self._socket = Client(f"{address}?ticket={ticket}")
        self.connections += 1
        self._watch(sorted(self._mine - self.heard.keys()))

    def _watch(self, contract_ids: list[str]) -> None:
        with suppress(AttributeError, ConnectionClosed, OSError):  # after a reconnect all are watched again
            self._socket.send(json.dumps({"action": "watch", "contract_ids": contract_ids[:400]}))

    def _take(self, message: dict[str, Any]) -> None:
        rows = [message["contract"]] if message["type"] == "contract" else message.get("contracts", [])
        with self._news:
            for row in rows:
                if row["status"] in ("ready", "failed"):
                    self.heard.setdefault(row["contract_id"], time.time())
            self._news.notify_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._left = True
        with suppress(AttributeError, ConnectionClosed, OSError):
            self._socket.close()
        self._listener.join(5)


def _ask(method: str, url: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
    answer = HTTP.request(method, url, body=json.dumps(body) if body is not None else None, headers=headers)
    if answer.status >= 300:
        raise RuntimeError(f"{method} {url} was answered {answer.status}: {answer.data[:300]!r}")
    return answer.json()
