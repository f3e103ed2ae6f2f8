"""Runs the model's forward passes, from the new tokens of some slots to their logits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.engines.llm.answers.answer import Grammar
from model.engines.llm.answers.pointer_answer import allow
from model.engines.llm.decoding.attention_masks import attention_scope
from model.engines.llm.decoding.kv_cache import KVCache
from model.engines.llm.decoding.scheduler import UNUSED, SlotInput
from model.engines.llm.decoding.sequence_layout import empty_layout, prefix_layout
from model.engines.llm.loading.adapters import Adapters

# The first label of forks in the KV cache; branches have smaller numbers.
_FORKS = 1 << 20


class EndLogits:
    """A pass's logits, (rows, columns, vocabulary), at its ``ends``, (2, ends): the rows and columns.

    The results that every pass needs are copied from the device in one transfer: the logits of the pointer columns and,
    if anything was ``drafted``, the most likely tokens (as float32, which is exact for integers below 2**24).
    """

    def __init__(self, logits: Tensor, ends: Tensor, pointer_columns: Tensor, drafted: bool) -> None:
        self._logits, self._ends = logits, ends
        rows, columns = ends
        read = logits[rows[:, None], columns[:, None], pointer_columns].float()
        if drafted:
            read = torch.cat([read, logits[rows, columns].argmax(-1, keepdim=True).float()], 1)
        table = read.cpu().numpy()
        width = len(pointer_columns)
        self.pointers = table[:, :width]
        self._likeliest = table[:, width].astype(int).tolist() if drafted else []

    def likeliest(self) -> list[int]:
        """The most likely token of the whole vocabulary at each end, for a pass with drafts."""
        return self._likeliest

    @torch.inference_mode()
    def allowed(self, grammars: Mapping[int, Grammar]) -> dict[int, tuple[int, float]]:
        """At each of these ends, the most likely token that its grammar allows, and its probability among the allowed
        tokens."""
        rows, columns = self._ends[:, list(grammars)]
        chosen = allow(list(grammars.values()), self._logits[rows, columns])
        return dict(zip(grammars, chosen, strict=True))


class ModelRunner:
    """The model with its KV cache, in which every slot begins with the shared prefix."""

    def __init__(
        self,
        model: Any,
        prefix: Sequence[int],
        columns: Sequence[int],
        cache_length: int,
        adapters: Adapters | None = None,
    ) -> None:
        """``columns`` are the tokens whose logits the answers receive; ``cache_length`` is the number of entries of a
        slot, prefix and padding included."""
        self._adapters = adapters
        self._adapter: str | None = None
        self._model = model
        self._device = next(model.parameters()).device
        self._prefix = list(prefix)
        self._columns = torch.tensor(columns, dtype=torch.long, device=self._device)
        self._cache_length = cache_length
        self._cache: KVCache | None = None

    def allocate(self, slots: int, adapter: str | None = None) -> None:
        """Allocates the KV cache, if there is none, and prefills the prefix; prefills it again for another adapter,
        whose keys and values differ. No slot may be in use in these cases."""
        if self._cache is not None and adapter == self._adapter:
            return
        if self._adapters and adapter is not None:
            self._adapters.use(adapter)
        self._prefill_prefix(self._cache or KVCache(slots, self._cache_length, self._device))
        self._adapter = adapter

    @torch.inference_mode()
    def _prefill_prefix(self, cache: KVCache) -> None:
        self._cache = None  # if the pass fails, the cache is unusable
        self._forward(cache, [SlotInput(0, 1, prefix_layout(self._prefix))])
        cache.copy_prefix(len(self._prefix))
        self._cache = cache

    def drop_cache(self) -> None:
        """Frees the KV cache; ``allocate`` must be called before the next pass."""
        self._cache = None

    @torch.inference_mode()
    def step(self, inputs: Sequence[SlotInput]) -> EndLogits:
        """The logits at all ends of the inputs, in order."""
        assert self._cache is not None
        return self._forward(self._cache, _neighbors(inputs))

    def _forward(self, cache: KVCache, inputs: Sequence[SlotInput]) -> EndLogits:
        """One forward pass over the new tokens of adjacent slots. Its inputs are sent to the device in one
        transfer."""
        layouts = [one.layout for one in inputs]
        width = max(len(layout.ids) for layout in layouts)
        # Rows are padded on the left, so that prefilled chunks have their ends in the same columns.
        offsets = sorted({len(layout.ids) - end for layout in layouts for end in layout.ends}, reverse=True)
        column_of = {offset: column for column, offset in enumerate(offsets)}
        ends = [(row, column_of[len(layout.ids) - end]) for row, layout in enumerate(layouts) for end in layout.ends]
        table = _table(inputs, width)
        relabeled = [(one.slot, *entry) for one in inputs for entry in one.relabeled]
        tokens, kept, asked, changed = self._sent(
            table,
            np.array([width - offset for offset in offsets], dtype=np.int64),
            np.array(ends, dtype=np.int64).T,
            np.array(relabeled, dtype=np.int64).reshape(-1, 3).T,
        )
        if relabeled:
            cache.relabel(*changed)
        token_ids, positions, branches, cache_index, labels = tokens
        forked = any(any(layout.forks) for layout in layouts)
        scope = cache.prepare(
            inputs[0].slot, int(table[3].max()) + 1, cache_index, branches, positions, labels if forked else None
        )
        with attention_scope(scope):
            logits: Tensor = self._model(
                input_ids=token_ids,
                position_ids=positions,
                attention_mask=scope.padding_mask(),
                past_key_values=cache,
                use_cache=True,
                logits_to_keep=kept,
            ).logits
        return EndLogits(logits, asked, self._columns, any(layout.forks for layout in layouts))

    def _sent(self, *parts: NDArray[np.int64]) -> list[Tensor]:
        """The arrays on the device, sent in a single transfer."""
        packed = torch.from_numpy(np.concatenate([part.ravel() for part in parts])).to(self._device)
        views = torch.split(packed, [part.size for part in parts])
        return [view.view(part.shape) for view, part in zip(views, parts, strict=True)]


def _table(inputs: Sequence[SlotInput], width: int) -> NDArray[np.int64]:
    """(5, rows, width): token ids, positions, branches, indices in the KV cache, and labels (the branch, or the fork's
    own label)."""
    table = np.zeros((5, len(inputs), width), dtype=np.int64)
    table[[2, 4]] = UNUSED
    for row, one in enumerate(inputs):
        layout, length = one.layout, len(one.layout.ids)
        if length:
            filled = table[:, row, width - length :]
            filled[:3] = layout[:3]
            filled[3] = range(one.start, one.start + length)
            filled[4] = layout.branches
            if layout.forks:
                forks = np.array(layout.forks)
                filled[4] = np.where(forks, _FORKS + forks, layout.branches)
    return table


def _neighbors(inputs: Sequence[SlotInput]) -> list[SlotInput]:
    """The inputs, with an empty one for every slot between them, so that the KV cache can be read as a view of adjacent
    slots: a row of padding costs less than copying the keys and values of all other rows."""
    by_slot = {one.slot: one for one in inputs}
    empty = empty_layout()
    return [by_slot.get(slot, SlotInput(slot, 0, empty)) for slot in range(min(by_slot), max(by_slot) + 1)]
