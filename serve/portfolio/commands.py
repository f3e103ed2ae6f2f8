"""``contract-review table`` and ``contract-review calendar``. What they need is loaded only when they run."""

from __future__ import annotations

import argparse
from pathlib import Path

from serve.input_files import path_argument


def add_table_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``table``."""
    _add_arguments(command, Path("contracts.xlsx"), ".xlsx or .csv")
    command.set_defaults(run=_table)


def add_calendar_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``calendar``."""
    _add_arguments(command, Path("deadlines.ics"), ".ics")
    command.set_defaults(run=_calendar)


def _add_arguments(command: argparse.ArgumentParser, output: Path, formats: str) -> None:
    command.add_argument("-o", "--output", type=path_argument, default=output, metavar="FILE", help=formats)
    command.add_argument("reviews", nargs="+", type=path_argument, metavar="REVIEW", help="reviews, or folders of them")


def _table(options: argparse.Namespace) -> int:
    from serve.portfolio.spreadsheet import write_table

    return write_table(options.reviews, options.output)


def _calendar(options: argparse.Namespace) -> int:
    from serve.portfolio.calendar import write_calendar

    return write_calendar(options.reviews, options.output)
