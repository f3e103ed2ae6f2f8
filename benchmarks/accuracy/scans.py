"""Measures the accuracy of reviews of scans: ``python -m benchmarks.accuracy.scans --contracts annotations.jsonl.gz
--pdf FOLDER``.

Contracts held out of training are rendered as gray JPEGs at several resolutions; every second contract has skewed (2
degrees), blurred and noisy pages. Prints the word F1 of the OCR against the text layers of the originals, the seconds
per page on this machine's cores, and the model's area under the precision-recall curve on the scans and the originals.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageFilter
from tqdm import tqdm

from chunking.document import Document, Page
from chunking.isolation.client import Limits, read_pdf
from model.commands.evaluate import answer, measured
from model.dataset import Contract, read_contracts
from model.engines.base import EMBEDDED, Engine
from model.engines.load_engine import load_engine
from model.training.training_report import held_out

RESOLUTIONS = (150, 200, 300)
SKEW, BLUR, NOISE, JPEG_QUALITY = (
    2.0,
    0.6,
    0.1,
    50,
)  # degrees; pixels; share of noise with a standard deviation of 90; of 100
LONGEST = 60_000  # characters, about 20 pages
_WORD = re.compile(r"\w+")
_LIMITS = Limits(pages=10_000, seconds=3600.0, page_seconds=300.0)


class Scanned(NamedTuple):
    """One contract at one resolution (DPI): whether it is worn, F1 by page, megabytes, seconds to read, the result."""

    resolution: int
    worn: bool
    f1: list[float]
    megabytes: float
    seconds: float
    document: Document


def scan(pdf: bytes, resolution: int, worn: bool) -> bytes:
    """Renders the pages as a PDF of pictures."""
    pictures = []
    document = pdfium.PdfDocument(pdf)
    for number, page in enumerate(document):
        picture = page.render(scale=resolution / 72, grayscale=True).to_pil()
        if worn:
            angle = SKEW if number % 2 else -SKEW
            picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
            picture = picture.filter(ImageFilter.GaussianBlur(BLUR))
            picture = Image.blend(picture, Image.effect_noise(picture.size, 90), NOISE)
        pictures.append(picture)
    document.close()
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=resolution, quality=JPEG_QUALITY)
    return out.getvalue()


def word_f1(found: str, expected: str) -> float:
    """The harmonic mean of the precision and recall of words, counted with multiplicity."""
    words, wanted = Counter(_words(found)), Counter(_words(expected))
    total = words.total() + wanted.total()
    return 2 * (words & wanted).total() / total if total else 1.0


def _words(text: str) -> list[str]:
    whole = re.sub(r"(?:\N{SOFT HYPHEN}|(?<=\w)-)\s+(?=[a-z])", "", text)
    return _WORD.findall(whole.replace("\N{SOFT HYPHEN}", "").lower())


def read_scan(pdf: bytes, original: Sequence[Page], name: str, resolution: int, worn: bool) -> Scanned:
    """Renders one contract as a scan and reads it."""
    data = scan(pdf, resolution, worn)
    began = time.monotonic()
    document = read_pdf(data, name, _LIMITS)
    seconds = time.monotonic() - began
    f1 = [word_f1(page.text, expected.text) for page, expected in zip(document.pages, original, strict=True)]
    return Scanned(resolution, worn, f1, len(data) / 1e6, seconds, document)


def measure(contracts: Sequence[Contract], folder: Path, engine: Engine, resolutions: Sequence[int]) -> dict[str, Any]:
    """The figures of all contracts at all resolutions."""
    originals: list[Document | None] = []
    done: dict[int, list[Scanned]] = {resolution: [] for resolution in resolutions}
    with tqdm(total=len(contracts) * len(resolutions), unit="scan", disable=not sys.stderr.isatty()) as bar:
        for number, contract in enumerate(contracts):
            pdf = (folder / Path(contract.pdf).name).read_bytes()
            original = read_pdf(pdf, contract.title, _LIMITS)
            originals.append(original)
            for resolution in resolutions:
                done[resolution].append(read_scan(pdf, original.pages, contract.title, resolution, bool(number % 2)))
                bar.update()
    result: dict[str, Any] = {"cores": os.cpu_count(), "contracts": len(contracts)}
    result["original"] = _aupr(contracts, originals, engine)
    for resolution, scans in done.items():
        result[str(resolution)] = _figures(scans) | _aupr(contracts, [one.document for one in scans], engine)
    return result


def _aupr(contracts: Sequence[Contract], documents: Sequence[Document | None], engine: Engine) -> dict[str, float]:
    figures = measured(contracts, answer(contracts, documents, engine))["all"]
    return {name: figures[name] for name in ("aupr_published", "aupr_strict")}


def _figures(scans: Sequence[Scanned]) -> dict[str, Any]:
    pages = [value for one in scans for value in one.f1]
    seconds = sum(one.seconds for one in scans)
    worn, clean = ([value for one in scans if one.worn is worn for value in one.f1] for worn in (True, False))
    return {
        "pages": len(pages),
        "f1": _mean(pages),
        "f1_clean": _mean(clean),
        "f1_worn": _mean(worn),
        "f1_lowest_contract": min(_mean(one.f1) for one in scans),
        "pages_under_95": round(sum(value < 0.95 for value in pages) / len(pages), 4),
        "seconds_per_page": round(seconds / len(pages), 3),
        "megabytes_for_30_pages": round(30 * sum(one.megabytes for one in scans) / len(pages), 1),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 1.0


def main() -> int:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.scans", description=__doc__)
    parser.add_argument("--contracts", type=Path, required=True, help="annotations: JSON lines, gzipped or not")
    parser.add_argument("--pdf", type=Path, required=True, metavar="DIR", help="the folder of the contracts' PDFs")
    parser.add_argument("--count", type=int, default=20, help="contracts, of all lengths up to 60,000 characters")
    parser.add_argument("--resolutions", type=int, nargs="+", default=RESOLUTIONS, metavar="DPI")
    options = parser.parse_args()
    contracts = held_out(read_contracts(options.contracts), EMBEDDED)
    ordered = sorted((len(contract.text), contract.title, contract) for contract in contracts)
    short = [contract for length, _, contract in ordered if length <= LONGEST]
    chosen = short[:: max(1, len(short) // options.count)][: options.count]
    print(json.dumps(measure(chosen, options.pdf, load_engine(), options.resolutions), indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
