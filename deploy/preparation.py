"""What ``up`` and ``plan`` share: parameters, checks, uploads, the image, and the change set."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from chunking.errors import BadConfiguration, NotDeployed
from deploy import artifacts, checks, images, instances, rollout, stack, template, template_parameters, warm_hours
from deploy.cloud import Cloud
from deploy.model_archive import Archive, packing

# What a shape needs otherwise than the asynchronous service. SageMaker itself answers a synchronous request after 60 s:
# with 55 the container's own reason still comes through.
_AT_ONCE = {"ReviewDeadlineSeconds": "55", "InvocationTimeoutSeconds": "60"}
SHAPES: dict[str, dict[str, str]] = {
    "async": {},
    "realtime": {"MinInstances": "1", **_AT_ONCE},
    "serverless": {"MaxUploadBytes": str(4 << 20), **_AT_ONCE},
    "multi-model": _AT_ONCE,
}


@dataclass(frozen=True, slots=True)
class Update:
    """A change that is ready to be executed. ``change_set`` is None if nothing would change."""

    values: dict[str, str]
    before: dict[str, str]
    tags: dict[str, str]
    change_set: str | None = None
    notes: tuple[str, ...] = ()


def prepare(options: argparse.Namespace, cloud: Cloud, push: bool, say: stack.Say) -> Update:
    """Checks everything, publishes templates, code, model and image, and makes the change set.

    Raises BadConfiguration and NotDeployed, before anything is created if possible.
    """
    checks.name(cloud.name)
    now = stack.described(cloud, cloud.name)
    before = stack.parameters(now) if now and now["StackStatus"] != "REVIEW_IN_PROGRESS" else {}
    archive = archive_here(options.model)
    values = wanted(options, before, archive)
    image = None
    if values.get("ImageUri") and not images.in_ecr(values["ImageUri"]):
        image = images.local(values["ImageUri"])  # checked under the name that it would have
        values["ImageUri"] = image.target(f"{cloud.account}.dkr.ecr.{cloud.region}.amazonaws.com/new")
    values = template_parameters.checked(values)
    values |= warm_hours.floors(values, datetime.now(UTC))
    found = images.unfit(image.name, image.requirements, instances.has_gpu(values["InstanceType"])) if image else []
    local = {"image_is_here": image is not None, "model_is_here": archive is not None}
    for warning in checks.run(cloud, values, now, found, **local):
        say(warning)
    for sentence in (runs_on(values, archive), *cost(values, datetime.now(UTC).date())):
        say(sentence)
    tags = _pairs("--tag", options.tag)
    made = artifacts.ensure(cloud, say, tags)
    if image:
        target = image.target(made.repository)
        values["ImageUri"] = images.push(cloud, image, target, say) if push else images.as_pushed(cloud, target)
    if archive:
        place = f"s3://{made.bucket}/{archive.key}"
        values["ModelDataUrl"] = archive.upload(cloud, made.bucket, say) if push else place
    values["ImageRepositoryArn"] = images.repository_arn(cloud, values["ImageUri"])
    values |= artifacts.upload(cloud, made)
    return _with_change_set(cloud, Update(values, before, tags))


def _with_change_set(cloud: Cloud, update: Update) -> Update:
    """Adds the change set, and notes about what happens to the endpoint's instances.

    KeepInstances is changed only together with the endpoint: alone, it would have the endpoint updated for nothing.
    """
    values = {**update.values, "KeepInstances": update.before.get("KeepInstances", "false")}
    change_set = new_change_set(cloud, replace(update, values=values))
    if change_set is None or not update.before:
        return replace(update, values=values, change_set=change_set)
    if not rollout.replaces_instances(stack.changes(cloud, change_set)):
        return replace(update, values=values, change_set=change_set)
    count = rollout.instances_of(cloud, cloud.name)
    wrong = checks.second_fleet(cloud, values, count)
    keep = "true" if count else "false"
    if wrong or keep != values["KeepInstances"]:
        stack.discard(cloud, cloud.name, change_set)
        if wrong:
            raise NotDeployed(" ".join(wrong))
        values["KeepInstances"] = keep
        change_set = new_change_set(cloud, replace(update, values=values))
    notes = (rollout.what_happens_to(count), *rollout.notes(update.before, values))
    return replace(update, values=values, change_set=change_set, notes=notes)


def new_change_set(cloud: Cloud, update: Update) -> str | None:
    """Creates an update's change set; None if nothing would change."""
    place = f"{update.values['TemplatesUrl']}/{template.ROOT}.yaml"
    return stack.change_set(cloud, cloud.name, update.values, update.tags, TemplateURL=place)


