"""Reading at arm's length: every file in a process of its own, with limits on time and memory.

A file that crashes, hangs or bloats the reader costs its own request and nothing else. The parent talks to
``python -m chunking.isolation TASK`` over pipes; what comes back is JSON and arrays, never pickle.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from chunking.document import Document
from chunking.errors import ContractReviewError, DamagedPdf, InternalError, TookTooLong, by_code

_PDF, _TEXT, _RENDER = "pdf", "text", "render"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost the reader: pages, seconds of wall time, bytes of address space."""

    pages: int = 300
    seconds: float = 60.0
    memory: int = 2 << 30


def read_pdf(data: bytes, name: str, limits: Limits) -> Document:
    """Raises the errors of ``read_pages``, TookTooLong, and DamagedPdf where the reader crashed on the file."""
    return _document(_ask(_PDF, data, name, limits))


def read_text(data: bytes, name: str, limits: Limits) -> Document:
    """Raises NoText, TooManyPages and TookTooLong."""
    return _document(_ask(_TEXT, data, name, limits))


def render_pdf(data: bytes, limits: Limits) -> list[bytes]:
    """A PNG for each page, empty where it could not be rendered. Raises TookTooLong and DamagedPdf."""
    return _ask(_RENDER, data, "", limits)


def _ask(task: str, data: bytes, name: str, limits: Limits) -> list[bytes]:
    from chunking.wire import pack_parts, unpack_parts

    request = pack_parts([json.dumps({"name": name, **asdict(limits)}).encode(), data])
    # Only what Python needs to start: the server's environment may hold credentials. BLAS would reserve gigabytes.
    environment = {key: os.environ[key] for key in ("PATH", "PYTHONPATH", "LANG") if key in os.environ}
    environment["OPENBLAS_NUM_THREADS"] = "1"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "chunking.isolation", task],
            input=request,
            capture_output=True,
            timeout=limits.seconds,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLong(
            f"Reading took more than {limits.seconds:g} s and was stopped.", seconds=limits.seconds
        ) from error
    try:
        status, *parts = unpack_parts(done.stdout)
        report = json.loads(status)
    except ValueError as error:
        raise DamagedPdf(
            "The reader failed on this file. Export or print it to PDF again.", exit=done.returncode
        ) from error
    if "code" in report:
        raise by_code(**report)
    return parts


def _document(parts: list[bytes]) -> Document:
    from chunking.wire import load

    try:
        return load(parts[0])
    except (ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
        raise InternalError("The reader's answer could not be understood.") from error


def _limit(limits: Limits) -> None:
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _work(task: str) -> Callable[[str, bytes, Limits], list[bytes]]:
    """What the task does; everything that it needs is imported here, before the limits, which are the file's alone."""
    from chunking.assembly import document_from_pdf, document_from_text
    from chunking.render import render_pages
    from chunking.wire import dump

    if task == _RENDER:
        return lambda _name, data, limits: render_pages(data, limits.pages)
    read = document_from_pdf if task == _PDF else document_from_text
    return lambda name, data, limits: [dump(read(data, name, limits.pages))]


def _child(task: str) -> None:
    from chunking.wire import pack_parts, unpack_parts

    header, data = unpack_parts(sys.stdin.buffer.read())
    fields: dict[str, Any] = json.loads(header)
    name = fields.pop("name")
    limits = Limits(**fields)
    work = _work(task)
    _limit(limits)
    report: dict[str, Any] = {}
    parts: list[bytes] = []
    try:
        parts = work(name, data, limits)
    except ContractReviewError as error:
        report = {"code": error.code, "message": error.message, "details": error.details}
    except MemoryError:
        report = {
            "code": DamagedPdf.code,
            "message": f"Reading the file needs more than {limits.memory >> 20} MiB of memory.",
            "details": {},
        }
    sys.stdout.buffer.write(pack_parts([json.dumps(report).encode(), *parts]))


if __name__ == "__main__":
    _child(sys.argv[1])
