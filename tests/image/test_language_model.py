"""A language model in place of the embedded one, as SageMaker unpacks it to /opt/ml/model."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

TOY_LLM = Path(__file__).parents[1] / "model" / "toy_llm"
INSIDE = "/opt/ml/model"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The small model, which brings no prompt of its own: the built-in one is in the image."""
    return shutil.copytree(
        TOY_LLM, tmp_path_factory.mktemp("llm") / "model", ignore=shutil.ignore_patterns("prompt.txt")
    )


@pytest.mark.image  # tests/test_installed.py asks a plain process, of the wheel
def test_a_language_model_is_served(launch, folder, pdf):
    with launch("--read-only", "--tmpfs=/tmp", folders={folder: INSIDE}) as service:
        answer = service.post(pdf)
        assert answer.status == 200, answer.body
        assert answer.json()["model"]["engine"] == "llm"
