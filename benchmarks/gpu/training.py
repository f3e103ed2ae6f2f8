"""The trainings of ``benchmarks.gpu``, each a step: the product's own commands, on given weights and contracts.

Run as a step, it runs one command of ``contract-review`` and keeps what the report beside the model says.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.gpu.step import Rows

# What the commands import and a model alone does not: wheels that must travel to a machine that has no network.
NEEDED = ("pypdfium2", "pypdf", "tesserocr", "pydantic", "pycountry", "text_to_num", "dateutil")


class Training(NamedTuple):
    """A command of ``contract-review``, in which {contracts}, {teacher_base}, {llm} and {out} (a folder for all
    trainings) are filled in; it is left out where one that it names, or that an earlier one ``needs``, is not given.
    ``seconds`` it may take at most."""

    name: str
    seconds: int
    command: str
    needs: str = ""


# Each teacher labels the contracts of the fold that it has not learnt from; the student learns from those labels.
FOLDS = 2
TRAININGS = (
    *(
        Training(
            f"The teacher of fold {fold}",
            200,
            "train tagger --contracts {contracts} --base {teacher_base} --rate 8e-5 --epochs 3 "
            f"--fold {fold}/{FOLDS} --out {{out}}/fold-{fold}",
        )
        for fold in range(1, FOLDS + 1)
    ),
    Training(
        "The student of both",
        120,
        "train tagger --contracts {contracts} --teacher "
        + " ".join(f"{{out}}/fold-{fold}" for fold in range(1, FOLDS + 1))
        + " --out {out}/student",
        needs="{teacher_base}",
    ),
    Training(
        "A language model that points",
        240,
        "train llm --contracts {contracts} --base {llm} --out {out}/pointing --rank 0 --rate 2e-5",
    ),
    Training(
        "The same language model as a tagger",
        240,
        "train tagger --contracts {contracts} --base {llm} --out {out}/llm-tagger --rate 2e-5",
    ),
)


def missing(training: Training, given: dict[str, Path | None]) -> str | None:
    """Why a training is left out, in a sentence; None where it can run."""
    lacking = [
        name for name, value in given.items() if value is None and f"{{{name}}}" in training.command + training.needs
    ]
    if lacking:
        return f"It needs {' and '.join('--' + name.replace('_', '-') for name in lacking)}."
    absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    return f"It needs packages that are not installed: {', '.join(absent)}." if absent else None


def arguments(training: Training, given: dict[str, Path | None], tiny: bool) -> list[str]:
    """The command's words."""
    words = [word.format(**given) for word in training.command.split()]
    if not tiny:
        return words
    step = ["--rows", "1"] if "llm" in words[:2] else []  # else a few contracts make no step at all
    return [*words, "--epochs", "1", "--held-out", "1", *step]


def report(folder: Path) -> dict[str, Any]:
    """What the training said of itself."""
    told = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {"run": told["run"], "validation": told["validation"]["all"]}


def main() -> int:
    """``--rows FILE --name NAME WORD ...``"""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    from model.commands import train

    trainer = argparse.ArgumentParser()
    train.add_command(trainer.add_subparsers())
    rows = Rows(options.rows)
    with rows.trying(options.name) as row:
        words = trainer.parse_args(options.command)
        words.run(words)
        row |= report(Path(options.command[options.command.index("--out") + 1]))
    return rows.status()


if __name__ == "__main__":
    sys.exit(main())
