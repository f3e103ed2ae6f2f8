"""Takes a real language model through everything: ``python -m benchmarks.real_llm --out DIR``.

The model is Gemma 3 270M, made from its package (``weights``), or another directory (``--base``). It is loaded,
prompted, and compared with plain forward passes; it reviews the sample in one pass and with written answers; it is
fine-tuned (LoRA, all weights, and as a token-classification model), packed, served over HTTP, and measured on
held-out contracts. If a step fails, that is reported and the next one starts. DIR gets ``rows.jsonl``, a line as each
step ends, and ``table.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.gpu.step import Rows, read_rows
from benchmarks.real_llm.steps import SIZES, STEPS, Session
from benchmarks.real_llm.weights import prepare
from benchmarks.reporting.sections import machine, table
from benchmarks.toy_llm.invented_contracts import invent
from chunking.errors import ContractReviewError
from model.dataset import read_contracts

# Columns of the table: the row's figure and its heading.
_COLUMNS = {
    "seconds": "seconds",
    "tokens": "tokens",
    "clauses": "clauses found",
    "recall": "recall, %",
    "precision": "precision, %",
}
_KNOWN = {*_COLUMNS, "what", "took", "failed"}


def report(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as a Markdown table; ``seconds`` are the step's own, or all that it took."""
    lines = []
    for row in rows:
        row = {"seconds": row["took"], **row}
        other = ", ".join(f"{name} {value}" for name, value in row.items() if name not in _KNOWN)
        lines.append([row["what"], *(str(row.get(name, "")) for name in _COLUMNS), row.get("failed") or other])
    return table(["", *_COLUMNS.values(), "also"], lines)


def main(given: Sequence[str] | None = None) -> int:
    """Runs the steps. Exit status 1: at least one failed; 2: there is nothing to run them with."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("out/real-llm"), metavar="DIR", help="default: out/real-llm")
    parser.add_argument("--base", type=Path, metavar="DIR", help="a causal language model (default: Gemma 3 270M)")
    parser.add_argument("--contracts", type=Path, help="annotations: JSON lines, gzipped or not (default: invented)")
    parser.add_argument("--size", choices=SIZES, default="short", help="how much is measured (default: short)")
    parser.add_argument("--only", nargs="+", choices=STEPS, metavar="STEP", help=f"run only these: {', '.join(STEPS)}")
    options = parser.parse_args(given)
    size = SIZES[options.size]
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        base = options.base or prepare(options.out)
        contracts = read_contracts(options.contracts) if options.contracts else invent(size.contracts, seed=1)
    except ContractReviewError as error:
        print(error, file=sys.stderr)
        return 2
    session = Session(base, options.out, size, contracts)
    path = options.out / "rows.jsonl"
    path.unlink(missing_ok=True)
    rows = Rows(path)
    for name in options.only or STEPS:
        print(f"== {name}", flush=True)
        with rows.trying(name) as row:
            STEPS[name](session, row)
    text = f"{machine()}, {datetime.now(UTC):%Y-%m-%d}, {base.name}, size {options.size}\n\n{report(read_rows(path))}\n"
    (options.out / "table.md").write_text(text, encoding="utf-8")
    print(text)
    return rows.status()
