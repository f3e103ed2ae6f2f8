"""Runs the tagger's network in ONNX Runtime, on CPUs and without PyTorch.

It computes in 8-bit integers if the model directory has an int8.json, otherwise in float32.
"""

from __future__ import annotations

import json
import logging
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from chunking.isolation.cpu_quota import allowed
from model.engines.tagger.batching import ONNX_WINDOWS_PER_PROCESSOR
from model.engines.tagger.network import Outputs
from model.engines.tagger.onnx_graph import Int8, Range, Unsupported, check_supported, input_names, tagger_graph

# Read while it is imported: otherwise ONNX Runtime reports its use to Microsoft, and leaves files in the home folder.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

INT8 = "int8.json"
_LOG = logging.getLogger("contract_review.tagger")


class OnnxNetwork:
    """Computes each window separately on one thread, as many at once as there are processors. Nothing is padded, and a
    window's scores do not depend on the rest of its batch."""

    def __init__(self, config: dict[str, Any], weights: dict[str, NDArray[Any]], int8: Int8 | None = None) -> None:
        """Raises Unsupported."""
        check_supported(config, weights)
        self.categories = [label for _, label in sorted((int(k), v) for k, v in config["id2label"].items())]
        processors = allowed()
        self.batch_size = ONNX_WINDOWS_PER_PROCESSOR * processors
        self._pool = ThreadPoolExecutor(processors, "window")
        self._session = session(config, weights, int8)

    @classmethod
    def load(cls, folder: Path, digest: str) -> OnnxNetwork:
        """The network of a model directory; ``digest`` is the sha256 of its weights. Raises Unsupported, and OSError,
        ValueError or SafetensorError if a file is damaged."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if "id2label" not in config:
            raise Unsupported("config.json names no labels")
        try:
            weights = load_file(folder / "model.safetensors")
        except (KeyError, TypeError) as error:  # a type that NumPy lacks
            raise Unsupported(f"its weights are of a type unknown here: {error}") from error
        return cls(config, weights, read_int8(folder, config, digest))

    def compute(self, windows: list[NDArray[np.int64]]) -> list[Outputs]:
        """Logits and hidden states of each window's tokens. Raises MemoryError."""
        return list(self._pool.map(self._one, windows))

    def _one(self, window: NDArray[np.int64]) -> Outputs:
        try:
            logits, hidden = self._session.run(["logits", "hidden"], {"ids": window[None].astype(np.int32)})
        except Exception as error:  # ONNX Runtime's errors have no other common class
            if "allocate memory" in str(error) or "bad_alloc" in str(error):
                raise MemoryError(str(error)) from error
            raise
        return Outputs(logits[0], hidden[0])

    def close(self) -> None:
        """Frees the weights."""
        self._pool.shutdown()
        del self._session


def session(
    config: dict[str, Any], weights: dict[str, NDArray[Any]], int8: Int8 | None = None, observed: bool = False
) -> onnxruntime.InferenceSession:
    """The model, ready to run on the threads that call it. Raises Unsupported."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors only
    graph = tagger_graph(config, weights, int8, observed)
    tensors = map(onnxruntime.OrtValue.ortvalue_from_numpy, graph.tensors.values())
    options.add_external_initializers(list(graph.tensors), list(tensors))
    return onnxruntime.InferenceSession(graph.model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def read_int8(folder: Path, config: dict[str, Any], digest: str) -> Int8 | None:
    """The ranges that ``contract-review train int8`` measured; None without the file, or if it belongs to other
    weights. Products whose inputs it does not list stay in float32. Raises ValueError if the file is damaged."""
    path = folder / INT8
    if not path.exists():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["weights"] != digest:
            _LOG.warning("%s was made for other weights: the tagger runs in float32", INT8)
            return None
        inputs = {name: Range(**part) for name, part in content["inputs"].items()}
        if not set(inputs) <= set(input_names(config)):
            raise TypeError("it names inputs that the model does not have")
        return inputs
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{path} was not written by `contract-review train int8`: {error}") from error
