"""Dropout whose masks cost little on a CPU."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

# Random values drawn once for all dropout layers of a model: more than the largest activation of a micro-batch.
_DRAWN = 1 << 23


class MaskDropout(nn.Module):
    """Dropout that multiplies by a random stretch of one long mask.

    PyTorch draws a fresh number for each value, on one core: a ninth of a training step. Stretches that begin anywhere
    in ``_DRAWN`` values hardly ever meet the same weights twice.
    """

    def __init__(self, share: float, mask: Tensor) -> None:
        super().__init__()
        self.share = share
        self._mask = mask  # no buffer: it is neither saved nor moved

    def forward(self, values: Tensor) -> Tensor:
        """The values, of which a share is 0 and the others are larger, so that the mean stays."""
        if not self.training or values.numel() > len(self._mask):
            return nn.functional.dropout(values, self.share, self.training)
        begin = int(torch.randint(len(self._mask) - values.numel() + 1, ()))
        return values * self._mask[begin : begin + values.numel()].view(values.shape).to(values.dtype)


def use_mask_dropout(model: Any) -> None:
    """Replaces all dropout layers of a model on a CPU."""
    masks: dict[float, Tensor] = {}
    for parent in list(model.modules()):
        for name, layer in list(parent.named_children()):
            if isinstance(layer, nn.Dropout) and layer.p:
                if layer.p not in masks:
                    kept = torch.rand(_DRAWN) >= layer.p
                    masks[layer.p] = (kept / (1 - layer.p)).bfloat16()
                setattr(parent, name, MaskDropout(layer.p, masks[layer.p]))
