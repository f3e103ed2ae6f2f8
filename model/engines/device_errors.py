"""Classifies errors of the device: out of memory, or lost.

PyTorch has exception classes for some of these errors; those of cuBLAS, cuDNN and its CPU allocator
(c10/core/impl/alloc_cpu.cpp) are plain ``RuntimeError``s. PyTorch is not imported here: if no other module has imported
it, it cannot have raised the error.
"""

from __future__ import annotations

import sys

# Recoverable, even if a CUDA function reports it: a smaller batch may fit.
_NO_MEMORY = ("out of memory", "ALLOC_FAILED", "can't allocate memory", "not enough memory")
_DEVICE = ("CUDA error", "cuDNN error", "HIP error")


def out_of_memory(error: BaseException) -> bool:
    """Whether a smaller batch may fit."""
    torch = sys.modules.get("torch")
    if isinstance(error, MemoryError) or (torch and isinstance(error, torch.OutOfMemoryError)):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_MEMORY)


def lost(error: BaseException) -> bool:
    """Whether this process has lost the device: CUDA repeats such an error until the process ends."""
    if out_of_memory(error):
        return False
    torch = sys.modules.get("torch")
    if torch and isinstance(error, torch.AcceleratorError):
        return True
    return isinstance(error, RuntimeError) and str(error).startswith(_DEVICE)


def empty_cache() -> None:
    """Returns freed memory to the device before a smaller batch is tried."""
    torch = sys.modules.get("torch")
    if torch and torch.cuda.is_available():
        torch.cuda.empty_cache()
