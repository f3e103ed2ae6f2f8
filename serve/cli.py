"""The command line. Each sub-command is defined in the package that it belongs to."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from chunking.errors import ContractReviewError
from deploy.command import add_command as add_deploy
from deploy.local.command import add_command as add_local
from model.commands import evaluate, playbook, train
from serve import extract
from serve.comparison import command as comparison
from serve.config import Config
from serve.inputs import printable
from serve.portfolio import calendar, table


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one sub-command. Exit codes: 0 success, 1 failure, 2 wrong usage, 3 partial success."""
    parser = argparse.ArgumentParser(prog="contract-review", description="Reviews contracts: PDF in, JSON out.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    extract.add_command(commands)
    comparison.add_command(commands)
    table.add_command(commands)
    calendar.add_command(commands)
    serving = commands.add_parser("serve", help="serve reviews over HTTP, as SageMaker expects it")
    serving.add_argument("--playbook", metavar="FILE", help="a playbook, or a folder of them that requests may name")
    serving.set_defaults(run=_serve)
    playbook.add_command(commands)
    train.add_command(commands)
    evaluate.add_command(commands)
    add_local(commands)
    add_deploy(commands)
    if find_spec("benchmarks"):  # the image comes without
        from benchmarks.performance.bench import add_command as add_bench
        from benchmarks.simulation.command import add_command as add_simulate

        add_bench(commands)
        add_simulate(commands)
    options = parser.parse_args(arguments)
    try:
        if options.command in ("evaluate", "bench"):  # everything else they take from their own options
            options.remote_code = Config.from_environment(os.environ).remote_code
        return int(options.run(options))
    except ContractReviewError as error:
        print(f"contract-review: {printable(error.message)}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # as in `| head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def serve_main() -> int:
    """``serve`` as a command by itself: SageMaker runs ``docker run IMAGE serve``."""
    return main(["serve", *sys.argv[1:]])


def _serve(options: argparse.Namespace) -> int:
    from serve.server import serve

    if options.playbook:
        os.environ["CONTRACT_REVIEW_PLAYBOOKS"] = options.playbook  # where the model process reads it, too
    serve(Config.from_environment(os.environ))
    return 0
