"""Checks the JSON files of a model directory, and words the errors of files that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

from huggingface_hub.errors import StrictDataclassError
from safetensors import SafetensorError

from chunking.errors import BadModel

# The JSON files that transformers and peft read. What else lies there, such as a log of the training, harms nothing.
_READ = (
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "model.safetensors.index.json",
    "adapter_config.json",
)
# The errors that unreadable files of a model directory raise.
UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    RuntimeError,
    ImportError,
    AttributeError,
    TypeError,
    ArithmeticError,
    SafetensorError,
    StrictDataclassError,
)


def first_line(error: BaseException) -> str:
    """An error's message in one line."""
    if isinstance(error, KeyError):
        return f"{error} is missing from one of its files, or not known"
    if "ignore_mismatched_sizes" in str(error):
        return "the shapes of its weights do not match config.json"
    lines = [line.strip() for line in str(error).strip().splitlines()]
    heads = next((place for place, line in enumerate(lines) if not line.endswith(":")), len(lines) - 1)
    return " ".join(lines[: heads + 1])


def check_json(folder: Path) -> None:
    """Raises BadModel for an invalid JSON file or chat template, since later errors would not name the file."""
    for path in filter(Path.exists, map(folder.joinpath, _READ)):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if not isinstance(content, dict if path.name.endswith("config.json") else dict | list):
                raise ValueError("it holds no object")
        except ValueError as error:
            raise BadModel(f"{path} is broken ({first_line(error)}). Copy it again.") from error
    template = folder / "chat_template.jinja"
    try:
        if template.is_file():
            template.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadModel(f"{template} is not UTF-8. Save it again.") from error
