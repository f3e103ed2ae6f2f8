"""Annotated contracts: the text of each, and what people marked in it."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chunking.document import Document
from chunking.pipeline import document_from_text


@dataclass(frozen=True, slots=True)
class Contract:
    """One line of an annotations file. ``clauses`` gives character intervals into ``text`` by category."""

    title: str
    pdf: str
    type: str
    text: str
    clauses: dict[str, list[tuple[int, int]]]
    answers: dict[str, str]


def read_contracts(path: Path) -> list[Contract]:
    """Reads an annotations file: JSON lines, gzipped or not, with the fields of ``Contract``."""
    return list(_contracts(path))


def _contracts(path: Path) -> Iterator[Contract]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            clauses = {category: [(a, b) for a, b in spans] for category, spans in row["clauses"].items()}
            yield Contract(row["title"], row["pdf"], row["type"], row["text"], clauses, row.get("answers", {}))


def split(contracts: list[Contract], held_out: int, seed: int) -> tuple[list[Contract], list[Contract]]:
    """Whole contracts for training and, ``held_out`` of them, for validation."""
    order = sorted(contracts, key=lambda contract: contract.title)
    random.Random(seed).shuffle(order)
    return order[held_out:], order[:held_out]


def as_document(contract: Contract) -> Document:
    """The contract's text as the product reads plain text."""
    return document_from_text(contract.text.encode(), contract.title, max_pages=10_000)


def spans_in_document(contract: Contract, document: Document) -> dict[str, list[tuple[int, int]]]:
    """The annotated intervals, moved from ``contract.text`` to ``document.text``."""
    origin = _origins(contract, document)
    moved = {}
    for category, spans in contract.clauses.items():
        found = [np.flatnonzero((origin >= start) & (origin < end)) for start, end in spans]
        moved[category] = [(int(inside[0]), int(inside[-1]) + 1) for inside in found if len(inside)]
    return moved


def _origins(contract: Contract, document: Document) -> NDArray[np.int64]:
    """For each character of the flow, its offset in the contract's text (-1 where the flow put it in)."""
    normal = contract.text.replace("\r\n", "\n")
    if normal != contract.text:
        raise ValueError(f"{contract.title}: annotations of a text with CRLF line ends are not supported")
    starts = np.cumsum([0] + [len(page.text) + 1 for page in document.pages])[:-1]
    return np.where(document.char_index >= 0, starts[document.char_page] + document.char_index, -1)
