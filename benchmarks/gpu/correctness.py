"""A step of ``benchmarks.gpu``: checks that the engine on this device answers as the model does.

Each model family is represented by a tiny model with random weights. Every logit behind an answer (one pass, decoded
numbers, quoted words) is compared with a plain forward pass over prefix, chunk, question and the tokens decoded so far,
by itself and without our masks and cache. In float32 they may differ by ``EXACT``. In bfloat16 both are compared with
the same weights in float32: the engine's error may be at most ``WORSE`` times that of the plain pass.
"""

from __future__ import annotations

import copy
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.gpu.models import FAMILIES, PROMPT, SETTINGS, document_of, write_family
from benchmarks.gpu.step import Rows, step_options
from chunking.document import Document
from chunking.errors import BadModel
from model.engines.llm.answers.answer import Answer, Grammar, Lookahead
from model.engines.llm.answers.pointer_answer import PointerAnswer
from model.engines.llm.decoding.scheduler import Task
from model.engines.llm.pointer_llm import PointerLLM
from model.engines.llm.prompts.questions import Prompt
from model.engines.load_engine import load_engine

EXACT = 1e-4
# Allowance for another order of summation, on the root mean square error that rounding causes in the plain pass.
WORSE = 1.5
_TOKENS, _TINY_TOKENS = 600, 200
# The families that a tiny run also compares in bfloat16, which takes a CPU three times as long as float32: one of each
# kind of attention and of layers.
_ROUNDED = {"Llama", "Qwen2-MoE", "DeepSeek-V3", "Gemma 2", "Gemma 3"}
Logits = NDArray[np.float32]


class Step(NamedTuple):
    """The input of one step of an answer: behind how many of its tokens, logits by column, the tokens that the grammar
    allowed, and the best of them."""

    place: int

    pointers: Logits
    allowed: NDArray[np.bool_] | None
    best: int


class Recorder(Answer):
    """An answer that records its inputs and the tokens that it decodes."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.steps: list[Step] = []
        self.decoded: list[int] = []
        self._allowed: NDArray[np.bool_] | None = None

    def grammar(self) -> Grammar | None:
        """The answer's grammar."""
        matcher = self.answer.grammar()
        self._allowed = None
        if matcher:
            mask = np.frombuffer(matcher.compute_bitmask(), dtype=np.uint8)
            self._allowed = np.unpackbits(mask, bitorder="little").astype(bool)
        return matcher

    def lookahead(self) -> Lookahead:
        """What is known of the answer's next tokens."""
        lookahead = self.answer.lookahead()
        self.decoded += lookahead.forced
        return lookahead

    def advance(self, pointers: Logits, best: int, probability: float) -> int | None:
        """The answer's next token."""
        self.steps.append(Step(len(self.decoded), pointers.copy(), self._allowed, best))
        token = self.answer.advance(pointers, best, probability)
        if token is not None:
            self.decoded.append(token)
        return token


class Answered(NamedTuple):
    """A question after its chunk (``ids``, prefix included), and the recorded answer."""

    ids: list[int]
    recorder: Recorder


class Error(NamedTuple):
    """The logits' largest and root mean square error, the largest error of a score, and how far the decoded token lay
    below the best token that the grammar allowed."""

    logits: float
    mean: float
    scores: float
    quotes: float


def answered(engine: PointerLLM, document: Document) -> list[Answered]:
    """Answers all questions about all chunks, in batches as in serving."""
    prefix = engine.prefix()
    tasks = engine.tasks(document)
    recorders: dict[int, list[Recorder]] = {}

    def recording(number: int, task: Task) -> Task:
        def answers() -> Sequence[Answer]:
            recorders[number] = [Recorder(answer) for answer in task.answers()]
            return recorders[number]

        return task._replace(answers=answers)

    decoder = engine.decoder()
    try:
        decoder.run([recording(number, task) for number, task in enumerate(tasks)], timeout=300)
    finally:
        decoder.close()
    return [
        Answered([*prefix, *task.ids, *question], one)
        for number, task in enumerate(tasks)
        for question, one in zip(task.questions, recorders[number], strict=True)
    ]


@torch.inference_mode()
def plain(model: Any, one: Answered) -> Logits:
    """Logits (steps, vocabulary) of the answer by one plain forward pass over everything."""
    ids = torch.tensor([[*one.ids, *one.recorder.decoded]], device=model.device)
    logits = model(input_ids=ids, use_cache=False).logits[0]
    places = [len(one.ids) - 1 + step.place for step in one.recorder.steps]
    seen: Logits = logits[places].float().cpu().numpy()
    return seen


