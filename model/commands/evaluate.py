"""``contract-review evaluate``: measures a model on annotated contracts with CUAD's metrics."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from tqdm import tqdm

from chunking.document import Document
from chunking.errors import BadRequest, ContractReviewError
from chunking.isolation.client import Limits, read_pdf
from model.call_context import UNLIMITED, CallContext
from model.dataset import Contract, as_document, complete, read_contracts
from model.engines.base import EMBEDDED, Engine, Identity
from model.engines.load_engine import load_engine
from model.evaluation.confidence_intervals import figures_table, figures_with_intervals
from model.evaluation.evaluation_page import evaluation_page
from model.evaluation.precision_recall import (
    Prediction,
    Question,
    by_category,
    calibration,
    calibration_error,
    curve,
    figures,
)
from model.evaluation.predictions import questions_of_predictions, read_predictions
from model.evaluation.summary_accuracy import tallies
from model.findings import Finding
from model.playbook.playbook_format import default_playbook
from model.review import assemble
from model.schema import Flag, Summary
from model.training.training_report import held_out, read_report

SOURCES = ("text", "pdf", "predictions")
NONE_HELD_OUT = (
    "The model's training report names none of these contracts as held out: all are measured, as contracts new to it."
)
INCOMPLETE = (
    "of the contracts were not annotated in full and are left out: a finding outside their annotations may be right."
)
SEEN_IN_TRAINING = "The model may have been trained on these contracts, so these figures flatter it."


class Answers(NamedTuple):
    """What was found in annotated contracts: for each contract, one question per category, its summary and its flags
    (both empty for predictions from a file). ``identity`` is the model's, if an adapter gave the answers."""

    by_contract: list[list[Question]]
    summaries: list[Summary | None]
    flags: list[list[Flag]]
    identity: Identity | None = None

    @property
    def questions(self) -> list[Question]:
        """The questions of all contracts."""
        return list(chain(*self.by_contract))


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``evaluate``."""
    add_contracts(command)
    command.add_argument("--pdf", type=Path, metavar="DIR", help="also read the contracts from PDFs below this folder")
    command.add_argument("--out", type=Path, required=True, metavar="DIR", help="where evaluation.json and .html go")
    command.add_argument("--model", type=Path, default=EMBEDDED, help="a model directory (default: the embedded one)")
    command.add_argument("--adapter", metavar="NAME", help="one of the adapters that the model's llm.json lists")
    command.add_argument(
        "--predictions",
        type=Path,
        metavar="FILE",
        help='score these instead of the model: {"TITLE__CATEGORY": [{"text", "probability"}]}',
    )
    command.add_argument("--all", action="store_true", help="every contract, not only those held out of training")
    command.set_defaults(run=run, remote_code=False)


def add_contracts(command: argparse.ArgumentParser) -> None:
    """Adds the option --contracts, which ``train`` shares."""
    command.add_argument(
        "--contracts",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE",
        help="annotations, in one file or several: JSON lines, gzipped or not",
    )


def run(options: argparse.Namespace) -> int:
    """Measures the model on the contracts' texts and (with --pdf) on their PDFs, or measures a file of predictions.
    Prints and writes the figures. ``options.remote_code`` is the operator's setting."""
    annotated = read_contracts(*options.contracts)
    usable = complete(annotated)
    if len(usable) < len(annotated):
        print(f"{len(annotated) - len(usable)} {INCOMPLETE}", file=sys.stderr)
    if not usable:
        raise BadRequest(f"{', '.join(map(str, options.contracts))} holds no contracts to measure a model on.")
    validation = usable if options.all else held_out(usable, options.model)
    if not validation:
        print(NONE_HELD_OUT, file=sys.stderr)
    contracts = validation or usable
    if options.predictions:
        result = _measure_predictions(options.predictions, contracts, usable)
    else:
        seen = options.all or (bool(validation) and "last_round" in read_report(options.model))
        result = _measure_model(options, contracts, seen)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "evaluation.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if result["seen"]:
        print(SEEN_IN_TRAINING)
    for source in (source for source in SOURCES if source in result):
        print(table(source, result[source]))
    try:
        (options.out / "evaluation.html").write_text(evaluation_page(result), encoding="utf-8")
    except BadRequest as error:  # the figures do not need their plots
        print(f"No evaluation.html: {error.message}", file=sys.stderr)
    return 0


