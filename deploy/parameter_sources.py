"""Combines the stack's parameters: command-line options override the file, which overrides deployed values."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from chunking.errors import BadConfiguration
from deploy.artifacts.model_archive import Archive, Kind, packing
from deploy.cloudformation import template, template_parameters
from deploy.problems import Problems
from deploy.scaling import instance_types

# What a shape needs otherwise than the asynchronous service. SageMaker itself answers a synchronous request after 60 s:
# with 55 the container's own reason still comes through.
_AT_ONCE = {"ReviewDeadlineSeconds": "55", "InvocationTimeoutSeconds": "60"}
SHAPES: dict[str, dict[str, str]] = {
    "async": {},
    "realtime": {"MinInstances": "1", **_AT_ONCE},
    "serverless": {"MaxUploadBytes": str(4 << 20), **_AT_ONCE},
    "multi-model": _AT_ONCE,
}
# Parameter values; None if a value could not be determined because its source is invalid.
Given = dict[str, str | None]
_TAG_NAME, _TAG_VALUE, _TAGS = 128, 256, 50  # AWS's limits, in characters and by number
_TAG_CHARACTERS = re.compile(r"[\w .:/=+@-]*")  # that every service takes; \w holds letters and digits of any script


def wanted(
    options: argparse.Namespace, before: Mapping[str, str], archive: Archive | None, problems: Problems
) -> Given:
    """The parameters as given now, else as they were, else as the shape and the model need them."""
    given = as_given(options, archive, problems)
    known = template.load(template.ROOT)["Parameters"]
    kept = {name: value for name, value in before.items() if name in known and name not in template_parameters.OWN}
    shape = given.get("Shape") or kept.get("Shape") or "async"
    if shape != kept.get("Shape", shape):  # another shape's limits are not this one's
        kept = {name: value for name, value in kept.items() if all(name not in own for own in SHAPES.values())}
    values: Given = {**SHAPES.get(shape, {}), **kept, **given}
    if "InstanceType" not in given:
        types = None if _is_unreadable(options, archive) else problems.attempt(lambda: _types(given, kept, archive))
        values |= dict.fromkeys(instance_types.LANGUAGE_MODEL) if types is None else types
    if "InferenceAmiVersion" not in given:
        gpu, ami = instance_types.has_gpu(values.get("InstanceType") or ""), values.get("InferenceAmiVersion")
        if gpu != (ami not in {None, instance_types.NO_GPU_AMI}):
            values["InferenceAmiVersion"] = instance_types.GPU_AMI if gpu else instance_types.NO_GPU_AMI
    return values


def as_given(options: argparse.Namespace, archive: Archive | None, problems: Problems) -> Given:
    """The parameters that the options and the file of parameters name."""
    given: Given = {}
    if options.parameters:
        given |= problems.attempt(lambda: _from_file(options.parameters)) or {}
    given |= pairs("--set", options.set, problems)
    given |= {name: value for name, value in (("ImageUri", options.image), ("Shape", options.shape)) if value}
    if archive is not None:
        given["ModelDataUrl"] = "s3://artifacts/model.tar.gz"
    elif options.model:
        given["ModelDataUrl"] = None if _is_unreadable(options, archive) else options.model
    return given


def _is_unreadable(options: argparse.Namespace, archive: Archive | None) -> bool:
    """Whether ``--model`` names an archive of this machine that is not one, which was said where it was opened."""
    return bool(options.model) and archive is None and not options.model.startswith("s3://")


def _types(given: Given, kept: Mapping[str, str], archive: Archive | None) -> Given:
    """The instance types for a model if none is named now: those that there are, if they suit it.

    Raises BadConfiguration.
    """
    is_back_to_embedded = given.get("ModelDataUrl") == "" and kept.get("ModelDataUrl")
    if archive is not None or is_back_to_embedded:
        needs_gpu = archive is not None and archive.kind is Kind.LANGUAGE_MODEL
        if "InstanceType" in kept and instance_types.has_gpu(kept["InstanceType"]) == needs_gpu:
            return {}
        chosen = instance_types.LANGUAGE_MODEL if needs_gpu else instance_types.EMBEDDED
        return {**chosen, **{name: value for name, value in given.items() if name in chosen}}
    uri = given.get("ModelDataUrl")
    if uri and uri != kept.get("ModelDataUrl"):
        raise BadConfiguration(
            f"Say what {uri} runs on: --set InstanceType=ml.g5.2xlarge for a language model, "
            "--set InstanceType=ml.c7i.2xlarge for a tagger. (The kind of an archive on this machine is read from it.)"
        )
    return {}


def archive_here(model: str | None) -> Archive | None:
    """The archive of this machine that ``--model`` names, if it does not name one in S3. Raises BadConfiguration."""
    if model is None or model.startswith("s3://"):
        return None
    if Path(model).is_dir():
        raise BadConfiguration(f"{model} is a folder; --model takes an archive. Pack it: {packing(shlex.quote(model))}")
    if not Path(model).is_file():
        raise BadConfiguration(f"There is no file {model}. --model takes a model.tar.gz or an s3:// URI.")
    archive = Archive(Path(model))
    archive.check()
    return archive


def tags(given: list[str], problems: Problems) -> dict[str, str]:
    """The tags, which must be within AWS's limits."""
    found = pairs("--tag", given, problems)
    problems.add(
        f"The tag {name!r} is not one that AWS takes: a name of 1 to {_TAG_NAME} characters that does not begin with "
        f"aws:, and a value of at most {_TAG_VALUE}, of letters, digits, spaces and _ . : / = + - @."
        for name, value in found.items()
        if not _is_tag(name, value)
    )
    if len(found) > _TAGS:
        problems.add([f"{len(found)} tags are given; a stack can have {_TAGS}."])
    return found


def _is_tag(name: str, value: str) -> bool:
    fits = 0 < len(name) <= _TAG_NAME and len(value) <= _TAG_VALUE and not name.lower().startswith("aws:")
    return fits and _TAG_CHARACTERS.fullmatch(name + value) is not None


def pairs(option: str, given: list[str], problems: Problems) -> dict[str, str]:
    """An option's NAME=VALUE pairs."""
    problems.add(f"{option} takes NAME=VALUE; {pair!r} has no =." for pair in given if "=" not in pair)
    return dict(pair.split("=", 1) for pair in given if "=" in pair)


def _from_file(path: Path) -> dict[str, str]:
    try:
        read: Any = yaml.safe_load(path.read_text())
    except OSError as error:
        raise BadConfiguration(f"The parameters' file {path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadConfiguration(f"{path} cannot be read as YAML: {error}") from error
    if not isinstance(read, dict) or not all(map(_is_value, read.values())):
        raise BadConfiguration(f"{path} must hold parameters as NAME: VALUE.")
    return {str(name): _text(value) for name, value in read.items()}


def _is_value(value: Any) -> bool:
    """Whether it is one value, or a list of values, such as subnets."""
    return not any(isinstance(one, dict | list) for one in (value if isinstance(value, list) else [value]))


def _text(value: Any) -> str:
    """A parameter's value as CloudFormation takes it; nothing after the colon is an empty one."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
