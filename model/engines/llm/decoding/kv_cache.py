"""Keeps the keys and values of active chunks: a slot each, which begins with the shared prefix."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from transformers import Cache

from model.engines.llm.decoding.attention_masks import AttentionScope, same_branch
from model.engines.llm.decoding.scheduler import UNUSED


class KVCache(Cache):
    """A transformers cache of keys and values, (slots, length, heads, size) for each layer.

    An entry belongs to all branches of its slot (SHARED), to one branch, or to none (UNUSED). Padding writes to entry
    0; the prefix follows it in every slot and is never overwritten.
    """

    def __init__(self, slots: int, length: int, device: torch.device) -> None:
        super().__init__(layers=[])
        self.slots, self.length = slots, length
        self._layers: dict[int, tuple[Tensor, Tensor]] = {}
        self._branches = torch.full((slots, length), UNUSED, dtype=torch.int32, device=device)
        self._positions = torch.zeros((slots, length), dtype=torch.long, device=device)
        self._indices = torch.arange(length, device=device)

    def relabel(self, slots: Tensor, indices: Tensor, branches: Tensor) -> None:
        """Assigns entries to other branches, or to none (UNUSED), so that nothing attends to them."""
        self._branches[slots, indices] = branches.to(torch.int32)

    def prepare(
        self,
        first_slot: int,
        length: int,
        index: Tensor,
        branches: Tensor,
        positions: Tensor,
        labels: Tensor | None = None,
    ) -> AttentionScope:
        """Sets where the next pass writes. The tensors are (rows, tokens); the rows are adjacent slots from
        ``first_slot`` on. ``length`` is the largest index plus one, given by the caller to avoid a transfer from the
        device. Padding has index 0 and the branch UNUSED. ``labels`` are the branches, except that each fork has its
        own label. Returns what each token attends to."""
        self._active = slice(first_slot, first_slot + len(index))
        self._rows = torch.arange(first_slot, first_slot + len(index), device=index.device)[:, None]
        self._index, self._used = index, length
        self._branches[self._rows, index] = (branches if labels is None else labels).to(torch.int32)
        self._positions[self._rows, index] = positions
        cached = self._branches[self._active, :length]
        mask = same_branch(cached, branches)
        if labels is not None:
            mask |= cached[:, None, :] == labels[:, :, None]
        # A slot is filled without gaps, so entries left over from its previous chunk have larger indices than new
        # tokens.
        mask &= self._indices[:length] <= index[:, :, None]
        mask[:, :, 1] = True  # the prefix's first token; padding that attends to nothing would give NaN
        return AttentionScope(mask[:, None], positions, self._positions[self._active, :length])

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, *args: Any, **kwargs: Any
    ) -> tuple[Tensor, Tensor]:
        """Writes a layer's new keys and values, (rows, heads, tokens, size); returns views of all entries in use."""
        if layer_idx not in self._layers:
            heads = key_states.shape[1]
            shapes = [(self.slots, self.length, heads, part.shape[-1]) for part in (key_states, value_states)]
            self._layers[layer_idx] = key_states.new_zeros(shapes[0]), value_states.new_zeros(shapes[1])
        for cached, new in zip(self._layers[layer_idx], (key_states, value_states), strict=True):
            cached[self._rows, self._index] = new.transpose(1, 2)
        keys, values = (part[self._active, : self._used].transpose(1, 2) for part in self._layers[layer_idx])
        return keys, values

    def copy_prefix(self, length: int) -> None:
        """Copies the ``length`` entries after entry 0 from slot 0 to all other slots."""
        for cached in (*(part for layer in self._layers.values() for part in layer), self._branches, self._positions):
            cached[1:, 1 : length + 1] = cached[:1, 1 : length + 1]

    def get_seq_length(self, layer_idx: int = 0) -> int:
        """Always 0: positions are given explicitly, so models need not derive them from the length."""
        return 0

    def get_mask_sizes(self, query_length: int, layer_idx: int) -> tuple[int, int]:
        """The number of entries in a layer's keys, and the index of the first."""
        return self._used, 0
