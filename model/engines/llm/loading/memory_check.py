"""Checks, before a language model is loaded, that its weights fit into the free memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open

from chunking.errors import BadModel
from model.engines.container_memory import free_memory
from model.engines.llm.loading.check_json_files import first_line
from model.engines.model_directory import CONFIG

# Bytes per weight for the values of "weights" in llm.json.
BYTES = {"int8": 1.0, "int4": 0.5}
# Types of numbers that mean nothing without a scale. (Masks of old models are bytes without a sign.)
_SCALED = ("I8", "F8", "F4")


def check_memory(folder: Path, weights: Sequence[Path], quantized: str | None) -> None:
    """Raises BadModel if the weights alone exceed the free memory of the device or of the container, or are quantized
    and nothing says how."""
    config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    quantized_files = "quantization_config" in config or "quantization_config" in (config.get("text_config") or {})
    width = BYTES.get(quantized or "", 2.0 if torch.cuda.is_available() else 4.0)
    needed = 0.0
    for path in weights:
        if quantized_files:
            needed += path.stat().st_size
            continue
        needed += width * _weights(path)
    free = torch.cuda.mem_get_info()[0] if torch.cuda.is_available() else free_memory()
    if needed > free:
        raise BadModel(
            f"The weights in {folder} need {needed / 2**30:.1f} GiB, and {free / 2**30:.1f} GiB are free. "
            'Use a larger machine, or write "weights": "int8" or "int4" into llm.json.'
        )


def _weights(path: Path) -> int:
    """The number of weights in a file. Raises BadModel if the file is damaged, or its weights mean nothing alone."""
    count = 0
    try:
        with safe_open(path, "pt") as opened:
            for name in list(opened.keys()):
                part = opened.get_slice(name)
                if part.get_dtype().startswith(_SCALED):
                    raise BadModel(
                        f"{name} in {path} is quantized ({part.get_dtype()}), and config.json has no "
                        "quantization_config that says how. Copy config.json again, or use the original model."
                    )
                count += int(np.prod(part.get_shape()))
    except SafetensorError as error:
        raise BadModel(f"{path} is damaged ({first_line(error)}). Copy it again.") from error
    return count
