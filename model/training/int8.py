"""Calibrates the tagger for 8-bit integers (post-training quantization): measures the ranges of its layers' inputs on
real contracts.

The weights do not change; ``model.engines.tagger.onnx_graph`` quantizes them when it loads them.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from chunking.errors import BadRequest
from model.dataset import Contract, as_document
from model.engines.tagger.engine import CONTEXT, WINDOW
from model.engines.tagger.onnx_graph import Range, Unsupported, check_supported, input_names
from model.engines.tagger.onnx_network import INT8, session
from model.engines.tagger.tokenizer_file import TokenizerFile
from model.engines.tagger.windows import tokenize, windows

# Windows measured in each contract, and outlier channels of each input that are multiplied in float32: 16 of them cut
# the error of the logits to a third, and 48 gain little more.
_WINDOWS, _OUTLIERS = 3, 16
_SEED = 1
# The outputs of the activation function have too many outlier channels; the product with them stays in float32.
_FLOAT32 = ("output",)

Extremes = dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]]


def write_int8(contracts: Sequence[Contract], count: int, folder: Path) -> int:
    """Measures windows of ``count`` contracts and writes int8.json beside the weights. Returns the number of windows.
    Raises BadRequest for a model that our ONNX graph does not support."""
    draw = random.Random(_SEED)
    chosen = draw.sample(list(contracts), min(count, len(contracts)))
    weights = folder / "model.safetensors"
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
    network, names = session(config, tensors, observed=True), input_names(config)
    extremes = _extremes(names, (network.run(names, {"ids": ids[None].astype(np.int32)}) for ids in read))
    ranges = {name: _range(*extremes[name])._asdict() for name in names if name.split(".", 1)[1] not in _FLOAT32}
    content = {"weights": hashlib.sha256(weights.read_bytes()).hexdigest(), "windows": len(read), "inputs": ranges}
    (folder / INT8).write_text(json.dumps(content) + "\n", encoding="utf-8")
    return len(read)


def _extremes(names: Sequence[str], measured: Iterable[Sequence[NDArray[np.float32]]]) -> Extremes:
    """The minimum and maximum of each channel of each input, (channels,) each."""
    found: Extremes = {}
    for values in measured:
        for name, value in zip(names, values, strict=True):
            low, high = value.min(axis=(0, 1)), value.max(axis=(0, 1))
            if name in found:
                low, high = np.minimum(low, found[name][0]), np.maximum(high, found[name][1])
            found[name] = low, high
    return found


def _range(low: NDArray[np.float32], high: NDArray[np.float32]) -> Range:
    """The range without the outlier channels, and these channels."""
    outliers = np.argsort(-np.maximum(-low, high))[:_OUTLIERS]
    rest = np.delete(np.arange(len(low)), outliers)
    return Range(
        round(float(min(low[rest].min(), 0)), 4), round(float(max(high[rest].max(), 0)), 4), sorted(outliers.tolist())
    )
