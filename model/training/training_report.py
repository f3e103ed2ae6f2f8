"""Writes and reads the report of a training run: which contracts were held out, and which were trained on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chunking.errors import BadRequest
from model.dataset import Contract

REPORT = "report.json"
# The titles of all contracts that the model, its base and its teachers were trained on.
LEARNT_FROM = "learnt_from"


def read_report(model: Path) -> dict[str, Any]:
    """The model's report. Raises BadRequest if it has none."""
    path = model / REPORT
    if not path.exists():
        raise BadRequest(
            f"{path} does not exist, so it is not known which contracts were held out of training. "
            "`evaluate --all` measures on every contract."
        )
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return report


def held_out(contracts: list[Contract], model: Path) -> list[Contract]:
    """Those contracts that the model's report names as held out. Raises BadRequest if there is no report."""
    titles = set(read_report(model)["held_out"])
    return [contract for contract in contracts if contract.title in titles]


def learnt_from(model: Path) -> frozenset[str] | None:
    """The titles of the contracts that a model was trained on. A model without a report was trained elsewhere, on none
    of them; None if its report does not list them."""
    titles = read_report(model).get(LEARNT_FROM) if (model / REPORT).exists() else []
    return None if titles is None else frozenset(titles)


def all_learnt_from(training: Iterable[Contract], models: Iterable[Path]) -> list[str] | None:
    """The titles of ``training`` and of all contracts that ``models``, a new model's base and teachers, were trained
    on; None if one of their reports does not list them."""
    known = [learnt_from(model) for model in models]
    titles = {contract.title for contract in training}.union(*(seen for seen in known if seen is not None))
    return None if None in known else sorted(titles)
