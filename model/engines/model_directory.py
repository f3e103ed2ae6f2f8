"""Finds the model, its weights and adapters in a model directory; errors say what is there instead."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from chunking.errors import BadModel

CONFIG = "config.json"
ADAPTER = "adapter_config.json"
INDEX = "model.safetensors.index.json"
WEIGHTS = "model.safetensors"
# Mistral's own format: a second copy of the weights, next to the files for transformers.
_CONSOLIDATED = "consolidated"
_PICKLES = ("bin", "pt", "pth", "ckpt")
# Weights in other formats: how they are named, what they are, and what to do.
_FORMATS = (
    ("*.gguf", "which is for llama.cpp. Use the model that it was converted from, as *.safetensors."),
    (f"{_CONSOLIDATED}*", "the publisher's own format. Use the model in transformers' format."),
    ("params.json", "the publisher's own format. Use the model in transformers' format."),
    ("global_step*", "a checkpoint of DeepSpeed. Convert it: `zero_to_fp32.py --safe_serialization`."),
    ("*.distcp", "a distributed checkpoint of PyTorch. Convert it: `accelerate merge-weights`."),
    ("*/*.distcp", "a distributed checkpoint of PyTorch. Convert it: `accelerate merge-weights`."),
    ("*.nemo", "which is for NeMo. Export it to transformers' format."),
    ("*.onnx", "which is for ONNX Runtime. Use the model that it was exported from, as *.safetensors."),
    ("*.h5", "weights of TensorFlow. Save the model from PyTorch, with safe_serialization."),
    ("*.msgpack", "weights of Flax. Save the model from PyTorch, with safe_serialization."),
    *((f"*.{end}", "a pickle, which can run code. Save the model again with safe_serialization.") for end in _PICKLES),
)
# Folders in which a model may lie that is not found by itself, such as in a download cache (snapshots/VERSION).
_DEEPER = ("*/*", "*/*/*")
_LISTED = 6
# How a file begins that Git LFS puts in the place of a large one until that is fetched.
_POINTER = b"version https://git-lfs"
# Levels of folders in which adapters are found, such as BASE/adapters/NAME.
ADAPTER_DEPTH = 3


def base_in(folder: Path) -> Path:
    """The folder with the model: the directory itself, or its only subfolder with a model. Raises BadModel."""
    if not folder.is_dir():
        raise BadModel(f"{folder} is not a directory. Name one with a model's files; download a published model first.")
    if (folder / CONFIG).is_symlink() or (folder / CONFIG).exists():
        return folder
    inside = sorted(path.parent for path in folder.glob(f"*/{CONFIG}"))
    if len(inside) == 1:
        return inside[0]
    if inside:
        raise BadModel(
            f"{folder} contains {_several(inside)}. Include only the files of the one that you want to serve."
        )
    raise BadModel(f"{folder} {_instead(folder) or _below(folder) or f'has no {CONFIG}. {_listed(folder)}'}")


def adapters_asked(folder: Path, base: Path, settings: Mapping[str, Any]) -> tuple[Path | None, dict[str, Path]]:
    """The adapter to serve with the base (None without one), or else those that requests may name, as llm.json's
    ``settings`` ask for. Raises BadModel."""
    default, names = settings.get("adapter"), settings.get("adapters")
    if names is None:
        return _adapter_in(folder, base, default), {}
    return None, _adapters_in(folder, base, names, default)


def _adapter_in(folder: Path, base: Path, name: str | None) -> Path | None:
    """The folder of the adapter to serve with the base; None without one. ``name`` chooses one of several, each in its
    own subfolder of the directory. Raises BadModel."""
    found = adapters_below(folder)
    if name is not None:
        if name not in found:
            raise _no_adapter(name, folder, found)
        return found[name]
    for beside in dict.fromkeys((base, folder)):
        if (beside / ADAPTER).exists():
            return beside
    if len(found) > 1:
        raise BadModel(
            f'{folder} contains the adapters {", ".join(found)}. Name the one to serve in llm.json ("adapter"), or '
            'list those that requests may choose from ("adapters").'
        )
    return next(iter(found.values()), None)


def _adapters_in(folder: Path, base: Path, names: Sequence[str], default: str | None) -> dict[str, Path]:
    """The adapters that requests may name, each in its own subfolder of the directory. Raises BadModel."""
    found = adapters_below(folder)
    if not names:
        raise BadModel(f'"adapters" in llm.json must be a list of folders in {folder}, such as {list(found)}.')
    if unknown := [name for name in names if not isinstance(name, str) or name not in found]:
        raise _no_adapter(unknown[0], folder, found)
    if default is not None and default not in names:
        raise BadModel(f'"adapter" in llm.json is {default!r}, which "adapters" does not list.')
    if beside := [place for place in (base, folder) if (place / ADAPTER).exists()]:
        raise BadModel(f"{beside[0]} also contains an adapter next to the model. Move it into its own folder.")
    return {name: found[name] for name in names}


def beside_model(folder: Path, base: Path, name: str) -> Path:
    """Where a file for the engine is: next to the model, or else in the directory around the model's folder."""
    return next((place / name for place in (base, folder) if (place / name).exists()), base / name)


