"""``contract-review extract``: files in, reviews out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

from tqdm import tqdm

from chunking.errors import BadRequest, ContractReviewError, TooLarge
from model.engines.base import Engine
from model.engines.loading import load_engine
from model.playbook.playbook_file import Playbook, default_playbook, load_playbook
from model.review import review_document, with_request
from model.schema import Review
from serve.config import Config
from serve.files import write_whole
from serve.inference.handlers import PDF, TEXT, Submission, read_submission
from serve.inputs import STANDARD_INPUT, content, inputs, missing, printable
from serve.report import report

SUCCESS, FAILURE, PARTIAL = 0, 1, 3
# One document is read while another is in the model.
_AT_ONCE = 2


class Outcome(NamedTuple):
    """What became of one file: a review and what it was read from, or the reason why there is none."""

    path: Path
    review: Review | None
    submission: Submission | None
    failure: str


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds ``extract`` to the command line."""
    command = commands.add_parser("extract", help="review PDF or .txt files, folders of them, or standard input (-)")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument(
        "-o", "--output", metavar="OUT", help="a file for one input, a folder for many, - for standard output"
    )
    command.add_argument("--html", action="store_true", help="also write a page with the contract beside its review")
    command.add_argument(
        "--min-score", type=_score, metavar="X", help="also list candidates of at least this score (0: the 20 best)"
    )
    command.add_argument("--password", metavar="WORD", help="opens PDFs that are locked with it")
    command.add_argument("--model", type=Path, metavar="DIR", help="a model directory instead of the embedded model")
    command.add_argument("--playbook", type=Path, metavar="FILE", help="a playbook instead of the built-in one")
    command.set_defaults(run=run)


def _score(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("a score lies between 0 and 1")
    return value


def run(options: argparse.Namespace) -> int:
    """Reviews every file; one that fails does not stop the others. Returns the exit code."""
    config = Config.from_environment(os.environ)
    named = inputs(options.files)
    if not named:
        raise BadRequest("There is nothing to review: no PDF or .txt file in what was named.")
    output = options.output
    if output and output != "-" and any(path.is_dir() for path in options.files):
        output += os.sep  # a folder's reviews are a folder, of however many
    targets = _targets(named, output)
    files = [path for path in named if not missing(path)]
    for path in named:
        if why := missing(path):
            print(printable(f"{path}: {why}"), file=sys.stderr)
    reviewed = _review_all(files, targets, options, config) if files else 0
    if reviewed == len(named):
        return SUCCESS
    return PARTIAL if reviewed else FAILURE


def _review_all(
    files: list[Path], targets: dict[Path, Path | None], options: argparse.Namespace, config: Config
) -> int:
    """How many were reviewed."""
    playbook = load_playbook(options.playbook) if options.playbook else default_playbook()
    engine = load_engine(options.model or config.model, config.remote_code)
    if options.playbook:
        playbook.check_categories(engine.thresholds)
    reviewed = 0
    pages = len(files) == 1
    shown = tqdm(total=len(files), unit="page" if pages else "file", disable=not sys.stderr.isatty())
    with shown as bar:
        work = partial(
            _review, engine=engine, playbook=playbook, config=config, options=options, bar=bar if pages else None
        )
        for outcome in _at_once(work, files):
            failure = outcome.failure or _write(outcome, targets[outcome.path], options.html, config)
            if not pages:
                bar.update()
            if failure:
                bar.write(printable(f"{outcome.path}: {failure}"), file=sys.stderr)
                continue
            reviewed += 1
            assert outcome.review is not None
            if targets[outcome.path] is not None:
                bar.write(printable(report(outcome.review, brief=len(files) > 1)), file=sys.stdout)
    return reviewed


def _targets(files: list[Path], output: str | None) -> dict[Path, Path | None]:
    """Where each review goes; None is standard output. Inputs of the same name do not overwrite one another."""
    if output == "-":
        return dict.fromkeys(files)
    if output and len(files) == 1 and not output.endswith(os.sep) and not Path(output).is_dir():
        return {files[0]: Path(output)}
    folder = Path(output or ".")
    if folder.suffix.lower() == ".json" and not folder.is_dir():
        raise BadRequest(f"{folder} is one file, and several reviews need a folder. Name one with -o.")
    if folder.exists() and not folder.is_dir():
        raise BadRequest(f"{folder} is a file; several reviews need a folder.")
    targets: dict[Path, Path | None] = {}
    for path in files:
        stem = "stdin" if path == STANDARD_INPUT else path.stem
        number, name = 1, f"{stem}.review.json"
        while folder / name in targets.values():
            number += 1
            name = f"{stem}-{number}.review.json"
        targets[path] = folder / name
    return targets


def _at_once(work: Callable[[Path], Outcome], files: list[Path]) -> Iterator[Outcome]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(work, files)


def _review(
    path: Path,
    engine: Engine,
    playbook: Playbook,
    config: Config,
    options: argparse.Namespace,
    bar: tqdm[NoReturn] | None,
) -> Outcome:
    def progress(done: int, count: int) -> None:
        if bar is not None:
            bar.total = count
            bar.update(done - bar.n)

    try:
        if path != STANDARD_INPUT and path.stat().st_size > config.max_bytes:
            raise TooLarge(f"The file is larger than {config.max_bytes} bytes (CONTRACT_REVIEW_MAX_BYTES).")
        data = content(path)
        media = TEXT if path.suffix.lower() == ".txt" else PDF
        submission = read_submission(data, media, config, options.password, progress=progress)
        submission = replace(submission, document=replace(submission.document, name=path.name))
        review = review_document(submission.document, engine, playbook, options.min_score)
        return Outcome(path, with_request(review, None, submission.stages()), submission, "")
    except ContractReviewError as error:
        return Outcome(path, None, None, f"{error.code}: {error.message}")
    except OSError as error:
        return Outcome(path, None, None, error.strerror or str(error))


def _write(outcome: Outcome, target: Path | None, html: bool, config: Config) -> str:
    """Writes the review (and the page); returns what went wrong, or nothing."""
    from serve.inference.handlers import HTML, Reviewed, write

    assert outcome.review is not None and outcome.submission is not None
    if target is None:
        sys.stdout.write(outcome.review.to_json() + "\n")
        return ""
    try:
        write_whole(target, outcome.review.to_json().encode())
        if html:
            write_whole(target.with_suffix(".html"), write(Reviewed(outcome.submission, outcome.review), HTML, config))
    except OSError as error:
        return f"cannot write {error.filename or target}: {error.strerror}"
    return ""
