"""Loads a model directory: its ``config.json`` tells which engine runs it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from chunking.errors import BadModel
from chunking.isolation.processors import allowed
from model.engines.base import EMBEDDED, Engine


def load_engine(folder: Path = EMBEDDED, remote_code: bool = False) -> Engine:
    """Loads a model directory. Raises BadModel where it is incomplete or of a kind that is not served.

    Python code that a language model's directory brings is run only with ``remote_code``."""
    architecture = _architecture(folder)
    # torch takes seconds to import, and `--help` does not need it. It starts a thread for each processor that it sees,
    # and more of them than a container may use wait for one another.
    os.environ.setdefault("OMP_NUM_THREADS", str(allowed()))
    if architecture.endswith("ForTokenClassification"):
        from model.engines.tagger.engine import Tagger

        return Tagger.load(folder)
    if architecture.endswith(("ForCausalLM", "LMHeadModel")):
        from model.engines.llm.engine import LLM

        return LLM.load(folder, remote_code)
    raise BadModel(f"{folder} holds a {architecture}; a model for token classification or a causal LM is needed.")


def _architecture(folder: Path) -> str:
    if not folder.is_dir():
        raise BadModel(f"{folder} is not a directory. Name a model directory, or leave it out for the embedded one.")
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return str(config["architectures"][0])
    except FileNotFoundError as error:
        raise BadModel(f"{folder} has no config.json, so it is not a model directory of transformers.") from error
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise BadModel(f"{folder / 'config.json'} names no architecture.") from error
