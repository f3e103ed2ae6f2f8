"""Checks everything that can be checked before anything is created, and reports all problems in one run."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from deploy import parameter_sources
from deploy.artifacts import images
from deploy.artifacts.images import LocalImage
from deploy.artifacts.model_archive import Archive
from deploy.checks import account_checks
from deploy.cloud import Cloud, connect
from deploy.cloudformation import stack, template_parameters
from deploy.problems import Problems
from deploy.scaling import instance_types, warm_hours


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
    """Checks options, parameters, image, model and account; warnings are said. Raises NotDeployed with every problem.

    Without credentials, or if the stack cannot be looked at, only what was given now is checked: what is deployed, and
    so what the other parameters are, is not known.
    """
    problems = Problems()
    problems.attempt(lambda: account_checks.name(options.name))
    cloud = problems.attempt(lambda: connect(options.name, options.profile, options.region))
    now = problems.attempt(lambda: (stack.described(cloud, cloud.name),)) if cloud else None
    tags = parameter_sources.tags(options.tag, problems)
    archive = problems.attempt(lambda: parameter_sources.archive_here(options.model))
    before = _parameters(now[0]) if now else {}
    given = parameter_sources.wanted(options, before, archive, problems)
    if not now:
        given = {name: given[name] for name in parameter_sources.as_given(options, archive, problems)}
    image = _image_here(given, cloud, problems)
    values = template_parameters.validated(given, problems, with_defaults=now is not None)
    if image and "InstanceType" in values:
        problems.add(images.mismatches(image.name, image.requirements, instance_types.has_gpu(values["InstanceType"])))
    if cloud:
        in_ecr = "" if image else values.get("ImageUri", "")
        in_s3 = "" if archive else values.get("ModelDataUrl", "")
        problems.add(account_checks.may(cloud, values, now[0] if now else None, in_ecr, in_s3, bool(tags)))
    if cloud and now:
        for found in account_checks.account(cloud, values, now[0]):
            problems.add(found)
        if not image and "ImageUri" in values:
            problems.add(account_checks.image(cloud, values, say))
        if not archive and values.get("ModelDataUrl"):
            problems.add(account_checks.model(cloud, values["ModelDataUrl"]))
    problems.raise_if_any()
    assert cloud is not None  # otherwise there was a problem
    return Checked(cloud, values | warm_hours.floors(values, datetime.now(UTC)), before, tags, image, archive)


def _parameters(now: dict[str, Any] | None) -> dict[str, str]:
    return stack.parameters(now) if now and now["StackStatus"] != "REVIEW_IN_PROGRESS" else {}


def _image_here(given: parameter_sources.Given, cloud: Cloud | None, problems: Problems) -> LocalImage | None:
    """The image of this machine, if one is named; ``given`` then has the name that it would get in ECR."""
    named = given.get("ImageUri")
    if not named or images.in_ecr(named):
        return None
    image = problems.attempt(lambda: images.local(named))
    in_ecr = image.target(f"{cloud.account}.dkr.ecr.{cloud.region}.amazonaws.com/new") if cloud and image else None
    given["ImageUri"] = in_ecr
    return image
