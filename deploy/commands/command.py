"""``contract-review deploy``: creates, updates, shows and removes the service on AWS."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chunking.errors import NotDeployed
from deploy import parameter_sources
from deploy.artifacts import artifact_storage, page_upload
from deploy.checks import account_checks
from deploy.cloud import DEFAULT_NAME, Cloud, connect, readable_aws_errors
from deploy.cloudformation import scaling_during_update, stack
from deploy.cloudformation.stack import say
from deploy.commands import batch_transform, contract_commands, prepare_update, rehearsal, teardown


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the actions of ``deploy``."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, run, help_text in (
        ("up", _up, "create the service, or bring it up to date"),
        ("plan", _plan, "show what up would change"),
    ):
        sub = _action(actions, action, run, help_text)
        _add_stack_options(sub)
        # Unguarded: they check name and credentials with all the rest, to report every problem at once.
        sub.set_defaults(run=run)
    rehearsal.add_action(actions, _add_stack_options)
    contract_commands.add_actions(actions, _action)
    teardown.add_action(actions, _action)
    batch_transform.add_action(actions, _action)


def _add_stack_options(sub: argparse.ArgumentParser) -> None:
    """The options of up, plan and rehearse."""
    sub.add_argument("--image", help="a local image, which is pushed to ECR, or one already in ECR")
    sub.add_argument(
        "--shape", choices=list(parameter_sources.SHAPES), help="async (the whole service) or an endpoint alone"
    )
    sub.add_argument("--parameters", metavar="FILE", type=Path, help="a YAML file of stack parameters")
    sub.add_argument(
        "--set", metavar="NAME=VALUE", action="append", default=[], help="one stack parameter; may be repeated"
    )
    sub.add_argument(
        "--model",
        metavar="ARCHIVE",
        help="your own model or playbooks: a local .tar.gz, which is uploaded, or one in S3",
    )
    sub.add_argument(
        "--tag",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="a tag for the stack and everything in it; may be repeated",
    )


def _action(actions: Any, name: str, run: Any, help_text: str) -> argparse.ArgumentParser:
    """One action with the options that all of them share."""
    sub: argparse.ArgumentParser = actions.add_parser(
        name, help=help_text, description=help_text[0].upper() + help_text[1:] + "."
    )
    sub.add_argument("--name", default=DEFAULT_NAME, help="the stack's name (default: %(default)s)")
    sub.add_argument("--region")
    sub.add_argument("--profile")

    def guarded(options: argparse.Namespace) -> int:
        account_checks.name(options.name)
        with readable_aws_errors():
            return int(run(options, connect(options.name, options.profile, options.region)))

    sub.set_defaults(run=guarded)
    return sub


def _up(options: argparse.Namespace) -> int:
    try:
        with readable_aws_errors():
            update = prepare_update.prepare(options, True, say)
    except KeyboardInterrupt:
        say(f"\nStopped before {options.name} was changed.")
        raise
    with readable_aws_errors():
        return _bring_up(update)


def _bring_up(update: prepare_update.Update) -> int:
    cloud = update.cloud
    if update.change_set is None:
        say(f"{cloud.name}: nothing to change.")
    else:
        _carry_out(update)
    now = stack.deployed(cloud)
    page_upload.upload(cloud, now, say)
    for name, value in sorted(stack.outputs(now).items()):
        print(f"{name:16} {value}")
    values = stack.parameters(now)
    if values["Shape"] == "async" and not values["JwtIssuer"]:
        say(_without_sign_in(cloud))
    elif (page := stack.outputs(now).get("PageUrl")) and _sign_in(update.before) != _sign_in(values):
        say(f"Before the page can be used, register {page}/ as the client's redirect URI at {values['JwtIssuer']}.")
    return 0


def _sign_in(values: Mapping[str, str]) -> list[str]:
    return [values.get(name, "") for name in ("JwtIssuer", "JwtAudience")]


def _without_sign_in(cloud: Cloud) -> str:
    sign_in = "--set JwtIssuer=https://ISSUER --set JwtAudience=CLIENT_ID"
    return (
        "There is no page and no API, because JwtIssuer is empty. Send contracts with "
        f"{cloud.hint('submit', 'FILE --watch')}, or add sign-in, page and API with {cloud.hint('up', sign_in)}."
    )


def _carry_out(update: prepare_update.Update) -> None:
    cloud = update.cloud
    for note in update.notes:
        say(note)
    change_set = str(update.change_set)
    if not update.before:
        say(f"{cloud.name}: a first endpoint takes about 15 minutes.")
    if not scaling_during_update.must_deregister_scaling(update.before, update.values):
        stack.execute(cloud, cloud.name, change_set, say)
        return
    stack.discard(cloud, cloud.name, change_set)  # made for the stack with its scaling
    scaling_during_update.remove_scaling(cloud, update.before, say)
    try:
        again = prepare_update.new_change_set(update)
        if again:
            stack.execute(cloud, cloud.name, again, say)
    except (NotDeployed, BotoCoreError, ClientError):
        scaling_during_update.restore_scaling(cloud, update.before, say)
        raise
    except KeyboardInterrupt:
        say(f"If scaling is still off once the update has finished, {cloud.hint('up')} restores it.")
        raise


def _plan(options: argparse.Namespace) -> int:
    with readable_aws_errors():
        update = prepare_update.prepare(options, False, say)
        _show(update)
    return 0


def _show(update: prepare_update.Update) -> None:
    cloud = update.cloud
    now = stack.described(cloud, cloud.name)
    if now and page_upload.is_missing(cloud, now):
        print(page_upload.missing(cloud))
    if update.change_set is None:
        print("Nothing would change.")
        return
    try:
        for line in (*update.notes, *stack.changes(cloud, update.change_set)):
            print(line)
        say(_after_a_plan(update))
    finally:
        stack.discard(cloud, cloud.name, update.change_set)


def _after_a_plan(update: prepare_update.Update) -> str:
    cloud = update.cloud
    up, down = cloud.hint("up"), cloud.hint("down")
    legend = f"+ is created, ~ changed, - removed by {up} with the same options; none of it has been done yet."
    if update.before:
        return legend
    stays = f"The stack {artifact_storage.stack_name(cloud.name)} (templates and code) stays for it"
    return f"{legend} {stays}; {down} removes it."
