"""Checks that serving and training read a long text as the model itself does, by its perplexity far behind the first
window.

The text's tail branches off its beginning, behind another branch, as a question does behind a chunk: a token's index is
then not its position, and a sliding window counted by index hides what the model should see.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from model.engines.llm.decoding.model_runner import ModelRunner
from model.engines.llm.decoding.scheduler import SlotInput
from model.engines.llm.decoding.sequence_layout import SHARED, Layout, chunk_layout, prefix_layout
from model.training.llm import logits_at
from model.training.llm_targets import PackedSequence

_PREFIX = 8
Logits = NDArray[np.float32]


def perplexities(model: Any, ids: Sequence[int], first: int, every: int) -> dict[str, float]:
    """Perplexity of ``every``-th token from position ``first`` on, by a plain forward pass, as served and as trained,
    and the largest difference of a logit from the plain pass."""
    places = list(range(first, len(ids) - 1, every))
    expected = np.array([ids[place + 1] for place in places])
    plain = _plain(model, ids, places)
    tail = list(ids[first:])
    layout = chunk_layout(ids[_PREFIX:first], [tail[: len(tail) // 4], tail], _PREFIX)
    ends = [len(layout.ids) - len(tail) + place - first for place in places]
    prefix = list(ids[:_PREFIX])
    figures = {"positions": float(len(places)), "plain": _perplexity(plain, expected)}
    for name, logits in (("served", _served), ("trained", _trained)):
        ours = logits(model, prefix, layout._replace(ends=ends), plain.shape[1])
        figures[name] = _perplexity(ours, expected)
        figures[f"{name}_difference"] = float(np.abs(ours - plain).max())
    return figures


def _perplexity(logits: Logits, expected: NDArray[np.int64]) -> float:
    highest = logits.max(-1)
    total = np.log(np.exp(logits - highest[:, None]).sum(-1)) + highest
    return float(np.exp(np.mean(total - logits[np.arange(len(expected)), expected])))


@torch.inference_mode()
def _plain(model: Any, ids: Sequence[int], places: Sequence[int]) -> Logits:
    kept = torch.tensor(places, device=model.device)
    out = model(input_ids=torch.tensor([list(ids)], device=model.device), use_cache=False, logits_to_keep=kept)
    logits: Logits = out.logits[0].float().cpu().numpy()
    return logits


def _served(model: Any, prefix: list[int], layout: Layout, width: int) -> Logits:
    """By the engine's runner and its KV cache."""
    runner = ModelRunner(model, prefix, range(width), 1 + len(prefix) + len(layout.ids))
    runner.allocate(1)
    return runner.step([SlotInput(0, 1 + len(prefix), layout)]).pointers


@torch.inference_mode()
def _trained(model: Any, prefix: list[int], layout: Layout, width: int) -> Logits:
    """By the pass that training computes its loss from."""
    before = prefix_layout(prefix)
    parts: list[list[int]] = [
        before.ids + layout.ids,
        [SHARED] * len(prefix) + [0] * len(layout.ids),
        before.branches + layout.branches,
        before.positions + layout.positions,
        [len(prefix) + end for end in layout.ends],
        [],
    ]
    columns = [torch.tensor(part, dtype=torch.long) for part in parts]
    row = PackedSequence(*[*columns, torch.zeros(0)]).to(model.device)
    logits: Logits = logits_at(model, row, row.target_index).float().cpu().numpy()
    return logits