def _measure_predictions(path: Path, contracts: list[Contract], usable: list[Contract]) -> dict[str, Any]:
    identity, predictions = read_predictions(path)
    answers = Answers(questions_of_predictions(contracts, usable, predictions), [], [])
    result = {"model": identity._asdict(), "contracts": len(contracts), "seen": False}
    return result | {"predictions": measured(contracts, answers)}


def _measure_model(options: argparse.Namespace, contracts: list[Contract], seen: bool) -> dict[str, Any]:
    engine = load_engine(options.model, options.remote_code)
    context = CallContext(adapter=options.adapter)
    engine.check_request(context)
    answers = answer_texts(contracts, engine, context)
    identity = answers.identity or engine.identity
    result: dict[str, Any] = {"model": identity._asdict(), "contracts": len(contracts), "seen": seen}
    result["text"] = measured(contracts, answers)
    if options.pdf:
        documents = [_from_pdf(contract, options.pdf) for contract in tqdm(contracts, "reading", unit="PDF")]
        result["pdf"] = measured(contracts, answer(contracts, documents, engine, context))
    return result


def _from_pdf(contract: Contract, folder: Path) -> Document | None:
    path = folder / Path(contract.pdf).name
    try:
        return read_pdf(path.read_bytes(), contract.title, Limits(pages=10_000))
    except (OSError, ContractReviewError) as error:
        tqdm.write(f"{path}: {error}")
        return None


def answer_texts(contracts: Sequence[Contract], engine: Engine, context: CallContext = UNLIMITED) -> Answers:
    """All categories of all contracts, read from their texts."""
    return answer(contracts, [as_document(contract) for contract in contracts], engine, context)


def answer(
    contracts: Sequence[Contract],
    documents: Sequence[Document | None],
    engine: Engine,
    context: CallContext = UNLIMITED,
) -> Answers:
    """All categories of all contracts. A document that could not be read (None) counts as one without findings."""
    answers = Answers([], [], [])
    pairs = zip(contracts, documents, strict=True)
    for contract, document in tqdm(pairs, "evaluating", total=len(contracts), unit="contract"):
        found = engine.find(document, context) if document else None
        findings = found.findings if found else []
        review = assemble(document, found, engine, default_playbook()) if document and found else None
        shown = [(clause.category, clause.text) for clause in review.clauses if clause.found] if review else []
        answers.by_contract.append(questions_of(contract, document, findings, shown, list(engine.thresholds)))
        answers.summaries.append(review.summary if review else None)
        answers.flags.append(list(review.flags) if review else [])
        if found and found.identity:
            answers = answers._replace(identity=found.identity)
    return answers


def measured(contracts: Sequence[Contract], answers: Answers) -> dict[str, Any]:
    """The figures that systems are compared by, with intervals; precision and recall over all categories, over all but
    "Parties" (the one category whose readings differ), by category, by type of contract and by length; the curves; the
    calibration of scores; how many of the summary's fields are right; and how often each rule raised a flag."""
    questions = answers.questions
    bins = calibration(questions)
    return {
        "comparison": figures_with_intervals(answers.by_contract),
        "all": figures(questions),
        "without_parties": figures([question for question in questions if question.category != "Parties"]),
        "categories": by_category(questions),
        "types": _by_group(answers, [contract.type for contract in contracts]),
        "lengths": _by_group(answers, [_length(contract) for contract in contracts]),
        "curves": {
            variant: curve(questions, strict)._asdict() for variant, strict in (("published", False), ("strict", True))
        },
        "calibration": {"error": calibration_error(bins), "bins": [bin._asdict() for bin in bins]},
        "flags": flagged(answers.flags),
        "summary": {field: tally._asdict() for field, tally in tallies(contracts, answers.summaries).items()}
        if answers.summaries
        else {},
    }


