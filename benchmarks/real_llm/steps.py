"""Implements the steps that a real language model goes through. Each puts its figures into a row."""

from __future__ import annotations

import http.client
import json
import tarfile
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.gpu.training import run
from benchmarks.performance.under_load.sample_documents import SAMPLE
from benchmarks.performance.under_load.serving import SERVE, serving
from benchmarks.real_llm.perplexity import perplexities
from chunking.document import Document
from chunking.isolation.client import Limits, read_pdf
from chunking.pipeline import document_from_text
from model.commands.evaluate import answer_texts
from model.dataset import Contract
from model.engines.base import Engine, Found
from model.engines.llm.llm_settings import read_settings
from model.engines.llm.loading.load_weights import load
from model.engines.llm.pointer_llm import PointerLLM
from model.engines.llm.prompts.questions import Prompt, read_template
from model.engines.load_engine import load_engine
from model.evaluation.confidence_intervals import shown_counts
from model.evaluation.precision_recall import Question
from model.playbook.playbook_format import default_playbook
from model.review import assemble

_OPENING = "This Agreement shall be governed by the laws of the State of"
_COMPLETED = 6  # tokens


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: ``contracts`` in all (the shortest given ones), ``held_out`` of them; ``characters`` of the
    sample; perplexity at every ``every``-th position from ``first`` to ``last``; the recipe's ``window``, tokens to a
    ``row`` and ``negatives``."""

    contracts: int
    held_out: int
    characters: int
    first: int
    last: int
    every: int
    window: int
    row: int
    negatives: int


SIZES = {
    "tiny": Size(4, 1, 1_500, 60, 200, 10, 192, 512, 2),
    "short": Size(5, 2, 5_000, 600, 2_000, 14, 512, 1024, 6),
    "full": Size(408, 60, 1_000_000, 600, 2_000, 4, 1024, 4096, 41),
}


class Session:
    """The model directory, the contracts, a long ``text`` of them, and the results' folder that the steps use."""

    def __init__(self, base: Path, out: Path, size: Size, contracts: Sequence[Contract]) -> None:
        self.base, self.out, self.size = base, out, size
        self.text = " ".join("\n\n".join(contract.text for contract in contracts)[: 12 * size.last].split())
        self.contracts = sorted(contracts, key=lambda contract: len(contract.text))[: size.contracts]
        self.annotations = out / "annotations.jsonl"
        lines = (json.dumps(asdict(contract)) + "\n" for contract in self.contracts)
        self.annotations.write_text("".join(lines), encoding="utf-8")

    @cached_property
    def engine(self) -> PointerLLM:
        """The base as the product serves it."""
        engine = load_engine(self.base)
        assert isinstance(engine, PointerLLM)
        return engine

    @cached_property
    def document(self) -> Document:
        """The sample contract, or the beginning of it."""
        whole = read_pdf(SAMPLE.read_bytes(), SAMPLE.name, Limits())
        return document_from_text(whole.text[: self.size.characters].encode(), "sample", 100)


Figures = dict[str, Any]


def loading(session: Session, row: Figures) -> None:
    """Loads the model, which includes the branching check that every model has to pass."""
    row["weights"] = session.engine.network().num_parameters()


def prompting(session: Session, row: Figures) -> None:
    """The prompt in tokens, and what the model writes behind an opening that every lawyer can complete."""
    engine = session.engine
    names = list(engine.settings)
    words = frozenset(name for name, setting in engine.settings.items() if setting.trim)
    prompt = Prompt(engine.tokenizer, read_template(session.base), names, words)
    row["tokens"] = len(prompt.prefix)
    row["question_tokens"] = sum(len(question.point) for question in prompt.questions.values())
    row["labels"] = [engine.tokenizer.decode([prompt.numbers[place]]) for place in (0, -1)]
    ids = [token for token in [engine.tokenizer.bos_token_id] if token is not None]
    ids += engine.tokenizer.encode(_OPENING, add_special_tokens=False)
    begun = len(ids)
    with torch.inference_mode():
        for _ in range(_COMPLETED):
            ids.append(int(engine.network()(input_ids=torch.tensor([ids])).logits[0, -1].argmax()))
    row["completion"] = engine.tokenizer.decode(ids[begun:])


def masks(session: Session, row: Figures) -> None:
    """Perplexity behind the first window."""
    size = session.size
    ids = session.engine.tokenizer.encode(session.text, add_special_tokens=False)[: size.last]
    row["tokens"] = len(ids)
    row |= {name: round(value, 5) for name, value in _with_start(session, ids).items()}
    if not np.isclose(row["plain"], [row["served"], row["trained"]], rtol=1e-3).all():
        row["failed"] = "Serving or training does not read the text as a plain forward pass does."


def _with_start(session: Session, ids: list[int]) -> dict[str, float]:
    start = session.engine.tokenizer.bos_token_id
    ids = ids if start is None else [start, *ids[:-1]]
    return perplexities(session.engine.network(), ids, session.size.first, session.size.every)


def one_pass(session: Session, row: Figures) -> None:
    """The sample in one pass, and the review with its summary that comes of it."""
    row |= _reviewed(session.engine, session.document)


def written(session: Session, row: Figures) -> None:
    """The sample with every answer written out."""
    settings = read_settings(session.base) | {"written": True}
    engine = session.engine
    writing = PointerLLM(engine.network(), engine.tokenizer, read_template(session.base), settings, engine.identity)
    try:
        row |= _reviewed(writing, session.document)
    finally:
        writing.close()


