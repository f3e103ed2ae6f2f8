"""The sub-commands, each defined in the package that it belongs to."""

from __future__ import annotations

import argparse
import os
from importlib.util import find_spec
from pathlib import Path

import shtab

from model.commands import evaluate, playbook, train
from serve import extract
from serve.comparison import command as comparison
from serve.config import Config
from serve.portfolio import commands as portfolio

Commands = argparse._SubParsersAction  # what add_subparsers returns
# Of options whose values are paths, and that are not read as such.
_PATHS = {"FILE", "FILE.json", "DIR", "OUT"}


def command_line() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = argparse.ArgumentParser(prog="contract-review", description="Reviews contracts: PDF or Word in, JSON out.")
    shtab.add_argument_to(
        parser,
        ["--print-completion"],
        help="print the completion script of a shell: eval it, or save it where it looks",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    extract.add_command(commands)
    comparison.add_command(commands)
    portfolio.add_commands(commands)
    _add_serve(commands)
    playbook.add_command(commands)
    train.add_command(commands)
    evaluate.add_command(commands)
    _add_commands_outside_the_image(commands)
    _complete_paths(parser)
    return parser


def _add_serve(commands: Commands[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("serve", help="serve reviews over HTTP, as SageMaker expects it")
    command.add_argument("--playbook", metavar="FILE", help="a playbook, or a folder of them that requests may name")
    command.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    from serve.server import serve

    if options.playbook:
        os.environ["CONTRACT_REVIEW_PLAYBOOKS"] = options.playbook  # the model process reads it there, too
    serve(Config.from_environment(os.environ))
    return 0


def _add_commands_outside_the_image(commands: Commands[argparse.ArgumentParser]) -> None:
    if find_spec("deploy"):
        from deploy.command import add_command as add_deploy
        from deploy.corrections.command import add_command as add_corrections
        from deploy.local.command import add_command as add_local

        add_local(commands)
        add_deploy(commands)
        add_corrections(commands)
    if find_spec("benchmarks"):
        from benchmarks.performance.bench import add_command as add_bench
        from benchmarks.simulation.command import add_command as add_simulate

        add_bench(commands)
        add_simulate(commands)


def _complete_paths(parser: argparse.ArgumentParser) -> None:
    """Has shells complete file names wherever an argument is a path."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in dict.fromkeys(action.choices.values()):
                _complete_paths(command)
        elif action.type is Path or action.metavar in _PATHS:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab's way to mark an argument
