"""The network in OpenVINO, held against PyTorch; with a network of a few thousand weights where that will do."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from functools import partial
from queue import SimpleQueue

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file
from transformers import BertConfig, BertForTokenClassification

from chunking.errors import BadModel
from model.engines.base import EMBEDDED
from model.engines.tagger import openvino_network
from model.engines.tagger.engine import Tagger
from model.engines.tagger.network import gpu_may_be_present
from model.engines.tagger.openvino_graph import POSITIONS
from model.engines.tagger.openvino_network import INT8, OpenvinoNetwork, compile_model, multiplies_integers
from model.engines.tagger.torch_network import TorchNetwork

SHAPE = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32, "num_labels": 3}
SERVED = f"""
import sys
from pathlib import Path
from chunking.pipeline import document_from_text
from model.review import review_document
from serve.config import Config
import serve.inference.model_worker
from serve.inference.handlers import load_handlers
handlers = load_handlers(Config())
model = handlers.model_fn({str(EMBEDDED)!r})
assert review_document(document_from_text(sys.argv[1].encode(), "text", 10), model).clauses
model.close()
print([name for name in ("torch", "transformers") if name in sys.modules])
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A model directory with random weights and the embedded tokenizer."""
    folder = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(1)
    model = BertForTokenClassification(BertConfig(**SHAPE, initializer_range=0.5))
    model.save_pretrained(folder)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(EMBEDDED / name, folder)
    return folder


@pytest.fixture
def in_float32(monkeypatch):
    """As on a CPU without instructions for bfloat16."""
    monkeypatch.setattr(openvino_network, "compile_model", partial(compile_model, exact=True))


@pytest.fixture
def copy(tiny, tmp_path):
    return shutil.copytree(tiny, tmp_path / "copy")


def windows(*lengths: int) -> list[np.ndarray]:
    draw = np.random.default_rng(2)
    return [draw.integers(1000, 30000, length) for length in lengths]


def test_serving_the_embedded_model_on_a_cpu_never_imports_pytorch(document):
    environment = {"CUDA_VISIBLE_DEVICES": "", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", SERVED, document.text], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_in_float32_the_outputs_are_those_of_pytorch(tiny, in_float32):
    ours, theirs = OpenvinoNetwork.load(tiny, ""), TorchNetwork.load(tiny)
    assert ours.categories == theirs.categories
    for one, other in zip(ours.compute(windows(1, 7, 64)), theirs.compute(windows(1, 7, 64)), strict=True):
        np.testing.assert_allclose(one.logits, other.logits, atol=1e-4)
        np.testing.assert_allclose(one.hidden, other.hidden, atol=1e-4)


def test_the_embedded_model_says_nearly_the_same_as_in_pytorch(engine, document):
    exact = Tagger.load(EMBEDDED, pytorch=True)
    (tokens, ours), (same, theirs) = engine.scores(document), exact.scores(document)
    assert isinstance(engine.network, OpenvinoNetwork) and tokens.ids.tolist() == same.ids.tolist()
    assert np.abs(ours.segments - theirs.segments).max() < 0.1
    exact.close()


def test_a_windows_outputs_are_the_same_to_the_last_bit_alone_and_among_others(engine):
    among = engine.network.compute(windows(200, 31, 256, 3))
    for window, together in zip(windows(200, 31, 256, 3), among, strict=True):
        (alone,) = engine.network.compute([window])
        assert np.array_equal(alone.logits, together.logits) and np.array_equal(alone.hidden, together.hidden)


@pytest.mark.parametrize(
    ("flags", "expected"), [("fma avx512f avx512_vnni", True), ("fma avx2 avx_vnni", False), (None, False)]
)
def test_integers_are_used_only_on_a_cpu_that_multiplies_and_adds_them_exactly(tmp_path, flags, expected):
    cpuinfo = tmp_path / "cpuinfo"
    if flags:
        cpuinfo.write_text(f"processor\t: 0\nflags\t\t: {flags}\n")
    assert multiplies_integers(cpuinfo) is expected


def test_a_window_may_be_as_long_as_the_model_has_positions(tmp_path, tiny):
    config = json.loads((tiny / "config.json").read_text())
    weights = load_file(tiny / "model.safetensors")
    weights[POSITIONS] = weights[POSITIONS][:21]
    (longest,) = OpenvinoNetwork(config, weights).compute(windows(21))
    assert longest.logits.shape == (21, 3) and longest.hidden.shape == (21, 16)


def test_ranges_of_other_weights_are_not_used_and_that_is_logged(copy, caplog):
    (copy / INT8).write_text(json.dumps({"weights": "another", "inputs": {}}))
    tagger = Tagger.load(copy)
    assert "other weights" in caplog.text and isinstance(tagger.network, OpenvinoNetwork)
    tagger.close()


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"weights": "%s"}',
        '{"weights": "%s", "inputs": {"9.output": {"low": 0, "high": 1, "scale": []}}}',
    ],
)
def test_damaged_ranges_are_a_bad_model(copy, content):
    import hashlib

    digest = hashlib.sha256((copy / "model.safetensors").read_bytes()).hexdigest()
    (copy / INT8).write_text(content.replace("%s", digest))
    with pytest.raises(BadModel, match="cannot be loaded"):
        Tagger.load(copy)


@pytest.mark.parametrize("changed", [{"hidden_act": "relu"}, {"is_decoder": True}])
def test_another_architecture_is_left_to_pytorch_and_that_is_logged(copy, changed, caplog):
    path = copy / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changed))
    with caplog.at_level(logging.INFO):
        tagger = Tagger.load(copy)
    assert isinstance(tagger.network, TorchNetwork) and "runs in PyTorch: " + next(iter(changed)) in caplog.text
    tagger.close()


def test_without_openvino_pytorch_takes_its_place_and_that_is_logged(tiny, monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "model.engines.tagger.openvino_network", None)
    tagger = Tagger.load(tiny)
    assert isinstance(tagger.network, TorchNetwork) and "the tagger runs in PyTorch" in caplog.text
    tagger.close()


def test_memory_that_runs_out_is_told_from_other_errors(tiny):
    network = OpenvinoNetwork.load(tiny, "")

    class Full:
        def infer(self, _):
            raise RuntimeError("Exception from src/inference/src/cpp/infer_request.cpp: std::bad_alloc")

    network._requests = SimpleQueue()
    network._requests.put(Full())
    with pytest.raises(MemoryError):
        network.compute(windows(3))


@pytest.mark.parametrize(
    ("devices", "hidden", "expected"),
    [
        ([], None, False),
        (["nvidia0"], None, True),
        (["nvidia0"], "", False),
        (["kfd"], None, True),
        (["null"], None, False),
    ],
)
def test_a_gpu_is_looked_for_only_where_the_kernel_shows_one(tmp_path, monkeypatch, devices, hidden, expected):
    for name in devices:
        (tmp_path / name).touch()
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    if hidden is not None:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", hidden)
    assert gpu_may_be_present(tmp_path) is expected


def test_nothing_is_reported_to_the_maker_of_openvino_nor_left_in_the_home_folder(tmp_path):
    """It would keep an id of the device there."""
    load = """
import sys
from model.engines.load_engine import load_engine
load_engine().close()
assert "openvino" in sys.modules and not [name for name in sys.modules if name.startswith("openvino_telemetry")]
"""
    environment = os.environ | {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", load], env=environment, check=True, timeout=240)
    assert not list(tmp_path.iterdir())
