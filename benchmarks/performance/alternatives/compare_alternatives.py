"""Compares with the alternatives, in the same run on the same contracts and machine:
``python -m benchmarks.performance.alternatives.compare_alternatives [PDF|FOLDER ...]``.

Ratios are the alternative's seconds over ours, with 95% bootstrap intervals. Above 1, ours is faster.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pdfplumber
import pypdfium2
from pypdf import PdfReader

from benchmarks.performance.alternatives.question_per_category import ask_each
from benchmarks.performance.hardware_limits.llm_cost import forced
from benchmarks.performance.random_model import write_base
from benchmarks.performance.under_load.backends import Url
from benchmarks.performance.under_load.load import closed
from benchmarks.performance.under_load.sample_documents import SAMPLE, Input, gather
from benchmarks.performance.under_load.serving import SERVE, serving
from benchmarks.reporting.sections import Section, machine, plain
from benchmarks.reporting.statistics import Interval, ratio
from chunking.document import Document
from chunking.isolation.client import Limits, read_pdf
from chunking.pdf.reader import read_pages
from model.engines.llm.pointer_llm import PointerLLM
from model.engines.load_engine import load_engine

ASKED = 6  # of the 41 categories, for the method that asks one by one; each takes equally long
ROUNDS, TOGETHER, STEPS = 4, 8, 16
PYPDF = "pypdf, text without boxes"
PLAIN = ("-m", "benchmarks.performance.alternatives.plain_container")


class Alternative(NamedTuple):
    """An alternative: its name, its seconds over ours, the goal (None: no goal), and how it was measured."""

    name: str
    ratio: Interval
    goal: float | None
    how: str

    @property
    def verdict(self) -> str:
        """The result in words."""
        if self.ratio.high < 1:
            return "the alternative is faster"
        if self.ratio.low < 1:
            return "no significant difference"
        if self.goal is None:
            return ""
        return "goal reached" if self.ratio.value >= self.goal else "ours is faster, goal not reached"


def compare(inputs: Sequence[Input]) -> list[Alternative]:
    """All comparisons, quick ones first."""
    return [*readers(inputs), questions(inputs[0]), *containers(inputs[0]), *pointing()]


def readers(inputs: Sequence[Input], repeat: int = 2) -> list[Alternative]:
    """PDF readers. Ours gives text with a box for each character; the names say what the others give."""
    ours = _each(inputs, lambda data: read_pages(data, 10_000), repeat)
    found = {
        PYPDF: (_each(inputs, _pypdf, repeat), 5.0),
        "pypdf, text with positions": (_each(inputs, _pypdf_positions, repeat), 5.0),
        "pdfplumber, words with boxes": (_each(inputs, _pdfplumber, repeat), None),
        "pypdfium2, text without boxes": (_each(inputs, _pdfium, repeat), None),
    }
    served = _each(inputs, lambda data: read_pdf(data, "alternative.pdf", Limits(pages=10_000)), repeat)
    how = f"reading {len(inputs)} PDFs, best of {repeat} each, on one core"
    sandboxed = ratio(found[PYPDF][0], served, paired=True)
    shared = f"{len(inputs)} PDFs; ours in its sandbox, on all cores, with sentences segmented"
    return [
        Alternative(f"{PYPDF}, against sandboxed reading", sandboxed, 5.0, shared),
        *(Alternative(name, ratio(taken, ours, paired=True), goal, how) for name, (taken, goal) in found.items()),
    ]


def _each(inputs: Sequence[Input], read: Callable[[bytes], object], repeat: int) -> list[float]:
    """Each file's best time, to reduce the influence of other load."""
    return [min(_seconds(lambda data=given.data: read(data)) for _ in range(repeat)) for given in inputs]  # type: ignore[misc]


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _pypdf(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def _pypdf_positions(data: bytes) -> list[Any]:
    """The closest that pypdf has to boxes: the position of each piece of text."""
    positions: list[Any] = []

    def visit(text: str, _: Any, matrix: Any, *__: Any) -> None:
        positions.append((text, matrix[4], matrix[5]))

    for page in PdfReader(io.BytesIO(data)).pages:
        page.extract_text(visitor_text=visit)
    return positions


def _pdfplumber(data: bytes) -> list[Any]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [page.extract_words() for page in document.pages]


def _pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def questions(given: Input) -> Alternative:
    """CUAD's published method: one question per category over overlapping windows, with the same encoder."""
    engine = load_engine()
    document = read_pdf(given.data, given.name, Limits())
    engine.find(document)
    ours = [_seconds(lambda: engine.find(document)) for _ in range(ROUNDS)]
    categories = list(engine.thresholds)
    asked = ask_each(document, categories[:: len(categories) // ASKED][:ASKED])
    engine.close()
    how = f"{given.name}; extrapolated from {len(asked)} of the {len(categories)} questions"
    return Alternative(
        "one question per category (CUAD's method)",
        ratio([len(categories) * second for second in asked], ours, paired=False),
        30.0,
        how,
    )


def containers(given: Input) -> list[Alternative]:
    """A plain container with its best setting for each case, and our own without shared batches."""
    ours, apart = _served(given, SERVE), _served(given, SERVE, CONTRACT_REVIEW_CONCURRENCY="1")
    alternatives = [_served(given, PLAIN, PLAIN_WORKERS=workers) for workers in ("1", "2")]
    alone = min((alternative.alone for alternative in alternatives), key=sum)
    together = min((alternative.together for alternative in alternatives), key=sum)
    how = f"{given.name}; {ROUNDS} rounds"
    return [
        Alternative("plain Flask, pypdf, transformers: one document", ratio(alone, ours.alone, paired=False), 2.0, how),
        Alternative(
            f"plain Flask, pypdf, transformers: {TOGETHER} at once",
            ratio(together, ours.together, paired=False),
            3.0,
            how + f" of {TOGETHER}",
        ),
        Alternative(
            f"one document at a time instead of shared batches: {TOGETHER} at once",
            ratio(apart.together, ours.together, paired=False),
            None,
            how + f" of {TOGETHER}",
        ),
    ]


class _Times(NamedTuple):
    alone: list[float]
    together: list[float]


def _served(given: Input, command: Sequence[str], **settings: str) -> _Times:
    """Seconds of one document alone and of eight at once (until the last answer), for several rounds each."""
    if command is SERVE:
        settings = {"CONTRACT_REVIEW_CONCURRENCY": str(TOGETHER), **settings}
    with serving(command, **settings) as server:
        target = Url(server.url)
        closed(target, [given], 1, 2)  # warm-up
        alone = [sample.seconds for sample in closed(target, [given], 1, ROUNDS).samples]
        together = [_seconds(lambda: closed(target, [given], TOGETHER, TOGETHER)) for _ in range(ROUNDS)]
    return _Times(alone, together)


def pointing() -> list[Alternative]:
    """A causal model of 4 million random weights (as fast as trained ones): pointing at clauses in one pass, against
    the same pass and then generating the clauses' text, eight chunks at once."""
    text = (SAMPLE.parent / "sample_contract.txt").read_text("utf-8")
    document = read_pdf(SAMPLE.read_bytes(), SAMPLE.name, Limits())
    tagger = load_engine()
    found = [one for one in tagger.find(document).findings if one.score >= tagger.thresholds[one.category]]
    tagger.close()
    with tempfile.TemporaryDirectory() as folder:
        write_base([text] * 20, Path(folder))
        settings: dict[str, Any] = {"categories": {category: {} for category in tagger.thresholds}}
        (Path(folder) / "llm.json").write_text(json.dumps(settings), encoding="utf-8")
        engine = load_engine(Path(folder))
    assert isinstance(engine, PointerLLM)
    engine.find(document)
    ours = [_seconds(lambda: engine.find(document)) for _ in range(ROUNDS)]
    tokens = sum(len(engine.tokenizer.encode(document.text[one.start : one.end])) for one in found)
    written = [sum(ours) / len(ours) + tokens * second for second in _seconds_per_token(engine, document)]
    engine.close()
    name = "generating the clauses instead of pointing at them (causal model)"
    how = f"{SAMPLE.name}; {len(found)} clauses, {tokens} tokens"
    return [Alternative(name, ratio(written, ours, paired=False), None, how)]


def _seconds_per_token(engine: PointerLLM, document: Document) -> list[float]:
    """Seconds per decoded token, for several rounds: long answers minus short ones, so that prefill does not count."""
    decoder = engine.decoder(slots=TOGETHER)
    task = engine.tasks(document)[0]
    token = task.questions[0][-1]

    def timed(steps: int) -> float:
        return _seconds(lambda: decoder.run([forced(task, [token] * steps)] * TOGETHER))

    taken = []
    for _ in range(ROUNDS):
        short, long = timed(1), timed(STEPS + 1)
        taken.append(max(long - short, 0.0) / STEPS / TOGETHER)
    decoder.close()
    return taken


def section(alternatives: Sequence[Alternative]) -> Section:
    """The report's section."""
    text = "Seconds of the alternative over ours, in the same run on the same machine. Above 1, ours is faster."
    rows = [
        (
            alternative.name,
            f"{alternative.ratio.value:.3g}x",
            f"{alternative.ratio.low:.3g} to {alternative.ratio.high:.3g}",
            f"{alternative.goal:g}x" if alternative.goal else "",
            alternative.verdict,
            alternative.how,
        )
        for alternative in alternatives
    ]
    return Section("Ratios", (text,), ("", "ratio", "95% interval", "goal", "result", "measured on"), rows)


def main() -> int:
    """Prints the table and one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[SAMPLE])
    options = parser.parse_args()
    alternatives = compare(gather(options.files))
    table = section(alternatives)
    print(plain(table.head, table.rows))
    line = {one.name: {"ratio": one.ratio._asdict(), "goal": one.goal, "how": one.how} for one in alternatives}
    print(json.dumps({"machine": machine(), "alternatives": line}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
