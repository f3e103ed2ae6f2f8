"""Collects the PDFs to measure with: given files and folders, and contracts of any length generated from the sample."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from chunking.errors import BadRequest

SAMPLE = Path(__file__).parents[3] / "examples" / "sample.pdf"
RESOLUTION = 200  # of generated scans, in DPI


class Input(NamedTuple):
    """A PDF and its name."""

    name: str
    data: bytes


def gather(paths: Sequence[Path], pages: Sequence[int] = (), scanned: bool = False) -> list[Input]:
    """The named PDFs, those in the named folders, and a generated one for each number of pages; ``scanned`` turns all
    of them into scans. Raises BadRequest if a folder has none, a file cannot be read, or nothing is named."""
    inputs: list[Input] = []
    for path in paths:
        files = sorted(path.glob("*.pdf")) if path.is_dir() else [path]
        if not files:
            raise BadRequest(f"{path} has no PDF in it. Name a folder with files that end in .pdf.")
        for file in files:
            try:
                inputs.append(Input(file.name, file.read_bytes()))
            except OSError as error:
                raise BadRequest(f"{file} cannot be read: {error.strerror or error}.") from error
    inputs += [Input(f"{count:03d} pages.pdf", of_pages(count)) for count in pages]
    if not inputs:
        raise BadRequest("Name PDFs or a folder of them, or generate some: --generate 1,10,30.")
    return [_as_scan(given) for given in inputs] if scanned else inputs


def of_pages(count: int, first: int = 0) -> bytes:
    """A contract of 1 to 300 pages: the sample's from page index ``first`` on, repeated. Raises BadRequest."""
    if not 1 <= count <= 300:
        raise BadRequest(f"A contract of {count} pages cannot be generated; 1 to 300 are possible.")
    if not SAMPLE.exists():
        raise BadRequest(
            "Contracts are generated from examples/sample.pdf, which only a checkout contains. Name PDFs instead."
        )
    sample, writer = PdfReader(SAMPLE), PdfWriter()
    for number in range(first, first + count):
        writer.add_page(sample.pages[number % len(sample.pages)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _as_scan(given: Input) -> Input:
    from benchmarks.accuracy.scans import scan

    return Input(f"scan of {given.name}", scan(given.data, RESOLUTION, worn=False))


def pages_of(data: bytes) -> int:
    """The number of pages of a PDF; 0 if pypdf cannot read it."""
    try:
        return len(PdfReader(io.BytesIO(data)).pages)
    except (PyPdfError, ValueError, KeyError, RecursionError):
        return 0
