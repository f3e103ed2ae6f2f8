"""One invocation from its headers to its response, and its line in the log."""

from __future__ import annotations

import logging
import time
from contextlib import AbstractContextManager
from typing import Any, Protocol

from flask import Response

from chunking import errors
from serve.config import Config
from serve.http.admission import Admission
from serve.http.body import Body, received
from serve.http.metrics import Metrics
from serve.http.request import check_media, read_context
from serve.http.responses import error_response, known
from serve.http.uploads import Uploads
from serve.inference.model_supervisor import Answer
from serve.output.media_types import TEXT
from serve.request_context import RequestContext

# In a batch transform these become the document's output with status 200, so that the job goes on to the next one.
DOCUMENT_ERRORS = (errors.NotAPdf, errors.NotADocx, errors.TooLarge, errors.UnreadableDocument)
# A text of more bytes is known to be long: some 60,000 tokens, which take two cores over 20 s. Of a PDF or a Word file
# the size says little.
LONG_TEXT = 250_000
# A document that spent this share of its time in the queue was not too slow itself: a retry can succeed.
QUEUED_SHARE = 0.5
_LOG = logging.getLogger("contract_review.server")


class Reviewer(Protocol):
    """Answers on behalf of a model: its process."""

    def trouble(self) -> str:
        """Why no request can be answered right now; empty if one can."""
        ...

    def ask(self, context: RequestContext, body: Body) -> Answer:
        """The model's answer. Raises the request's errors."""
        ...


class Invocations:
    """Admits the current request, has a model answer it, and reports the outcome to the log and the metrics."""

    def __init__(self, config: Config, admission: Admission, uploads: Uploads, metrics: Metrics) -> None:
        self._config = config
        self._admission = admission
        self._uploads = uploads
        self._metrics = metrics
        self._shape = "batch-transform" if config.batch else "multi-model" if config.multi_model else "endpoint"

    def answer(self, model: AbstractContextManager[Reviewer], name: str = "") -> Response:
        """The response, even if the request fails. ``model`` stays entered meanwhile; ``name`` is for the log."""
        began = time.monotonic()
        context = read_context(self._config)
        ids = {"request": context.id, "custom_attributes": context.custom_attributes}
        facts: dict[str, Any] = {**ids, "shape": self._shape, "code": "ok"}
        facts |= {"model": name} if name else {}
        try:
            with model as process:
                response = self._invoke(context, process, facts)
        except Exception as error:
            failure = known(error)
            response = error_response(failure, context.ids())
            facts["code"] = failure.code
            if self._config.batch and isinstance(failure, DOCUMENT_ERRORS):
                response.status_code = 200
        facts |= {"status": response.status_code, "elapsed": round(time.monotonic() - began, 3)}
        _LOG.info("invocation", extra={"facts": facts | self._metrics.observe(facts)})
        return response

    def _invoke(self, context: RequestContext, model: Reviewer, facts: dict[str, Any]) -> Response:
        if not self._config.custom_code:  # custom handlers decide for themselves
            check_media(context)
        trouble = model.trouble()
        if trouble:
            raise errors.Loading(f"{trouble} Try again in a moment.")
        seconds = facts["seconds"] = {}
        self._admission.refuse_if_full()
        began = time.monotonic()
        with received(self._config, context.deadline, self._uploads) as body, self._admission.admitted():
            facts["bytes"] = body.size
            seconds["upload"] = (queued := time.monotonic()) - began
            with self._admission.slot(context.deadline, context.cancelled, _is_long(context, body)):
                seconds["queue"] = time.monotonic() - queued
                header, answer = self._ask(model, context, body, seconds["queue"])
        seconds |= header["facts"].pop("seconds", {})
        facts |= header["facts"]
        if "code" in header:
            facts["code"] = header["code"]
        return Response(answer, header["status"], content_type=header["content_type"])

    def _ask(self, model: Reviewer, context: RequestContext, body: Body, queued: float) -> Answer:
        try:
            return model.ask(context, body)
        except errors.TookTooLong as error:
            if queued < QUEUED_SHARE * self._config.deadline_seconds:
                raise
            raise errors.Busy("Most of the document's time passed in the queue. Send fewer at once.") from error


def _is_long(context: RequestContext, body: Body) -> bool:
    return context.content_type == TEXT and body.size > LONG_TEXT
