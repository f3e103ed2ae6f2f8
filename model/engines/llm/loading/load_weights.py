"""Loads a causal language model and its tokenizer from a directory, with an adapter if there is one.

Runs no code from the directory unless that is allowed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from logging import ERROR, getLogger
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    AutoModelForImageTextToText,
    AutoTokenizer,
    BitsAndBytesConfig,
    PreTrainedTokenizerBase,
)
from transformers.utils import logging

from chunking.errors import BadModel
from model.engines.llm.loading.adapters import ADAPTER_WEIGHTS, check_adapter, own_tokenizer, with_adapter
from model.engines.llm.loading.check_json_files import UNREADABLE, check_json, first_line
from model.engines.llm.loading.memory_check import BYTES, check_memory
from model.engines.model_directory import ADAPTER, CONFIG, needs_fast_tokenizer, weights_in

# Where models that also see pictures have their chat template; transformers reads it for pictures only.
_TEMPLATE_OF_PROCESSOR = "chat_template.json"
_NUMBER = re.compile(r"\.\d+\.")

# A progress bar for each loaded model is noise in logs and reports.
logging.disable_progress_bar()  # type: ignore[no-untyped-call]

# Formats of quantized weights by their names in config.json: the common name, and the library that transformers needs
# to read them. FP8 needs a GPU, but no library.
_QUANTISED = {
    "awq": ("AWQ", "gptqmodel"),
    "gptq": ("GPTQ", "gptqmodel"),
    "compressed-tensors": ("compressed-tensors", "compressed_tensors"),
    "bitsandbytes": ("bitsandbytes", "bitsandbytes"),
    "fp8": ("FP8", ""),
    "fbgemm_fp8": ("FP8", ""),
}


def load(
    base: Path, adapter: Path | None, named: Mapping[str, Path], quantized: str | None, remote_code: bool
) -> tuple[Any, Any]:
    """The model, in its device's precision or with ``quantized`` weights ("int8", "int4"), with an ``adapter``, and its
    tokenizer, which the ``named`` adapters share.

    Reads safetensors only, and runs no code from the directory unless ``remote_code``. Raises BadModel.
    """
    files = weights_in(base)
    adapters = [adapter] if adapter else list(named.values())
    for one in adapters:
        check_adapter(one)
    check_json(base)
    source, tokenizer = shared_tokenizer(base, adapters, remote_code)
    dtype = torch.bfloat16 if torch.cuda.is_available() else torch.float32
    try:
        _check_quantization(base)
        check_memory(base, files, quantized)
        quantization = _quantization(quantized, dtype)
        extra = {"quantization_config": quantization} if quantization else {}
        model = read_model(base, dtype, remote_code, device_map="cuda" if torch.cuda.is_available() else "cpu", **extra)
        model = with_adapter(model, adapter) if adapter else model
    except UNREADABLE as error:
        raise _unreadable(base, error) from error
    check_tokenizer(source, tokenizer, model)
    return model, tokenizer


def shared_tokenizer(
    base: Path, adapters: Sequence[Path], remote_code: bool = False
) -> tuple[Path, PreTrainedTokenizerBase]:
    """The tokenizer that the adapters were trained with, and its folder: that saved with an adapter, or else the
    base's. Raises BadModel if they were trained with different ones."""
    sources = dict.fromkeys(one if own_tokenizer(one) else base for one in adapters or [base])
    read = [(source, read_tokenizer(source, remote_code)) for source in sources]
    first, tokenizer = read[0]
    for other, another in read[1:]:
        if (another.get_vocab(), another.chat_template) != (tokenizer.get_vocab(), tokenizer.chat_template):
            raise BadModel(
                f"The tokenizers in {first} and {other} have different tokens or chat templates, so that their "
                "adapters cannot share a model. Serve each from a directory of its own."
            )
    return first, tokenizer


