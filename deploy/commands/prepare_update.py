"""Prepares an update after validation, for ``up`` and ``plan``: uploads, the image, and the change set."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from chunking.errors import NotDeployed
from deploy.artifacts import artifact_storage, images, model_archive
from deploy.artifacts.model_archive import Archive, Kind
from deploy.checks import account_checks, preflight
from deploy.cloud import Cloud
from deploy.cloudformation import scaling_during_update, stack, template
from deploy.scaling import instance_types, warm_hours


@dataclass(frozen=True, slots=True)
class Update:
    """A change that is ready to be executed. ``change_set`` is None if nothing would change."""

    cloud: Cloud
    values: dict[str, str]
    before: dict[str, str]
    tags: dict[str, str]
    change_set: str | None = None
    notes: tuple[str, ...] = ()


def prepare(options: argparse.Namespace, push: bool, say: stack.Say) -> Update:
    """Checks everything, publishes templates, code, model and image, and makes the change set.

    Raises NotDeployed, before anything is created if possible.
    """
    checked = preflight.check(options, say)
    cloud, values, image, archive = checked.cloud, dict(checked.values), checked.image, checked.archive
    for sentence in (runs_on(values, archive), *cost(values, datetime.now(UTC).date())):
        say(sentence)
    made = artifact_storage.ensure(cloud, say, checked.tags)
    if image:
        target = image.target(made.repository)
        values["ImageUri"] = images.push(cloud, image, target, say) if push else images.as_pushed(cloud, target)
    if archive:
        place = f"s3://{made.bucket}/{archive.key}"
        values["ModelDataUrl"] = archive.upload(cloud, made.bucket, say) if push else place
    values["ModelKeyArn"] = _model_key(cloud, values["ModelDataUrl"], made)
    values["ImageRepositoryArn"] = images.repository_arn(cloud.partition, values["ImageUri"])
    values |= artifact_storage.upload(cloud, made)
    return _with_change_set(Update(cloud, values, checked.before, checked.tags))


def _model_key(cloud: Cloud, uri: str, made: artifact_storage.Artifacts) -> str:
    """The key that the endpoint's role must be allowed to use; S3's own, as in the artifacts' bucket, needs none."""
    return "" if not uri or uri.startswith(f"s3://{made.bucket}/") else model_archive.key_of(cloud, uri)


def _with_change_set(update: Update) -> Update:
    """Adds the change set, and notes about what happens to the endpoint's instances.

    KeepInstances is changed only together with the endpoint: alone, it would have the endpoint updated for nothing.
    """
    cloud = update.cloud
    values = {**update.values, "KeepInstances": update.before.get("KeepInstances", "false")}
    change_set = new_change_set(replace(update, values=values))
    if change_set is None or not update.before:
        return replace(update, values=values, change_set=change_set)
    if not scaling_during_update.replaces_instances(stack.changes(cloud, change_set)):
        return replace(update, values=values, change_set=change_set)
    count = scaling_during_update.instances_of(cloud, cloud.name)
    wrong = account_checks.second_fleet(cloud, update.before, values, count)
    keep = "true" if count else "false"
    if wrong or keep != values["KeepInstances"]:
        stack.discard(cloud, cloud.name, change_set)
        if wrong:
            raise NotDeployed(" ".join(wrong))
        values["KeepInstances"] = keep
        change_set = new_change_set(replace(update, values=values))
    notes = (scaling_during_update.what_happens_to(count), *scaling_during_update.notes(update.before, values))
    return replace(update, values=values, change_set=change_set, notes=notes)


def new_change_set(update: Update) -> str | None:
    """Creates an update's change set; None if nothing would change."""
    place = f"{update.values['TemplatesUrl']}/{template.ROOT}.yaml"
    return stack.change_set(update.cloud, update.cloud.name, update.values, update.tags, TemplateURL=place)


def runs_on(values: Mapping[str, str], archive: Archive | None) -> str:
    """Which model will run on which instances and why, in a sentence."""
    if values["Shape"] == "serverless":
        return f"It runs on {values['ServerlessMemoryMb']} MB without a GPU, paid by the second of work (serverless)."
    first, *others = instance_types.types(values)
    kind = archive.kind if archive else Kind.TAGGER if values["ModelDataUrl"] else Kind.EMBEDDED
    why = "needs no GPU" if kind is Kind.EMBEDDED else "was given"
    if instance_types.has_gpu(first):
        why = "is to run on a GPU"
    then = f" Where AWS has none: {', then '.join(map(instance_types.described, others))}." if others else ""
    return f"It runs on {instance_types.described(first)}, since {kind.value} {why}.{then}"


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
    known = instance_types.INSTANCES.get(instance_type)
    if known is None:
        return f"{hours:.0f} instance hours a month of {instance_type}, whose price is not known here"
    return f"about {known.price * hours:,.0f} dollars a month"
