"""Keeps the durable queue of an asynchronous endpoint: a request is on disk before it is accepted."""

from __future__ import annotations

import base64
import json
import sqlite3
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

_TABLE = """
CREATE TABLE IF NOT EXISTS jobs (
    id INTEGER PRIMARY KEY,
    call TEXT NOT NULL,
    received REAL NOT NULL,
    expires REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    attempts INTEGER NOT NULL DEFAULT 0,
    began REAL,
    ended REAL
)"""
_FORGET = "call = json_set(call, '$.custom_attributes', '')"
_INDEX = "CREATE INDEX IF NOT EXISTS by_state ON jobs (state, id)"


@dataclass(frozen=True, slots=True)
class Call:
    """What ``InvokeEndpointAsync`` asked for, defaults filled in; ``timeout`` and ``ttl`` in seconds.

    Either ``input_location`` or ``body`` holds the document.
    """

    inference_id: str
    input_location: str
    output_location: str
    failure_location: str
    content_type: str
    accept: str
    custom_attributes: str
    timeout: float
    ttl: float
    body: bytes | None = None

    def to_json(self) -> str:
        """For the queue's file."""
        body = None if self.body is None else base64.b64encode(self.body).decode()
        return json.dumps({**asdict(self), "body": body})

    @classmethod
    def from_json(cls, text: str) -> Call:
        """What ``to_json`` wrote."""
        values = json.loads(text)
        body = values.pop("body")
        return cls(**values, body=None if body is None else base64.b64decode(body))


@dataclass(frozen=True, slots=True)
class Job:
    """A call whose turn it is. ``received`` in seconds since 1970; ``attempts`` counts this one."""

    id: int
    call: Call
    received: float
    attempts: int


class Load(NamedTuple):
    """How many jobs wait and are in progress, and for how many seconds the oldest of them has been here."""

    waiting: int
    working: int
    oldest: float


class JobQueue:
    """First come, first served, in one SQLite file. A job leaves it only as ended or expired. Safe between threads."""

    def __init__(self, path: Path) -> None:
        self._changed = threading.Condition()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.row_factory = sqlite3.Row
        # With a write-ahead log a commit outlives the process, kill -9 included, without a flush of the disk for each.
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute("PRAGMA secure_delete = ON")
        self._database.execute(_TABLE)
        self._database.execute(_INDEX)
        # What was in progress when the endpoint itself died is done again, without counting that try.
        self._database.execute("UPDATE jobs SET state = 'waiting', attempts = attempts - 1 WHERE state = 'working'")

    def add(self, call: Call) -> None:
        """Takes a call in; it is on disk when this returns."""
        now = time.time()
        with self._changed:
            self._database.execute(
                "INSERT INTO jobs (call, received, expires) VALUES (?, ?, ?)",
                (call.to_json(), now, now + call.ttl),
            )
            self._changed.notify()

    def take(self, patience: float) -> Job | None:
        """The oldest waiting job, now in process; None if none comes within ``patience`` seconds."""
        with self._changed:
            job = self._take()
            if job is None:
                self._changed.wait(patience)
                job = self._take()
        return job

    def _take(self) -> Job | None:
        now = time.time()
        self._database.execute(
            f"UPDATE jobs SET state = 'expired', ended = ?, {_FORGET} WHERE state = 'waiting' AND expires <= ?",
            (now, now),
        )
        row = self._database.execute(
            "UPDATE jobs SET state = 'working', attempts = attempts + 1, began = ?"
            " WHERE id = (SELECT id FROM jobs WHERE state = 'waiting' ORDER BY id LIMIT 1) RETURNING *",
            (now,),
        ).fetchone()
        return Job(row["id"], Call.from_json(row["call"]), row["received"], row["attempts"]) if row else None

    def give_back(self, job: Job, attempted: bool) -> None:
        """Lets another worker take the job; a try that never began (the worker was full) is not ``attempted``."""
        with self._changed:
            self._database.execute(
                "UPDATE jobs SET state = 'waiting', attempts = attempts - ? WHERE id = ?", (not attempted, job.id)
            )
            self._changed.notify()

    def end(self, job: Job, state: str) -> None:
        """The job is over: "completed" or "failed". Its custom attributes, which may hold a password, are forgotten."""
        with self._changed:
            self._database.execute(
                f"UPDATE jobs SET state = ?, ended = ?, {_FORGET} WHERE id = ?", (state, time.time(), job.id)
            )
            if "password" in job.call.custom_attributes:
                self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the log holds what was overwritten

    def load(self) -> Load:
        """What the scaling looks at."""
        with self._changed:
            rows = self._database.execute(
                "SELECT state, COUNT(*) AS count, MIN(received) AS oldest FROM jobs"
                " WHERE state IN ('waiting', 'working') GROUP BY state"
            ).fetchall()
        counts = {row["state"]: row["count"] for row in rows}
        oldest = min((row["oldest"] for row in rows), default=None)
        return Load(counts.get("waiting", 0), counts.get("working", 0), time.time() - oldest if oldest else 0.0)

    def history(self) -> list[dict[str, Any]]:
        """Every job so far: its id, state, attempts, and when it was received, last begun and ended."""
        with self._changed:
            rows = self._database.execute("SELECT * FROM jobs ORDER BY id").fetchall()
        times = ("state", "attempts", "received", "began", "ended")
        return [
            {"inference_id": json.loads(row["call"])["inference_id"], **{name: row[name] for name in times}}
            for row in rows
        ]
