"""Builds a BERT token classifier as an OpenVINO model from its weights, without PyTorch.

Matrix products with weights, which take most of the time, are computed in 8-bit integers if ``Int8`` knows their
input. A few channels of each input are far larger than the others and would take the precision from them. Most of
their size is moved into the weights, where there is room for it (Xiao et al., SmoothQuant, 2023, arXiv:2211.10438).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from openvino import Model, Node
from openvino import opset15 as ops

Weights = Mapping[str, NDArray[Any]]
WORDS, POSITIONS = (f"bert.embeddings.{kind}_embeddings.weight" for kind in ("word", "position"))
_HEAD = "classifier"
_LAYER_INPUTS = ("attention.self", "attention.output", "intermediate", "output")
_LARGEST_WEIGHT = 127
_LEVELS = 256  # of an 8-bit input


class Unsupported(Exception):
    """This graph cannot express the model; the message says why."""


class Range(NamedTuple):
    """What divides each channel of a product's input, and the range of the quotients, as measured on real text."""

    scale: Sequence[float]
    low: float
    high: float


Int8 = Mapping[str, Range]


def check_supported(config: Mapping[str, Any], weights: Weights) -> None:
    """Raises Unsupported unless the model is an encoder of BERT's architecture with a linear head."""
    needed = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute", "is_decoder": False}
    for name, value in needed.items():
        if config.get(name, value if name != "model_type" else None) != value:
            raise Unsupported(f"{name} is {config.get(name)!r}, not {value!r}")
    for name in (WORDS, POSITIONS, f"{_HEAD}.weight", f"{_HEAD}.bias"):
        if name not in weights:
            raise Unsupported(f"the weights have no {name}")


def input_names(config: Mapping[str, Any]) -> list[str]:
    """The names of the inputs of all products with weights, which are the keys of ``Int8``."""
    return [f"{number}.{part}" for number in range(config["num_hidden_layers"]) for part in _LAYER_INPUTS]


def joined_weights(weights: Weights, place: str, part: str = "weight") -> NDArray[np.float32]:
    """The weights (outputs, inputs) that the input of this name is multiplied by, or with part "bias" what is added
    (outputs,). Raises Unsupported if they are missing."""
    return np.concatenate([_float32(weights, f"{name}.{part}") for name in _weight_names(place)])


def _weight_names(place: str) -> list[str]:
    if place == _HEAD:
        return [place]
    number, part = place.split(".", 1)
    own = f"bert.encoder.layer.{number}.{part}"
    return [f"{own}.{name}" for name in ("query", "key", "value")] if part == "attention.self" else [f"{own}.dense"]


def _float32(weights: Weights, name: str) -> NDArray[np.float32]:
    if name not in weights:
        raise Unsupported(f"the weights have no {name}")
    return weights[name].astype(np.float32)


def tagger_graph(
    config: Mapping[str, Any], weights: Weights, int8: Int8 | None = None, observed: bool = False
) -> Model:
    """The model, from the embeddings of a window's tokens, ``words`` (1, tokens, width), and ``mask`` (1, 1, 1, tokens;
    0 for its tokens, a large negative number for padding) to its logits (1, tokens, labels) and hidden states (1,
    tokens, width); with ``observed``, also to the tensors of ``input_names``. Raises Unsupported if weights are
    missing.

    The table of embeddings is not part of it, since OpenVINO would keep a copy in float32.
    """
    graph = _Graph(weights, int8 or {}, config.get("layer_norm_eps", 1e-12))
    words = ops.parameter([1, -1, config["hidden_size"]], np.float32, name="words")
    mask = ops.parameter([1, 1, 1, -1], np.float32, name="mask")
    hidden = _embeddings(graph, words)
    for number in range(config["num_hidden_layers"]):
        hidden = _layer(graph, number, hidden, mask, config["num_attention_heads"])
    logits = graph.linear(hidden, _HEAD)
    watched = [graph.inputs[name] for name in input_names(config)] if observed else []
    return Model([ops.result(node) for node in (logits, hidden, *watched)], [words, mask], "tagger")