def flagged(flags: Sequence[Sequence[Flag]]) -> dict[str, dict[str, int]]:
    """How many flags each rule of the default playbook (or each deviation measure) raised, and in how many contracts;
    the most frequent first."""
    raised = Counter(flag.rule for one in flags for flag in one)
    contracts = Counter(rule for one in flags for rule in {flag.rule for flag in one})
    return {rule: {"flags": count, "contracts": contracts[rule]} for rule, count in raised.most_common()}


def _by_group(answers: Answers, groups: Sequence[str]) -> dict[str, dict[str, float]]:
    """The figures of each group of contracts, with the number of contracts."""
    found = {}
    for group in sorted(set(groups)):
        inside = [questions for questions, name in zip(answers.by_contract, groups, strict=True) if name == group]
        found[group] = {"contracts": float(len(inside)), **figures(list(chain(*inside)))}
    return found


def _length(contract: Contract) -> str:
    """A contract's length in words, as a group whose name sorts by length."""
    count = len(contract.text.split())
    return "1: under 3,000" if count < 3_000 else "2: 3,000 to 10,000" if count < 10_000 else "3: over 10,000"


def questions_of(
    contract: Contract,
    document: Document | None,
    findings: Sequence[Finding],
    shown: Sequence[tuple[str, str]],
    categories: Sequence[str],
) -> list[Question]:
    """One contract's questions, one per category: the annotated spans, the predictions, and those that the review shows
    (``shown``: category, text)."""
    predicted: dict[str, list[Prediction]] = {category: [] for category in categories}
    for finding in findings:
        assert document is not None
        predicted[finding.category].append(Prediction(document.text[finding.start : finding.end], finding.score))
    return [
        Question(
            category,
            [contract.text[a:b] for a, b in contract.clauses.get(category, [])],
            predicted[category],
            [text for name, text in shown if name == category],
        )
        for category in categories
    ]


def table(source: str, result: dict[str, Any]) -> str:
    """The figures as lines for a terminal, in percent."""
    heads = ("AUPR", "P@80R", "P@90R")
    keys = [
        (name, [f"{key}_{variant}" for key in ("aupr", "p80r", "p90r")])
        for name, variant in (("published", "published"), ("strict", "strict"))
    ]
    lines = [
        f"From {source}:",
        figures_table(result["comparison"]),
        "",
        f"{'':36}{'spans':>6}" + "".join(f"  {name:>9} {' '.join(f'{h:>6}' for h in heads)}" for name, _ in keys),
    ]
    rows = [
        ("all categories", result["all"]),
        ("all but Parties", result["without_parties"]),
        *result["categories"].items(),
    ]
    for name, row in rows:
        cells = "".join(" " * 12 + " ".join(f"{row[key]:6.1f}" for key in group) for _, group in keys)
        lines.append(f"{name:36}{row.get('annotated', ''):>6}" + cells)
    lines += ["", f"Calibration error: {100 * result['calibration']['error']:.1f}"]
    if result["summary"]:
        lines += ["", f"{'Summary, where a person gave an answer:':42}{'right':>6}{'of':>6}{'%':>7}"]
    for field, tally in result["summary"].items():
        share = f"{100 * tally['right'] / tally['answered']:7.1f}" if tally["answered"] else f"{'-':>7}"
        lines.append(f"{field:42}{tally['right']:>6}{tally['answered']:>6}{share}")
    lines += ["", f"{'Flags, by rule:':42}{'flags':>6}{'contracts':>11}"]
    lines += [f"{rule:42}{row['flags']:>6}{row['contracts']:>11}" for rule, row in result["flags"].items()]
    return "\n".join(lines)
