"""The first step of ``benchmarks.gpu``: is what the engine answers on this device what the model says?

For each family of models a tiny one with random weights. Every logit that an answer saw, in one pass, written out and
quoted, is held against a plain forward pass over prefix, chunk, question and what was written so far, alone and with no
mask or cache of ours. In float32 they may differ by ``EXACT``. In bfloat16 both are held against the same weights in
float32: the engine may err by at most ``WORSE`` times as much as the plain pass does.
"""

from __future__ import annotations

import copy
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import llguidance
import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.gpu.models import FAMILIES, PROMPT, SETTINGS, document_of, write_family
from benchmarks.gpu.step import Rows, step_options
from chunking.document import Document
from chunking.errors import BadModel
from model.engines.llm.constraints import Pointed
from model.engines.llm.engine import LLM
from model.engines.llm.prompt import Prompt
from model.engines.llm.scheduler import Ahead, Branch, Task
from model.engines.loading import load_engine

EXACT = 1e-4
# What the plain pass's own rounding does, measured by its root mean square; the engine's sums are in another order.
WORSE = 1.5
_TOKENS, _TINY_TOKENS = 600, 200
Logits = NDArray[np.float32]


class Note(NamedTuple):
    """What an answer was told: logits by column; of the grammar, what it allowed (by token) and what was the best."""

    pointers: Logits
    allowed: NDArray[np.bool_] | None
    best: int


class Heard(Branch):
    """A branch that notes what it is told and what it writes."""

    def __init__(self, branch: Branch) -> None:
        self.branch = branch
        self.notes: list[Note] = []
        self.written: list[int] = []
        self._allowed: NDArray[np.bool_] | None = None

    def grammar(self) -> llguidance.LLMatcher | None:
        """The branch's own."""
        matcher = self.branch.grammar()
        self._allowed = None
        if matcher:
            mask = np.frombuffer(matcher.compute_bitmask(), dtype=np.uint8)
            self._allowed = np.unpackbits(mask, bitorder="little").astype(bool)
        return matcher

    def ahead(self) -> Ahead:
        """The branch's own."""
        return self.branch.ahead()

    def advance(self, pointers: Logits, best: int, probability: float) -> int | None:
        """The branch's own."""
        self.notes.append(Note(pointers.copy(), self._allowed, best))
        token = self.branch.advance(pointers, best, probability)
        if token is not None:
            self.written.append(token)
        return token


class Answered(NamedTuple):
    """A question behind its chunk (``ids``, prefix included) and what its answer heard and wrote."""

    ids: list[int]
    heard: Heard


class Error(NamedTuple):
    """How far logits and scores are off: the largest and the root mean square of the logits', the largest score's, and
    by how many logits the best token that the grammar allowed was not the best."""

    logits: float
    mean: float
    scores: float
    quotes: float


def answered(engine: LLM, document: Document) -> list[Answered]:
    """All questions about all chunks, as many chunks at once as are served at once."""
    prefix = engine.prefix()
    tasks = engine.tasks(document)
    heard: dict[int, list[Heard]] = {}

    def listening(number: int, task: Task) -> Task:
        def branches() -> Sequence[Branch]:
            heard[number] = [Heard(branch) for branch in task.branches()]
            return heard[number]

        return task._replace(branches=branches)

    decoder = engine.decoder()
    try:
        decoder.run([listening(number, task) for number, task in enumerate(tasks)], timeout=300)
    finally:
        decoder.close()
    return [
        Answered([*prefix, *task.ids, *question], one)
        for number, task in enumerate(tasks)
        for question, one in zip(task.questions, heard[number], strict=True)
    ]


@torch.inference_mode()
def plain(model: Any, one: Answered) -> Logits:
    """Logits (notes, tokens of the vocabulary) wherever the answer was told any, by one pass over everything."""
    ids = torch.tensor([[*one.ids, *one.heard.written]], device=model.device)
    logits = model(input_ids=ids, use_cache=False).logits[0]
    first = len(one.ids) - 1
    seen: Logits = logits[first : first + len(one.heard.notes)].float().cpu().numpy()
    return seen


