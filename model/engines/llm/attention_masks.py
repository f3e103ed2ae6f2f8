"""Which token sees which, for models whose layers see differently far: told to transformers by position.

Answers branch off one chunk, so a token's place in the cache (or in a packed row) is not its position in the text. A
model's windows and chunks of attention count positions. Transformers makes every mask by a function of two indices, of
which each kind of layer has its own; here these functions get positions, and what they allow is cut down to what the
branches may see. A model so keeps its own definition of a window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

import torch
from torch import Tensor
from transformers.masking_utils import AttentionMaskInterface, causal_mask_function, eager_mask, sdpa_mask


class Sight(NamedTuple):
    """What the tokens of a pass see: ``seen`` (rows, 1, tokens, places) says whom at all, causality included;
    ``position`` (rows, tokens) and ``places`` (rows, places) are positions in the text."""

    seen: Tensor
    position: Tensor
    places: Tensor

    def padding(self) -> Tensor:
        """A mask for models to take that says nothing, (rows, places): it is no padding that hides tokens here."""
        return torch.ones_like(self.places)

    def mask(self, function: Callable[..., Any]) -> Tensor:
        """(rows, 1, tokens, places): what ``function`` of (row, head, position, position) allows of what is seen."""
        if function is causal_mask_function:
            return self.seen
        rows = torch.arange(len(self.places), device=self.places.device)[:, None, None, None]
        allowed: Tensor = function(rows, 0, self.position[:, None, :, None], self.places[:, None, None, :])
        return self.seen & allowed


_SIGHT: ContextVar[Sight | None] = ContextVar("sight", default=None)


@contextmanager
def seeing(sight: Sight) -> Iterator[None]:
    """Within it, models of this thread see as is said here; their ``attention_mask`` is to be ``sight.padding()``."""
    before = _SIGHT.set(sight)
    try:
        yield
    finally:
        _SIGHT.reset(before)


def _sdpa(*args: Any, **kwargs: Any) -> Any:
    sight = _SIGHT.get()
    return sight.mask(kwargs["mask_function"]) if sight else sdpa_mask(*args, **kwargs)


def _eager(*args: Any, **kwargs: Any) -> Any:
    sight = _SIGHT.get()
    if not sight:
        return eager_mask(*args, **kwargs)
    dtype = kwargs["dtype"]
    return torch.zeros((), dtype=dtype, device=sight.seen.device).where(
        sight.mask(kwargs["mask_function"]), torch.finfo(dtype).min
    )


AttentionMaskInterface.register("sdpa", _sdpa)
AttentionMaskInterface.register("eager", _eager)
