"""Annotated contracts: their texts and the spans that annotators marked."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chunking.document import Document
from chunking.errors import BadRequest
from chunking.pipeline import document_from_text

Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Contract:
    """One line of an annotations file. ``clauses`` gives character intervals into ``text`` by category.

    ``complete``: a person has annotated the whole contract, so that everything outside ``clauses`` is a negative. For
    an incomplete contract, only ``clauses`` and ``wrong`` (intervals that are not clauses of their category) are known.
    """

    title: str
    pdf: str
    type: str
    text: str
    clauses: Spans
    answers: dict[str, str]
    complete: bool = True
    wrong: Spans = field(default_factory=dict)


def read_contracts(*paths: Path) -> list[Contract]:
    """Reads annotations files: JSON lines with the fields of ``Contract``, gzipped or not. A contract in a later file
    replaces contracts with the same title in earlier files.

    Raises BadRequest for a line that is not an annotated contract.
    """
    found: list[Contract] = []
    for path in paths:
        more = list(_contracts(path))
        titles = {contract.title for contract in more}
        found = [contract for contract in found if contract.title not in titles] + more
    return found


def write_contracts(path: Path, contracts: Iterable[Contract]) -> None:
    """Writes an annotations file, gzipped if its name ends in .gz. If writing fails, no partial file is left."""
    lines = "".join(json.dumps(asdict(contract), ensure_ascii=False) + "\n" for contract in contracts).encode()
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(gzip.compress(lines, mtime=0) if path.suffix == ".gz" else lines)
    partial.replace(path)


def read_agreements(path: Path) -> list[Contract]:
    """Reads agreements without annotations: JSON lines, gzipped or not, with a title, a type and a text. Those without
    text are omitted."""
    rows = [(row["title"], row["type"], row["text"].replace("\r\n", "\n")) for row in _rows(path)]
    return [Contract(title, "", kind, text, {}, {}) for title, kind, text in rows if text.strip()]


def _contracts(path: Path) -> Iterator[Contract]:
    for number, row in enumerate(_rows(path), 1):
        try:
            yield Contract(
                row["title"],
                row["pdf"],
                row["type"],
                row["text"],
                _spans(row["clauses"], len(row["text"])),
                row.get("answers", {}),
                bool(row.get("complete", True)),
                _spans(row.get("wrong", {}), len(row["text"])),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadRequest(f"{path}, contract {number}, cannot be used: {_message(error)}.") from error


def _message(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _spans(given: Mapping[str, Iterable[Iterable[int]]], length: int) -> Spans:
    """Raises ValueError for an interval outside the text."""
    spans = {category: [(a, b) for a, b in pairs] for category, pairs in given.items()}
    for category, pairs in spans.items():
        for start, end in pairs:
            if not 0 <= start < end <= length:
                raise ValueError(f"{category} has the interval {start} to {end} in a text of {length} characters")
    return spans


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    """The file's rows. Raises BadRequest if it is not JSON lines, or truncated."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        try:
            yield from map(json.loads, lines)
        except (ValueError, RecursionError, EOFError, zlib.error) as error:
            raise BadRequest(f"{path} cannot be read as JSON lines: {error}.") from error


def split(contracts: list[Contract], held_out: int, seed: int) -> tuple[list[Contract], list[Contract]]:
    """Splits the contracts into training and, ``held_out`` of them, validation. Incomplete contracts are used for
    training only: a finding outside their annotations is neither right nor wrong."""
    order = sorted(complete(contracts), key=lambda contract: contract.title)
    random.Random(seed).shuffle(order)
    return order[held_out:] + [contract for contract in contracts if not contract.complete], order[:held_out]


def complete(contracts: Iterable[Contract]) -> list[Contract]:
    """The fully annotated contracts, on which a model can be measured."""
    return [contract for contract in contracts if contract.complete]


def without_fold(contracts: list[Contract], which: int, count: int) -> list[Contract]:
    """The contracts without fold ``which`` (from 1 on) of ``count``. Of ``count`` models, each trained without another
    fold, one has not seen any given contract."""
    return [contract for number, contract in enumerate(contracts) if number % count != which - 1]


def as_document(contract: Contract) -> Document:
    """The contract's text, read as the product reads plain text."""
    return document_from_text(contract.text.encode(), contract.title, max_pages=10_000)


def spans_in_document(contract: Contract, document: Document) -> Spans:
    """The annotated intervals in ``document.text``."""
    return _moved(contract.clauses, contract, document)


def wrong_in_document(contract: Contract, document: Document) -> Spans:
    """The intervals marked as wrong, in ``document.text``."""
    return _moved(contract.wrong, contract, document) if contract.wrong else {}


def _moved(intervals: Spans, contract: Contract, document: Document) -> Spans:
    origin = _origins(contract, document)
    moved = {}
    for category, spans in intervals.items():
        found = [np.flatnonzero((origin >= start) & (origin < end)) for start, end in spans]
        moved[category] = [(int(inside[0]), int(inside[-1]) + 1) for inside in found if len(inside)]
    return moved


def _origins(contract: Contract, document: Document) -> NDArray[np.int64]:
    """For each character of the document, its offset in the contract's text (-1 for characters that reading added)."""
    normal = contract.text.replace("\r\n", "\n")
    if normal != contract.text:
        raise ValueError(f"{contract.title}: annotations of a text with CRLF line ends are not supported")
    starts = np.cumsum([0] + [len(page.text) + 1 for page in document.pages])[:-1]
    return np.where(document.char_index >= 0, starts[document.char_page] + document.char_index, -1)
