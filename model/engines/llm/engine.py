"""Chooses and loads the engine of a language model's directory."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chunking.errors import BadModel
from model.engines.base import Identity
from model.engines.llm.json_llm import JsonLLM
from model.engines.llm.language_model import LanguageModel
from model.engines.llm.llm_settings import LLM_SETTINGS, read_settings
from model.engines.llm.loading.adapters import ADAPTER_WEIGHTS, Adapters
from model.engines.llm.loading.branching_check import check_branching
from model.engines.llm.loading.check_json_files import first_line
from model.engines.llm.loading.load_weights import load
from model.engines.llm.pointer_llm import PointerLLM
from model.engines.llm.prompts.questions import TEMPLATE, read_template
from model.engines.model_directory import adapters_asked, base_in, beside_model, weights_in

if TYPE_CHECKING:
    from hashlib import _Hash as Hash


def load_language_model(folder: Path, remote_code: bool = False) -> LanguageModel:
    """The engine of a model directory: a JSON LLM if its ``llm.json`` has "writes", else a pointer LLM. Reads
    safetensors only, and runs no code from the directory unless ``remote_code``. Raises BadModel."""
    base = base_in(folder)
    own = beside_model(folder, base, LLM_SETTINGS)
    settings = read_settings(own.parent)
    adapter, named = adapters_asked(folder, base, settings)
    model, tokenizer = load(base, adapter, named, settings.get("weights"), remote_code)
    whole = _digest([*weights_in(base), *([adapter / ADAPTER_WEIGHTS] if adapter else [])])
    identity = Identity("llm", folder.name, whole.hexdigest())
    adapters = Adapters(model, named, settings.get("adapter")) if named else None
    engine: LanguageModel
    try:
        if "writes" in settings:
            engine = JsonLLM(model, tokenizer, settings, identity, adapters)
        else:
            template = read_template(beside_model(folder, base, TEMPLATE).parent)
            engine = PointerLLM(model, tokenizer, template, settings, identity, adapters)
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise BadModel(f"{own} cannot be used: {first_line(error)}.") from error
    try:
        check_branching(model, engine.common_tokens(), engine.longest())
    except BadModel:
        engine.close()
        raise
    engine.identities = {
        name: Identity("llm", f"{folder.name}/{name}", _digest([path / ADAPTER_WEIGHTS], whole).hexdigest())
        for name, path in named.items()
    }
    return engine


def _digest(weights: Sequence[Path], before: Hash | None = None) -> Hash:
    """The sha256 of the files, continuing the digest ``before``."""
    whole = before.copy() if before else hashlib.sha256()
    for path in weights:
        with path.open("rb") as file:
            while block := file.read(1 << 24):
                whole.update(block)
    return whole