def read_model(base: Path, dtype: torch.dtype, remote_code: bool = False, **options: Any) -> Any:
    """The model as transformers loads it. A multimodal model is loaded as a whole and given text only.

    Attention is transformers' default: PyTorch's, or the model's own implementation if PyTorch's lacks a feature (Gemma
    2 caps its attention logits, gpt-oss has attention sinks). Raises ValueError if weights are missing.
    """
    config = json.loads((base / CONFIG).read_text(encoding="utf-8"))
    if config.get("is_encoder_decoder"):
        raise ValueError("it is an encoder-decoder model, and a causal language model is needed")
    multimodal = str(next(iter(config.get("architectures") or [""]))).endswith("ForConditionalGeneration")
    kind: Any = AutoModelForImageTextToText if multimodal else AutoModelForCausalLM
    with _without_adapter(base) as folder:
        model, report = kind.from_pretrained(
            folder,
            config=_config(folder, remote_code),
            dtype=dtype,
            use_safetensors=True,
            trust_remote_code=remote_code,
            local_files_only=True,
            output_loading_info=True,
            **options,
        )
    if report["missing_keys"]:  # transformers would initialize them at random
        some = ", ".join(sorted(report["missing_keys"])[:3])
        others = f"; it has others, such as {min(report['unexpected_keys'])}" if report["unexpected_keys"] else ""
        raise ValueError(f"{len(report['missing_keys'])} weights are not in it, such as {some}{others}")
    if left := _left_out(model, report["unexpected_keys"]):
        raise ValueError(f"config.json describes a model without some of its weights, such as {left}")
    return model


def _config(folder: Path, remote_code: bool) -> Any:
    """The model's configuration without what a training script may have left in it: an attention that is not installed
    or takes no masks, and outputs without names."""
    config = AutoConfig.from_pretrained(folder, trust_remote_code=remote_code, local_files_only=True, return_dict=True)
    config._attn_implementation = None
    return config


def _left_out(model: Any, names: Iterable[str]) -> str | None:
    """One of these weights that belongs to a layer of the model, or to one like its layers, although the model has none
    of this name: its configuration names too few layers, or lacks biases. Layers that predict several tokens ahead and
    some scales of quantized weights are left out on purpose."""
    config = model.config.get_text_config()
    if getattr(config, "num_nextn_predict_layers", 0) or getattr(model.config, "quantization_config", None):
        return None
    layers = {_NUMBER.sub(".0.", name.rpartition(".")[0] + ".") for name, _ in model.named_parameters()}
    return min((name for name in names if _NUMBER.sub(".0.", name.rpartition(".")[0] + ".") in layers), default=None)


def read_tokenizer(base: Path, remote_code: bool = False) -> PreTrainedTokenizerBase:
    """The directory's fast tokenizer. Raises BadModel."""
    try:
        tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(
            base, trust_remote_code=remote_code, local_files_only=True
        )
    except UNREADABLE as error:
        if "trust_remote_code" not in str(error) and not (base / "tokenizer.json").exists():
            raise needs_fast_tokenizer(base) from error
        raise _unreadable(base, error) from error
    # Without tokenizer.json, transformers builds a tokenizer with an empty vocabulary.
    if not tokenizer.is_fast or len(tokenizer) <= len(tokenizer.all_special_tokens):
        raise needs_fast_tokenizer(base)
    if tokenizer.chat_template is None and (base / _TEMPLATE_OF_PROCESSOR).exists():
        tokenizer.chat_template = _read_template(base / _TEMPLATE_OF_PROCESSOR)
    return tokenizer


def _read_template(path: Path) -> str:
    try:
        template = json.loads(path.read_text(encoding="utf-8"))["chat_template"]
        if not isinstance(template, str):
            raise TypeError("its chat_template is no text")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadModel(f"{path} cannot be read ({first_line(error)}). Copy it again.") from error
    return template


def _unreadable(base: Path, error: Exception) -> BadModel:
    if "trust_remote_code" in str(error):
        return BadModel(f"{base} contains Python code. Set CONTRACT_REVIEW_REMOTE_CODE to 1 if you trust it.")
    method = _quantization_in(base).get("quant_method")
    advice = f" Its weights are quantized with {method}; use the original model." if method else ""
    return BadModel(f"{base} cannot be loaded: {first_line(error).removesuffix('.')}.{advice}")


def untrainable(base: Path, error: Exception) -> BadModel:
    """The error for a base that cannot be loaded for training, which runs no code from a directory."""
    if "trust_remote_code" in str(error):
        return BadModel(f"{base} needs its own Python code, which training does not run. Train on another base.")
    return BadModel(f"{base} cannot be loaded: {first_line(error).removesuffix('.')}.")


