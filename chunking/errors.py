"""Everything that can go wrong with a request, as one tree.

    ContractReviewError                     500 internal
    ├── BadRequest                          400 bad_request
    │   ├── NotAPdf                         400 not_a_pdf
    │   ├── NotAllowed                      403 not_allowed
    │   ├── NotFound                        404 not_found
    │   ├── MethodNotAllowed                405 method_not_allowed
    │   ├── NotAcceptable                   406 not_acceptable
    │   ├── AlreadyLoaded                   409 already_loaded
    │   ├── TooLarge                        413 too_large
    │   └── UnsupportedMediaType            415 unsupported_media_type
    ├── UnreadableDocument                  422 unreadable
    │   ├── DamagedPdf                      422 damaged_pdf
    │   ├── LockedPdf                       422 locked_pdf
    │   ├── NoText                          422 no_text
    │   ├── TooManyPages                    422 too_many_pages
    │   └── TookTooLong                     422 took_too_long
    ├── Unavailable                         503 + Retry-After
    │   ├── Busy                            503 busy
    │   ├── Stopping                        503 stopping
    │   └── Loading                         503 loading
    ├── ClientLeft                          499 left
    ├── OutOfMemory                         507 out_of_memory
    └── InternalError                       500 internal, with an id that the log has too

    BadModel, BadConfiguration, BadPlaybook, NotDeployed never over HTTP: the operator's

The tree stands at the bottom of the imports so that every package can raise from it and one handler can answer for
all. A message is one sentence on what was wrong and what to do; it never holds contract text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar


class ContractReviewError(Exception):
    """A failure with a stable ``code`` and an HTTP ``status``; ``details`` go into the error's body as they are."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors cross process borders; the default would lose the keyword-only details.
        return _rebuild, (type(self), self.message, self.details)

    def body(self) -> dict[str, Any]:
        """The JSON body that a client gets."""
        return {"error": {"code": self.code, "message": self.message, "details": self.details}}


def _rebuild(kind: type[ContractReviewError], message: str, details: dict[str, Any]) -> ContractReviewError:
    return kind(message, **details)


class BadRequest(ContractReviewError):
    """The request itself is wrong, whatever document it carries."""

    status, code = 400, "bad_request"


class NotAPdf(BadRequest):
    """The bytes are not a PDF (or there are none)."""

    status, code = 400, "not_a_pdf"


class NotAllowed(BadRequest):
    """An S3 reference outside the buckets that the configuration allows."""

    status, code = 403, "not_allowed"


class NotFound(BadRequest):
    """No such route, or the S3 object is gone."""

    status, code = 404, "not_found"


class MethodNotAllowed(BadRequest):
    """The route exists, but not for this method."""

    status, code = 405, "method_not_allowed"


class NotAcceptable(BadRequest):
    """The Accept header names nothing that is served."""

    status, code = 406, "not_acceptable"


class AlreadyLoaded(BadRequest):
    """A model of this name is loaded."""

    status, code = 409, "already_loaded"


class TooLarge(BadRequest):
    """More bytes than the configured limit."""

    status, code = 413, "too_large"


class UnsupportedMediaType(BadRequest):
    """The Content-Type is not one that is read."""

    status, code = 415, "unsupported_media_type"


class UnreadableDocument(ContractReviewError):
    """The request is right but its document cannot be reviewed."""

    status, code = 422, "unreadable"


class DamagedPdf(UnreadableDocument):
    """A PDF that no reader could open."""

    code = "damaged_pdf"


class LockedPdf(UnreadableDocument):
    """A PDF locked with a password."""

    code = "locked_pdf"


class NoText(UnreadableDocument):
    """Not one page could be read."""

    code = "no_text"


class TooManyPages(UnreadableDocument):
    """More pages than the configured limit."""

    code = "too_many_pages"


class TookTooLong(UnreadableDocument):
    """Reading or reviewing passed its time limit."""

    code = "took_too_long"


class Unavailable(ContractReviewError):
    """Try again in ``retry_after`` seconds."""

    status, code = 503, "unavailable"
    retry_after: ClassVar[int] = 5


class Busy(Unavailable):
    """The queue is full."""

    code = "busy"


class Stopping(Unavailable):
    """The server is shutting down."""

    code = "stopping"


class Loading(Unavailable):
    """The model is not ready yet."""

    code = "loading"
    retry_after = 10


class ClientLeft(ContractReviewError):
    """Nobody waits for the answer any more; the log and the metrics hear of it under nginx's number for that."""

    status, code = 499, "left"


class OutOfMemory(ContractReviewError):
    """Memory ran out even at the smallest batch."""

    status, code = 507, "out_of_memory"


class InternalError(ContractReviewError):
    """The reader process or the model failed; ``details["id"]`` finds the traceback in the log."""


class BadModel(ContractReviewError):
    """A model directory that is incomplete or of an unknown type."""

    code = "bad_model"


class BadConfiguration(ContractReviewError):
    """An environment variable with a value that cannot be used."""

    code = "bad_configuration"


class BadPlaybook(ContractReviewError):
    """A playbook that is not as its schema says, or has a rule that can never fire."""

    code = "bad_playbook"


class NotDeployed(ContractReviewError):
    """AWS refused a deployment, or what is there stands in its way."""

    code = "not_deployed"


def all_errors(root: type[ContractReviewError] = ContractReviewError) -> Iterator[type[ContractReviewError]]:
    """Every class of the tree, the root first."""
    yield root
    for child in root.__subclasses__():
        yield from all_errors(child)


def by_code(code: str, message: str, details: dict[str, Any]) -> ContractReviewError:
    """The error that a child process reported by its code."""
    for kind in all_errors():
        if kind.code == code and kind is not ContractReviewError:
            return kind(message, **details)
    return InternalError(message, **details)
