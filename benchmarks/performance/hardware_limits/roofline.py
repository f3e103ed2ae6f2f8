"""Computes what the hardware would allow, beside what was measured: for each stage the larger of its FLOPs over the
device's compute and its bytes over the device's bandwidth (the roofline model, Williams et al. 2009)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import torch

from benchmarks.performance.hardware_limits.devices import DEVICES, Device, calibrate
from benchmarks.performance.under_load.backends import STAGES
from benchmarks.performance.under_load.sample_documents import Input
from chunking.document import Document
from chunking.isolation.client import Limits, read_pdf
from model.engines.tagger.batching import TORCH_BATCH_WINDOWS
from model.engines.tagger.engine import CONTEXT, WINDOW, Tagger
from model.engines.tagger.openvino_network import OpenvinoNetwork, multiplies_bfloat16
from model.engines.tagger.torch_network import TorchNetwork
from model.engines.tagger.windows import tokenize, windows
from model.review import review_document

PROJECTED = ("A10G", "L4", "A100", "H100")
_FLOAT = 4
_BOX = 4 * _FLOAT  # of a character on its page
_TOKEN = 8 + 3 * 4  # its id, segment, begin and end


class Cost(NamedTuple):
    """What a stage must do at the very least."""

    flops: float
    bytes: float

    def seconds(self, device: Device) -> float:
        """At the device's limit."""
        return max(self.flops / device.compute, self.bytes / device.bandwidth)


def costs(given: Input, engine: Tagger) -> dict[str, Cost]:
    """Each stage's least work for one PDF. Bytes are those of what goes in and what comes out, touched once; FLOPs are
    the network's (two a weight and token, and attention's products over its window)."""
    document = read_pdf(given.data, given.name, Limits())
    tokens = tokenize(document, engine.tokenizer)
    cuts = windows(tokens, engine.tokenizer, WINDOW, CONTEXT)
    text, count = len(document.text.encode()), len(tokens.ids)
    characters = sum(len(page.text) for page in document.pages)
    scores = count * len(engine.thresholds) * _FLOAT
    review = len(review_document(document, engine).to_json())
    return {
        "read": Cost(0, len(given.data) + characters * (1 + _BOX)),
        "segment": Cost(0, characters * (1 + _BOX) + text),
        "tokenize": Cost(0, text + count * _TOKEN),
        "model": network(TorchNetwork.load(engine.folder).encoder(), [len(cut.ids) for cut in cuts]),
        "read_off": Cost(0, scores),
        "assemble": Cost(0, review + _touched(document)),
    }


def network(encoder: Any, lengths: list[int]) -> Cost:
    """The cost of windows of these lengths in batches: weights are read once a batch, embeddings are looked up."""
    config = encoder.config
    every = sum(part.numel() for part in encoder.parameters())
    looked_up = sum(part.numel() for part in encoder.embeddings.parameters())
    tokens, squares = sum(lengths), sum(length**2 for length in lengths)
    attention = 4 * config.num_hidden_layers * config.hidden_size * squares
    batches = -(-len(lengths) // TORCH_BATCH_WINDOWS["cpu"])
    between = 2 * config.num_hidden_layers * config.hidden_size * tokens * _FLOAT  # hidden states, in and out
    return Cost(2 * (every - looked_up) * tokens + attention, (every - looked_up) * _FLOAT * batches + between)


def _touched(document: Document) -> int:
    return len(document.text.encode())


class Limit(NamedTuple):
    """A stage: measured, what the hardware allows, and the share of it reached."""

    stage: str
    measured: float
    allowed: float

    @property
    def share(self) -> float:
        """Of the limit; 1 is at it."""
        return self.allowed / self.measured if self.measured else 0.0


def limits(measured: Mapping[str, float], cost: Mapping[str, Cost], device: Device) -> list[Limit]:
    """Stage by stage."""
    return [Limit(stage, measured[stage], cost[stage].seconds(device)) for stage in STAGES if stage in measured]


def projection(found: list[Limit], cost: Cost) -> dict[str, float]:
    """Seconds of the whole review with the network on other devices: its limit there (bfloat16, half the bytes) over
    the share that it reached here, and the other stages as they were measured here. Not a measurement."""
    model = next(limit for limit in found if limit.stage == "model")
    others = sum(limit.measured for limit in found if limit.stage != "model")
    half = Cost(cost.flops, cost.bytes / 2)
    return {name: others + half.seconds(DEVICES[name]) / model.share for name in PROJECTED}


def in_bfloat16(engine: Tagger) -> bool:
    """Whether the engine's network computes in bfloat16 here."""
    return isinstance(engine.network, OpenvinoNetwork) and multiplies_bfloat16()


def described(given: Input, engine: Tagger, measured: Mapping[str, float]) -> dict[str, Any]:
    """The part of a bench's line: this machine's figures, each stage's limit and share, the projection."""
    precision = torch.bfloat16 if in_bfloat16(engine) else torch.float32
    device = calibrate(precision=precision)
    cost = costs(given, engine)
    found = limits(measured, cost, device)
    return {
        "file": given.name,
        "device": {
            "compute": round(device.compute / 1e9, 1),
            "bandwidth": round(device.bandwidth / 1e9, 1),
            "precision": str(precision).removeprefix("torch."),
        },
        "stages": {
            limit.stage: {
                "measured": round(limit.measured, 5),
                "allowed": round(limit.allowed, 8),
                "share": round(limit.share, 7),
            }
            for limit in found
        },
        "projected_s": {name: round(seconds, 3) for name, seconds in projection(found, cost["model"]).items()},
    }
