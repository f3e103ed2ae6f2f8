"""Builds a BERT token classifier as an ONNX graph from its weights, without PyTorch.

Matrix products with weights, which take most of the time, are computed in 8-bit integers if ``Int8`` has a range for
their input. A few outlier channels of each input are far larger than the others (Dettmers et al., 2022,
arXiv:2208.07339). They are multiplied in float32, so that the scale suits the remaining channels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[Any]]
# ONNX Runtime's own operators.
_RUNTIME = "com.microsoft"
_OPSET, _RUNTIME_OPSET, _IR = 20, 1, 10
# Weights use 7 of the 8 bits: a CPU without VNNI adds two 8-bit products in 16 bits, which 255 * 63 * 2 does not
# overflow, so every CPU computes the same sums.
_LARGEST_WEIGHT = 63
_LEVELS = 255  # steps of an unsigned 8-bit input
# Tensors from this size on (bytes) are handed to the session as arrays: a serialized copy of all weights would take as
# much memory again, and half of the time that loading takes.
_LARGE = 1024
LAYER_INPUTS = ("attention.self", "attention.output", "intermediate", "output")


class Unsupported(Exception):
    """This graph cannot express the model; the message says why."""


class Range(NamedTuple):
    """The range of a product's input, as measured on real text: ``low`` to ``high``, apart from the outlier
    channels."""

    low: float
    high: float
    outliers: Sequence[int]


Int8 = Mapping[str, Range]


class TaggerGraph(NamedTuple):
    """``tensors`` are the large constants, which ``model`` only names."""

    model: ModelProto
    tensors: dict[str, NDArray[Any]]


def check_supported(config: Mapping[str, Any], weights: Weights) -> None:
    """Raises Unsupported unless the model is an encoder of BERT's architecture with a linear head."""
    needed = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute", "is_decoder": False}
    for name, value in needed.items():
        if config.get(name, value if name != "model_type" else None) != value:
            raise Unsupported(f"{name} is {config.get(name)!r}, not {value!r}")
    for name in ("bert.embeddings.word_embeddings.weight", "classifier.weight", "classifier.bias"):
        if name not in weights:
            raise Unsupported(f"the weights have no {name}")


def input_names(config: Mapping[str, Any]) -> list[str]:
    """The names of the inputs of all products with weights, which are the keys of ``Int8``."""
    return [f"{number}.{part}" for number in range(config["num_hidden_layers"]) for part in LAYER_INPUTS]


def tagger_graph(
    config: Mapping[str, Any], weights: Weights, int8: Int8 | None = None, observed: bool = False
) -> TaggerGraph:
    """The model's graph, from ``ids`` (windows, tokens) to ``logits`` (windows, tokens, labels) and ``hidden``
    (windows, tokens, width); with ``observed``, also to the tensors of ``input_names``. All windows have the same
    length."""
    graph = _Graph(weights, int8 or {}, config.get("layer_norm_eps", 1e-12))
    hidden = _embeddings(graph)
    for number in range(config["num_hidden_layers"]):
        hidden = _layer(graph, number, hidden, config["num_attention_heads"])
    logits = graph.linear(hidden, "head", ["classifier"])
    graph.add("Identity", logits, to="logits")
    graph.add("Identity", hidden, to="hidden")
    watched = input_names(config) if observed else []
    for name in watched:
        graph.add("Identity", graph.inputs[name], to=name)
    described = helper.make_graph(
        graph.nodes,
        "tagger",
        [helper.make_tensor_value_info("ids", TensorProto.INT32, ["windows", "tokens"])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("logits", "hidden", *watched)],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_RUNTIME, _RUNTIME_OPSET)]
    return TaggerGraph(helper.make_model(described, opset_imports=opsets, ir_version=_IR), graph.tensors)


def _embeddings(graph: _Graph) -> str:
    prefix = "bert.embeddings"
    # Kept in half precision, since it is a quarter of all weights; only the rows of a window's tokens are converted.
    words = graph.constant(graph.weights[f"{prefix}.word_embeddings.weight"])
    looked_up = graph.add("Cast", graph.add("Gather", words, "ids"), to_type=TensorProto.FLOAT)
    positions = graph.float32(f"{prefix}.position_embeddings.weight")
    positions = positions + graph.float32(f"{prefix}.token_type_embeddings.weight")[0]
    zero = graph.constant(np.zeros(1, dtype=np.int64))
    length = graph.add("Shape", "ids", start=1, end=2)
    own = graph.add("Slice", graph.constant(positions), zero, length, zero)
    return graph.normalized("LayerNormalization", [graph.add("Add", looked_up, own)], f"{prefix}.LayerNorm")


