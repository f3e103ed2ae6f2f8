from __future__ import annotations

import hashlib
import json
import shutil

import pytest

from chunking.errors import BadRequest
from model.engines.base import EMBEDDED
from model.engines.tagger.onnx_graph import input_names
from model.engines.tagger.onnx_network import INT8, read_int8
from model.training.int8 import write_int8


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(EMBEDDED, tmp_path / "copy", ignore=shutil.ignore_patterns(INT8, "report.json"))


def test_the_ranges_of_every_layers_inputs_are_measured_and_belong_to_the_weights(copy, contracts):
    assert write_int8(contracts, 2, copy) == 2
    config = json.loads((copy / "config.json").read_text())
    digest = hashlib.sha256((copy / "model.safetensors").read_bytes()).hexdigest()
    ranges = read_int8(copy, config, digest)
    assert ranges is not None and list(ranges) == [
        name for name in input_names(config) if not name.endswith(".output") or "attention" in name
    ]
    assert all(part.low <= 0 < part.high and len(set(part.outliers)) == 16 for part in ranges.values())
    widest = ranges["1.intermediate"]
    assert widest.high < 15, "the channels that reach beyond 25 are not among those that share a scale"


def test_a_model_that_onnx_runtime_does_not_run_is_refused(copy, contracts):
    path = copy / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"model_type": "mpnet"}))
    with pytest.raises(BadRequest, match="model_type is 'mpnet'"):
        write_int8(contracts, 1, copy)
