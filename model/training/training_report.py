"""The report that training writes beside the weights: which contracts were kept out, and which were learnt from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chunking.errors import BadRequest
from model.dataset import Contract

REPORT = "report.json"
# The titles of all contracts that the model, the one it was trained on from, and its teachers were trained on.
LEARNT_FROM = "learnt_from"


def read_report(model: Path) -> dict[str, Any]:
    """Raises BadRequest where there is none."""
    path = model / REPORT
    if not path.exists():
        raise BadRequest(f"{path} does not exist, so the contracts kept out of training are not known. Use --all.")
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return report


def held_out(contracts: list[Contract], model: Path) -> list[Contract]:
    """The contracts that the model's training report names as kept out. Raises BadRequest where there is no report."""
    titles = set(read_report(model)["held_out"])
    return [contract for contract in contracts if contract.title in titles]


def learnt_from(model: Path) -> frozenset[str] | None:
    """The titles of the contracts that a model has learnt from: none of ours for one without a training report; None
    where its report does not say."""
    titles = read_report(model).get(LEARNT_FROM) if (model / REPORT).exists() else []
    return None if titles is None else frozenset(titles)


def all_learnt_from(training: Iterable[Contract], models: Iterable[Path]) -> list[str] | None:
    """What a model has learnt from that is trained on the contracts, from the models; None where one does not say."""
    known = [learnt_from(model) for model in models]
    titles = {contract.title for contract in training}.union(*(seen for seen in known if seen is not None))
    return None if None in known else sorted(titles)
