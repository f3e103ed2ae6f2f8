"""Before a model serves or is trained: does it answer questions that branch off one chunk as if each stood there alone?

A model whose layers keep a running state, or which counts places and not positions, does not, and nothing else says so:
its answers would be wrong in silence, or the first document would fail. A few tokens show it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from chunking.errors import BadModel
from model.engines.device import out_of_memory
from model.engines.llm.branch import Branch
from model.engines.llm.decoder import Decoder
from model.engines.llm.model_runner import ModelRunner
from model.engines.llm.scheduler import Limits, Scheduler, Task

# How far logits may be from those of a plain pass, as a share of their spread (root mean squares): rounding only, in
# the model's own precision. Layers that do not take branches are off by 30% and more.
EXACT, ROUNDED = 0.01, 0.2
# Tokens of the trial: what stands before the chunks, two chunks of different lengths, questions, and what is written.
_PREFIX, _CHUNKS, _QUESTIONS, _WRITTEN = 5, (16, 9), (5, 3, 4), 2


class Noting(Branch):
    """A question that writes what it is told to and notes the logits that it was asked with."""

    def __init__(self, writes: Sequence[int]) -> None:
        self._writes = list(writes)
        self.seen: list[NDArray[np.float32]] = []

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """Notes the logits; writes the next token."""
        self.seen.append(pointers)
        written = len(self.seen) - 1
        return self._writes[written] if written < len(self._writes) else None

    def written(self) -> list[int]:
        """What stands behind the question at the last logits."""
        return self._writes[: len(self.seen) - 1]


def check(model: Any, tokens: Sequence[int]) -> None:
    """Raises BadModel where questions about a chunk get other answers than each alone; ``tokens`` are some of the
    model's own, of which the trial is made."""
    if why := _never(model):
        raise BadModel(f"{_called(model)} cannot be asked several questions at once: {why}.")
    text = cycle(tokens)
    prefix = list(islice(text, _PREFIX))
    tasks = []
    for length in _CHUNKS:
        chunk, questions = list(islice(text, length)), [list(islice(text, size)) for size in _QUESTIONS]
        tasks.append(Task(chunk, questions, lambda: [Noting(prefix[:_WRITTEN]) for _ in _QUESTIONS]))
    try:
        off = max(_share(*pair) for pair in compared(model, prefix, tasks))
    except Exception as error:
        if out_of_memory(error):
            raise BadModel("Memory ran out as the model was tried. Use a larger machine or a smaller model.") from error
        raise BadModel(
            f"{_called(model)} cannot be asked several questions at once: {_reason(model, error)}."
        ) from error
    if not off <= (EXACT if next(model.parameters()).dtype == torch.float32 else ROUNDED):
        raise BadModel(
            f"{_called(model)} cannot be asked several questions at once: {_reason(model)}, and answers would be wrong "
            f"(logits off by {off:.0%} of their spread)."
        )


def _share(got: NDArray[np.float32], expected: NDArray[np.float32]) -> float:
    return float(np.sqrt(np.mean((got - expected) ** 2)) / max(float(expected.std()), 1e-6))


def compared(
    model: Any, prefix: Sequence[int], tasks: Sequence[Task]
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """For each question of ``Noting`` branches: the logits (tokens asked for, width) that it got, and those of a plain
    pass over all that stands before it."""
    width = model.config.get_text_config().vocab_size
    size = max(task.size() for task in tasks)
    longest = size + 8 * max(len(task.questions) for task in tasks)
    limits = Limits(1 + len(prefix) + longest, len(tasks), 4 * longest)
    runner = ModelRunner(model, prefix, range(width), limits.cache_length)
    decoder = Decoder(Scheduler(len(prefix), limits), runner)
    try:
        outcomes = decoder.run(tasks)
    finally:
        decoder.close()
    for task, outcome in zip(tasks, outcomes, strict=True):
        for question, branch in zip(task.questions, outcome.branches, strict=True):
            assert isinstance(branch, Noting)
            yield np.stack(branch.seen), _plain(model, [*prefix, *task.ids, *question], branch.written())[:, :width]


@torch.inference_mode()
def _plain(model: Any, before: list[int], written: list[int]) -> NDArray[np.float32]:
    ids = torch.tensor([before + written], device=next(model.parameters()).device)
    logits: NDArray[np.float32] = model(input_ids=ids).logits[0, len(before) - 1 :].float().cpu().numpy()
    return logits


def _never(model: Any) -> str:
    """Why a model of this kind cannot take branches at all; empty where the trial is to tell."""
    config = model.config.get_text_config()
    if getattr(config, "alibi", False) or "position_ids" not in inspect.signature(model.forward).parameters:
        return "it counts how far tokens stand apart in the cache, as ALiBi does, and takes no positions"
    return ""


def _reason(model: Any, error: BaseException | None = None) -> str:
    """Why a model did not take branches, by its own traits, else by the error."""
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
    return "its attention does not keep them apart" if error is None else str(error).partition("\n")[0]


def _called(model: Any) -> str:
    return f"A model of the kind {model.config.model_type}"