def wanted(options: argparse.Namespace, before: Mapping[str, str], archive: Archive | None = None) -> dict[str, str]:
    """The parameters as given now, else as they were, else as the shape and the model need them.

    Raises BadConfiguration.
    """
    given = _from_file(options.parameters) if options.parameters else {}
    given |= _pairs("--set", options.set)
    given |= {name: value for name, value in (("ImageUri", options.image), ("Shape", options.shape)) if value}
    if options.model:
        given["ModelDataUrl"] = options.model if archive is None else "s3://artifacts/model.tar.gz"
    known = template.load(template.ROOT)["Parameters"]
    kept = {name: value for name, value in before.items() if name in known and name not in template_parameters.OWN}
    shape = given.get("Shape") or kept.get("Shape") or "async"
    if shape != kept.get("Shape", shape):  # another shape's limits are not this one's
        kept = {name: value for name, value in kept.items() if all(name not in own for own in SHAPES.values())}
    values = {**SHAPES.get(shape, {}), **kept, **given}
    if "InstanceType" not in given:
        values |= _types(given, kept, archive)
    if "InferenceAmiVersion" not in given:
        gpu, ami = instances.has_gpu(values.get("InstanceType", "")), values.get("InferenceAmiVersion")
        if gpu != (ami not in {None, instances.NO_GPU_AMI}):
            values["InferenceAmiVersion"] = instances.GPU_AMI if gpu else instances.NO_GPU_AMI
    return values


def _types(given: Mapping[str, str], kept: Mapping[str, str], archive: Archive | None) -> dict[str, str]:
    """The instance types for a model if none is named now. Raises BadConfiguration."""
    if archive is not None:
        chosen = instances.LANGUAGE_MODEL if archive.is_language_model else instances.EMBEDDED
        return {**chosen, **{name: value for name, value in given.items() if name in chosen}}
    if given.get("ModelDataUrl") == "" and kept.get("ModelDataUrl"):  # back to the embedded one
        return instances.EMBEDDED
    if given.get("ModelDataUrl") and given["ModelDataUrl"] != kept.get("ModelDataUrl"):
        raise BadConfiguration(
            f"Say what {given['ModelDataUrl']} runs on: --set InstanceType=ml.g5.2xlarge for a language model, "
            "--set InstanceType=ml.c7i.2xlarge for a tagger. (The kind of an archive on this machine is read from it.)"
        )
    return {}


def runs_on(values: Mapping[str, str], archive: Archive | None) -> str:
    """Which model will run on which instances and why, in a sentence."""
    if values["Shape"] == "serverless":
        return f"It runs on {values['ServerlessMemoryMb']} MB without a GPU, paid by the second of work (serverless)."
    first, *others = instances.types(values)
    if values["ModelDataUrl"]:
        model = "a language model" if archive and archive.is_language_model else "your own model"
    else:
        model = "the embedded model"
    why = "needs no GPU" if model == "the embedded model" else "was given"
    if instances.has_gpu(first):
        why = "is to run on a GPU"
    then = f" Where AWS has none: {', then '.join(map(instances.described, others))}." if others else ""
    return f"It runs on {instances.described(first)}, since {model} {why}.{then}"


def cost(values: Mapping[str, str], today: date) -> list[str]:
    """What the instances that run without work cost a month, in a sentence each, at us-east-1's price.

    Raises BadConfiguration.
    """
    if values["Shape"] not in {"async", "realtime"}:
        return []
    instance_type, least, warm = values["InstanceType"], int(values["MinInstances"]), int(values["WarmInstances"])
    said = []
    if least:
        run = "1 instance runs" if least == 1 else f"{least} instances run"
        said.append(f"{run} day and night: {_a_month(instance_type, least * 730)}.")
    if warm > least:
        hours = warm_hours.hours_a_month(values["WarmSchedule"], values["CoolSchedule"], today)
        when = f"{warm_hours.in_words(values['WarmSchedule'], values['CoolSchedule'])} {values['TimeZone']}"
        stay = "1 instance stays" if warm == 1 else f"{warm} instances stay"
        price = _a_month(instance_type, (warm - least) * hours)
        said.append(f"{stay} warm {when}: {price}{' more' if least else ''} (without: --set WarmInstances=0).")
    return said


def _a_month(instance_type: str, hours: float) -> str:
    known = instances.INSTANCES.get(instance_type)
    if known is None:
        return f"{hours:.0f} instance hours a month of {instance_type}, whose price is not known here"
    return f"about {known.price * hours:,.0f} dollars a month"


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


def _pairs(option: str, given: list[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadConfiguration(f"{option} takes NAME=VALUE; {pair!r} has no =.")
        found[name] = value
    return found


def _from_file(path: Path) -> dict[str, str]:
    try:
        read: Any = yaml.safe_load(path.read_text())
    except OSError as error:
        raise BadConfiguration(f"The parameters' file {path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadConfiguration(f"{path} cannot be read as YAML: {error}") from error
    if not isinstance(read, dict) or any(isinstance(value, dict | list) for value in read.values()):
        raise BadConfiguration(f"{path} must hold parameters as NAME: VALUE.")
    return {str(name): _text(value) for name, value in read.items()}


def _text(value: Any) -> str:
    """A parameter's value as CloudFormation takes it; nothing after the colon is an empty one."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
