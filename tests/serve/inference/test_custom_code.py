"""A model directory's own code/inference.py, as the sagemaker-inference toolkit has it."""

from __future__ import annotations

import shutil

import pytest

from chunking.errors import BadModel
from model.engines.base import EMBEDDED
from serve.config import Config
from serve.inference.handlers import built_in, load_handlers

INFERENCE = """
import json
from sagemaker_inference import errors

def input_fn(input_data, content_type):
    if content_type == "text/plain":
        raise errors.GenericInferenceToolkitError(418, phrase="No prose, please.")
    if content_type != "text/csv":
        raise errors.UnsupportedFormatError(content_type)
    return input_data.decode().split(",")

def predict_fn(data, model):
    return {"fields": len(data), "categories": len(model.thresholds)}

def output_fn(prediction, accept):
    return json.dumps(prediction), "application/x-mine+json"
"""


@pytest.fixture
def folder(tmp_path):
    """The embedded model with code of its own."""
    shutil.copytree(EMBEDDED, tmp_path / "model")
    (tmp_path / "model" / "code").mkdir()
    (tmp_path / "model" / "code" / "inference.py").write_text(INFERENCE)
    return tmp_path / "model"


def test_the_directorys_own_steps_are_taken_where_the_operator_switched_that_on(start, folder, pdf):
    with start(CONTRACT_REVIEW_MODEL=str(folder), CONTRACT_REVIEW_CUSTOM_CODE="1") as server:
        answer = server.post(b"a,b,c", "text/csv")
        assert answer.json() == {"fields": 3, "categories": 41}
        assert answer.headers["Content-Type"] == "application/x-mine+json"
        assert server.post(pdf).json()["error"]["code"] == "unsupported_media_type"
        refused = server.post(b"prose", "text/plain")
        assert (refused.status_code, refused.json()["error"]["message"]) == (418, "No prose, please.")


def test_the_directorys_own_steps_are_left_alone_otherwise(folder):
    handlers = load_handlers(Config(model=folder))
    assert handlers.input_fn.__module__ == "serve.inference.handlers"


def test_steps_that_are_not_replaced_stay_the_built_in_ones(folder):
    handlers = load_handlers(Config(model=folder, custom_code=True))
    assert handlers.output_fn(handlers.predict_fn(["x"], type("", (), {"thresholds": {}})), "")[0].startswith("{")
    assert handlers.model_fn.__module__ == built_in(Config()).model_fn.__module__ == "serve.inference.handlers"


def test_code_that_is_switched_on_and_missing_or_broken_is_a_bad_model(folder):
    path = folder / "code" / "inference.py"
    path.write_text("def input_fn(:")
    with pytest.raises(BadModel, match="cannot be run: SyntaxError"):
        load_handlers(Config(model=folder, custom_code=True))
    path.unlink()
    with pytest.raises(BadModel, match="does not exist"):
        load_handlers(Config(model=folder, custom_code=True))
