"""``contract-review extract``: files in, reviews out."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from sagemaker_inference.content_types import JSON
from tqdm import tqdm

from chunking.errors import BadRequest, ContractReviewError
from chunking.isolation import client as isolation
from model.call_context import CallContext
from model.engines.base import Engine
from model.engines.load_engine import is_language_model, load_engine
from model.engines.model_directory import base_in
from serve.config import Config
from serve.files import STANDARD_OUTPUT, check_writable, is_stream, print_json, write_whole
from serve.inference.handlers import Reviewed, Submission, read_submission, write
from serve.input_files import STANDARD_INPUT, Input, expands, inputs, path_argument, printable
from serve.output.media_types import DOCX, HTML

if TYPE_CHECKING:  # the rules' thousand regular expressions and pydantic are imported while the first file is read
    from model.playbook.playbook_format import Playbook
    from model.schema import Review

SUCCESS, FAILURE, PARTIAL = 0, 1, 3
# One document is read while another is in the model.
_AT_ONCE = 2
# A review's file name keeps at most this many bytes of the document's: most file systems allow 255, and
# ".review.json" needs some.
_LONGEST_STEM = 200


class Loaded(NamedTuple):
    """The model and the playbook, as soon as they are there."""

    engine: Future[Engine]
    playbook: Future[Playbook]


class Outcome(NamedTuple):
    """The result for one document: a review and what it was read from, or why there is none."""

    source: Input
    review: Review | None
    submission: Submission | None
    failure: str


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``extract``."""
    command.add_argument("files", nargs="+", type=path_argument, metavar="FILE")
    command.add_argument(
        "-o", "--output", metavar="OUT", help="a file for one input, a folder for many, - for standard output"
    )
    command.add_argument("--html", action="store_true", help="also write a page with the contract beside its review")
    command.add_argument(
        "--docx", action="store_true", help="also write the Word file again, with each flag as a comment on its words"
    )
    command.add_argument(
        "--min-score", type=_score, metavar="X", help="also list candidates of at least this score (0: the 20 best)"
    )
    command.add_argument("--charset", metavar="NAME", help="the encoding of texts, such as windows-1251")
    command.add_argument("--password", metavar="WORD", help="password of password-protected PDFs")
    command.add_argument(
        "--model", type=path_argument, metavar="DIR", help="a model directory instead of the embedded model"
    )
    command.add_argument("--adapter", metavar="NAME", help="one of the adapters that the model's llm.json lists")
    command.add_argument(
        "--playbook", type=path_argument, metavar="FILE", help="a playbook instead of the built-in one"
    )
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
        raise BadRequest("There is nothing to review: no PDF, .docx, .txt or .md file was found there.")
    output = options.output
    if output and output not in STANDARD_OUTPUT and any(expands(path) for path in options.files):
        output += os.sep  # the reviews of a folder go into a folder, even if there is only one
    targets = _targets(named, output)
    _check_targets(targets, _formats(options))
    files = [source for source in named if not source.missing()]
    for source in named:
        if why := source.missing():
            print(printable(f"{source}: {why}"), file=sys.stderr)
    reviewed = _review_all(files, targets, options, config) if files else 0
    if reviewed == len(named):
        return SUCCESS
    return PARTIAL if reviewed else FAILURE


def _formats(options: argparse.Namespace) -> dict[str, str]:
    """The media types that are written beside the JSON, with the endings of their files."""
    return ({HTML: ".html"} if options.html else {}) | ({DOCX: ".docx"} if options.docx else {})


def _check_targets(targets: dict[Input, Path | None], formats: dict[str, str]) -> None:
    """Raises BadRequest if a file cannot be written, has no path, or would overwrite a document that is reviewed."""
    sources = {os.path.realpath(source.path) for source in targets if source.path != STANDARD_INPUT}
    for source, target in targets.items():
        if formats and (target is None or is_stream(target)):
            written = " and ".join(suffix.replace(".", "--") for suffix in formats.values())
            raise BadRequest(f"{written} writes a file beside the review. Name a file or folder with -o.")
        for file in [target, *map(target.with_suffix, formats.values())] if target else []:
            if os.path.realpath(file) in sources and not is_stream(file):
                raise BadRequest(
                    f"{file} is to be reviewed, and the output for {source.name} would overwrite it. Use another -o."
                )
            check_writable(file)


def _review_all(
    files: list[Input], targets: dict[Input, Path | None], options: argparse.Namespace, config: Config
) -> int:
    """How many were reviewed."""
    is_language_model(base_in(options.model or config.model))  # a folder without a model is refused at once
    isolation.start()
    alone = len(files) == 1
    shown = tqdm(total=len(files), unit="page" if alone else "file", disable=not sys.stderr.isatty())
    loaded = Loaded(Future(), Future())
    with ThreadPoolExecutor(_AT_ONCE) as pool, shown as bar:
        work = partial(_review, loaded=loaded, config=config, options=options, bar=bar if alone else None)
        outcomes = pool.map(work, files)  # the first files are read while the model loads
        try:
            _load(loaded, options, config)
        except BaseException as error:
            for missing in (one for one in loaded if not one.done()):
                missing.set_exception(error)
            pool.shutdown(cancel_futures=True)
            raise
        return sum(_finish(outcome, targets[outcome.source], options, config, bar, alone) for outcome in outcomes)


