"""``contract-review compare``: what a new draft changes, and what that does to the review."""

from __future__ import annotations

import argparse
import os
import textwrap
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from chunking.document import Document
from chunking.errors import BadRequest
from chunking.isolation import client as isolation
from model.engines.base import Engine
from model.engines.load_engine import load_engine
from model.playbook.playbook_format import Playbook, default_playbook, load_playbook
from model.review import review_document
from serve.comparison.comparison import ChangedWords, Comparison, ReviewedDraft, compare
from serve.comparison.comparison_page import page
from serve.config import Config
from serve.files import STANDARD_OUTPUT, check_writable, is_stream, print_json, write_whole
from serve.inference.handlers import read_submission
from serve.input_files import Input, path_argument, printable
from serve.output.formatting import place

_WIDTH = 110


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Adds the arguments of ``compare``."""
    command.add_argument("old", type=path_argument, metavar="OLD", help="the earlier draft, a PDF, .docx or .txt file")
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
    with ThreadPoolExecutor(2) as pool:  # the drafts are read while the model loads
        drafts = [pool.submit(_read, path, config, options.password) for path in (options.old, options.new)]
        playbook = load_playbook(options.playbook) if options.playbook else default_playbook()
        engine = load_engine(options.model or config.model, config.remote_code)
        if options.playbook:
            playbook.check_categories(engine.thresholds)
        comparison = compare(*(_reviewed(draft.result(), engine, playbook) for draft in drafts))
    if target is None:
        print_json(comparison.to_json())
        return 0
    write_whole(target, comparison.to_json().encode())
    if options.html:
        write_whole(target.with_suffix(".html"), page(comparison).encode())
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


def _reviewed(document: Document, engine: Engine, playbook: Playbook) -> ReviewedDraft:
    return ReviewedDraft(document, review_document(document, engine, playbook))


def report(comparison: Comparison) -> str:
    """The comparison as lines for a terminal."""
    counts = Counter(change.kind for change in comparison.changes)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in ("altered", "added", "removed", "moved") if counts[kind])
    lines = [f"{comparison.old.name} -> {comparison.new.name}: {told or 'the same words'}"]
    lines += ["", "Values:"] if comparison.values else []
    lines += [f"  {one.label}: {one.old or 'not found'} -> {one.new or 'not found'}" for one in comparison.values]
    lines += ["", "Flags:"] if comparison.flags else []
    lines += [f"  {one.kind} ({one.flag.severity}): {one.flag.why}" for one in comparison.flags]
    lines += ["", "Words, the most important first:"] if comparison.changes else []
    lines += [line for change in comparison.changes for line in _change(change)]
    return "\n".join(lines)


def _change(change: ChangedWords) -> Iterator[str]:
    side = change.new or change.old
    assert side is not None
    head = " · ".join([*change.categories, *([side.section] if side.section else []), place(side)])
    yield f"  {change.kind}: {head}"
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    text = " ".join(marks[piece.kind].format(piece.text) for piece in change.words) or side.text
    yield from textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent="    ", subsequent_indent="    ")
