"""What the tagger's networks have in common: one in OpenVINO for CPUs, and one in PyTorch for GPUs and for models that
the OpenVINO graph does not support."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray


class Outputs(NamedTuple):
    """The outputs for a window: (tokens, labels) and (tokens, width)."""

    logits: NDArray[np.float32]
    hidden: NDArray[np.float32]


class Network(Protocol):
    """A token classifier. ``categories`` are its labels in order; ``batch_size`` is the number of windows of a
    batch."""

    categories: list[str]
    batch_size: int

    def compute(self, windows: list[NDArray[np.int64]]) -> list[Outputs]:
        """The outputs of each window's tokens, including the begin and end tokens. A window's outputs hardly depend on
        the others in its batch (PyTorch), or not at all (OpenVINO)."""
        ...

    def close(self) -> None:
        """Frees the weights."""
        ...


def gpu_may_be_present(devices: Path = Path("/dev")) -> bool:
    """Whether to ask PyTorch for a GPU, which takes seconds: a GPU's device file exists (NVIDIA, ROCm, WSL), and
    CUDA_VISIBLE_DEVICES does not hide it."""
    shown = any(any(devices.glob(name)) for name in ("nvidia[0-9]*", "kfd", "dxg"))
    return shown and os.environ.get("CUDA_VISIBLE_DEVICES") != ""
