"""From a request's body to the response's, in the steps of the sagemaker-inference toolkit: ``model_fn``, ``input_fn``,
``predict_fn``, ``output_fn``. A module ``code/inference.py`` in the model directory may replace any of them."""

from __future__ import annotations

import datetime
import importlib.util
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from chunking.document import Document
from chunking.errors import (
    BadModel,
    BadRequest,
    Busy,
    ContractReviewError,
    NotAcceptable,
    NotAPdf,
    UnsupportedMediaType,
)
from chunking.isolation.client import read_pdf, read_text, read_word, render_pdf
from model.engines.base import Engine
from model.engines.load_engine import load_engine
from serve.config import Config
from serve.output.media_types import CALENDAR, CSV, DOCX, JSON, ONLY_WORD, PDF, READS, TEXT, WRITES, XLSX
from serve.request_context import current_request

if TYPE_CHECKING:  # the rules' thousand regular expressions and pydantic would take most of the time until ready
    from model.playbook.playbook_format import Playbook
    from model.schema import Review

# Bytes of a JSON reference: an S3 key has at most 1,024.
_LARGEST_REFERENCE = 1 << 16
Bytes = bytes | memoryview
_HEAD, _ARCHIVE = 1024, (b"PK\x03\x04", b"PK\x05\x06")


@dataclass(frozen=True, slots=True)
class Submission:
    """A document that was read, its file's bytes and media type, and the seconds that reading took."""

    document: Document
    data: Bytes
    media_type: str
    seconds: float
    password: str | None = field(default=None, repr=False)

    def stages(self) -> dict[str, float]:
        """Seconds by stage; "read" includes fetching from S3 and the reader process."""
        segment = self.document.segment_seconds
        return {"read": self.seconds - segment, "segment": segment}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A submission with its review."""

    submission: Submission
    review: Review

    def facts(self) -> dict[str, Any]:
        """What goes into the log and the metrics."""
        document = self.review.document
        return {
            **({"pages": document.pages} if document.pages else {}),
            "tokens": document.tokens,
            "clauses": len(self.review.clauses),
            "flags": len(self.review.flags),
            "seconds": self.review.timing,
        }


@dataclass(frozen=True, slots=True)
class Handlers:
    """The steps from a model directory and a request's body to the response's body. ``prepare`` loads what is left out
    until the model is ready; a request that comes earlier waits for it, but its document is read meanwhile."""

    model_fn: Callable[[str], Any]
    input_fn: Callable[[Bytes, str], Any]
    predict_fn: Callable[[Any, Any], Any]
    output_fn: Callable[[Any, str], Any]
    prepare: Callable[[], Any]


def built_in(config: Config) -> Handlers:
    """The product's own handlers. Raises BadPlaybook."""
    playbooks = _loader(config.playbooks)
    own = playbooks() if config.playbooks else {}  # their mistakes show before the server is ready

    def model_fn(model_dir: str) -> Engine:
        engine = load_engine(Path(model_dir), config.remote_code)
        for playbook in own.values():
            playbook.check_categories(engine.thresholds)
        return engine

    def input_fn(input_data: Bytes, content_type: str) -> Submission:
        request = current_request()
        if request.playbook:
            _named_playbook(playbooks(), request.playbook)  # an unknown name is refused before reading starts
        remaining = request.remaining()
        if not remaining:
            raise Busy("The deadline passed before the document's turn. Send fewer at once.")
        # A batch transform sends all its files with one media type, so Word files are recognized by their bytes.
        if config.batch and content_type == PDF and bytes(input_data[:4]) == _ARCHIVE[0]:
            content_type = DOCX
        in_time = replace(config, deadline_seconds=remaining)
        submission = read_submission(
            input_data, content_type, in_time, request.password, request.charset, name=request.name
        )
        _check_word(submission, request.accept)  # of an object in S3, the media type is known only now
        return submission

    def predict_fn(data: Submission, model: Engine) -> Reviewed:
        request = current_request()
        playbook = _named_playbook(playbooks(), request.playbook)
        from model.review import review_document, with_request, with_text
        from model.schema import Request

        review = review_document(data.document, model, playbook, context=request)
        if request.with_text:
            review = with_text(review, data.document)
        return Reviewed(
            data,
            with_request(review, Request(id=request.id, custom_attributes=request.custom_attributes), data.stages()),
        )

    def output_fn(prediction: Reviewed, accept: str) -> bytes:
        return write(prediction, accept, config)

    return Handlers(model_fn, input_fn, predict_fn, output_fn, prepare=playbooks)


def _loader(path: Path | None) -> Callable[[], dict[str, Playbook]]:
    """A function that imports the rules and loads the playbooks, once. It raises BadPlaybook."""
    # Threads that import modules of the same library in different orders can get one that is not yet complete.
    one_at_a_time = Lock()

    @cache
    def loaded() -> dict[str, Playbook]:
        import model.review  # noqa: F401
        from model.playbook.playbook_format import load_playbooks

        return load_playbooks(path)

    def load() -> dict[str, Playbook]:
        with one_at_a_time:
            return loaded()

    return load


def _named_playbook(playbooks: Mapping[str, Playbook], name: str | None) -> Playbook:
    """Raises BadRequest if no playbook of this name is installed."""
    try:
        return playbooks[name or "default"]
    except KeyError:
        installed = ", ".join(sorted(playbooks))
        raise BadRequest(f"There is no playbook of this name. Name one of: {installed}.") from None


