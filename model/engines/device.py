"""What an error says about the device that raised it: whether its memory ran out, or whether the device is lost.

PyTorch has its own classes for some of these errors and plain ``RuntimeError``s for the others: those of cuBLAS and
cuDNN, and those of its CPU allocator (c10/core/impl/alloc_cpu.cpp). Where it was never imported, it raised nothing.
"""

from __future__ import annotations

import sys

# These can pass, even if CUDA's own functions report them: a smaller batch may fit.
_NO_MEMORY = ("out of memory", "ALLOC_FAILED", "can't allocate memory", "not enough memory")
_DEVICE = ("CUDA error", "cuDNN error", "HIP error")


def out_of_memory(error: BaseException) -> bool:
    """Whether a smaller batch may fit."""
    torch = sys.modules.get("torch")
    if isinstance(error, MemoryError) or (torch and isinstance(error, torch.OutOfMemoryError)):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_MEMORY)


def lost(error: BaseException) -> bool:
    """Whether this process can no longer use the device: CUDA repeats such an error until the process ends."""
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