def adapters_below(folder: Path) -> dict[str, Path]:
    """The subfolders that contain nothing but an adapter, by name. Raises BadModel if two have the same name."""
    found: dict[str, Path] = {}
    for depth in range(1, ADAPTER_DEPTH + 1):
        for path in sorted(folder.glob("/".join([*["*"] * depth, ADAPTER]))):
            if (path.parent / CONFIG).exists():  # next to a model
                continue
            other = found.setdefault(path.parent.name, path.parent)
            if other != path.parent:
                raise BadModel(f"{other} and {path.parent} hold adapters of the same name. Rename one of the folders.")
    return found


def _no_adapter(name: object, folder: Path, found: Iterable[str]) -> BadModel:
    known = ", ".join(found) or "none"
    return BadModel(f"There is no adapter {name!r} in {folder}; its adapter folders are: {known}.")


def weights_in(folder: Path) -> list[Path]:
    """The weight files that transformers reads: those listed in the index, or the single file. Raises BadModel."""
    found = {path.name: path for path in sorted(folder.glob("*.safetensors"))}
    if (folder / INDEX).exists():
        try:
            named = set(json.loads((folder / INDEX).read_text(encoding="utf-8"))["weight_map"].values())
            if not all(isinstance(name, str) for name in named):
                raise TypeError("a file's name must be a string")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadModel(f"{folder / INDEX} does not say which weights are in which file. Copy it again.") from error
        missing = sorted(named - set(found))
        if missing:
            raise BadModel(f"{folder} lacks {', '.join(missing)}, which {INDEX} names. Copy the whole directory.")
        return [readable(path) for name, path in found.items() if name in named]
    if WEIGHTS in found:
        return [readable(found[WEIGHTS])]
    if any(name.startswith("model-") for name in found):
        raise BadModel(f"{folder} contains parts of the weights but no {INDEX}, which lists them. Copy that file too.")
    if instead := _instead(folder):
        raise BadModel(f"{folder} {instead}")
    if found:
        raise BadModel(f"{folder} contains {min(found)}, but weights are read from {WEIGHTS}. Rename that file.")
    raise BadModel(f"{folder} has no *.safetensors. Save the model with safe_serialization. {_listed(folder)}")


def readable(path: Path) -> Path:
    """The path, if it is a file with content of its own. Raises BadModel for what copies leave in a file's place."""
    if path.is_symlink() and not path.exists():
        raise BadModel(f"{path} is a link to a file that is not there. Copy the files, not the links (`cp -rL`).")
    if path.is_dir():
        raise BadModel(f"{path} is a folder, and a file is needed. Copy the file again.")
    with path.open("rb") as file:
        if file.read(len(_POINTER)) == _POINTER:
            raise BadModel(f"{path} is Git LFS's pointer to the weights, not the weights. Fetch them: `git lfs pull`.")
    return path


def needs_fast_tokenizer(folder: Path) -> BadModel:
    """The error for a directory without a fast tokenizer (which knows character offsets)."""
    if (folder / "tokenizer.model").exists():
        return BadModel(
            f"{folder} has tokenizer.model and no tokenizer.json. With sentencepiece installed, load it with "
            "AutoTokenizer, save it, and add the tokenizer.json that this writes."
        )
    return BadModel(f"{folder} has no tokenizer.json; a fast tokenizer is needed for character offsets.")


def _several(folders: Sequence[Path]) -> str:
    names = ", ".join(path.name for path in folders)
    checkpoints = all(path.name.startswith("checkpoint-") for path in folders)
    return f"only training checkpoints ({names})" if checkpoints else f"several models ({names})"


def _instead(folder: Path) -> str:
    """What the folder contains instead of a model, and what to do; empty if nothing in it is recognized."""
    names = sorted(path.name for path in folder.iterdir())
    for path in (folder, *adapters_below(folder).values()):
        if (path / ADAPTER).exists():
            return f"contains an adapter for {base_of(path)}, but not that model. Add the model's own files."
    checkpoints = [name for name in names if name.startswith("checkpoint-")]
    if checkpoints:
        return (
            f"contains only the training checkpoints {', '.join(checkpoints)}. Use the files of the one that you want."
        )
    for pattern, what in _FORMATS:
        if found := min(folder.glob(pattern), default=None):
            return f"contains {found.relative_to(folder)}, {what}"
    return ""


def _below(folder: Path) -> str:
    """Where a model is deeper in the folder, and what to do; empty if there is none."""
    found = sorted(path.parent for level in _DEEPER for path in folder.glob(f"{level}/{CONFIG}"))
    return f"is not a model, but {found[0]} is. Name that folder instead." if found else ""


def _listed(folder: Path) -> str:
    names = sorted(path.name for path in folder.iterdir())
    some = ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")
    return f"It contains: {some}." if names else "It is empty."


def base_of(adapter: Path) -> str:
    """The model that an adapter names as its base."""
    try:
        return str(json.loads((adapter / ADAPTER).read_text(encoding="utf-8"))["base_model_name_or_path"])
    except (OSError, ValueError, KeyError, TypeError):
        return "a model that it does not name"
