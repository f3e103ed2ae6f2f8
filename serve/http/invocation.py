"""One invocation from its headers to its response, and its line in the log."""

from __future__ import annotations

import logging
import time
from contextlib import AbstractContextManager
from typing import Any, Protocol

from flask import Response

from chunking import errors
from serve.config import Config
from serve.http.admission import Gate
from serve.http.body import Body, Room, received
from serve.http.metrics import Metrics
from serve.http.request import check_media, read_context
from serve.http.responses import error_response, known
from serve.inference.model_process import Answer
from serve.request_context import RequestContext

# What a batch transform gets as the document's output: the job goes on, and each input has one output.
DOCUMENTS_OWN = (errors.NotAPdf, errors.TooLarge, errors.UnreadableDocument)
_LOG = logging.getLogger("contract_review.server")


class Answering(Protocol):
    """Whoever answers for a model."""

    def trouble(self) -> str:
        """Why no request can be answered right now; empty when all is well."""
        ...

    def ask(self, context: RequestContext, body: Body) -> Answer:
        """The model's answer. Raises the request's errors."""
        ...


class Invocations:
    """Takes the current request through the gate to a model, and tells the log and the metrics what became of it."""

    def __init__(self, config: Config, gate: Gate, metrics: Metrics) -> None:
        self._config = config
        self._gate = gate
        self._room = Room(max(config.bodies_bytes, config.max_bytes))
        self._metrics = metrics
        self._shape = "batch-transform" if config.batch else "multi-model" if config.multi_model else "endpoint"

    def answer(self, model: AbstractContextManager[Answering], name: str = "") -> Response:
        """The response, whatever happens. ``model`` is entered for as long as it is needed; ``name`` is for the log."""
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
            if self._config.batch and isinstance(failure, DOCUMENTS_OWN):
                response.status_code = 200
        facts |= {"status": response.status_code, "elapsed": round(time.monotonic() - began, 3)}
        _LOG.info("invocation", extra={"facts": facts | self._metrics.observe(facts)})
        return response

    def _invoke(self, context: RequestContext, model: Answering, facts: dict[str, Any]) -> Response:
        if not self._config.custom_code:  # custom handlers decide for themselves
            check_media(context)
        trouble = model.trouble()
        if trouble:
            raise errors.Loading(f"{trouble} Try again in a moment.")
        seconds = facts["seconds"] = {}
        with self._gate.admitted():
            came = time.monotonic()
            with received(self._config, context.deadline, self._room) as body:
                facts["bytes"] = body.size
                seconds["upload"] = (waits := time.monotonic()) - came
                with self._gate.turn(context.deadline, context.cancelled):
                    seconds["queue"] = time.monotonic() - waits
                    header, answer = model.ask(context, body)
        seconds |= header["facts"].pop("seconds", {})
        facts |= header["facts"]
        if "code" in header:
            facts["code"] = header["code"]
        return Response(answer, header["status"], content_type=header["content_type"])
