"""Keys and values of several chunks at once: a slot for each, with the shared prefix in every one."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from transformers import Cache

from model.engines.llm.attention_masks import Sight

_UNUSED, SHARED = -2, -1


class Slots(Cache):
    """Keys and values, (slots, places, heads, size) for each layer, as a cache of transformers.

    A place belongs to all branches of its slot (SHARED), to one branch, or to none yet. Place 0 takes what padding
    writes; the prefix stands behind it in every slot and is never written again.
    """

    def __init__(self, slots: int, places: int, device: torch.device) -> None:
        super().__init__(layers=[])
        self.slots, self.places = slots, places
        self._kept: dict[int, tuple[Tensor, Tensor]] = {}
        self._owner = torch.full((slots, places), _UNUSED, dtype=torch.int32, device=device)
        self._position = torch.zeros((slots, places), dtype=torch.long, device=device)
        self._order = torch.arange(places, device=device)

    def enter(self, slots: list[int], place: Tensor, owner: Tensor, position: Tensor) -> Sight:
        """Says where the next pass writes: its rows are these slots, the tensors are (rows, tokens).

        Returns which of the places in use each token sees.
        """
        self._rows = torch.tensor(slots, device=place.device)
        # Slots side by side are a view, any others a copy.
        beside = slots == list(range(slots[0], slots[0] + len(slots)))
        self._where: Any = slice(slots[0], slots[0] + len(slots)) if beside else self._rows
        self._place = place
        self._used = int(place.max()) + 1
        real = place > 0
        where = self._rows[:, None].expand_as(place)[real], place[real]
        self._owner[where] = owner[real].to(torch.int32)
        self._position[where] = position[real]
        # What a slot's last chunk left behind is not seen: no owner, or a place behind the token's own.
        whose = self._owner[self._where][:, None, : self._used]
        seen = (whose == SHARED) | (whose == owner[:, :, None])
        seen &= self._order[: self._used] <= place[:, :, None]
        seen[:, :, 1] = True  # the prefix's first token: padding that sees nothing would be no number at all
        return Sight(seen[:, None], position, self._position[self._where][:, : self._used])

    def update(
        self, key_states: Tensor, value_states: Tensor, layer_idx: int, *args: Any, **kwargs: Any
    ) -> tuple[Tensor, Tensor]:
        """Writes a layer's new keys and values, (rows, heads, tokens, size), and returns all that are in use."""
        if layer_idx not in self._kept:
            heads = key_states.shape[1]
            shapes = [(self.slots, self.places, heads, part.shape[-1]) for part in (key_states, value_states)]
            self._kept[layer_idx] = key_states.new_zeros(shapes[0]), value_states.new_zeros(shapes[1])
        for kept, new in zip(self._kept[layer_idx], (key_states, value_states), strict=True):
            kept[self._rows[:, None], self._place] = new.transpose(1, 2)
        keys, values = (kept[self._where][:, : self._used].transpose(1, 2) for kept in self._kept[layer_idx])
        return keys, values

    def spread(self, length: int) -> None:
        """Copies the first ``length`` places behind place 0 from slot 0 to all others."""
        for kept in (*(part for layer in self._kept.values() for part in layer), self._owner, self._position):
            kept[1:, 1 : length + 1] = kept[:1, 1 : length + 1]

    def free(self, slot: int, length: int) -> None:
        """Forgets what stands in a slot behind the prefix of this length."""
        self._owner[slot, length + 1 :] = _UNUSED

    def get_seq_length(self, layer_idx: int = 0) -> int:
        """Positions are always given, so nobody counts on this."""
        return 0

    def get_mask_sizes(self, query_length: int, layer_idx: int) -> tuple[int, int]:
        """How many places a layer's keys have, and the first of them."""
        return self._used, 0
