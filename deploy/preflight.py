"""Everything that can be checked before anything is created, in one go, so that one try shows all that is wrong."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from deploy import checks, given_parameters, images, instances, stack, template_parameters, warm_hours
from deploy.cloud import Cloud, connect
from deploy.faults import Faults
from deploy.images import LocalImage
from deploy.model_archive import Archive


@dataclass(frozen=True, slots=True)
class Checked:
    """A service that can be deployed: its parameters, those it has now, and the image and model of this machine."""

    cloud: Cloud
    values: dict[str, str]
    before: dict[str, str]
    tags: dict[str, str]
    image: LocalImage | None
    archive: Archive | None


def check(options: argparse.Namespace, say: stack.Say) -> Checked:
    """Checks options, parameters, image, model and account; warnings are said. Raises NotDeployed with every fault.

    Without credentials, or if the stack cannot be looked at, only what was given now is checked: what is deployed, and
    so what the other parameters are, is not known.
    """
    faults = Faults()
    faults.attempt(lambda: checks.name(options.name))
    cloud = faults.attempt(lambda: connect(options.name, options.profile, options.region))
    now = faults.attempt(lambda: (stack.described(cloud, cloud.name),)) if cloud else None
    tags = given_parameters.tags(options.tag, faults)
    archive = faults.attempt(lambda: given_parameters.archive_here(options.model))
    before = _parameters(now[0]) if now else {}
    given = given_parameters.wanted(options, before, archive, faults)
    if not now:
        given = {name: given[name] for name in given_parameters.as_given(options, archive, faults)}
    image = _image_here(given, cloud, faults)
    values = template_parameters.sound(given, faults, with_defaults=now is not None)
    if image and "InstanceType" in values:
        faults.add(images.unfit(image.name, image.requirements, instances.has_gpu(values["InstanceType"])))
    if cloud:
        in_ecr = "" if image else values.get("ImageUri", "")
        in_s3 = "" if archive else values.get("ModelDataUrl", "")
        faults.add(checks.may(cloud, values, now[0] if now else None, in_ecr, in_s3))
    if cloud and now:
        for found in checks.account(cloud, values, now[0]):
            faults.add(found)
        if not image and "ImageUri" in values:
            faults.add(checks.image(cloud, values, say))
        if not archive and values.get("ModelDataUrl"):
            faults.add(checks.model(cloud, values["ModelDataUrl"]))
    faults.raise_if_any()
    assert cloud is not None  # otherwise there was a fault
    return Checked(cloud, values | warm_hours.floors(values, datetime.now(UTC)), before, tags, image, archive)


def _parameters(now: dict[str, Any] | None) -> dict[str, str]:
    return stack.parameters(now) if now and now["StackStatus"] != "REVIEW_IN_PROGRESS" else {}


def _image_here(given: given_parameters.Given, cloud: Cloud | None, faults: Faults) -> LocalImage | None:
    """The image of this machine, if one is named; ``given`` then has the name that it would get in ECR."""
    named = given.get("ImageUri")
    if not named or images.in_ecr(named):
        return None
    image = faults.attempt(lambda: images.local(named))
    in_ecr = image.target(f"{cloud.account}.dkr.ecr.{cloud.region}.amazonaws.com/new") if cloud and image else None
    given["ImageUri"] = in_ecr
    return image
