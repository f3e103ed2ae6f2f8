"""Checks every quoted clause against another PDF library: ``python -m benchmarks.accuracy.quote_check PDF...``.

The clause's words on each of its pages must occur in the text that pypdf extracts from that page. White space and
hyphens are ignored, since the libraries insert them by different rules, and compatibility characters (ligatures) are
normalized on both sides.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypdf
from tqdm import tqdm

from chunking.document import Document
from chunking.errors import ContractReviewError
from chunking.isolation.client import Limits, read_pdf
from model.engines.base import Engine
from model.engines.load_engine import load_engine
from model.review import review_document
from model.schema import Clause

_IGNORED = re.compile(r"[\s\-\u00ad\u2010\u2011\u2013\ufffd\x00\u200b-\u200d\u2060\ufeff]+")


class Checked(NamedTuple):
    """One file: pages, tokens, the size of its review in bytes, and the pieces of clauses missing from pypdf's text."""

    pages: int
    tokens: int
    review_bytes: int
    clauses: int
    missing: list[str]


def check(path: Path, engine: Engine) -> Checked:
    """Reviews one PDF and looks up its clauses. Raises the errors of reading and reviewing."""
    data = path.read_bytes()
    document = read_pdf(data, path.name, Limits())
    review = review_document(document, engine)
    pages = [_plain(page.extract_text()) for page in pypdf.PdfReader(path).pages]
    missing = [
        piece
        for clause in review.clauses
        for number, piece in _pieces(clause, document)
        if _plain(piece) not in pages[number]
    ]
    size = len(review.to_json().encode())
    return Checked(len(pages), review.document.tokens, size, len(review.clauses), missing)


def _pieces(clause: Clause, document: Document) -> Iterator[tuple[int, str]]:
    """The clause's words on each of its pages, by page index."""
    start, end = clause.interval
    on = document.char_page[start:end]
    for number in dict.fromkeys(on.tolist()):
        yield number, "".join(character for character, page in zip(clause.text, on, strict=True) if page == number)


def _plain(text: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text))


def main(paths: list[Path]) -> int:
    """Prints every failure and every missing piece, then a JSON line with totals."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    engine = load_engine()
    done: list[Checked] = []
    failed = 0
    began = time.monotonic()
    for path in tqdm(paths, "checking", unit="PDF", disable=not sys.stderr.isatty()):
        try:
            checked = check(path, engine)
        except ContractReviewError as error:
            failed += 1
            print(f"{path.name}: {error.code}: {error.message}")
            continue
        done.append(checked)
        for piece in checked.missing:
            print(f"{path.name}: not in pypdf's text: {piece[:160]!r}")
    print(json.dumps(_totals(done, failed) | {"seconds": round(time.monotonic() - began, 1)}))
    return 1 if failed else 0


def _totals(done: list[Checked], failed: int) -> dict[str, Any]:
    per_page = sorted(30 * checked.review_bytes / checked.pages for checked in done if checked.pages >= 10)
    return {
        "files": len(done),
        "failed": failed,
        "pages": sum(checked.pages for checked in done),
        "tokens": sum(checked.tokens for checked in done),
        "clauses": sum(checked.clauses for checked in done),
        "missing": sum(len(checked.missing) for checked in done),
        "bytes_for_30_pages_median": round(per_page[len(per_page) // 2]) if per_page else None,
        "bytes_for_30_pages_max": round(per_page[-1]) if per_page else None,
    }


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
