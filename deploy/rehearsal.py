"""``deploy rehearse``: every API call that a first ``up`` makes, and a policy that allows them. It asks AWS nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from chunking.errors import BadConfiguration
from deploy import api_calls, checks, given_parameters, images, permissions, template_parameters
from deploy.api_calls import ACCOUNT, REGION
from deploy.cloud import DEFAULT_NAME
from deploy.faults import Faults
from deploy.stack import say


def add_action(actions: Any, options: Callable[[argparse.ArgumentParser], None]) -> None:
    """Adds rehearse; ``options`` adds those that it shares with up."""
    said = "print every API call of a first up, with its permission; asks AWS nothing"
    sub = actions.add_parser("rehearse", help=said, description=said[0].upper() + said[1:] + ".")
    sub.add_argument("--name", default=DEFAULT_NAME, help="the stack's name (default: %(default)s)")
    options(sub)
    sub.add_argument("--policy", metavar="FILE", type=Path, help="also write an IAM policy that allows these calls")
    sub.set_defaults(run=_rehearse)


def _rehearse(options: argparse.Namespace) -> int:
    faults = Faults()
    faults.attempt(lambda: checks.name(options.name))
    given_parameters.tags(options.tag, faults)
    archive = faults.attempt(lambda: given_parameters.archive_here(options.model))
    values = given_parameters.wanted(options, {}, archive, faults)
    named = values.get("ImageUri")
    pushed = bool(named and not images.in_ecr(named))
    repository = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{options.name}"
    if pushed or "ImageUri" not in values:
        values["ImageUri"] = f"{repository}:1"
    sound = template_parameters.sound(values, faults)
    faults.raise_if_any(BadConfiguration)
    calls = list(api_calls.of_first_up(options.name, sound, pushed))
    if options.policy:
        image = named if named and not pushed else ""
        model = "" if archive else sound["ModelDataUrl"]
        policy = permissions.policy(calls, permissions.Scope(options.name, sound["BucketName"], image, model))
        options.policy.write_text(json.dumps(policy, indent=2) + "\n")
        say(f"Wrote {options.policy}: an IAM policy that allows these calls.")
    print(f"{'':4} {'call':46} {'what for':46} permissions")
    for number, call in enumerate(calls, 1):
        print(f"{number:4} {call.operation:46} {call.purpose:46} {', '.join(call.permissions) or '-'}")
    return 0
