"""What an error says of the device that it came from: whether its memory ran out, or whether it is lost.

PyTorch has classes of its own for some of these errors and plain ``RuntimeError``s for the others: those of cuBLAS and
cuDNN, and those of its allocator for CPUs (c10/core/impl/alloc_cpu.cpp).
"""

from __future__ import annotations

import torch

# What is passing, though CUDA's own functions say it: a smaller batch may do.
_NO_MEMORY = ("out of memory", "ALLOC_FAILED", "can't allocate memory", "not enough memory")
_DEVICE = ("CUDA error", "cuDNN error", "HIP error")


def out_of_memory(error: BaseException) -> bool:
    """Whether a smaller batch may do."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_MEMORY)


def lost(error: BaseException) -> bool:
    """Whether nothing that this process sends to the device will work any more: CUDA keeps such an error until the
    process ends."""
    if out_of_memory(error):
        return False
    return isinstance(error, torch.AcceleratorError) or (
        isinstance(error, RuntimeError) and str(error).startswith(_DEVICE)
    )
