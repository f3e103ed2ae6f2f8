from __future__ import annotations

import json
import shutil

import pytest

from chunking.errors import BadModel
from model.engines.base import EMBEDDED
from model.engines.load_engine import load_engine
from model.engines.span_decoding import SETTINGS


@pytest.fixture
def copy(tmp_path):
    """The embedded model's directory, to be broken."""
    folder = tmp_path / "copied"
    folder.mkdir()
    for path in EMBEDDED.iterdir():
        if path.suffix == ".safetensors":
            (folder / path.name).symlink_to(path)
        else:
            shutil.copy(path, folder)
    return folder


def test_a_directory_that_is_not_there_is_a_bad_model(tmp_path):
    with pytest.raises(BadModel, match=r"not a directory\. Name one with a model's files"):
        load_engine(tmp_path / "nothing")


def test_a_directory_without_a_configuration_is_a_bad_model(tmp_path):
    with pytest.raises(BadModel, match=r"no config\.json"):
        load_engine(tmp_path)


@pytest.mark.parametrize("content", ["", "not json"])
def test_a_configuration_that_is_no_json_is_a_bad_model(copy, content):
    (copy / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadModel, match=r"config\.json is broken \(.*\)\. Copy it again"):
        load_engine(copy)


@pytest.mark.parametrize("content", ["{}", "[]", '{"architectures": []}', '{"architectures": null}'])
def test_a_configuration_that_names_no_architecture_is_a_bad_model(copy, content):
    (copy / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadModel, match="names no architecture"):
        load_engine(copy)


def test_a_model_of_another_kind_is_a_bad_model_that_says_which_kind_is_needed(copy):
    (copy / "config.json").write_text(json.dumps({"architectures": ["BertForMaskedLM"]}), encoding="utf-8")
    with pytest.raises(
        BadModel, match="contains a BertForMaskedLM; a token-classification model or a causal language model is needed"
    ):
        load_engine(copy)


def test_a_directory_without_weights_is_a_bad_model(copy):
    (copy / "model.safetensors").unlink()
    with pytest.raises(BadModel, match=r"no model\.safetensors. Save the model with safe_serialization"):
        load_engine(copy)


def test_weights_as_a_pickle_are_never_loaded(copy):
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    with pytest.raises(BadModel, match="safetensors"):
        load_engine(copy)


def test_weights_that_are_garbage_are_a_bad_model(copy):
    (copy / "model.safetensors").unlink()
    (copy / "model.safetensors").write_bytes(b"garbage" * 100)
    with pytest.raises(BadModel, match="cannot be loaded"):
        load_engine(copy)


def test_settings_that_are_garbage_are_a_bad_model(copy):
    (copy / SETTINGS).write_text("{", encoding="utf-8")
    with pytest.raises(BadModel, match="cannot be loaded"):
        load_engine(copy)


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"categories": {"Parties": {"threshhold": 0.5}}},
        {"categories": []},
        {"window": "wide"},
        {"calibration": [0.5]},
    ],
    ids=["a list", "an unknown setting", "no categories", "no number", "no pairs"],
)
def test_settings_of_a_wrong_shape_are_a_bad_model(copy, content):
    (copy / SETTINGS).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(BadModel, match=SETTINGS):
        load_engine(copy)


def test_a_directory_without_a_tokenizer_is_a_bad_model(copy):
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (copy / name).unlink()
    with pytest.raises(BadModel, match="token"):
        load_engine(copy)


def test_a_directory_without_settings_is_served_with_default_ones(copy):
    (copy / SETTINGS).unlink()
    engine = load_engine(copy)
    assert set(engine.thresholds.values()) == {0.5} and len(engine.thresholds) == 41
    assert engine.identity.name == "copied"
    engine.close()


def test_settings_of_nothing_but_brackets_are_refused(tmp_path):
    (tmp_path / "config.json").write_text("[" * 200_000)
    (tmp_path / "model.safetensors").touch()
    with pytest.raises(BadModel, match="nested too deeply"):
        load_engine(tmp_path)
