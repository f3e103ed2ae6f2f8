"""Checks, before a model serves or is trained, that questions branching off a chunk get the same answers as if each
were asked alone.

This fails for models whose layers keep a recurrent state or ignore positions. Without the check, answers would be
silently wrong, or the first document would fail. A few tokens are enough to find out, unless the layers treat longer
texts differently.
"""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from chunking.errors import BadModel
from model.engines.device_errors import out_of_memory
from model.engines.llm.answers.answer import Answer
from model.engines.llm.decoding.decoder import Decoder
from model.engines.llm.decoding.model_runner import ModelRunner
from model.engines.llm.decoding.scheduler import Limits, Scheduler, Task
from model.engines.llm.loading.check_json_files import first_line

# The most that logits may differ from those of a plain forward pass, as a share of their standard deviation (root mean
# square), in float32 and in other precisions. Layers that cannot branch are off by 30% and more.
EXACT, ROUNDED = 0.01, 0.2
# Token counts of the check: the prefix, two chunks of different lengths, the questions, and the generated answers.
_PREFIX, _CHUNKS, _QUESTIONS, _WRITTEN = 5, (16, 9), (5, 3, 4), 2
# Windows that transformers' masks implement: these are counted by position, and however long they are, the check of a
# short text shows that. Windows of other names are implemented by the models themselves.
_MASKED = {"sliding_window", "max_window_layers", "use_sliding_window"}


class RecordingAnswer(Answer):
    """An answer that generates given tokens and records the logits of each step."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self._tokens = list(tokens)
        self.seen: list[NDArray[np.float32]] = []

    def advance(self, pointers: NDArray[np.float32], best: int, probability: float) -> int | None:
        """Records the logits and generates the next token."""
        self.seen.append(pointers)
        generated = len(self.seen) - 1
        return self._tokens[generated] if generated < len(self._tokens) else None

    def generated(self) -> list[int]:
        """The tokens after the question at the last logits."""
        return self._tokens[: len(self.seen) - 1]


def check_branching(model: Any, tokens: Sequence[int], longest: int) -> None:
    """Raises BadModel if questions about a chunk are not answered as if each were asked alone. ``tokens``, from the
    model's vocabulary, make up the text of the check; ``longest`` is the most tokens that are read at once."""
    if why := _no_branches(model):
        raise BadModel(f"{_name(model)} cannot be asked several questions at once: {why}.")
    text = cycle(tokens)
    prefix = list(islice(text, _PREFIX))
    tasks = []
    for length in (_CHUNKS[0] + _own_window(model, longest), *_CHUNKS[1:]):
        chunk, questions = list(islice(text, length)), [list(islice(text, size)) for size in _QUESTIONS]
        tasks.append(Task(chunk, questions, lambda: [RecordingAnswer(prefix[:_WRITTEN]) for _ in _QUESTIONS]))
    try:
        off = max(_share(*pair) for pair in compared(model, prefix, tasks))
    except Exception as error:
        if out_of_memory(error):
            raise BadModel(
                "Memory ran out while the model was being checked. Use a larger machine or a smaller model."
            ) from error
        raise BadModel(f"{_name(model)} cannot be asked several questions at once: {_reason(model, error)}.") from error
    if math.isnan(off):
        raise BadModel(
            f"{_name(model)} computes numbers that are not finite: its weights or its configuration are damaged. Copy "
            "or save them again."
        )
    if off > (EXACT if next(model.parameters()).dtype == torch.float32 else ROUNDED):
        raise BadModel(
            f"{_name(model)} cannot be asked several questions at once: {_reason(model)}, and answers would be wrong "
            f"(logits off by {off:.0%} of their spread)."
        )


def _share(got: NDArray[np.float32], expected: NDArray[np.float32]) -> float:
    return float(np.sqrt(np.mean((got - expected) ** 2)) / max(float(expected.std()), 1e-6))


def compared(
    model: Any, prefix: Sequence[int], tasks: Sequence[Task]
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """For each question, answered by a ``RecordingAnswer``: its logits, (steps, vocabulary), and those of a plain
    forward pass over prefix, chunk, question and answer."""
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
        for question, answer in zip(task.questions, outcome.answers, strict=True):
            assert isinstance(answer, RecordingAnswer)
            yield (
                np.stack(answer.seen),
                _plain_logits(model, [*prefix, *task.ids, *question], answer.generated())[:, :width],
            )


@torch.inference_mode()
def _plain_logits(model: Any, before: list[int], generated: list[int]) -> NDArray[np.float32]:
    ids = torch.tensor([before + generated], device=next(model.parameters()).device)
    logits: NDArray[np.float32] = model(input_ids=ids).logits[0, len(before) - 1 :].float().cpu().numpy()
    return logits


def _no_branches(model: Any) -> str:
    """Why this kind of model cannot branch; empty if only the check can tell."""
    config = model.config.get_text_config()
    placed = "position_ids" in inspect.signature(model.forward).parameters
    if not placed and getattr(model, "_is_stateful", False):
        return _RECURRENT
    if getattr(config, "alibi", False) or not placed:
        return "it derives distances from the cache, as ALiBi does, instead of taking positions"
    return ""


def _own_window(model: Any, longest: int) -> int:
    """The longest window that the model's layers implement themselves and that fewer than ``longest`` tokens fill."""
    sizes = model.config.get_text_config().to_dict()
    windows = (size for name, size in sizes.items() if name not in _MASKED and ("window" in name or "topk" in name))
    return max((size for size in windows if isinstance(size, int) and size < longest), default=0)


_RECURRENT = "some of its layers have a recurrent state, which cannot branch"


def _reason(model: Any, error: BaseException | None = None) -> str:
    """Why a model failed the check: a property of its architecture, or else the error."""
    config = model.config.get_text_config()
    branching = {"full_attention", "sliding_attention", "chunked_attention", "mlp", "moe"}
    kinds = {*(getattr(config, "layer_types", None) or ())} - branching
    names = ", ".join(sorted(kinds))
    if kinds and all("attention" in kind and kind != "linear_attention" for kind in kinds):
        return f"its {names} layers choose tokens across questions"
    if kinds:
        return f"its {names} layers have a recurrent state, which cannot branch"
    if getattr(model, "_is_stateful", False):
        return _RECURRENT
    if error is None:
        return "its attention does not separate them"
    said = first_line(error).rstrip(". ") or type(error).__name__
    return f"its layers cannot compute with the positions and masks that this takes ({said})"


def _name(model: Any) -> str:
    return f"A model of the kind {model.config.model_type}"
