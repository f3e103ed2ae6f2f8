"""Loads a model directory; its ``config.json`` decides which engine runs it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from chunking.errors import BadModel
from chunking.isolation.cpu_quota import allowed
from model.engines.base import EMBEDDED, Engine
from model.engines.model_directory import CONFIG, base_in, readable

_TAGGER = "ForTokenClassification"
_LANGUAGE_MODELS = ("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")


def load_engine(folder: Path = EMBEDDED, remote_code: bool = False) -> Engine:
    """Loads a model directory. Raises BadModel if it is incomplete or its architecture is not supported.

    Python code in a language model's directory is run only with ``remote_code``."""
    try:
        return _load_engine(folder, remote_code)
    except RecursionError as error:
        raise BadModel(f"{folder} has a file of settings that is nested too deeply to be read.") from error


def _load_engine(folder: Path, remote_code: bool) -> Engine:
    base = base_in(folder)
    language_model = is_language_model(base)
    # Engines are imported here, since `--help` needs none. PyTorch starts a thread for every processor of the machine;
    # if the container may use fewer, the threads contend for them.
    os.environ.setdefault("OMP_NUM_THREADS", str(allowed()))
    if language_model:
        from model.engines.llm.engine import load_language_model

        return load_language_model(folder, remote_code)
    from model.engines.tagger.engine import Tagger

    return Tagger.load(base)


def is_language_model(base: Path) -> bool:
    """Whether a folder contains a language model rather than a tagger. Raises BadModel if it contains neither."""
    architecture = _architecture(base)
    if architecture.endswith((_TAGGER, *_LANGUAGE_MODELS)):
        return not architecture.endswith(_TAGGER)
    raise BadModel(
        f"{base} contains a {architecture}; a token-classification model or a causal language model is needed."
    )


def _architecture(folder: Path) -> str:
    readable(folder / CONFIG)
    try:
        names = json.loads((folder / CONFIG).read_text(encoding="utf-8"))["architectures"]
        return str(names if isinstance(names, str) else names[0])
    except ValueError as error:
        raise BadModel(f"{folder / CONFIG} is broken ({error}). Copy it again.") from error
    except (OSError, KeyError, IndexError, TypeError) as error:
        raise BadModel(f"{folder / CONFIG} names no architecture.") from error
