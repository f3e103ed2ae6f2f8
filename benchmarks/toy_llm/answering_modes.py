"""Measures accuracy and time of three ways to use the same weights.

``python -m benchmarks.toy_llm.answering_modes tests/model/toy_llm DIR``

As a tagger (with a token-classification head, trained on the same invented contracts into DIR unless it exists), as an
LLM in one pass, and as an LLM that decodes all answers. Prints a Markdown table and one JSON line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.performance.hardware_limits.llm_cost import seconds
from benchmarks.performance.under_load.sample_documents import SAMPLE
from benchmarks.reporting.sections import machine, table
from benchmarks.toy_llm.agreement import agreement
from benchmarks.toy_llm.examples import WINDOW
from benchmarks.toy_llm.invented_contracts import invent
from benchmarks.toy_llm.train_toy_llm import RECIPE, TESTED, WORDS
from chunking.document import Document
from chunking.isolation.client import Limits, read_pdf
from model.engines.base import Engine
from model.engines.llm.llm_settings import read_settings
from model.engines.llm.pointer_llm import PointerLLM
from model.engines.llm.prompts.questions import read_template
from model.engines.load_engine import load_engine
from model.engines.span_decoding import SETTINGS
from model.training.calibration import settings
from model.training.recipes import TaggerRecipe
from model.training.tagger import pooling, train

TAGGER = TaggerRecipe(epochs=2, window=WINDOW + 16, learning_rate=5e-4, warmup_steps=40, empty_share=1.0)


def train_tagger(base: Path, folder: Path) -> None:
    """Trains a token-classification head over the base, on the contracts that the base was trained on."""
    contracts = invent(RECIPE.contracts, seed=RECIPE.seed)
    categories = sorted({category for contract in contracts for category in contract.clauses})
    folder.mkdir(parents=True, exist_ok=True)
    train(str(base), contracts, categories, TAGGER, folder)
    content = {
        "window": TAGGER.window,
        "context": TAGGER.window // 4,
        "pool": pooling(str(base)),
        "categories": settings(categories, WORDS, {}),
    }
    (folder / SETTINGS).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def measured(engine: Engine, document: Document) -> dict[str, Any]:
    """Recall and precision on contracts in known and in held-out wordings, and the seconds of one review."""
    row: dict[str, Any] = {"seconds": seconds(lambda: engine.find(document))}
    for name, unseen in (("known", False), ("held_out", True)):
        found = agreement(engine, invent(TESTED, seed=RECIPE.seed + 1, unseen=unseen))
        row |= {f"{name}_recall": round(found.recall, 3), f"{name}_precision": round(found.precision, 3)}
    return row


def main(base: Path, folder: Path) -> None:
    """Measures all three ways."""
    if not (folder / SETTINGS).exists():
        train_tagger(base, folder)
    document = read_pdf(SAMPLE.read_bytes(), SAMPLE.name, Limits())
    one_pass = load_engine(base)
    assert isinstance(one_pass, PointerLLM)
    writing = read_settings(base) | {"written": True}
    decoding = PointerLLM(one_pass.network(), one_pass.tokenizer, read_template(base), writing, one_pass.identity)
    engines: dict[str, Engine] = {
        "token-classification head": load_engine(folder),
        "one pass": one_pass,
        "numbers decoded": decoding,
    }
    rows = {name: measured(engine, document) for name, engine in engines.items()}
    percent = [key for key in rows["one pass"] if key != "seconds"]
    head = ["", *(key.replace("_", " ") + ", %" for key in percent), "sample, s"]
    cells = [
        [name, *(f"{100 * row[key]:.0f}" for key in percent), f"{row['seconds']:.2f}"] for name, row in rows.items()
    ]
    print(table(head, cells))
    print(json.dumps({"machine": machine(), "modes": rows}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
