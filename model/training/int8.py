"""Calibrates the tagger for 8-bit integers (post-training quantization): measures the ranges of its layers' inputs on
real contracts.

The weights do not change; ``model.engines.tagger.openvino_graph`` quantizes them when it loads them.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from chunking.errors import BadRequest
from model.dataset import Contract, as_document
from model.engines.model_directory import WEIGHTS
from model.engines.tagger.engine import CONTEXT, WINDOW
from model.engines.tagger.openvino_graph import (
    WORDS,
    Range,
    Unsupported,
    Weights,
    check_supported,
    input_names,
    joined_weights,
    tagger_graph,
)
from model.engines.tagger.openvino_network import INT8, compile_model, model_inputs
from model.engines.tagger.tokenizer_file import TokenizerFile
from model.engines.tagger.windows import tokenize, windows

_WINDOWS = 3  # measured in each contract
_SEED = 1
# The share of a channel's size that the weights take over: of 0.5 to 1.0, 0.8 changes the logits least.
_SHARE = 0.8
_SMALLEST = 1e-5

Extremes = dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]]


def write_int8(contracts: Sequence[Contract], count: int, folder: Path) -> int:
    """Measures windows of ``count`` contracts and writes int8.json beside the weights. Returns the number of windows.
    Raises BadRequest for a model that our OpenVINO graph does not support."""
    draw = random.Random(_SEED)
    chosen = draw.sample(list(contracts), min(count, len(contracts)))
    weights = folder / WEIGHTS
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        tokenizer, tensors = TokenizerFile.load(folder), load_file(weights)
        check_supported(config, tensors)
    except (OSError, Unsupported) as error:
        raise BadRequest(f"{folder} cannot be served in 8-bit integers: {error}") from error
    read: list[NDArray[np.int64]] = []
    for contract in chosen:
        cuts = windows(tokenize(as_document(contract), tokenizer), tokenizer, WINDOW, CONTEXT)
        read += [cut.ids for cut in draw.sample(cuts, min(_WINDOWS, len(cuts)))]
    extremes = _extremes(config, tensors, read)
    ranges = {name: _range(*extremes[name], joined_weights(tensors, name))._asdict() for name in _worthwhile(config)}
    content = {"weights": hashlib.sha256(weights.read_bytes()).hexdigest(), "windows": len(read), "inputs": ranges}
    (folder / INT8).write_text(json.dumps(content) + "\n", encoding="utf-8")
    return len(read)


def _worthwhile(config: Mapping[str, Any]) -> list[str]:
    """The inputs of the products to compute in integers. In the first half of the layers, the outputs of the activation
    function are not among them: rounding these changes the logits more than rounding all others together."""
    half = config["num_hidden_layers"] // 2
    return [name for name in input_names(config) if name not in [f"{number}.output" for number in range(half)]]


def _extremes(config: dict[str, Any], weights: Weights, read: Sequence[NDArray[np.int64]]) -> Extremes:
    """The minimum and maximum of each channel of each input, (channels,) each."""
    request = compile_model(tagger_graph(config, weights, observed=True), exact=True).create_infer_request()
    found: Extremes = {}
    for ids in read:
        computed = request.infer(model_inputs(weights[WORDS][ids], len(ids)))
        for number, name in enumerate(input_names(config)):
            value = computed[2 + number]
            low, high = value.min(axis=(0, 1)), value.max(axis=(0, 1))
            if name in found:
                low, high = np.minimum(low, found[name][0]), np.maximum(high, found[name][1])
            found[name] = low, high
    return found


def _range(low: NDArray[np.float32], high: NDArray[np.float32], weight: NDArray[np.float32]) -> Range:
    """The channels' scales, as in SmoothQuant, and the range of the scaled input, which includes 0."""
    size, own = np.maximum(-low, high).clip(_SMALLEST), np.abs(weight).max(axis=0).clip(_SMALLEST)
    scale = [float(f"{value:.3g}") for value in size**_SHARE / own ** (1 - _SHARE)]
    lowest, highest = float((low / scale).min()), float((high / scale).max())
    return Range(scale, round(min(lowest, 0.0), 4), round(max(highest, 0.0), 4))
