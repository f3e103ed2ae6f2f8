"""Estimates the memory and time that fine-tuning a language model will take."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

import torch

from model.engines import container_memory

# FLOPs for each weight and token: 2 forward and 4 backward (Kaplan et al., 2020, arXiv:2001.08361, section 2.1). With
# frozen weights, half of the backward pass falls away, and checkpointed activations are computed again.
_FLOPS = 6
# Training reaches about this share of the speed of large matrix products.
_SHARE = 0.4
# Values that a layer keeps for the backward pass for each token and hidden unit, without attention's scores, which
# fused kernels do not keep (34 bytes in 16-bit precision: Korthikanti et al., 2022, arXiv:2205.05198, equation 1). Of a
# checkpointed layer only the input is kept.
_KEPT, _KEPT_CHECKPOINTED = 17, 1
_MATRIX = {"cpu": 1024, "cuda": 4096}


class Estimate(NamedTuple):
    """``memory`` in bytes: weights, gradients, AdamW's moments and activations; ``seconds`` for all steps."""

    memory: int
    seconds: float

    def __str__(self) -> str:
        hours = f"{self.seconds / 3600:.1f} hours" if self.seconds >= 3600 else f"{self.seconds / 60:.0f} minutes"
        return f"about {self.memory / 2**30:.1f} GiB of memory and {hours}"


def estimate(model: Any, row_tokens: int, rows: int, checkpointed: bool, rate: float) -> Estimate:
    """For ``rows`` rows of at most ``row_tokens`` tokens on a device that computes ``rate`` FLOPs per second in large
    matrix products."""
    parts = list(model.parameters())
    weights = weight_bytes(model)
    trained = sum(part.numel() * part.element_size() for part in parts if part.requires_grad)
    config = model.config.get_text_config()
    kept = _KEPT_CHECKPOINTED if checkpointed else _KEPT
    element = 2 if checkpointed else max(part.element_size() for part in parts)
    activations = row_tokens * config.hidden_size * config.num_hidden_layers * kept * element
    computed = sum(part.numel() for part in parts) - model.get_input_embeddings().weight.numel()
    return Estimate(weights + 3 * trained + activations, _FLOPS * computed * row_tokens * rows / (_SHARE * rate))


def matrix_rate(device: torch.device, dtype: torch.dtype) -> float:
    """FLOPs per second of large matrix products, measured."""
    size = _MATRIX[device.type]
    matrix = torch.ones(size, size, dtype=dtype, device=device)

    def seconds() -> float:
        began = time.perf_counter()
        float(torch.mm(matrix, matrix)[0, 0])  # waits for the device
        return time.perf_counter() - began

    seconds()  # the first product also allocates memory
    return float(2 * size**3 / min(seconds(), seconds()))


def weight_bytes(model: Any) -> int:
    """The bytes of the model's weights."""
    return sum(part.numel() * part.element_size() for part in model.parameters())


def free_memory(device: torch.device) -> int:
    """Bytes free on a GPU, or for this container."""
    return torch.cuda.mem_get_info(device)[0] if device.type == "cuda" else container_memory.free_memory()
