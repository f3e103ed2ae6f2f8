"""Averages the weights of taggers that were trained from the same base with the same seed and contracts, for other
numbers of epochs, say: the average is often better than each of them (Wortsman et al. 2022, "Model soups")."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from chunking.errors import BadRequest
from model.engines.model_directory import WEIGHTS
from model.engines.span_decoding import SETTINGS, DecodingOptions
from model.engines.tagger.openvino_network import INT8
from model.training.training_report import REPORT, read_report

# What was fitted to one model's weights, or tells of its training.
_OF_ONE_MODEL = {INT8, REPORT, SETTINGS}


def write_average(models: Sequence[Path], out: Path) -> dict[str, Any]:
    """Writes the average of the taggers' weights and their common configuration to ``out``. Returns their common
    settings, with nothing fitted yet. Raises BadRequest if they are not of one kind, or were not validated
    on the same contracts."""
    common = [_unfitted(model) for model in models]
    held_out = [read_report(model)["held_out"] for model in models]
    weights = [load_file(model / WEIGHTS) for model in models]
    shapes = [{name: tensor.shape for name, tensor in one.items()} for one in weights]
    for model, *own in zip(models, common, held_out, shapes, strict=True):
        if own != [common[0], held_out[0], shapes[0]]:
            raise BadRequest(f"{model} and {models[0]} differ in categories, shapes or held-out contracts.")
    out.mkdir(parents=True, exist_ok=True)
    for path in models[0].glob("*.json"):
        if path.name not in _OF_ONE_MODEL:
            shutil.copyfile(path, out / path.name)
    averaged = {name: _mean([one[name] for one in weights]) for name in weights[0]}
    save_file(averaged, out / WEIGHTS, metadata={"format": "pt"})
    return common[0]


def _unfitted(model: Path) -> dict[str, Any]:
    """A tagger's settings before they are fitted: no calibration, and thresholds by default. Raises BadRequest if it
    lacks a file."""
    if lacking := [name for name in (SETTINGS, WEIGHTS) if not (model / name).exists()]:
        raise BadRequest(
            f"{model} has no {' and no '.join(lacking)}, so it is no tagger whose weights can be averaged."
        )
    content: dict[str, Any] = json.loads((model / SETTINGS).read_text(encoding="utf-8"))
    content.pop("calibration", None)
    for options in content["categories"].values():
        options["threshold"] = DecodingOptions().threshold
    return content


def _mean(tensors: Sequence[Tensor]) -> Tensor:
    return torch.stack([tensor.float() for tensor in tensors]).mean(dim=0).to(tensors[0].dtype)
