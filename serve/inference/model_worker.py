"""The process that owns the model: receives requests over a channel and answers over the same one.

``model_supervisor`` starts it as ``python -m serve.inference.model_worker FD``; configuration comes from the
environment.
"""

from __future__ import annotations

import ctypes
import gc
import json
import logging
import mmap
import os
import signal
import sys
import threading
import time
import traceback
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from sagemaker_inference import content_types
from sagemaker_inference import errors as toolkit

from chunking.errors import (
    BadConfiguration,
    BadModel,
    BadPlaybook,
    ContractReviewError,
    InternalError,
    UnsupportedMediaType,
)
from chunking.isolation import client as isolation
from chunking.isolation.channel import Channel
from model.call_context import CURRENT
from model.engines.container_memory import NO_MEMORY
from model.engines.device_errors import out_of_memory
from serve.config import Config
from serve.inference.handlers import Handlers, Reviewed, load_handlers
from serve.request_context import RequestContext

HEARTBEAT_SECONDS = 1.0
# While one request's text is processed in Python, another's batch needs the interpreter hundreds of times, briefly. At
# Python's default of 5 ms each, a long contract would hold up all others.
SWITCH_SECONDS = 0.0005
_LOG = logging.getLogger("contract_review.worker")


class Worker:
    """Runs the handlers for several requests at once; the engine batches their chunks together."""

    def __init__(self, config: Config, channel: Channel) -> None:
        self._config = config
        self._channel = channel
        self._cancelled: dict[int, threading.Event] = {}

    def run(self) -> None:
        """Loads the model, then answers requests until the channel closes."""
        isolation.start()  # while the model loads, so that the first file does not wait for its reader
        try:
            handlers = load_handlers(self._config)
            _check_device(self._config.device)
            model = handlers.model_fn(str(self._config.model))
        except (BadModel, BadPlaybook) as error:
            self._send({"op": "failed", "message": error.message})
            return
        except Exception as error:  # a new process may succeed, unless memory ran out: that has its own status
            _LOG.exception("model cannot be loaded")
            sys.exit(NO_MEMORY if out_of_memory(error) else 1)
        self._send({"op": "ready"})
        threading.Thread(target=_prepare, args=(handlers,), daemon=True).start()
        threading.Thread(target=self._send_heartbeats, args=(model,), daemon=True).start()
        with ThreadPoolExecutor(self._config.at_most) as pool:
            while True:
                try:
                    request, _, descriptor = self._channel.receive()
                except (EOFError, OSError, ValueError):
                    return
                if descriptor is None:
                    self._cancel(request["cancel"])
                    continue
                number = request["number"]
                cancelled = self._cancelled[number] = threading.Event()
                context = RequestContext.from_dict(request["context"], cancelled.is_set)
                pool.submit(self._answer, handlers, model, number, context, mapped(descriptor, request["bytes"]))

    def _cancel(self, number: int) -> None:
        if number in self._cancelled:
            self._cancelled[number].set()

    def _send_heartbeats(self, model: Any) -> None:
        # A custom model_fn may return anything.
        busy = getattr(model, "busy_seconds", lambda: 0.0)
        while True:
            self._send({"op": "heartbeat", "busy_seconds": busy(), "gpu_memory_bytes": _gpu_memory_bytes()})
            time.sleep(HEARTBEAT_SECONDS)

    def _answer(self, handlers: Handlers, model: Any, number: int, context: RequestContext, body: memoryview) -> None:
        header: dict[str, Any] = {"op": "answer", "number": number, "status": 200, "facts": {}}
        CURRENT.set(context)
        answer = b""
        try:
            answer, header["content_type"], header["facts"] = _respond(handlers, model, context, body)
        except toolkit.BaseInferenceToolkitError as caught:  # custom handlers choose their own status codes
            header |= {"status": int(caught.status_code), "code": "custom", "content_type": content_types.JSON}
            answer = json.dumps({"error": {"code": "custom", "message": str(caught.phrase), "details": {}}}).encode()
        except Exception as caught:  # the request must be answered, no matter what fails
            header["error"] = _as_error(caught, context.id).to_dict()
        del self._cancelled[number]
        self._send(header, answer)

    def _send(self, header: dict[str, Any], body: bytes = b"") -> None:
        try:
            self._channel.send(header, body)
        except OSError:
            os._exit(1)  # the server is gone, and nobody waits for an answer


def _prepare(handlers: Handlers) -> None:
    """Loads what the first review needs; then returns the memory that only loading needed, and exempts what was loaded
    from garbage collection."""
    handlers.prepare()
    gc.collect()
    gc.freeze()
    with suppress(AttributeError):  # glibc's alone
        ctypes.CDLL(None).malloc_trim(0)


def mapped(descriptor: int, size: int) -> memoryview:
    """The body's bytes, for as long as the view lives. Closes the descriptor."""
    try:
        # An empty file cannot be mapped.
        return memoryview(mmap.mmap(descriptor, size, prot=mmap.PROT_READ) if size else b"")
    finally:
        os.close(descriptor)


def _gpu_memory_bytes() -> int:
    """Device memory in use by this process; a custom model may not need torch."""
    torch = sys.modules.get("torch")
    return int(torch.cuda.memory_reserved()) if torch and torch.cuda.is_available() else 0


def _respond(
    handlers: Handlers, model: Any, context: RequestContext, body: memoryview
) -> tuple[bytes, str, dict[str, Any]]:
    """Runs the three handlers. Returns the answer, its media type, and the review's facts for the log."""
    if check := getattr(model, "check_request", None):  # a custom model_fn may return anything
        check(context)
    prediction = handlers.predict_fn(handlers.input_fn(body, context.content_type), model)
    facts = prediction.facts() if isinstance(prediction, Reviewed) else {}
    answer, media_type = handlers.output_fn(prediction, context.accept), context.accept
    if isinstance(answer, tuple):  # the toolkit lets output_fn return the media type, too
        answer, media_type = answer
    return answer.encode() if isinstance(answer, str) else bytes(answer), media_type, facts


def _check_device(device: str) -> None:
    """Raises BadModel if a GPU is required and there is none; hides the GPU if the device is to be the CPU."""
    if device == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = ""  # torch is not imported yet
        return
    if device == "cuda":
        import torch

        if not torch.cuda.is_available():
            raise BadModel("CONTRACT_REVIEW_DEVICE is cuda, but no GPU was found. Use a machine with one, or set auto.")


def _as_error(caught: Exception, request_id: str) -> ContractReviewError:
    """The error that the caller gets; an unexpected one is logged under an id that the caller gets, too."""
    if isinstance(caught, ContractReviewError) and not isinstance(caught, (InternalError, BadModel, BadPlaybook)):
        return caught
    if isinstance(caught, toolkit.UnsupportedFormatError):
        return UnsupportedMediaType("The model's own code does not support this media type.")
    number = uuid.uuid4().hex
    _LOG.error(
        "request failed",
        extra={"facts": {"request": request_id, "error_id": number, "traceback": traceback.format_exception(caught)}},
    )
    return InternalError("The review failed. Try again; if it fails again, tell the operator the id.", id=number)


def main(descriptor: int) -> None:
    """Runs a worker on the socket with this file descriptor."""
    from serve.log import configure

    configure()
    # The server handles Ctrl-C and SageMaker's SIGTERM; this process ends when its channel closes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        config = Config.from_environment(os.environ)
    except BadConfiguration as error:
        sys.exit(error.message)
    Worker(config, Channel(descriptor)).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
