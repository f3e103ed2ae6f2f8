"""``deploy rehearse``: lists every API call of a first ``up``, and a policy that allows them. It makes no AWS calls."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chunking.errors import BadConfiguration
from deploy import parameter_sources
from deploy.artifacts import images
from deploy.checks import account_checks, api_calls, permissions
from deploy.checks.api_calls import ACCOUNT, REGION
from deploy.cloud import DEFAULT_NAME
from deploy.cloudformation import template_parameters
from deploy.cloudformation.stack import say
from deploy.problems import Problems


def add_action(actions: Any, options: Callable[[argparse.ArgumentParser], None]) -> None:
    """Adds rehearse; ``options`` adds those that it shares with up."""
    help_text = "print every API call of a first up, with its permission; makes no AWS calls"
    sub = actions.add_parser("rehearse", help=help_text, description=help_text[0].upper() + help_text[1:] + ".")
    sub.add_argument("--name", default=DEFAULT_NAME, help="the stack's name (default: %(default)s)")
    options(sub)
    sub.add_argument("--policy", metavar="FILE", type=Path, help="also write an IAM policy that allows these calls")
    sub.set_defaults(run=_rehearse)


def _rehearse(options: argparse.Namespace) -> int:
    problems = Problems()
    problems.attempt(lambda: account_checks.name(options.name))
    tags = parameter_sources.tags(options.tag, problems)
    archive = problems.attempt(lambda: parameter_sources.archive_here(options.model))
    values = parameter_sources.wanted(options, {}, archive, problems)
    named = values.get("ImageUri")
    pushed = bool(named and not images.in_ecr(named))
    repository = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{options.name}"
    if pushed or "ImageUri" not in values:
        values["ImageUri"] = f"{repository}:1"
    valid = template_parameters.validated(values, problems)
    problems.raise_if_any(BadConfiguration)
    calls = list(api_calls.of_first_up(options.name, valid, pushed, bool(tags)))
    if options.policy:
        image = named if named and not pushed else ""
        model = "" if archive else valid["ModelDataUrl"]
        policy = permissions.policy(calls, permissions.Scope(options.name, valid["BucketName"], image, model))
        options.policy.write_text(json.dumps(policy, indent=2) + "\n")
        say(f"Wrote {options.policy}: an IAM policy that allows these calls.")
    print(f"{'':4} {'call':46} {'what for':46} permissions")
    for number, call in enumerate(calls, 1):
        print(f"{number:4} {call.operation:46} {call.purpose:46} {', '.join(call.permissions) or '-'}")
    return 0
