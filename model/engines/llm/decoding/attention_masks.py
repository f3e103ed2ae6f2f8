"""Computes attention over branching sequences: masks by position, and grouped-query attention without copying keys.

Answers branch off one chunk, so a token's index in the KV cache (or in a packed sequence) is not its position in the
text, while sliding windows and chunked attention are defined by positions. Transformers builds the mask of each kind of
layer with a function of two indices. Here these functions are given positions, and their masks are intersected with the
mask of the branches, so that each model keeps its own definition of a window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple

import torch
from torch import Tensor
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import AttentionMaskInterface, causal_mask_function, eager_mask, sdpa_mask
from transformers.modeling_utils import AttentionInterface

from model.engines.llm.decoding.sequence_layout import SHARED


def same_branch(keys: Tensor, queries: Tensor) -> Tensor:
    """Whether each key is shared or belongs to the query's branch: (..., queries, keys), of branches (..., tokens)."""
    return (keys == SHARED)[..., None, :] | (keys[..., None, :] == queries[..., :, None])


class AttentionScope(NamedTuple):
    """What the tokens of a pass may attend to: ``mask``, (rows, 1, queries, keys), combines branches and causality;
    ``query_positions``, (rows, queries), and ``key_positions``, (rows, keys), are positions in the text."""

    mask: Tensor
    query_positions: Tensor
    key_positions: Tensor

    def padding_mask(self) -> Tensor:
        """All ones, (rows, keys), for the model's ``attention_mask``: ``mask`` already hides padding."""
        return torch.ones_like(self.key_positions)

    def restricted(self, function: Callable[..., Any]) -> Tensor:
        """The intersection of the mask with ``function`` of (row, head, query position, key position): (rows, 1,
        queries, keys)."""
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
    """Applies ``scope`` to the models that this thread runs; their ``attention_mask`` must be its
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


def attend(
    module: torch.nn.Module, query: Tensor, key: Tensor, value: Tensor, attention_mask: Tensor | None, **kwargs: Any
) -> tuple[Tensor, Tensor | None]:
    """PyTorch's attention, with the query heads of a group folded into additional queries of its key-value head.

    With a mask, transformers would copy keys and values for each query head. ``query`` is (rows, heads, queries, size),
    ``key`` and ``value`` (rows, groups, keys, size); the result is (rows, queries, heads, size).
    """
    rows, heads, queries, size = query.shape
    shared = heads // key.shape[1]  # layers with latent attention name other groups than they have
    mask = attention_mask
    plain = shared == 1 or mask is None or mask.shape[1] != 1 or kwargs.get("position_bias") is not None
    # Folding copies the mask instead, as bytes and as the numbers that kernels convert it to: more, for long chunks.
    if not _SCOPE.get() or plain or queries * shared * 3 > 2 * heads * size * key.element_size():
        return sdpa_attention_forward(module, query, key, value, attention_mask, **kwargs)
    assert mask is not None
    folded = query.reshape(rows, heads // shared, shared * queries, size)
    mask = mask[:, :, None].expand(-1, -1, shared, -1, -1).flatten(2, 3)
    output = torch.nn.functional.scaled_dot_product_attention(
        folded, key, value, attn_mask=mask, dropout_p=kwargs.get("dropout", 0.0), scale=kwargs.get("scaling")
    )
    return output.reshape(rows, heads, queries, value.shape[-1]).transpose(1, 2).contiguous(), None


AttentionInterface.register("sdpa", attend)
AttentionMaskInterface.register("sdpa", _sdpa)
AttentionMaskInterface.register("eager", _eager)
