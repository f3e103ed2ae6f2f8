"""``contract-review playbook check``: checks a playbook and lists its rules."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from model.engines.base import EMBEDDED
from model.engines.span_decoding import SETTINGS
from model.playbook.playbook_format import load_playbook


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``playbook``."""
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="check a playbook and list its rules")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--model", type=Path, default=EMBEDDED, help="whose categories (default: the embedded model's)")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    playbook = load_playbook(options.file)
    settings = json.loads((options.model / SETTINGS).read_text(encoding="utf-8"))
    playbook.check_categories(settings["categories"])
    print(f"{options.file}: {playbook.name}, {len(playbook.rules)} rules, all can fire.")
    for rule in playbook.rules:
        print(f"  line {rule.line:>3}  {rule.severity.value:<7} {rule.id}")
    return 0
