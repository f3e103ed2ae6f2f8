"""``contract-review table`` and ``contract-review calendar``. What they need is loaded only when they run."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds ``table`` and ``calendar`` to the command line."""
    table = commands.add_parser("table", help="reviews as a spreadsheet: a row a contract, and a sheet of all flags")
    table.add_argument(
        "-o", "--output", type=Path, default=Path("contracts.xlsx"), metavar="FILE", help=".xlsx or .csv"
    )
    table.set_defaults(run=_table)
    calendar = commands.add_parser(
        "calendar", help="the deadlines of reviewed contracts for a calendar: ends, renewals, last days to give notice"
    )
    calendar.add_argument("-o", "--output", type=Path, default=Path("deadlines.ics"), metavar="FILE", help=".ics")
    calendar.set_defaults(run=_calendar)
    for command in (table, calendar):
        command.add_argument("reviews", nargs="+", type=Path, metavar="REVIEW", help="reviews, or folders of them")


def _table(options: argparse.Namespace) -> int:
    from serve.portfolio.table import write_table

    return write_table(options.reviews, options.output)


def _calendar(options: argparse.Namespace) -> int:
    from serve.portfolio.calendar import write_calendar

    return write_calendar(options.reviews, options.output)
