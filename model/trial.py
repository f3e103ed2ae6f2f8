"""Before a model serves or is trained: does it answer questions that branch off one chunk as if each stood there alone?

A model whose layers keep a running state, or which counts places and not positions, does not, and nothing else says so:
its answers would be wrong in silence, or the first document would fail. A few tokens show it.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from itertools import chain, cycle, islice
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from chunking.errors import BadModel
from model.decoding import Decoder, Task
from model.device import out_of_memory

# How far logits may be from those of a plain pass, as a share of their spread: rounding only, in the model's own
# precision. Layers that do not take branches are off by 30% and more.
EXACT, ROUNDED = 0.01, 0.2
# Tokens of the trial: what stands before the chunks, two chunks of different lengths, questions, and what is written.
_PREFIX, _CHUNKS, _QUESTIONS, _WRITTEN = 6, (24, 15), (5, 3, 4), 2


class Noting:
    """A question that writes what it is told to and notes the logits that it was asked with."""

    def __init__(self, writes: Sequence[int]) -> None:
        self._writes = [*writes, None]
        self.seen: list[NDArray[np.float32]] = []

    def grammar(self) -> None:
        """Nothing holds it."""

    def advance(self, pointers: NDArray[np.float32], best: int) -> int | None:
        """Notes the logits; writes the next token."""
        self.seen.append(pointers)
        return self._writes[len(self.seen) - 1]


def check(model: Any, tokens: Sequence[int]) -> None:
    """Raises BadModel where questions about a chunk get other answers than each alone; ``tokens`` are some of the
    model's own, of which the trial is made."""
    text = cycle(tokens)
    prefix = list(islice(text, _PREFIX))
    tasks = []
    for length in _CHUNKS:
        chunk, questions = list(islice(text, length)), [list(islice(text, size)) for size in _QUESTIONS]
        tasks.append(Task(chunk, questions, lambda: [Noting(prefix[:_WRITTEN]) for _ in _QUESTIONS]))
    try:
        off = farthest(model, prefix, tasks)
    except Exception as error:
        if out_of_memory(error):
            raise BadModel("Memory ran out as the model was tried. Use a larger machine or a smaller model.") from error
        raise BadModel(f"{_called(model)} cannot be asked several questions at once: {reason(model, error)}") from error
    if not off <= (EXACT if next(model.parameters()).dtype == torch.float32 else ROUNDED):
        raise BadModel(
            f"{_called(model)} cannot be asked several questions at once: {reason(model)}, and answers would be wrong "
            f"(logits off by {off:.0%} of their spread)."
        )


def farthest(model: Any, prefix: Sequence[int], tasks: Sequence[Task]) -> float:
    """Over all tokens that ``Noting`` branches were asked for: how far the logits are from those of a plain pass over
    all that stands before, as a share of their spread."""
    columns = sorted({*prefix, *chain.from_iterable(task.ids for task in tasks)})
    size = max(len(task.ids) + sum(map(len, task.questions)) for task in tasks)
    longest = size + 8 * max(len(task.questions) for task in tasks)
    decoder = Decoder(model, prefix, columns, longest, len(tasks), 4 * longest)
    try:
        outcomes = decoder.run(tasks)
    finally:
        decoder.close()
    off = 0.0
    for task, outcome in zip(tasks, outcomes, strict=True):
        for question, branch in zip(task.questions, outcome.branches, strict=True):
            assert isinstance(branch, Noting)
            off = max(off, _off(model, [*prefix, *task.ids, *question], columns, branch))
    return off


@torch.inference_mode()
def _off(model: Any, before: list[int], columns: list[int], branch: Noting) -> float:
    ids = [*before, *(token for token in branch._writes[: len(branch.seen) - 1] if token is not None)]
    plain = model(input_ids=torch.tensor([ids], device=model.device)).logits[0, len(before) - 1 :, columns]
    expected = plain.float().cpu().numpy()
    spread = np.maximum(expected.std(axis=1, keepdims=True), 1e-6)
    return float((np.abs(np.stack(branch.seen) - expected) / spread).max())


def reason(model: Any, error: BaseException | None = None) -> str:
    """Why a model does not take branches, by its own traits, else by the error."""
    config = model.config.get_text_config()
    kinds = {*(getattr(config, "layer_types", None) or ())} - {
        "full_attention",
        "sliding_attention",
        "chunked_attention",
    }
    if kinds:
        return f"it has layers of the kind {', '.join(sorted(kinds))}, whose running state cannot branch"
    if getattr(model, "_is_stateful", False):
        return "some of its layers keep a running state, which cannot branch"
    if getattr(config, "alibi", False) or "position_ids" not in inspect.signature(model.forward).parameters:
        return "it counts how far tokens stand apart in the cache (as ALiBi does) and takes no positions"
    return "its attention does not keep them apart" if error is None else str(error).partition("\n")[0]


def _called(model: Any) -> str:
    return f"A model of the kind {model.config.model_type}"
