"""What runs the tagger's network: ONNX Runtime on a CPU, PyTorch on a GPU and for what ONNX Runtime is not given."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray


class Outputs(NamedTuple):
    """What a network computes of a window: (tokens, labels) and (tokens, width)."""

    logits: NDArray[np.float32]
    hidden: NDArray[np.float32]


class Network(Protocol):
    """A token classifier. ``categories`` are its labels in order; ``batch_size`` is how many windows it takes at
    once."""

    categories: list[str]
    batch_size: int

    def compute(self, windows: list[NDArray[np.int64]]) -> list[Outputs]:
        """The outputs of each window's tokens, begin and end mark included. A window's outputs hardly depend on the
        others (PyTorch), or not at all (ONNX Runtime)."""
        ...

    def close(self) -> None:
        """Lets go of the weights."""
        ...


def gpu_may_be_here(devices: Path = Path("/dev")) -> bool:
    """Whether to ask PyTorch for a GPU, which takes seconds: the kernel shows one (NVIDIA, ROCm, WSL), and
    CUDA_VISIBLE_DEVICES does not hide it."""
    shown = any(any(devices.glob(name)) for name in ("nvidia[0-9]*", "kfd", "dxg"))
    return shown and os.environ.get("CUDA_VISIBLE_DEVICES") != ""
