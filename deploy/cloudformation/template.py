"""Reads the stack's templates as text and as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "templates"
ROOT, ARTIFACTS = "main", "artifacts"
Template = dict[str, Any]


class _Loader(yaml.CSafeLoader):  # in C: ten times as fast
    """YAML with CloudFormation's short forms: !Ref, !GetAtt, !Sub, ..."""


def _short_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    if suffix in {"Ref", "Condition"}:
        return {suffix: value}
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{suffix}": value}


_Loader.add_multi_constructor("!", _short_form)


def body(name: str) -> str:
    """A template's text."""
    return (FOLDER / f"{name}.yaml").read_text()


@cache
def load(name: str) -> Template:
    """A template as data, read once and not to be changed; short forms are written out:
    ``{"Ref": ...}``, ``{"Fn::GetAtt": [resource, attribute]}``."""
    template: Template = yaml.load(body(name), _Loader)
    return template


def names() -> list[str]:
    """All templates."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))
