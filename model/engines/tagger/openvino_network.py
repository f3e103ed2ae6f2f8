"""Runs the tagger's network in OpenVINO, on CPUs and without PyTorch.

It computes in bfloat16 on CPUs that have instructions for it, otherwise in float32; and mostly in 8-bit integers if the
model directory has an int8.json and the CPU has instructions for these.
"""

from __future__ import annotations

import json
import logging
import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import openvino
from numpy.typing import NDArray
from safetensors.numpy import load_file

from chunking.isolation.cpu_quota import allowed
from model.engines.model_directory import WEIGHTS
from model.engines.tagger.batching import OPENVINO_WINDOWS_PER_PROCESSOR
from model.engines.tagger.network import Outputs
from model.engines.tagger.openvino_graph import (
    POSITIONS,
    WORDS,
    Int8,
    Range,
    Unsupported,
    check_supported,
    input_names,
    tagger_graph,
)

INT8 = "int8.json"
# Windows are padded to a multiple of so many tokens: OpenVINO compiles code for each length that it meets, and
# keeps it (4 MB).
_LENGTHS = 16
_PADDING = -1e4  # in the attention mask: its exponential is 0
_LOG = logging.getLogger("contract_review.tagger")


class OpenvinoNetwork:
    """Computes each window separately on one thread, as many at once as there are processors, so that a window's
    scores do not depend on the rest of its batch."""

    def __init__(self, config: dict[str, Any], weights: dict[str, NDArray[Any]], int8: Int8 | None = None) -> None:
        """Raises Unsupported."""
        check_supported(config, weights)
        self.categories = [label for _, label in sorted((int(k), v) for k, v in config["id2label"].items())]
        processors = allowed()
        self.batch_size = OPENVINO_WINDOWS_PER_PROCESSOR * processors
        self._words, self._longest = weights[WORDS], len(weights[POSITIONS])
        self._pool = ThreadPoolExecutor(processors, "window")
        compiled = compile_model(tagger_graph(config, weights, int8), processors)
        self._requests: SimpleQueue[openvino.InferRequest] = SimpleQueue()
        for _ in range(processors):
            self._requests.put(compiled.create_infer_request())

    @classmethod
    def load(cls, folder: Path, digest: str) -> OpenvinoNetwork:
        """The network of a model directory; ``digest`` is the sha256 of its weights. Raises Unsupported, and OSError,
        ValueError or SafetensorError if a file is damaged."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        if "id2label" not in config:
            raise Unsupported("config.json names no labels")
        try:
            weights = load_file(folder / WEIGHTS)
        except (KeyError, TypeError) as error:  # a type that NumPy lacks
            raise Unsupported(f"its weights are of a type unknown here: {error}") from error
        int8 = read_int8(folder, config, digest)
        return cls(config, weights, int8 if multiplies_integers() else None)

    def compute(self, windows: list[NDArray[np.int64]]) -> list[Outputs]:
        """Logits and hidden states of each window's tokens. Raises MemoryError."""
        return list(self._pool.map(self._one, windows))

    def _one(self, window: NDArray[np.int64]) -> Outputs:
        request = self._requests.get()
        try:
            computed = request.infer(model_inputs(self._words[window], self._longest))
            logits, hidden = (computed[number][0, : len(window)].copy() for number in range(2))
            return Outputs(logits, hidden)
        except RuntimeError as error:  # OpenVINO's errors have no other class
            if "bad_alloc" in str(error) or "allocate memory" in str(error):
                raise MemoryError(str(error)) from error
            raise
        finally:
            self._requests.put(request)

    def close(self) -> None:
        """Frees the weights."""
        self._pool.shutdown()
        del self._requests, self._words


def compile_model(model: openvino.Model, threads: int = 1, exact: bool = False) -> openvino.CompiledModel:
    """The model, ready to compute on so many threads, one window each; with ``exact``, in float32 only."""
    precision = "bf16" if multiplies_bfloat16() and not exact else "f32"
    settings = {"INFERENCE_PRECISION_HINT": precision, "NUM_STREAMS": threads, "INFERENCE_NUM_THREADS": threads}
    return openvino.Core().compile_model(model, "CPU", settings | {"ENABLE_CPU_PINNING": False})


def multiplies_bfloat16() -> bool:
    """Whether the CPU has instructions for bfloat16."""
    return "BF16" in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def model_inputs(words: NDArray[Any], longest: int) -> dict[str, NDArray[np.float32]]:
    """The graph's inputs for a window's embeddings (tokens, width), padded to at most ``longest`` tokens."""
    tokens, width = words.shape
    length = min(math.ceil(tokens / _LENGTHS) * _LENGTHS, longest)
    all_words, mask = np.zeros((1, length, width), np.float32), np.zeros((1, 1, 1, length), np.float32)
    all_words[0, :tokens] = words
    mask[..., tokens:] = _PADDING
    return {"words": all_words, "mask": mask}


def multiplies_integers(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the CPU has AVX-512 instructions for 8-bit integers (VNNI). Others compute in float32 at least as fast,
    and some add the integers up inexactly."""
    return cpuinfo.exists() and "avx512_vnni" in cpuinfo.read_text(encoding="utf-8", errors="replace").split()


def read_int8(folder: Path, config: dict[str, Any], digest: str) -> Int8 | None:
    """The ranges that ``contract-review train int8`` measured; None without the file, or if it belongs to other
    weights. Raises ValueError if the file is damaged."""
    path = folder / INT8
    if not path.exists():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["weights"] != digest:
            _LOG.warning("%s was made for other weights and is not used", INT8)
            return None
        inputs = {name: Range(**part) for name, part in content["inputs"].items()}
        if not set(inputs) <= set(input_names(config)):
            raise TypeError("it names inputs that the model does not have")
        return inputs
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"{path} was not written by `contract-review train int8`: {error}") from error