def _embeddings(graph: _Graph, words: Node) -> Node:
    prefix = "bert.embeddings"
    kind = _float32(graph.weights, f"{prefix}.token_type_embeddings.weight")[0]
    positions = _float32(graph.weights, POSITIONS) + kind
    length = ops.gather(ops.shape_of(words), ops.constant([1]), ops.constant(0))
    own = ops.slice(ops.constant(positions), ops.constant([0]), length, ops.constant([1]), ops.constant([0]))
    return graph.normalized(ops.add(words, own), f"{prefix}.LayerNorm")


def _layer(graph: _Graph, number: int, hidden: Node, mask: Node, heads: int) -> Node:
    norms = f"bert.encoder.layer.{number}"
    joined = graph.linear(hidden, f"{number}.attention.self")
    query, key, value = (_by_head(part, heads) for part in ops.split(joined, ops.constant(2), 3).outputs())
    read = _swapped(ops.scaled_dot_product_attention(query, key, value, mask))
    read = ops.reshape(read, ops.shape_of(hidden), False)
    read = graph.linear(read, f"{number}.attention.output")
    hidden = graph.normalized(ops.add(hidden, read), f"{norms}.attention.output.LayerNorm")
    wide = ops.gelu(graph.linear(hidden, f"{number}.intermediate"), "erf")
    narrow = graph.linear(wide, f"{number}.output")
    return graph.normalized(ops.add(hidden, narrow), f"{norms}.output.LayerNorm")


def _by_head(tensor: Node, heads: int) -> Node:
    """From (1, tokens, width) to (1, heads, tokens, width / heads)."""
    return _swapped(ops.reshape(tensor, ops.constant([0, 0, heads, -1]), True))


def _swapped(tensor: Node) -> Node:
    """The tensor with its second and third axes swapped."""
    return ops.transpose(tensor, ops.constant([0, 2, 1, 3]))


class _Graph:
    """Makes a model's parts from its weights."""

    def __init__(self, weights: Weights, int8: Int8, epsilon: float) -> None:
        self.weights = weights
        self.inputs: dict[str, Node] = {}  # inputs of products with weights, by their names in ``Int8``
        self._int8 = int8
        self._epsilon = epsilon

    def normalized(self, tensor: Node, name: str) -> Node:
        """The layer normalization of this name."""
        scale, bias = (ops.constant(_float32(self.weights, f"{name}.{part}")) for part in ("weight", "bias"))
        centered = ops.mvn(tensor, ops.constant([-1]), True, self._epsilon, "inside_sqrt")
        return ops.add(ops.multiply(centered, scale), bias)

    def linear(self, tensor: Node, place: str) -> Node:
        """The product of the input of this name, plus its biases."""
        self.inputs[place] = tensor
        weight, bias = (joined_weights(self.weights, place, part) for part in ("weight", "bias"))
        if place in self._int8:
            tensor, factor = _quantized(tensor, self._int8[place], weight)
        else:
            factor = ops.constant(weight)
        return ops.add(ops.matmul(tensor, factor, False, True), ops.constant(bias))


def _quantized(tensor: Node, inputs: Range, weight: NDArray[np.float32]) -> tuple[Node, Node]:
    """Both factors of a product in 8-bit integers. The input's channels are divided by their scales, and the weights
    multiplied by them."""
    scale = np.asarray(inputs.scale, dtype=np.float32)
    limits = [ops.constant(np.float32(limit)) for limit in _with_exact_zero(inputs.low, inputs.high)]
    quotients = ops.fake_quantize(ops.multiply(tensor, ops.constant(1 / scale)), *limits, *limits, _LEVELS)
    steps = np.abs(weight * scale).max(axis=1, keepdims=True).clip(1e-12) / _LARGEST_WEIGHT
    whole = ops.constant(np.round(weight * scale / steps).astype(np.int8))
    return quotients, ops.multiply(ops.convert(whole, "f32"), ops.constant(steps))


def _with_exact_zero(low: float, high: float) -> tuple[float, float]:
    """The limits, moved by less than a step so that one of the levels between them is zero."""
    step = max(high - low, 1e-6) / (_LEVELS - 1)
    below = round(-low / step)
    return -below * step, (_LEVELS - 1 - below) * step
