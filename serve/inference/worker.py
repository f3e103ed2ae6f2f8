"""The process that owns the model: takes requests from a pipe, answers over the same pipe.

``model_process`` starts it as ``python -m serve.inference.worker FD``; configuration comes from the environment.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import sys
import threading
import time
import traceback
import uuid
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
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
from chunking.isolation.wire import pack_parts, unpack_parts
from model.engines.base import LEFT, UNTIL
from model.engines.memory import NO_MEMORY
from model.schema import Request
from serve.config import Config
from serve.http.body import mapped
from serve.inference.handlers import CHARSET, PASSWORD, PLAYBOOK, Handlers, Reviewed, load_handlers

BEAT_SECONDS = 1.0
# One request's words are read while another's batch computes, which wants the interpreter for moments, hundreds of
# times: with Python's own 5 ms each, a long contract would hold up all others.
SWITCH_SECONDS = 0.0005
_LOG = logging.getLogger("contract_review.worker")


class Worker:
    """Runs the handlers for several requests at once; the engine behind them batches their chunks together."""

    def __init__(self, config: Config, pipe: Connection) -> None:
        self._config = config
        self._pipe = pipe
        self._files = socket.socket(fileno=os.dup(pipe.fileno()))
        self._sending = threading.Lock()
        self._left: dict[int, threading.Event] = {}

    def run(self) -> None:
        """Loads the model, then works until the pipe closes."""
        isolation.start()  # while the model loads, so that the first file does not wait for its reader
        try:
            handlers = load_handlers(self._config)
            _check_device(self._config.device)
            model = handlers.model_fn(str(self._config.model))
        except (BadModel, BadPlaybook) as error:
            self._send({"op": "failed", "message": error.message})
            return
        except Exception as error:  # memory is told apart from all else, which the log has and a new process may mend
            _LOG.exception("model cannot be loaded")
            sys.exit(NO_MEMORY if _out_of_memory(error) else 1)
        self._send({"op": "ready"})
        threading.Thread(target=self._beat, args=(model,), daemon=True).start()
        with ThreadPoolExecutor(self._config.concurrency) as pool:
            while True:
                try:
                    (header,) = unpack_parts(self._pipe.recv_bytes())
                    request = json.loads(header)
                    if "left" in request:
                        self._client_left(request["left"])
                        continue
                    _, (descriptor,), _, _ = socket.recv_fds(self._files, 1, 1)
                except (EOFError, OSError, ValueError):
                    return
                self._left[request["number"]] = threading.Event()
                pool.submit(self._answer, handlers, model, request, mapped(descriptor, request["bytes"]))

    def _client_left(self, number: int) -> None:
        if number in self._left:
            self._left[number].set()

    def _beat(self, model: Any) -> None:
        # A custom model_fn may return anything.
        busy = getattr(model, "busy_seconds", lambda: 0.0)
        batch = getattr(model, "batch_size", lambda: 0)
        while True:
            device = {"gpu_memory_bytes": _gpu_memory_bytes()}
            self._send({"op": "beat", "busy_seconds": busy(), "batch_size": batch(), **device})
            time.sleep(BEAT_SECONDS)

    def _answer(self, handlers: Handlers, model: Any, request: dict[str, Any], body: memoryview) -> None:
        header: dict[str, Any] = {"op": "answer", "number": request["number"], "status": 200, "facts": {}}
        LEFT.set(self._left[request["number"]])
        UNTIL.set(request["until"])
        answer = b""
        try:
            answer, header["content_type"], header["facts"] = _respond(handlers, model, request, body)
        except toolkit.BaseInferenceToolkitError as caught:  # custom handlers answer with statuses of their own
            header |= {"status": int(caught.status_code), "code": "custom", "content_type": content_types.JSON}
            answer = json.dumps({"error": {"code": "custom", "message": str(caught.phrase), "details": {}}}).encode()
        except Exception as caught:  # every failure is somebody's answer
            header |= _as_error(caught, request["id"]).body()
        del self._left[request["number"]]
        self._send(header, answer)

    def _send(self, header: dict[str, Any], body: bytes = b"") -> None:
        with self._sending:
            try:
                self._pipe.send_bytes(pack_parts([json.dumps(header).encode(), body]))
            except OSError:
                os._exit(1)  # the server is gone; nobody is left to answer


def _gpu_memory_bytes() -> int:
    """Of the device, taken by this process; a custom model may do without torch."""
    torch = sys.modules.get("torch")
    return int(torch.cuda.memory_reserved()) if torch and torch.cuda.is_available() else 0


def _respond(
    handlers: Handlers, model: Any, request: dict[str, Any], body: memoryview
) -> tuple[bytes, str, dict[str, Any]]:
    """The three steps: the answer, its media type, and the facts of the review for the log."""
    facts: dict[str, Any] = {}
    PASSWORD.set(request.get("password"))
    CHARSET.set(request.get("charset"))
    PLAYBOOK.set(handlers.playbook(request["custom_attributes"]))
    prediction = handlers.predict_fn(handlers.input_fn(body, request["content_type"]), model)
    if isinstance(prediction, Reviewed):
        prediction = prediction.with_request(Request(id=request["id"], custom_attributes=request["custom_attributes"]))
        review = prediction.review
        facts = {
            "pages": review.document.pages,
            "tokens": review.document.tokens,
            "clauses": len(review.clauses),
            "flags": len(review.flags),
            "seconds": review.timing,
        }
    answer, media_type = handlers.output_fn(prediction, request["accept"]), request["accept"]
    if isinstance(answer, tuple):  # the toolkit lets output_fn name the media type that it chose
        answer, media_type = answer
    return answer.encode() if isinstance(answer, str) else bytes(answer), media_type, facts


def _out_of_memory(error: Exception) -> bool:
    from model.engines.device import out_of_memory  # which loads torch, as whatever ran out of memory has

    return out_of_memory(error)


def _check_device(device: str) -> None:
    """Raises BadModel where a GPU is asked for that is not there; hides one that is not asked for."""
    if device == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = ""  # torch is not imported yet
        return
    if device == "cuda":
        import torch

        if not torch.cuda.is_available():
            raise BadModel("CONTRACT_REVIEW_DEVICE is cuda, but no GPU is here. Use a machine with one, or set auto.")


def _as_error(caught: Exception, request_id: str) -> ContractReviewError:
    """The error that the caller gets; what is unexpected goes into the log under an id of its own."""
    if isinstance(caught, ContractReviewError) and not isinstance(caught, (InternalError, BadModel, BadPlaybook)):
        return caught
    if isinstance(caught, toolkit.UnsupportedFormatError):
        return UnsupportedMediaType("The model's own code does not take or give this media type.")
    number = uuid.uuid4().hex
    _LOG.error(
        "request failed",
        extra={"facts": {"request": request_id, "error_id": number, "traceback": traceback.format_exception(caught)}},
    )
    return InternalError("The review failed. Try again; if it fails again, tell the operator the id.", id=number)


def main(descriptor: int) -> None:
    """Works on the pipe with this file descriptor."""
    from serve.log import configure

    configure()
    # A terminal's Ctrl-C and SageMaker's SIGTERM are the server's to handle; this process ends when its pipe does.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        config = Config.from_environment(os.environ)
    except BadConfiguration as error:
        sys.exit(error.message)
    Worker(config, Connection(descriptor)).run()


if __name__ == "__main__":
    main(int(sys.argv[1]))
