"""``contract-review compare``: what a new draft changes, and what that does to the review."""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from chunking.document import Document
from chunking.errors import BadRequest
from chunking.isolation import client as isolation
from model.call_context import CallContext
from model.engines.base import Engine, Found
from model.engines.load_engine import load_engine
from serve.config import Config
from serve.files import STANDARD_OUTPUT, check_writable, is_stream, print_json, write_whole
from serve.inference.handlers import read_submission
from serve.input_files import Input, path_argument, printable

if TYPE_CHECKING:  # the rules' thousand regular expressions and pydantic are imported while the drafts are read
    from model.playbook.playbook_format import Playbook
    from serve.comparison.alignment import Change
    from serve.comparison.comparison import Comparison, ReviewedDraft


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``compare``."""
    command.add_argument(
        "old", type=path_argument, metavar="OLD", help="the earlier draft, a PDF, .docx, .txt or .md file"
    )
    command.add_argument("new", type=path_argument, metavar="NEW", help="the later draft")
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE.json",
        help="the comparison as JSON, - for standard output (default: NEW.changes.json)",
    )
    command.add_argument("--html", action="store_true", help="also write a page with both drafts side by side")
    command.add_argument("--password", metavar="WORD", help="password of password-protected PDFs")
    command.add_argument(
        "--model", type=path_argument, metavar="DIR", help="a model directory instead of the embedded model"
    )
    command.add_argument(
        "--playbook", type=path_argument, metavar="FILE", help="a playbook instead of the built-in one"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Reviews both drafts, compares them, and writes what differs."""
    for draft in (Input(options.old), Input(options.new)):
        if why := draft.missing():
            raise BadRequest(f"{draft}: {why}")
    target = _target(options)
    config = Config.from_environment(os.environ)
    isolation.start()
    with ThreadPoolExecutor(3) as pool:
        try:
            comparison = _compared(options, config, pool)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    if target is None:
        print_json(comparison.to_json())
        return 0
    write_whole(target, comparison.to_json().encode())
    if options.html:
        from serve.comparison.comparison_page import page

        write_whole(target.with_suffix(".html"), page(comparison).encode())
    from serve.comparison.terminal_report import report

    print(printable(report(comparison)))
    page_too = f"   as a page: {target.with_suffix('.html')}" if options.html else ""
    print(printable(f"\nThe comparison: {target}{page_too}"))
    return 0


def _target(options: argparse.Namespace) -> Path | None:
    """Where the comparison goes; None is standard output. Raises BadRequest if it cannot be written there."""
    target = None if options.output in STANDARD_OUTPUT else Path(options.output or f"{options.new.stem}.changes.json")
    if options.html and (target is None or is_stream(target)):
        raise BadRequest("--html writes a file beside the comparison. Name a file with -o.")
    for file in [target, *([target.with_suffix(".html")] if options.html else [])] if target else []:
        if os.path.realpath(file) in map(os.path.realpath, (options.old, options.new)):
            raise BadRequest(f"{file} is to be compared, and the output would overwrite it. Use another -o.")
        check_writable(file)
    return target


def _read(path: Path, config: Config, password: str | None) -> Document:
    draft = Input(path)
    try:
        data = draft.content(config.max_bytes)
    except OSError as error:
        raise BadRequest(f"{path}: {error.strerror}") from error
    document = read_submission(data, draft.media_type(data), config, password).document
    return replace(document, name=draft.name)


def _compared(options: argparse.Namespace, config: Config, pool: ThreadPoolExecutor) -> Comparison:
    """The comparison. The model's network leaves Python's lock to other threads, which meanwhile do the rest."""
    old, new = (pool.submit(_read, path, config, options.password) for path in (options.old, options.new))
    rules = pool.submit(_playbook, options.playbook)
    engine = load_engine(options.model or config.model, config.remote_code)
    playbook = rules.result()
    if options.playbook:
        playbook.check_categories(engine.thresholds)
    aligned = pool.submit(_changes, old.result(), new.result())
    context = CallContext(known={})
    found = engine.find(old.result(), context)
    reviewed = pool.submit(_reviewed, old.result(), found, engine, playbook)
    found = engine.find(new.result(), context)
    from serve.comparison.comparison import compare

    return compare(reviewed.result(), _reviewed(new.result(), found, engine, playbook), aligned.result())


def _playbook(path: Path | None) -> Playbook:
    from model.playbook.playbook_format import default_playbook, load_playbook

    return load_playbook(path) if path else default_playbook()


def _reviewed(document: Document, found: Found, engine: Engine, playbook: Playbook) -> ReviewedDraft:
    from model.review import assemble
    from serve.comparison.comparison import ReviewedDraft

    return ReviewedDraft(document, assemble(document, found, engine, playbook))


def _changes(old: Document, new: Document) -> list[Change]:
    from serve.comparison.comparison import changed_sentences

    return changed_sentences(old, new)