def error(asked: Sequence[Answered], truth: Sequence[Logits], columns: list[int], told: Callable[..., Any]) -> Error:
    """Of what was told: ``told(number, one)`` gives logits by column, (notes, columns)."""
    off, scores, quotes = [], [0.0], [0.0]
    for number, (one, right) in enumerate(zip(asked, truth, strict=True)):
        pointers = told(number, one)
        off.append(np.abs(pointers - right[:, columns]).ravel())
        if isinstance(one.heard.branch, Pointed):
            pair = [_scores(logits, one.heard.branch) for logits in (pointers[0], right[0, columns])]
            scores.append(float(np.abs(pair[0] - pair[1]).max(initial=0)))
        for note, logits in zip(one.heard.notes, right, strict=True):
            if note.allowed is not None:
                quotes.append(float(logits[note.allowed[: len(logits)]].max() - logits[note.best]))
    every = np.concatenate(off)
    return Error(float(every.max()), float(np.sqrt((every**2).mean())), max(scores), max(quotes))


def _scores(pointers: Logits, branch: Pointed) -> Logits:
    again = Pointed(len(branch.scores))
    again.advance(pointers, -1, 1.0)
    return again.scores


def compare(engine: LLM, writing: LLM, document: Document, dtype: torch.dtype) -> dict[str, Any]:
    """The errors in this precision, with ``failed`` where they are too large."""
    model = engine.network()
    for part in model.parameters():  # and not what positions are computed from, which stays in float32
        part.data = part.data.to(dtype)
    prompt = Prompt(engine.tokenizer, PROMPT, list(engine.settings), frozenset({"Parties"}))
    columns = [prompt.none, prompt.range, *prompt.marks]
    asked = answered(engine, document) + answered(writing, document)
    exact = model if dtype == torch.float32 else copy.deepcopy(model).float()
    truth = [plain(exact, one) for one in asked]
    ours = error(asked, truth, columns, lambda _, one: np.stack([note.pointers for note in one.heard.notes]))
    kinds = [type(one.heard.branch).__name__ for one in asked]
    figures: dict[str, Any] = {
        "questions": len(asked),
        "tokens_written": sum(len(one.heard.written) for one in asked),
        "answers": {name: kinds.count(name) for name in sorted(set(kinds))},
        "spread": round(float(np.std(np.concatenate([right[:, columns] for right in truth]))), 3),
        "error": ours._asdict(),
    }
    if dtype == torch.float32:
        bound = EXACT
        wrong = max(ours.logits, ours.scores, ours.quotes)
    else:
        rounded = [plain(model, one)[:, columns] for one in asked]
        theirs = error(asked, truth, columns, lambda number, _: rounded[number])
        figures["plain_error"] = theirs._asdict()
        bound, wrong = WORSE * theirs.mean, ours.mean
    figures["bound"] = bound
    if not wrong <= bound:  # so that what is no number is wrong, too
        figures["failed"] = f"The answers' logits are off by {wrong:.2g}, and {bound:.2g} is allowed."
    return figures


def family(name: str, document: Document, rows: Rows) -> None:
    """One family, in both precisions."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        try:
            write_family(name, folder)
            engine = load_engine(folder)
        except BadModel as error:
            rows.add(name, refused=str(error).replace(f"{folder} ", "")[:300])
            return
        except Exception as error:  # such as of a transformers that does not know the family
            rows.add(name, failed=f"{type(error).__name__}: {error}"[:300])
            return
    assert isinstance(engine, LLM)
    settings = {**SETTINGS, "written": True}
    writing = LLM(engine.network(), engine.tokenizer, PROMPT, settings, engine.identity)
    for dtype in (torch.float32, torch.bfloat16):
        with rows.trying(name) as row:
            row["precision"] = str(dtype).removeprefix("torch.")
            row |= compare(engine, writing, document, dtype)
    writing.close()
    engine.close()


def main() -> int:
    """Every family."""
    options = step_options(__doc__)
    rows = Rows(options.rows)
    document = document_of(_TINY_TOKENS if options.tiny else _TOKENS)
    for name in FAMILIES:
        family(name, document, rows)
    return rows.status()


if __name__ == "__main__":
    sys.exit(main())
