"""The training steps of ``benchmarks.gpu``: run the product's own commands on given weights and contracts.

As a step, this module runs one ``contract-review train`` command and keeps the figures of the model's report.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.gpu.step import Rows

# Modules that training imports and inference does not; their wheels must be copied to a machine without a network.
NEEDED = ("lxml", "pypdfium2", "pypdf", "tesserocr", "pydantic", "pycountry", "text_to_num", "dateutil")


class Training(NamedTuple):
    """A ``contract-review`` command in which {contracts}, {teacher_base}, {llm} and {out} (a folder for all training
    steps) are filled in. It is skipped if one that it names, or one in ``needs`` (for an earlier step), is not given.
    ``seconds`` is its time limit."""

    name: str
    seconds: int
    command: str
    needs: str = ""


# Each teacher labels the contracts of the fold that it was not trained on; the student is trained on those labels.
FOLDS = 2
TRAININGS = (
    *(
        Training(
            f"Teacher of fold {fold}",
            200,
            "train tagger --contracts {contracts} --base {teacher_base} --learning-rate 8e-5 --epochs 3 "
            f"--fold {fold}/{FOLDS} --out {{out}}/fold-{fold}",
        )
        for fold in range(1, FOLDS + 1)
    ),
    Training(
        "Student of both",
        120,
        "train tagger --contracts {contracts} --teacher "
        + " ".join(f"{{out}}/fold-{fold}" for fold in range(1, FOLDS + 1))
        + " --out {out}/student",
        needs="{teacher_base}",
    ),
    Training(
        "LLM",
        240,
        "train llm --contracts {contracts} --base {llm} --out {out}/pointing --rank 0 --learning-rate 2e-5",
    ),
    Training(
        "The same LLM as a tagger",
        240,
        "train tagger --contracts {contracts} --base {llm} --out {out}/llm-tagger --learning-rate 2e-5",
    ),
)


def missing(training: Training, given: dict[str, Path | None]) -> str | None:
    """Why a training step cannot run, in a sentence; None if it can."""
    lacking = [
        name for name, value in given.items() if value is None and f"{{{name}}}" in training.command + training.needs
    ]
    if lacking:
        return f"It needs {' and '.join('--' + name.replace('_', '-') for name in lacking)}."
    absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    return f"It needs packages that are not installed: {', '.join(absent)}." if absent else None


def arguments(training: Training, given: dict[str, Path | None], tiny: bool) -> list[str]:
    """The command's arguments."""
    words = [word.format(**given) for word in training.command.split()]
    return [*words, "--epochs", "1", "--held-out", "1"] if tiny else words


def run(command: Sequence[str]) -> None:
    """Runs a ``contract-review`` command that trains, in this process."""
    from model.commands import train

    parser = argparse.ArgumentParser()
    train.add_arguments(parser)
    options = parser.parse_args(command[1:])
    options.run(options)


def report(folder: Path) -> dict[str, Any]:
    """The run's and the validation's figures from the report in a trained model's folder."""
    figures = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {"run": figures["run"], "validation": figures["validation"]["all"]}


def main() -> int:
    """``--rows FILE --name NAME WORD ...``"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    rows = Rows(options.rows)
    with rows.trying(options.name) as row:
        run(options.command)
        row |= report(Path(options.command[options.command.index("--out") + 1]))
    return rows.status()


if __name__ == "__main__":
    sys.exit(main())
