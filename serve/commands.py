"""The sub-commands. The module that defines one is imported only if it is chosen: each command loads what it needs."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, NamedTuple

COMPLETION = "--print-completion"
_SHELLS = ("bash", "zsh", "tcsh", "fish", "powershell")
# Metavars of options whose values are paths but are parsed as strings.
_PATHS = {"FILE", "FILE.json", "DIR", "OUT"}


class _Command(NamedTuple):
    """``arguments`` is the function that adds the command's arguments to its parser, as ``module:function``."""

    arguments: str
    help: str


_COMMANDS = {
    "extract": _Command(
        "serve.extract:add_arguments",
        "review PDF, .docx, .txt or .md files, folders or ZIP archives of them, or standard input (-)",
    ),
    "compare": _Command(
        "serve.comparison.command:add_arguments", "what a new draft of a contract changes: words, values, flags"
    ),
    "table": _Command(
        "serve.portfolio.commands:add_table_arguments",
        "reviews as a spreadsheet: one row per contract, and a sheet of all flags",
    ),
    "calendar": _Command(
        "serve.portfolio.commands:add_calendar_arguments",
        "the deadlines of reviewed contracts for a calendar: ends, renewals, last days to give notice",
    ),
    "serve": _Command("serve.server:add_arguments", "serve reviews over HTTP, as SageMaker expects it"),
    "playbook": _Command("model.commands.playbook:add_arguments", "check a playbook"),
    "train": _Command("model.commands.train:add_arguments", "train a model on annotated contracts"),
    "evaluate": _Command("model.commands.evaluate:add_arguments", "measure a model on annotated contracts"),
    # The image has neither deploy nor benchmarks.
    "local": _Command(
        "deploy.local.command:add_arguments", "run the asynchronous service with its page on this machine"
    ),
    "deploy": _Command(
        "deploy.commands.command:add_arguments",
        "the service on AWS: up, plan, rehearse, status, submit, watch, down, transform",
    ),
    "corrections": _Command(
        "deploy.corrections.command:add_arguments", "the corrections made on the page, for training and evaluation"
    ),
    "bench": _Command(
        "benchmarks.performance.bench:add_arguments",
        "time reviews: by stage, against the hardware's limits, under load",
    ),
    "simulate": _Command(
        "benchmarks.simulation.command:add_arguments", "simulate waiting times and cost on the asynchronous endpoint"
    ),
}


def command_line(first: str) -> argparse.ArgumentParser:
    """The parser of a command line whose first argument is ``first``: with the arguments of that command alone, or of
    every command to write a shell's completion."""
    parser = argparse.ArgumentParser(
        prog="contract-review",
        description="Reviews contracts: PDF or Word in, JSON out.",
        allow_abbrev=False,  # the first argument is compared as it is
    )
    parser.add_argument(
        COMPLETION,
        choices=_SHELLS,
        action=_PrintCompletion,
        help="print the completion script of a shell: eval it, or save it where it looks",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in _COMMANDS.items():
        if find_spec(command.arguments.partition(".")[0]):
            own = commands.add_parser(name, help=command.help)
            if first == name or first.startswith(COMPLETION):
                resolve_name(command.arguments)(own)
    return parser


class _PrintCompletion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, _: argparse.Namespace, shell: Any, option: Any = None) -> None:
        """Prints the script and ends."""
        import shtab  # no other command should wait for it

        _complete_paths(parser)
        print(shtab.complete(parser, shell))
        parser.exit()


def _complete_paths(parser: argparse.ArgumentParser) -> None:
    """Has shells complete file names wherever an argument is a path."""
    import shtab

    from serve.input_files import path_argument

    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in dict.fromkeys(action.choices.values()):
                _complete_paths(command)
        elif action.type in (Path, path_argument) or action.metavar in _PATHS:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab's way to mark an argument
