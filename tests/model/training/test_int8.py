from __future__ import annotations

import hashlib
import json
import shutil

import numpy as np
import pytest

from chunking.errors import BadRequest
from model.engines.base import EMBEDDED
from model.engines.tagger.engine import Tagger
from model.engines.tagger.openvino_graph import input_names
from model.engines.tagger.openvino_network import INT8, multiplies_integers, read_int8
from model.training.int8 import write_int8


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(EMBEDDED, tmp_path / "copy", ignore=shutil.ignore_patterns(INT8, "report.json"))


def test_the_ranges_of_every_layers_inputs_are_measured_and_belong_to_the_weights(copy, contracts):
    assert write_int8(contracts, 2, copy) == 2
    config = json.loads((copy / "config.json").read_text())
    digest = hashlib.sha256((copy / "model.safetensors").read_bytes()).hexdigest()
    ranges = read_int8(copy, config, digest)
    assert ranges is not None
    assert [name for name in input_names(config) if name not in ranges] == ["0.output", "1.output", "2.output"]
    assert all(part.low <= 0 < part.high and min(part.scale) > 0 for part in ranges.values())
    largest = max(ranges["1.intermediate"].scale) / np.median(ranges["1.intermediate"].scale)
    assert largest > 5, "a few channels are far larger than the others, and are divided by more"


@pytest.mark.skipif(not multiplies_integers(), reason="needs a CPU that multiplies 8-bit integers")
def test_in_8_bit_integers_the_scores_are_nearly_the_same(engine, contracts, document, copy):
    write_int8(contracts, 2, copy)
    rounded = Tagger.load(copy)
    difference = np.abs(rounded.scores(document)[1].segments - engine.scores(document)[1].segments)
    rounded.close()
    assert 0 < difference.max() < 0.25 and difference.mean() < 3e-3


def test_a_model_that_openvino_does_not_run_is_refused(copy, contracts):
    path = copy / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"model_type": "mpnet"}))
    with pytest.raises(BadRequest, match="model_type is 'mpnet'"):
        write_int8(contracts, 1, copy)