def _reviewed(engine: PointerLLM, document: Document) -> Figures:
    began = time.monotonic()
    found: Found = engine.find(document)
    seconds = round(time.monotonic() - began, 1)
    review = assemble(document, found, engine, default_playbook())
    clauses = [clause for clause in review.clauses if clause.found]
    strange = [clause for clause in clauses if clause.text not in document.text]
    summary = review.summary.model_dump(exclude_none=True, exclude_defaults=True)
    figures: Figures = {
        "seconds": seconds,
        "tokens": found.tokens,
        "clauses": len(clauses),
        "quotes": sum(engine.settings[clause.category].trim for clause in clauses),
        "summary_fields": sorted(summary),
    }
    if strange or found.unread_segments:
        figures["failed"] = f"{len(strange)} quotes are not in the contract, {len(found.unread_segments)} parts unread."
    return figures


def merging(session: Session, row: Figures) -> None:
    """A LoRA adapter merged into the weights in float32, as loading does it, against the same adapter beside them."""
    from peft import LoraConfig, get_peft_model

    torch.manual_seed(1)
    plain: Any = load(session.base, None, {}, None, False)[0]
    config = LoraConfig(r=8, target_modules="all-linear", init_lora_weights=False, task_type="CAUSAL_LM")
    beside: Any = get_peft_model(plain, config)
    ids = torch.tensor([session.engine.tokenizer.encode(_OPENING)])
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        beside.save_pretrained(folder)
        expected = beside(input_ids=ids).logits
        del plain, beside
        merged: Any = load(session.base, Path(folder), {}, None, False)[0]
        row["difference"] = float((merged(input_ids=ids).logits - expected).abs().max())
    row["spread"] = round(float(expected.std()), 3)
    if row["difference"] > 1e-3 * row["spread"]:
        row["failed"] = "The merged model answers otherwise than the model with the adapter beside it."


def training(kind: str, name: str, *words: str) -> Callable[[Session, Figures], None]:
    """A short fine-tuning by ``contract-review train``, measured on the contracts held out."""

    def step(session: Session, row: Figures) -> None:
        folder, size = session.out / name, session.size
        given = [kind, "--contracts", str(session.annotations), "--base", str(session.base), "--out", str(folder)]
        given += ["--held-out", str(size.held_out), "--epochs", "1", "--window", str(size.window), *words]
        if kind == "llm":
            given += ["--row-tokens", str(size.row), "--accumulation", "1", "--negatives", str(size.negatives)]
        run(["train", *given])
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        row |= {key: report["run"].get(key) for key in ("steps", "tokens", "seconds", "loss")}
        engine = load_engine(folder)
        try:
            row |= accuracy(engine, [one for one in session.contracts if one.title in report["held_out"]])
        finally:
            engine.close()

    return step


def accuracy(engine: Engine, contracts: Sequence[Contract]) -> Figures:
    """Recall and precision, in percent, of the clauses that a reader is shown, by the data set's strict measure."""
    questions = answer_texts(contracts, engine).questions
    return {"validation_contracts": len(contracts), **shown(questions)}


def shown(questions: Sequence[Question]) -> Figures:
    """``accuracy`` of these questions."""
    found, wrong, missed = map(int, shown_counts(questions).sum(axis=1))
    listed = sum(len(question.shown) for question in questions)
    return {
        "annotated": found + missed,
        "clauses": listed,
        "recall": round(100 * found / max(1, found + missed), 1),
        "precision": round(100 * (listed - wrong) / max(1, listed), 1),
    }


def served(name: str) -> Callable[[Session, Figures], None]:
    """The trained model's archive, unpacked as SageMaker does it, served, and asked for a review of the sample."""

    def step(session: Session, row: Figures) -> None:
        archive = session.out / name / "model.tar.gz"
        with tempfile.TemporaryDirectory() as folder, tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
            patience = {f"CONTRACT_REVIEW_{limit}_SECONDS": "3600" for limit in ("HANG", "DEADLINE")}
            with serving(SERVE, CONTRACT_REVIEW_MODEL=folder, **patience) as server:
                row["start_s"] = round(server.ready, 1)
                began = time.monotonic()
                review = _invoke(server.url, session.document.text)
                row["seconds"] = round(time.monotonic() - began, 1)
        row["archive_mb"] = round(archive.stat().st_size / 1e6)
        row["tokens"] = review["document"]["tokens"]
        row["clauses"] = sum(clause["found"] for clause in review["clauses"])

    return step


def _invoke(url: str, text: str) -> Any:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=3600)
    try:
        connection.request("POST", "/invocations", text.encode(), {"Content-Type": "text/plain"})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"/invocations was answered {answer.status}: {body[:300]!r}")
    return json.loads(body)


STEPS: dict[str, Callable[[Session, Figures], None]] = {
    "Load": loading,
    "Prompt": prompting,
    "Perplexity": masks,
    "One pass": one_pass,
    "Written answers": written,
    "Merged adapter": merging,
    "LoRA": training("llm", "lora", "--rank", "16"),
    "Served": served("lora"),
    "All weights": training("llm", "full", "--rank", "0", "--learning-rate", "2e-5"),
    "Token-classification head": training("tagger", "head", "--learning-rate", "2e-5"),
}
