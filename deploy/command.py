"""``contract-review deploy``: the service on AWS, from a change set to its end."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import yaml

from chunking.errors import BadConfiguration
from deploy import artifacts, checks, client, stack, takedown, template, transform
from deploy.cloud import Cloud, connect, said_clearly

# What a shape wants otherwise than the asynchronous service.
_SHAPES: dict[str, dict[str, str]] = {
    "async": {},
    "realtime": {"MinInstances": "1"},
    "serverless": {"MaxUploadBytes": str(4 << 20)},
    "multi-model": {"InstanceType": "ml.c7i.2xlarge"},
}


def add_command(commands: Any) -> None:
    """Adds ``deploy`` and its own commands."""
    parser = commands.add_parser("deploy", help="the service on AWS: up, plan, status, submit, watch, down, transform")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, run, said in (
        ("up", _up, "create the service, or bring it up to date"),
        ("plan", _plan, "show what up would change"),
    ):
        sub = _action(actions, action, run, said)
        sub.add_argument("--image", help="an image of this machine, which is pushed, or one in ECR")
        sub.add_argument("--shape", choices=list(_SHAPES), help="async (the whole service) or an endpoint alone")
        sub.add_argument("--parameters", metavar="FILE", type=Path, help="YAML: the stack's parameters by name")
        sub.add_argument(
            "--set", metavar="NAME=VALUE", action="append", default=[], help="one of them; can be repeated"
        )
    client.add_actions(actions, _action)
    takedown.add_action(actions, _action)
    transform.add_action(actions, _action)


def _action(actions: Any, name: str, run: Any, said: str) -> argparse.ArgumentParser:
    """One action, with what all of them take."""
    sub: argparse.ArgumentParser = actions.add_parser(name, help=said, description=said[0].upper() + said[1:] + ".")
    sub.add_argument("--name", default="contract-review", help="the stack's name (default: %(default)s)")
    sub.add_argument("--region")
    sub.add_argument("--profile")

    def guarded(options: argparse.Namespace) -> int:
        with said_clearly():
            return int(run(options, connect(options.name, options.profile, options.region)))

    sub.set_defaults(run=guarded)
    return sub


def say(text: str) -> None:
    """Progress goes beside the results."""
    print(text, file=sys.stderr, flush=True)


def _up(options: argparse.Namespace, cloud: Cloud) -> int:
    change = _prepared(options, cloud, push=True)
    if change is None:
        say(f"{cloud.name}: nothing to change.")
    else:
        say(f"{cloud.name}: a first endpoint takes about 15 minutes.")
        stack.execute(cloud, cloud.name, change, say)
    now = stack.deployed(cloud)
    client.upload_page(cloud, now)
    for name, value in sorted(stack.outputs(now).items()):
        print(f"{name:16} {value}")
    return 0


def _plan(options: argparse.Namespace, cloud: Cloud) -> int:
    change = _prepared(options, cloud, push=False)
    if change is None:
        print("Nothing would change.")
        return 0
    try:
        for line in stack.changes(cloud, change):
            print(line)
    finally:
        stack.discard(cloud, cloud.name, change)
    return 0


def _prepared(options: argparse.Namespace, cloud: Cloud, push: bool) -> str | None:
    """Checks everything, publishes templates and code, and gives the change set. None: nothing would change."""
    now = stack.described(cloud, cloud.name)
    given = wanted(options, stack.parameters(now) if now else {})
    image = given.get("ImageUri", "")
    local = bool(image) and not artifacts.in_ecr(image)
    if local:  # checked before anything is created, under the name that it would have
        given["ImageUri"] = artifacts.local_target(f"{cloud.account}.dkr.ecr.{cloud.region}.amazonaws.com/new", image)
    values = template.checked(given)
    checks.run(cloud, values if not local else {**values, "ImageUri": ""}, now)
    made = artifacts.ensure(cloud, say)
    if local:
        values["ImageUri"] = artifacts.local_target(made.repository, image)
        if push:
            artifacts.push(cloud, image, values["ImageUri"], say)
    values["ImageRepositoryArn"] = artifacts.repository_arn(cloud, values["ImageUri"])
    values |= artifacts.upload(cloud, made)
    return stack.change_set(cloud, cloud.name, values, TemplateURL=f"{values['TemplatesUrl']}/{template.ROOT}.yaml")


def wanted(options: argparse.Namespace, before: dict[str, str]) -> dict[str, str]:
    """The parameters as given now, else as they were, else as the shape has them. Raises BadConfiguration."""
    given = _from_file(options.parameters) if options.parameters else {}
    for pair in options.set:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadConfiguration(f"--set takes NAME=VALUE; {pair!r} has no =.")
        given[name] = value
    given |= {name: value for name, value in (("ImageUri", options.image), ("Shape", options.shape)) if value}
    known = template.load(template.ROOT)["Parameters"]
    kept = {name: value for name, value in before.items() if name in known and name not in template.OWN}
    shape = given.get("Shape") or kept.get("Shape") or "async"
    values = {**_SHAPES.get(shape, {}), **kept, **given}
    if "InferenceAmiVersion" not in given and not template.has_gpu(values.get("InstanceType", "ml.g5.2xlarge")):
        values["InferenceAmiVersion"] = "none"
    return values


def _from_file(path: Path) -> dict[str, str]:
    try:
        read = yaml.safe_load(path.read_text())
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadConfiguration(f"{path} cannot be read as YAML: {error}") from error
    if not isinstance(read, dict) or any(isinstance(value, dict | list) for value in read.values()):
        raise BadConfiguration(f"{path} must hold parameters as NAME: VALUE.")
    return {str(name): str(value).lower() if isinstance(value, bool) else str(value) for name, value in read.items()}