def load_handlers(config: Config) -> Handlers:
    """The built-in handlers; those defined in ``code/inference.py`` replace them if the operator allows it."""
    handlers = built_in(config)
    if not config.custom_code:
        return handlers
    path = config.model / "code" / "inference.py"
    spec = importlib.util.spec_from_file_location("inference", path)
    if spec is None or spec.loader is None or not path.exists():
        raise BadModel(f"CONTRACT_REVIEW_CUSTOM_CODE is on, but {path} does not exist.")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # it is the operator's code, which may raise anything
        raise BadModel(f"{path} cannot be run: {type(error).__name__}: {error}.") from error
    steps = ("model_fn", "input_fn", "predict_fn", "output_fn")
    own = {step: getattr(module, step) for step in steps if hasattr(module, step)}
    if input_fn := own.get("input_fn"):  # the toolkit promises it bytes
        own["input_fn"] = lambda input_data, content_type: input_fn(bytes(input_data), content_type)
    return replace(handlers, **own)


def read_submission(
    body: Bytes,
    content_type: str,
    config: Config,
    password: str | None = None,
    charset: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    name: str | None = None,
) -> Submission:
    """Reads a PDF, a Word file, a text, or a JSON reference ``{"s3_uri": ...}`` to one of them.

    Raises the request's errors.

    ``password`` opens a password-protected PDF; ``charset`` is the encoding with which a text was sent (an object in
    S3 has its own); ``progress`` is called with the number of pages read so far and in total; ``name`` is the
    document's, by default the last part of its S3 key.
    """
    began = time.monotonic()
    if content_type == JSON:
        from serve.inference.s3 import fetch  # few send references, and boto3 takes long to import

        uri = _s3_uri(body)
        key = uri.rsplit("/", 1)[-1]
        name = name or key
        stored = fetch(uri, config.s3_buckets, config.max_bytes)
        body, charset = stored.data, stored.charset
        content_type = _stored_type(key.lower(), stored.media_type)
    name = name or "document"
    if content_type not in (PDF, DOCX, TEXT):
        raise UnsupportedMediaType(f"This media type is not supported. Send one of: {', '.join(READS)}.")
    if content_type == DOCX:
        return Submission(read_word(body, name, config.limits()), body, DOCX, time.monotonic() - began)
    _check_kind(body, content_type)
    if content_type == TEXT:
        return Submission(read_text(body, name, config.limits(), charset), body, TEXT, time.monotonic() - began)
    document = read_pdf(body, name, config.limits(), password, progress)
    return Submission(document, body, PDF, time.monotonic() - began, password)


def _stored_type(name: str, media_type: str) -> str:
    """The media type of an S3 object, by its name, otherwise by the Content-Type with which it was stored."""
    for ending, kind in ((".txt", TEXT), (".md", TEXT), (".docx", DOCX)):
        if name.endswith(ending):
            return kind
    return media_type if media_type in (TEXT, DOCX) else PDF


def _check_kind(body: Bytes, content_type: str) -> None:
    """Raises NotAPdf for a ZIP archive (a PDF reader would take the first PDF in it for the whole), and
    UnsupportedMediaType for a PDF that was sent as text."""
    head = bytes(body[:_HEAD])
    if head.startswith(_ARCHIVE):
        raise NotAPdf(f"This is a ZIP archive. Unpack it and send each file by itself; a Word file is sent as {DOCX}.")
    if content_type == TEXT and head.lstrip().startswith(b"%PDF-"):
        raise UnsupportedMediaType(f"This is a PDF that was sent as text. Send it as {PDF}.")


def _s3_uri(body: Bytes) -> str:
    try:
        uri = json.loads(bytes(body[:_LARGEST_REFERENCE]))["s3_uri"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRequest('The body is not JSON of the form {"s3_uri": "s3://bucket/key"}.') from error
    if not isinstance(uri, str):
        raise BadRequest("s3_uri must be a string of the form s3://bucket/key.")
    return uri


def write(reviewed: Reviewed, accept: str, config: Config) -> bytes:
    """The review as JSON, as an HTML page with the contract beside it, as the row of a table, as a calendar of its
    deadlines, or as comments in the Word file that was reviewed. Raises NotAcceptable."""
    submission = reviewed.submission
    if accept not in WRITES:
        raise NotAcceptable(f"Accept names no supported media type. Ask for one of: {', '.join(WRITES)}.")
    _check_word(submission, accept)
    if accept == JSON:
        return reviewed.review.to_json().encode()
    if accept == DOCX:
        from serve.output.word_comments import commented

        return commented(submission.data, submission.document, reviewed.review, config.limits())
    if accept in (CSV, XLSX, CALENDAR):
        return _listed(reviewed.review, accept)
    from serve.output.review_page import page  # few ask for a page, and its templates need a library

    try:
        is_pdf = submission.media_type == PDF
        pictures = render_pdf(submission.data, config.limits(), submission.password) if is_pdf else []
    except ContractReviewError:
        pictures = []  # the page still shows where on its sheet each clause is
    return page(reviewed.review, submission.document, pictures).encode()


def _listed(review: Review, accept: str) -> bytes:
    from serve.portfolio.reviews import Listed  # few ask for these, and each needs a library

    if accept == CALENDAR:
        from serve.portfolio.calendar import calendar_of

        return bytes(calendar_of([Listed(review)], datetime.datetime.now(datetime.UTC)).to_ical())
    from serve.portfolio.spreadsheet import as_csv, tables
    from serve.portfolio.xlsx_writer import workbook

    contracts, flags = tables([Listed(review)], datetime.date.today())
    return workbook([contracts, flags]) if accept == XLSX else as_csv(contracts)


def _check_word(submission: Submission, accept: str) -> None:
    """Raises NotAcceptable if comments are requested for a document that is not a Word file."""
    if accept == DOCX and submission.media_type != DOCX:
        raise NotAcceptable(ONLY_WORD)