def error(
    answers: Sequence[Answered], truth: Sequence[Logits], columns: list[int], logits_of: Callable[..., Any]
) -> Error:
    """The error of ``logits_of(number, answer)``, logits (steps, columns), against the truth."""
    off, scores, quotes = [], [0.0], [0.0]
    for number, (one, right) in enumerate(zip(answers, truth, strict=True)):
        pointers = logits_of(number, one)
        off.append(np.abs(pointers - right[:, columns]).ravel())
        if isinstance(one.recorder.answer, PointerAnswer):
            pair = [_scores(logits, one.recorder.answer) for logits in (pointers[0], right[0, columns])]
            scores.append(float(np.abs(pair[0] - pair[1]).max(initial=0)))
        for step, logits in zip(one.recorder.steps, right, strict=True):
            if step.allowed is not None:
                quotes.append(float(logits[step.allowed[: len(logits)]].max() - logits[step.best]))
    every = np.concatenate(off)
    return Error(float(every.max()), float(np.sqrt((every**2).mean())), max(scores), max(quotes))


def _scores(pointers: Logits, answer: PointerAnswer) -> Logits:
    again = PointerAnswer(len(answer.scores))
    again.advance(pointers, -1, 1.0)
    return again.scores


def compare(engine: PointerLLM, decoding: PointerLLM, document: Document, dtype: torch.dtype) -> dict[str, Any]:
    """The errors in this precision, with ``failed`` if they are too large."""
    model = engine.network()
    for part in model.parameters():  # not the buffers of position embeddings, which stay in float32
        part.data = part.data.to(dtype)
    prompt = Prompt(engine.tokenizer, PROMPT, list(engine.settings), frozenset({"Parties"}))
    columns = [prompt.none, prompt.range, *prompt.numbers]
    answers = answered(engine, document) + answered(decoding, document)
    exact = model if dtype == torch.float32 else copy.deepcopy(model).float()
    truth = [plain(exact, one) for one in answers]
    ours = error(answers, truth, columns, lambda _, one: np.stack([step.pointers for step in one.recorder.steps]))
    kinds = [type(one.recorder.answer).__name__ for one in answers]
    figures: dict[str, Any] = {
        "questions": len(answers),
        "tokens_decoded": sum(len(one.recorder.decoded) for one in answers),
        "answers": {name: kinds.count(name) for name in sorted(set(kinds))},
        "spread": round(float(np.std(np.concatenate([right[:, columns] for right in truth]))), 3),
        "error": ours._asdict(),
    }
    if dtype == torch.float32:
        bound = EXACT
        wrong = max(ours.logits, ours.scores, ours.quotes)
    else:
        rounded = [plain(model, one)[:, columns] for one in answers]
        theirs = error(answers, truth, columns, lambda number, _: rounded[number])
        figures["plain_error"] = theirs._asdict()
        bound, wrong = WORSE * theirs.mean, ours.mean
    figures["bound"] = bound
    if not wrong <= bound:  # written like this, NaN fails as well
        figures["failed"] = f"The answers' logits are off by {wrong:.2g}; {bound:.2g} is allowed."
    return figures


def family(name: str, document: Document, rows: Rows, precisions: Sequence[torch.dtype]) -> None:
    """Adds the rows of one model family, one per precision."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        try:
            write_family(name, folder)
            engine = load_engine(folder)
        except BadModel as error:
            rows.add(name, refused=str(error).replace(f"{folder} ", "")[:300])
            return
        except Exception as error:  # for example, this transformers does not know the family
            rows.add(name, failed=f"{type(error).__name__}: {error}"[:300])
            return
    assert isinstance(engine, PointerLLM)
    settings = {**SETTINGS, "written": True}
    decoding = PointerLLM(engine.network(), engine.tokenizer, PROMPT, settings, engine.identity)
    for dtype in precisions:
        with rows.trying(name) as row:
            row["precision"] = str(dtype).removeprefix("torch.")
            row |= compare(engine, decoding, document, dtype)
    decoding.close()
    engine.close()


def main() -> int:
    """Compares every family."""
    options = step_options(__doc__)
    rows = Rows(options.rows)
    document = document_of(_TINY_TOKENS if options.tiny else _TOKENS)
    for name in FAMILIES:
        rounded = [torch.bfloat16] if name in _ROUNDED or not options.tiny else []
        family(name, document, rows, [torch.float32, *rounded])
    return rows.status()


if __name__ == "__main__":
    sys.exit(main())
