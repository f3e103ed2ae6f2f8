"""The first step of ``benchmarks.gpu``: names the device, and measures its peak compute and bandwidth."""

from __future__ import annotations

import os
import platform
import sys

import torch
import transformers

from benchmarks.gpu.step import Rows, kind, step_options
from benchmarks.performance.hardware_limits.devices import calibrate


def main() -> int:
    """Adds the one row of this step."""
    options = step_options(__doc__)
    rows = Rows(options.rows)
    if kind() == "cpu" and not options.tiny:
        rows.add("Device", failed="There is no CUDA device. --tiny runs everything on a CPU.")
        return rows.status()
    with rows.trying("Device") as row:
        row["name"] = torch.cuda.get_device_name() if kind() == "cuda" else f"CPU ({platform.machine()})"
        row["memory"] = torch.cuda.get_device_properties(0).total_memory if kind() == "cuda" else None
        row["cores"] = os.cpu_count()
        row["versions"] = {"torch": torch.__version__, "transformers": transformers.__version__}
        measured = calibrate(kind())
        row |= {"compute": measured.compute, "bandwidth": measured.bandwidth}
    return rows.status()


if __name__ == "__main__":
    sys.exit(main())