def max_positions(model: Any) -> int | None:
    """The number of positions that the model reads alike in every pass; None if its configuration does not give it.

    Some models scale positions or attention from a length on, by the longest text in a pass or by places in it: what is
    cached would be scaled differently from what is read later.
    """
    config = model.config.get_text_config()
    rope = getattr(config, "rope_parameters", None) or {}
    lengths = [getattr(config, "max_position_embeddings", None)]
    for kind in (rope, *(part for part in rope.values() if isinstance(part, dict))):  # one for each kind of layer
        if kind.get("rope_type") in ("longrope", "dynamic"):
            lengths.append(kind.get("original_max_position_embeddings"))
    if getattr(config, "attn_temperature_tuning", False):  # Llama 4
        lengths.append(config.floor_scale - 1)
    return min((int(length) for length in lengths if length), default=None)


def embedding_rows(model: Any) -> int:
    """The number of rows of the model's embedding."""
    return int(model.get_input_embeddings().weight.shape[0])


@contextmanager
def _without_adapter(base: Path) -> Iterator[Path]:
    """The base's folder without the adapter next to it, which transformers would also load, ignoring DoRA's
    magnitudes."""
    if not (base / ADAPTER).exists():
        yield base
        return
    with TemporaryDirectory() as name:
        for path in base.iterdir():
            if path.name not in (ADAPTER, ADAPTER_WEIGHTS):
                (Path(name) / path.name).symlink_to(path.resolve())
        yield Path(name)


def _quantization(quantized: str | None, dtype: torch.dtype) -> BitsAndBytesConfig | None:
    getLogger("bitsandbytes").setLevel(ERROR)  # it warns of every product of matrices
    if quantized is None:
        return None  # weights that are quantized in the files are described in config.json
    if quantized not in BYTES:
        raise ValueError(f'"weights" in llm.json is {quantized!r}; leave it out, or name one of {", ".join(BYTES)}')
    return BitsAndBytesConfig(  # type: ignore[no-untyped-call]
        load_in_8bit=quantized == "int8",
        load_in_4bit=quantized == "int4",
        # Levels for normally distributed weights (Dettmers et al., 2023, QLoRA); the library's default is a 4-bit
        # float.
        bnb_4bit_quant_type="nf4",
        bnb_4bit_compute_dtype=dtype,
    )


def refuse_quantized(base: Path) -> None:
    """Raises BadModel for quantized weights, which cannot be trained: what is learned would be lost in rounding."""
    method = _quantization_in(base).get("quant_method", "")
    if method or _of_mlx(base):
        raise BadModel(
            f"{base} contains weights quantized with {_QUANTISED.get(method, (method or 'MLX',))[0]}, which cannot be "
            "trained. Use the original model."
        )


def _of_mlx(base: Path) -> bool:
    return "bits" in (_settings(base).get("quantization") or {})


def _check_quantization(base: Path) -> None:
    """Raises BadModel for quantized weights whose library is not installed."""
    if _of_mlx(base):
        raise BadModel(f"{base} contains weights quantized with MLX, which only MLX can read. Use the original model.")
    name, library = _QUANTISED.get(_quantization_in(base).get("quant_method", ""), ("", ""))
    if not name or (find_spec(library) if library else torch.cuda.is_available()):
        return
    lacking = f"require the library {library}, which is not installed" if library else "need a GPU"
    raise BadModel(
        f"{base} contains weights quantized with {name}, which {lacking}. Use the original model; if "
        'it is too large, write "weights": "int8" or "int4" into llm.json.'
    )


def check_tokenizer(folder: Path, tokenizer: PreTrainedTokenizerBase, model: Any) -> None:
    """Raises BadModel for a tokenizer whose text needs more embeddings than the model has: another model's."""
    # Text contains no special tokens (image placeholders, padding), and some published models have no row for them.
    special = {number for number, token in tokenizer.added_tokens_decoder.items() if token.special}
    most = 1 + max(number for number in tokenizer.get_vocab().values() if number not in special)
    if most > embedding_rows(model):
        raise BadModel(
            f"The tokenizer in {folder} has {most} tokens, but the model has {embedding_rows(model)}: it belongs to "
            "another model, or tokens were added without resizing the model (resize_token_embeddings)."
        )


def _quantization_in(base: Path) -> dict[str, Any]:
    """What config.json says of quantized weights; empty if they are not, or if it cannot be read."""
    config = _settings(base)
    parts = (config, config.get("text_config"))  # the latter of a multimodal model
    found = [part.get("quantization_config") for part in parts if isinstance(part, dict)]
    return next((one for one in found if one and isinstance(one, dict)), {})


def _settings(base: Path) -> dict[str, Any]:
    """What config.json contains; empty if it cannot be read."""
    try:
        config = json.loads((base / CONFIG).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return config if isinstance(config, dict) else {}