def _load(loaded: Loaded, options: argparse.Namespace, config: Config) -> None:
    """The model, which finds what it can in the first files while the rules load, and the playbook. Raises BadRequest
    if one of them does not fit what was asked for."""
    engine = load_engine(options.model or config.model, config.remote_code)
    engine.check_request(CallContext(adapter=options.adapter))
    loaded.engine.set_result(engine)
    from model.playbook.playbook_format import default_playbook, load_playbook

    playbook = load_playbook(options.playbook) if options.playbook else default_playbook()
    if options.playbook:
        playbook.check_categories(engine.thresholds)
    loaded.playbook.set_result(playbook)


def _finish(
    outcome: Outcome,
    target: Path | None,
    options: argparse.Namespace,
    config: Config,
    bar: tqdm[NoReturn],
    alone: bool,
) -> bool:
    """Writes a review and reports it, or why there is none. Returns whether there is one."""
    failure = outcome.failure or _write(outcome, target, options, config)
    if not alone:
        bar.update()
    if failure:
        bar.write(printable(f"{outcome.source}: {failure}"), file=sys.stderr)
        return False
    assert outcome.review is not None
    if target is not None:
        from serve.output.terminal_report import report

        told = report(outcome.review, brief=not alone)
        bar.write(printable(f"{told}\n{'' if alone else '  '}Written to {target.resolve()}"), file=sys.stdout)
    return True


def _targets(files: list[Input], output: str | None) -> dict[Input, Path | None]:
    """Where each review goes; None is standard output. Inputs of the same name do not overwrite one another."""
    if output in STANDARD_OUTPUT:
        return dict.fromkeys(files)
    if output and len(files) == 1 and not output.endswith(os.sep) and not Path(output).is_dir():
        return {files[0]: Path(output)}
    folder = Path(output or ".")
    if folder.suffix.lower() == ".json" and not folder.is_dir():
        raise BadRequest(f"{folder} is one file, and several reviews need a folder. Name one with -o.")
    if folder.exists() and not folder.is_dir():
        raise BadRequest(f"{folder} is a file; several reviews need a folder.")
    targets: dict[Input, Path | None] = {}
    for source in files:
        stem = os.fsencode(Path(source.name).stem)[:_LONGEST_STEM].decode(errors="ignore")
        number, name = 1, f"{stem}.review.json"
        while folder / name in targets.values():
            number += 1
            name = f"{stem}-{number}.review.json"
        targets[source] = folder / name
    return targets


def _review(
    source: Input,
    loaded: Loaded,
    config: Config,
    options: argparse.Namespace,
    bar: tqdm[NoReturn] | None,
) -> Outcome:
    def progress(done: int, count: int) -> None:
        if bar is not None:
            bar.total = count
            bar.update(done - bar.n)

    try:
        data = source.content(config.max_bytes)
        media = source.media_type(data)
        if options.docx and media != DOCX:
            raise BadRequest("--docx writes comments into Word files only, and this is not a Word file.")
        submission = read_submission(data, media, config, options.password, options.charset, progress)
        submission = replace(submission, document=replace(submission.document, name=source.name))
        engine = loaded.engine.result()
        found = engine.find(submission.document, CallContext(adapter=options.adapter))
        playbook = loaded.playbook.result()
        from model.review import assemble, with_request

        review = assemble(submission.document, found, engine, playbook, options.min_score)
        return Outcome(source, with_request(review, None, submission.stages()), submission, "")
    except ContractReviewError as error:
        return Outcome(source, None, None, f"{error.code}: {error.message}")
    except OSError as error:
        return Outcome(source, None, None, error.strerror or str(error))


def _write(outcome: Outcome, target: Path | None, options: argparse.Namespace, config: Config) -> str:
    """Writes the review, and the page and the commented Word file if wanted; returns what went wrong, or nothing."""
    assert outcome.review is not None and outcome.submission is not None
    if target is None:
        print_json(outcome.review.to_json())
        return ""
    reviewed = Reviewed(outcome.submission, outcome.review)
    try:
        write_whole(target, write(reviewed, JSON, config))
        for media, suffix in _formats(options).items():
            write_whole(target.with_suffix(suffix), write(reviewed, media, config))
    except OSError as error:
        return f"cannot write {error.filename or target}: {error.strerror}"
    except ContractReviewError as error:
        return f"{error.code}: {error.message}"
    return ""
