"""Attention masks for branching sequences, computed by position.

Answers branch off one chunk, so a token's index in the KV cache (or in a packed row) is not its position in the text.
Sliding windows and chunked attention count positions. Transformers makes every mask with a function of two indices, one
for each kind of layer; here these functions are given positions, and what they allow is intersected with what the
branches may attend to. So each model keeps its own definition of a window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

import torch
from torch import Tensor
from transformers.masking_utils import AttentionMaskInterface, causal_mask_function, eager_mask, sdpa_mask

from model.engines.llm.layout import SHARED


def same_branch(keys: Tensor, queries: Tensor) -> Tensor:
    """(..., queries, keys): whether a key is shared or of the query's own branch; both are (..., tokens)."""
    return (keys == SHARED)[..., None, :] | (keys[..., None, :] == queries[..., :, None])


class AttentionScope(NamedTuple):
    """What the tokens of a pass attend to: ``mask`` (rows, 1, queries, keys) allows it at all, causality included;
    ``query_positions`` (rows, queries) and ``key_positions`` (rows, keys) are positions in the text."""

    mask: Tensor
    query_positions: Tensor
    key_positions: Tensor

    def padding_mask(self) -> Tensor:
        """All ones, (rows, keys), for the model's ``attention_mask``: here ``mask`` hides padding."""
        return torch.ones_like(self.key_positions)

    def restricted(self, function: Callable[..., Any]) -> Tensor:
        """(rows, 1, queries, keys): the mask where ``function`` of (row, head, query position, key position) allows
        it too."""
        if function is causal_mask_function:
            return self.mask
        rows = torch.arange(len(self.key_positions), device=self.key_positions.device)[:, None, None, None]
        allowed: Tensor = function(
            rows, 0, self.query_positions[:, None, :, None], self.key_positions[:, None, None, :]
        )
        return self.mask & allowed


_SCOPE: ContextVar[AttentionScope | None] = ContextVar("attention_scope", default=None)


@contextmanager
def attention_scope(scope: AttentionScope) -> Iterator[None]:
    """Within it, models of this thread attend as ``scope`` says; their ``attention_mask`` must be its
    ``padding_mask()``."""
    token = _SCOPE.set(scope)
    try:
        yield
    finally:
        _SCOPE.reset(token)


def _sdpa(*args: Any, **kwargs: Any) -> Any:
    scope = _SCOPE.get()
    return scope.restricted(kwargs["mask_function"]) if scope else sdpa_mask(*args, **kwargs)


def _eager(*args: Any, **kwargs: Any) -> Any:
    scope = _SCOPE.get()
    if not scope:
        return eager_mask(*args, **kwargs)
    dtype = kwargs["dtype"]
    return torch.zeros((), dtype=dtype, device=scope.mask.device).where(
        scope.restricted(kwargs["mask_function"]), torch.finfo(dtype).min
    )


AttentionMaskInterface.register("sdpa", _sdpa)
AttentionMaskInterface.register("eager", _eager)