def _layer(graph: _Graph, number: int, hidden: str, heads: int) -> str:
    own = f"bert.encoder.layer.{number}"
    query, key, value = (f"{own}.attention.self.{name}" for name in ("query", "key", "value"))
    joined = graph.linear(hidden, f"{number}.attention.self", [query, key, value])
    parts = graph.split(joined, 3)
    read = graph.add("MultiHeadAttention", *parts, domain=_RUNTIME, num_heads=heads)
    read = graph.linear(read, f"{number}.attention.output", [f"{own}.attention.output.dense"])
    skip = "SkipLayerNormalization"
    hidden = graph.normalized(skip, [hidden, read], f"{own}.attention.output.LayerNorm", domain=_RUNTIME)
    wide = graph.linear(hidden, f"{number}.intermediate", [f"{own}.intermediate.dense"])
    wide = graph.add("Gelu", wide, domain=_RUNTIME)
    narrow = graph.linear(wide, f"{number}.output", [f"{own}.output.dense"])
    return graph.normalized(skip, [hidden, narrow], f"{own}.output.LayerNorm", domain=_RUNTIME)


class _Graph:
    """The nodes and constants of a graph. Tensors are identified by their names."""

    def __init__(self, weights: Weights, int8: Int8, epsilon: float) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []
        self.tensors: dict[str, NDArray[Any]] = {}
        self.inputs: dict[str, str] = {}  # inputs of products with weights, by their names in ``Int8``
        self._int8 = int8
        self._epsilon = epsilon

    def float32(self, name: str) -> NDArray[np.float32]:
        """A weight. Raises Unsupported if it is missing."""
        if name not in self.weights:
            raise Unsupported(f"the weights have no {name}")
        return self.weights[name].astype(np.float32)

    def constant(self, value: NDArray[Any]) -> str:
        """A constant tensor's name."""
        name, value = f"constant{len(self.constants)}", np.ascontiguousarray(value)
        if value.nbytes < _LARGE:
            self.constants.append(numpy_helper.from_array(value, name))
            return name
        kind = helper.np_dtype_to_tensor_dtype(value.dtype)
        named = TensorProto(name=name, data_type=kind, dims=value.shape, data_location=TensorProto.EXTERNAL)
        named.external_data.add(key="location", value=name)  # required, and never opened
        self.constants.append(named)
        self.tensors[name] = value
        return name

    def add(self, kind: str, *inputs: str, to: str = "", to_type: int | None = None, **attributes: Any) -> str:
        """Adds a node and returns its output's name (``to``, if given). ``to_type`` is the target type of a Cast."""
        output = to or f"node{len(self.nodes)}"
        if to_type is not None:
            attributes["to"] = to_type
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def split(self, tensor: str, count: int) -> list[str]:
        """Equal parts of the last axis."""
        outputs = [f"node{len(self.nodes)}.{number}" for number in range(count)]
        self.nodes.append(helper.make_node("Split", [tensor], outputs, axis=-1, num_outputs=count))
        return outputs

    def normalized(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        """Layer normalization of the inputs' sum."""
        scale, bias = (self.constant(self.float32(f"{name}.{part}")) for part in ("weight", "bias"))
        return self.add(kind, *inputs, scale, bias, epsilon=self._epsilon, **attributes)

    def linear(self, tensor: str, place: str, names: list[str]) -> str:
        """The tensor times the concatenated weights of these names, plus their biases. ``place`` is the input's name in
        ``Int8``."""
        self.inputs[place] = tensor
        weight = np.concatenate([self.float32(f"{name}.weight") for name in names])  # (outputs, inputs)
        bias = np.concatenate([self.float32(f"{name}.bias") for name in names])
        if place in self._int8:
            return self._integers(tensor, self._int8[place], weight, bias)
        return self.add("Add", self.add("MatMul", tensor, self.constant(weight.T)), self.constant(bias))

    def _integers(self, tensor: str, inputs: Range, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """The product in 8-bit integers, plus that of the outlier channels in float32."""
        chosen = np.asarray(inputs.outliers, dtype=np.int32)
        outlying = self.add("Gather", tensor, self.constant(chosen), axis=-1)
        outlying = self.add("MatMul", outlying, self.constant(weight[:, chosen].T))
        rest = weight.copy()
        rest[:, chosen] = 0
        step = np.float32(max(inputs.high - inputs.low, 1e-6) / _LEVELS)
        at_zero = np.clip(round(-inputs.low / step), 0, _LEVELS)
        scale, zero = self.constant(np.asarray(step)), self.constant(np.asarray(at_zero, dtype=np.uint8))
        steps = (np.abs(rest).max(axis=1) / _LARGEST_WEIGHT).clip(1e-12)
        whole = np.round(rest / steps[:, None]).astype(np.int8)
        product = self.add(
            "MatMulIntegerToFloat",
            self.add("QuantizeLinear", tensor, scale, zero),
            self.constant(whole.T),
            scale,
            self.constant(steps),
            zero,
            "",
            self.constant(bias),
            domain=_RUNTIME,
        )
        return self.add("Add", product, outlying)
