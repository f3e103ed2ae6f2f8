"""The limit beside the measurement."""

from __future__ import annotations

import pytest

from benchmarks.performance.hardware_limits.llm_cost import DEVICES
from benchmarks.performance.hardware_limits.roofline import Cost, Limit, costs, limits, network, projection
from benchmarks.performance.under_load.sample_documents import Input
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.engines.tagger.torch_network import TorchNetwork


@pytest.fixture(scope="module")
def engine():
    made = load_engine()
    yield made
    made.close()


def test_a_cost_is_bound_by_compute_or_by_bytes():
    device = DEVICES["A10G"]
    assert Cost(70e12, 1.0).seconds(device) == 1.0
    assert Cost(1.0, 600e9).seconds(device) == 1.0


def test_the_networks_flops_are_those_of_its_layers(engine):
    """Six layers of 384: 4 matrices of 384 x 384 and 2 of 384 x 1536 a layer, two FLOPs a weight and token."""
    layers = 6 * (4 * 384**2 + 2 * 384 * 1536)
    counted = network(TorchNetwork.load(EMBEDDED).encoder(), [256])
    attention = 4 * 6 * 384 * 256**2
    assert counted.flops == pytest.approx(2 * layers * 256 + attention, rel=0.02), "biases, norms and the pooler aside"


def test_every_stage_of_a_real_file_has_a_cost(engine, pdf):
    found = costs(Input("small.pdf", pdf.read_bytes()), engine)
    assert set(found) == {"read", "segment", "tokenize", "model", "read_off", "assemble"}
    assert all(cost.bytes > 0 for cost in found.values()) and found["model"].flops > 1e6


def test_shares_and_the_projection_follow_from_the_limits():
    cost = {"read": Cost(0, 600e9), "model": Cost(70e12, 0)}
    found = limits({"read": 4.0, "model": 2.0}, cost, DEVICES["A10G"])
    assert found == [Limit("read", 4.0, 1.0), Limit("model", 2.0, 1.0)] and found[1].share == 0.5
    projected = projection(found, cost["model"])
    assert projected["A10G"] == pytest.approx(4 + 2), "the same share, the same device"
    assert projected["H100"] == pytest.approx(4 + 70 / 989 / 0.5)
