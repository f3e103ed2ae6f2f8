"""Gives the peak bandwidth and compute of devices, from data sheets and measured."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import NamedTuple

import torch


class Device(NamedTuple):
    """Memory bandwidth in bytes per second and dense compute in FLOP per second."""

    bandwidth: float
    compute: float

    def at_shares(self, bandwidth: float, compute: float) -> Device:
        """What the device would reach at these shares of its limits; a projection takes the shares that another device
        reached (``benchmarks.gpu.speed``, ``llm_cost``)."""
        return Device(self.bandwidth * bandwidth, self.compute * compute)


# Data sheets; bfloat16 on tensor cores, without sparsity: NVIDIA A10G (AWS EC2 G5), L4, A100 SXM 80 GB,
# H100 SXM, H200 SXM.
DEVICES = {
    "A10G": Device(600e9, 70e12),
    "L4": Device(300e9, 121e12),
    "A100": Device(2039e9, 312e12),
    "H100": Device(3350e9, 989e12),
    "H200": Device(4800e9, 989e12),
}
# The bytes of an A10G's 24 GB that a process can allocate; error correction and CUDA take the rest.
A10G_MEMORY = 22 << 30
_SIDE, _COPIED = {"cpu": 1024, "cuda": 8192}, {"cpu": 1 << 26, "cuda": 1 << 31}
_TYPE = {"cpu": torch.float32, "cuda": torch.bfloat16}


def data_sheet(name: str) -> Device | None:
    """The data sheet's figures for a device name such as "NVIDIA A100-SXM4-80GB"; None if it is not listed."""
    words = re.split(r"[\s-]+", name)
    return next((device for known, device in DEVICES.items() if known in words), None)


def calibrate(kind: str = "cpu", precision: torch.dtype | None = None) -> Device:
    """Measures this device, best of several: products of square matrices in this precision or that of language models
    (on a CPU as large as a batch's, with the model's number of threads), and copies larger than the caches (read and
    written)."""
    side, copied = _SIDE[kind], _COPIED[kind]
    left, right = torch.rand(2, side, side, device=kind).to(precision or _TYPE[kind]).unbind()
    source = torch.rand(copied // 4, device=kind)
    target = torch.empty_like(source)
    product = min(_once(lambda: torch.mm(left, right), kind) for _ in range(20))
    copy = min(_once(lambda: target.copy_(source), kind) for _ in range(8))
    return Device(bandwidth=2 * copied / copy, compute=2 * side**3 / product)


def _once(work: Callable[[], object], kind: str) -> float:
    synchronize(kind)
    began = time.perf_counter()
    work()
    synchronize(kind)
    return time.perf_counter() - began


def synchronize(kind: str) -> None:
    """Waits until the device has finished all queued work."""
    if kind == "cuda":
        torch.cuda.synchronize()
