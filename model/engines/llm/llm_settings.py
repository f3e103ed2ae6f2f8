"""The settings of a language model's directory, ``llm.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chunking.errors import BadModel
from model.engines.base import EMBEDDED
from model.engines.span_decoding import SETTINGS

LLM_SETTINGS = "llm.json"
_FIELDS: dict[str, type] = {
    "window": int,
    "written": bool,
    "writes": dict,
    "weights": str,
    "adapter": str,
    "adapters": list,
    "calibration": list,
    "categories": dict,
}
_NAMES = {int: "a number", bool: "true or false", dict: "an object", str: "a string", list: "a list"}


def read_settings(folder: Path) -> dict[str, Any]:
    """The directory's settings, or else the categories of the embedded model. Raises BadModel."""
    own = folder / LLM_SETTINGS
    if own.exists():
        try:
            settings = json.loads(own.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadModel(f"{own} cannot be read as JSON: {error}") from error
        if not isinstance(settings, dict):
            raise BadModel(f'{own} is not a JSON object, such as {{"window": 1024}}.')
        unknown = sorted(set(settings) - set(_FIELDS))
        if unknown:
            raise BadModel(
                f"{own} has the unknown field {', '.join(unknown)}; the fields are {', '.join(sorted(_FIELDS))}."
            )
        for name, value in settings.items():
            kind = bool if isinstance(value, bool) else _FIELDS[name]  # which Python counts as a number
            if value is not None and (kind is not _FIELDS[name] or not isinstance(value, kind)):
                raise BadModel(f'"{name}" in {own} must be {_NAMES[_FIELDS[name]]}.')
        _check_categories(own, settings.get("categories"))
        return settings
    known: Mapping[str, Any] = json.loads((EMBEDDED / SETTINGS).read_text(encoding="utf-8"))["categories"]
    return {"categories": {name: {"trim": fields["trim"]} for name, fields in known.items()}}


def _check_categories(file: Path, categories: Mapping[str, Any] | None) -> None:
    if not categories:
        raise BadModel(f'"categories" in {file} must name at least one category.')
    for name, fields in categories.items():
        if not isinstance(fields, Mapping):
            raise BadModel(f'The category {name!r} in {file} must be an object, such as {{"threshold": 0.5}}.')
        if unknown := sorted(set(fields) - {"threshold", "trim"}):
            raise BadModel(
                f"The category {name!r} in {file} has the unknown field {', '.join(unknown)}; the fields are threshold "
                "and trim."
            )
        threshold, trim = fields.get("threshold", 0.0), fields.get("trim", False)
        if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
            raise BadModel(f'"threshold" of the category {name!r} in {file} must be a number from 0 to 1.')
        if not isinstance(trim, bool):
            raise BadModel(f'"trim" of the category {name!r} in {file} must be true or false.')
