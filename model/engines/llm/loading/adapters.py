"""Applies adapters (LoRA or DoRA) to a base model: a single one is merged into its weights; of several, each request
names the one to answer with."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from safetensors import SafetensorError, safe_open

from chunking.errors import BadModel, BadRequest
from model.call_context import CallContext
from model.engines.base import refuse_adapter
from model.engines.llm.loading.check_json_files import UNREADABLE, check_json, first_line
from model.engines.model_directory import ADAPTER, base_of, readable

ADAPTER_WEIGHTS = "adapter_model.safetensors"
_WHOLE_EMBEDDINGS = (
    "embed_tokens.weight",
    "lm_head.weight",
    "wte.weight",
    "embed_in.weight",
    "embed_out.weight",
    "embed_tokens.base_layer.weight",
    "lm_head.base_layer.weight",
)


class Adapters:
    """Named adapters (LoRA or DoRA) over the base model's weights, one active at a time.

    ``default`` answers requests that name none; without it, such requests are refused.
    """

    def __init__(self, model: Any, folders: Mapping[str, Path], default: str | None) -> None:
        """Adds the adapters to the model's layers. Raises BadModel."""
        from peft import PeftModel

        self.names = list(folders)
        self.default = default
        self._adapted: Any = None
        # As PyTorch knows them: its names of modules have no dots, those of folders may (v1.2).
        self._modules = {name: f"adapter{number}" for number, name in enumerate(folders)}
        for name, folder in folders.items():
            check_adapter(folder)
            if rows := _other_rows(model, folder):
                raise BadModel(
                    f"The adapter in {folder} has embeddings of {rows} tokens, more or fewer than the model: it was "
                    "trained with other tokens, and cannot share the model with other adapters. Serve it alone."
                )
            module = self._modules[name]
            with _fitting(folder):
                if self._adapted is None:
                    self._adapted = PeftModel.from_pretrained(model, str(folder), adapter_name=module)
                else:
                    self._adapted.load_adapter(str(folder), adapter_name=module)
                _check_places(self._adapted, folder, module)

    def use(self, name: str) -> None:
        """Activates this adapter for the next passes."""
        self._adapted.set_adapter(self._modules[name])


def chosen(adapters: Adapters | None, context: CallContext) -> str | None:
    """The adapter that answers the request; None for a model without named adapters. Raises BadRequest."""
    if adapters is None:
        refuse_adapter(context)
        return None
    name = context.adapter
    known = ", ".join(adapters.names)
    if name is None and adapters.default is None:
        raise BadRequest(
            f"Name an adapter (adapter=NAME in the custom attributes, --adapter NAME). This model has: {known}."
        )
    if name is not None and name not in adapters.names:
        raise BadRequest(f"This model has no adapter {name!r}. Name one of: {known}.")
    return name or adapters.default


def check_adapter(folder: Path) -> None:
    """Raises BadModel unless the folder contains a LoRA or DoRA adapter."""
    check_json(folder)
    settings = json.loads((folder / ADAPTER).read_text(encoding="utf-8"))
    if "fine_tune_type" in settings:
        raise BadModel(f"The adapter in {folder} is for MLX. Fuse it into the model (`mlx_lm.fuse`), and use that.")
    if settings.get("alora_invocation_tokens"):
        raise BadModel(
            f"The adapter in {folder} is an activated LoRA (aLoRA), which changes the model only behind certain "
            "tokens; only LoRA and DoRA are supported."
        )
    kind = settings.get("peft_type") or "of no kind"
    if kind != "LORA":
        raise BadModel(
            f"The adapter in {folder} is {kind}; only LoRA and DoRA are supported. Merge it into the model instead."
        )
    weights = folder / ADAPTER_WEIGHTS
    if not (weights.exists() or weights.is_symlink()):
        raise BadModel(f"The adapter in {folder} has no {ADAPTER_WEIGHTS}. Save it with safe_serialization.")
    try:
        with safe_open(readable(weights), "pt"):
            pass
    except SafetensorError as error:
        raise BadModel(f"{weights} is damaged ({first_line(error)}). Copy it again.") from error


def own_tokenizer(folder: Path) -> bool:
    """Whether a tokenizer was saved with the adapter, which may have other tokens or another chat template than the
    base's."""
    return (folder / "tokenizer.json").exists()


def _other_rows(model: Any, adapter: Path) -> int | None:
    """Of how many tokens an adapter has embeddings, if these are not as many as the model's."""
    with safe_open(adapter / ADAPTER_WEIGHTS, "pt") as opened:
        rows = [
            opened.get_slice(name).get_shape()[0] for name in list(opened.keys()) if name.endswith(_WHOLE_EMBEDDINGS)
        ]
    most = max(rows, default=None)
    return most if most != model.get_input_embeddings().weight.shape[0] else None


def with_adapter(model: Any, adapter: Path) -> Any:
    """The model with the adapter merged into its weights, for one matrix product per layer instead of three. Rounding
    to 4 or 8 bits would lose the adapter, so it is not merged into quantized weights. An adapter that was trained with
    tokens of its own has their embeddings, for which the model gets room."""
    from peft import PeftModel

    if (rows := _other_rows(model, adapter)) and own_tokenizer(adapter):
        model.resize_token_embeddings(rows, mean_resizing=False)
    elif rows:
        raise BadModel(
            f"The adapter in {adapter} has embeddings of {rows} tokens, more or fewer than the model: it was trained "
            "with other tokens. Add the tokenizer that was saved with it to its folder."
        )
    with _fitting(adapter):
        both: Any = PeftModel.from_pretrained(model, str(adapter))
        _check_places(both, adapter, both.active_adapter)
    return both.get_base_model() if getattr(model, "is_quantized", False) else both.merge_and_unload()


@contextmanager
def _fitting(folder: Path) -> Iterator[None]:
    """Raises BadModel for an adapter that cannot be loaded, or lacks weights, which peft would initialize at random."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message="Found missing adapter keys")
            yield
    except UserWarning as error:
        raise BadModel(f"The adapter in {folder} lacks weights; copy it again.") from error
    except UNREADABLE as error:
        if any(said in str(error) for said in _OF_ANOTHER_BASE):
            raise _of_another_base(folder) from error
        raise BadModel(f"The adapter in {folder} cannot be loaded: {first_line(error)}") from error


# What peft says of an adapter for layers that the model does not have.
_OF_ANOTHER_BASE = ("size mismatch", "Target modules", "No modules were targeted")


def _check_places(adapted: Any, folder: Path, module: str) -> None:
    """Raises BadModel for weights of layers that the model does not have, which peft would leave out."""
    from peft import get_peft_model_state_dict

    with safe_open(folder / ADAPTER_WEIGHTS, "pt") as opened:
        given = set(opened.keys())
    if given - set(get_peft_model_state_dict(adapted, adapter_name=module, save_embedding_layers=True)):
        raise _of_another_base(folder)


def _of_another_base(folder: Path) -> BadModel:
    return BadModel(
        f"The adapter in {folder} does not fit the model: it was trained for {base_of(folder)}, or another version of "
        "it. Use the model that it was trained for."
    )
