"""Runs one step of the model on the device: new tokens of some slots in, predictions out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import llguidance
import numpy as np
import torch
from torch import Tensor

from model.engines.llm.attention_masks import attention_scope
from model.engines.llm.constraints import allow
from model.engines.llm.kv_cache import UNUSED, KVCache
from model.engines.llm.layout import Layout, prefix_layout
from model.engines.llm.scheduler import SlotInput


class EndLogits:
    """A pass's logits, (rows, columns, vocabulary), at its ``ends``, (ends, 2), which are pairs of row and column."""

    def __init__(self, logits: Tensor, ends: Tensor, pointer_columns: Tensor) -> None:
        self._logits, self._ends = logits, ends
        rows, columns = ends.T
        self.pointers = logits[rows[:, None], columns[:, None], pointer_columns].float().cpu().numpy()
        self._likeliest: list[int] | None = None

    def likeliest(self) -> list[int]:
        """The likeliest of all tokens at each end."""
        if self._likeliest is None:
            rows, columns = self._ends.T
            self._likeliest = self._logits[rows, columns].argmax(-1).tolist()
        return self._likeliest

    @torch.inference_mode()
    def allowed(self, held: Mapping[int, llguidance.LLMatcher]) -> dict[int, tuple[int, float]]:
        """The likeliest token that the grammar allows at each of these ends, and its probability among those."""
        rows, columns = self._ends[list(held)].T
        chosen = allow(list(held.values()), self._logits[rows, columns])
        return dict(zip(held, chosen, strict=True))


class ModelRunner:
    """The model with its KV cache, in which every slot begins with the shared prefix."""

    def __init__(self, model: Any, prefix: Sequence[int], columns: Sequence[int], cache_length: int) -> None:
        """``columns`` are the tokens whose logits answers see; ``cache_length`` counts a slot's tokens, prefix and
        padding included."""
        self._model = model
        self._device = next(model.parameters()).device
        self._prefix = list(prefix)
        self._columns = torch.tensor(columns, dtype=torch.long, device=self._device)
        self._cache_length = cache_length
        self._cache: KVCache | None = None

    @torch.inference_mode()
    def allocate(self, slots: int) -> None:
        """Makes the KV cache where there is none, and fills in the prefix."""
        if self._cache is None:
            cache = KVCache(slots, self._cache_length, self._device)
            self._forward(cache, [SlotInput(0, 1, prefix_layout(self._prefix))], [1])
            cache.copy_prefix(len(self._prefix))
            self._cache = cache

    def drop_cache(self) -> None:
        """Frees the KV cache; ``allocate`` makes another."""
        self._cache = None

    @torch.inference_mode()
    def step(self, inputs: Sequence[SlotInput]) -> EndLogits:
        """The logits at all ends of the inputs, in order."""
        assert self._cache is not None
        inputs = _neighbours(inputs)
        offsets = sorted({len(one.layout.ids) - end for one in inputs for end in one.layout.ends}, reverse=True)
        column_of = {offset: column for column, offset in enumerate(offsets)}
        logits = self._forward(self._cache, inputs, offsets)
        asked = [
            (row, column_of[len(one.layout.ids) - end]) for row, one in enumerate(inputs) for end in one.layout.ends
        ]
        return EndLogits(logits, torch.tensor(asked, device=self._device), self._columns)

    def _forward(self, cache: KVCache, inputs: Sequence[SlotInput], offsets: Sequence[int]) -> Tensor:
        """Logits (rows, len(offsets), vocabulary) at the tokens that many from the right; rows are padded on the
        left."""
        width = max(len(one.layout.ids) for one in inputs)
        table = np.zeros((4, len(inputs), width), dtype=np.int64)
        table[2] = UNUSED
        for row, one in enumerate(inputs):
            length = len(one.layout.ids)
            if length:
                table[:3, row, width - length :] = one.layout[:3]
                table[3, row, width - length :] = range(one.start, one.start + length)
        token_ids, positions, branches, cache_index = torch.from_numpy(table).to(self._device)
        length = int(table[3].max()) + 1
        cache.hide([(one.slot, index) for one in inputs for index in one.rejected])
        scope = cache.prepare(inputs[0].slot, length, cache_index, branches, positions)
        with attention_scope(scope):
            logits: Tensor = self._model(
                input_ids=token_ids,
                position_ids=positions,
                attention_mask=scope.padding_mask(),
                past_key_values=cache,
                use_cache=True,
                logits_to_keep=torch.tensor([width - offset for offset in offsets], device=self._device),
            ).logits
        return logits


def _neighbours(inputs: Sequence[SlotInput]) -> list[SlotInput]:
    """The inputs with an empty one for every slot in between, so that the KV cache is read as a view: a row of padding
    costs less than a copy of the keys and values of all others."""
    by_slot = {one.slot: one for one in inputs}
    empty = Layout([], [], [], [])
    return [by_slot.get(slot, SlotInput(slot, 0, empty)) for slot in range(min(by_slot), max(by_slot) + 1)]
