"""Defines all errors that a request can end in, as one class hierarchy.

    ContractReviewError                     internal
    ├── BadRequest                          bad_request
    │   ├── NotAPdf                         not_a_pdf
    │   ├── NotADocx                        not_a_docx
    │   ├── NotAllowed                      not_allowed
    │   ├── NotFound                        not_found
    │   ├── MethodNotAllowed                method_not_allowed
    │   ├── NotAcceptable                   not_acceptable
    │   ├── AlreadyLoaded                   already_loaded
    │   ├── TooLarge                        too_large
    │   └── UnsupportedMediaType            unsupported_media_type
    ├── UnreadableDocument                  unreadable
    │   ├── DamagedPdf                      damaged_pdf
    │   ├── LockedPdf                       locked_pdf
    │   ├── DamagedDocx                     damaged_docx
    │   ├── LockedDocx                      locked_docx
    │   ├── NoText                          no_text
    │   ├── TooManyPages                    too_many_pages
    │   └── TookTooLong                     took_too_long
    ├── Unavailable                         unavailable, with the seconds to wait before trying again
    │   ├── Busy                            busy
    │   ├── Stopping                        stopping
    │   └── Loading                         loading
    ├── ClientDisconnected                  left
    ├── OutOfMemory                         out_of_memory
    └── InternalError                       internal, with an id that is also in the log

    BadModel, BadConfiguration, BadPlaybook and NotDeployed are for the operator; clients never see them.

This module imports no other module of the project, so any package can raise these errors; a single handler answers
them. A message says in a sentence or two what is wrong and what to do. It never contains contract text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar


class ContractReviewError(Exception):
    """A failure with a stable ``code``, and JSON-compatible ``details`` that are passed on to the client."""

    code: ClassVar[str] = "internal"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def to_dict(self) -> dict[str, Any]:
        """The error as sent to clients and other processes; ``from_dict`` reads it."""
        return {"code": self.code, "message": self.message, "details": self.details}

    @staticmethod
    def from_dict(fields: dict[str, Any]) -> ContractReviewError:
        """The error that ``to_dict`` described; an InternalError if its code is unknown.

        Raises KeyError and TypeError if ``fields`` is something else.
        """
        known = {kind.code: kind for kind in all_errors() if kind not in (ContractReviewError, InternalError)}
        error = known.get(fields["code"], InternalError)(str(fields["message"]))
        error.details = {**fields["details"]}
        return error


class BadRequest(ContractReviewError):
    """The request itself is wrong, regardless of the document."""

    code = "bad_request"


class NotAPdf(BadRequest):
    """The bytes are not a PDF (or there are none)."""

    code = "not_a_pdf"


class NotADocx(BadRequest):
    """The bytes are not a Word file (.docx), or one with macros."""

    code = "not_a_docx"


class NotAllowed(BadRequest):
    """An S3 reference outside the buckets that the configuration allows."""

    code = "not_allowed"


class NotFound(BadRequest):
    """There is no such route, or the S3 object does not exist."""

    code = "not_found"


class MethodNotAllowed(BadRequest):
    """The route exists, but not for this method."""

    code = "method_not_allowed"


class NotAcceptable(BadRequest):
    """The Accept header names no media type that the server can send."""

    code = "not_acceptable"


class AlreadyLoaded(BadRequest):
    """A model with this name is already loaded."""

    code = "already_loaded"


class TooLarge(BadRequest):
    """More bytes than the configured limit."""

    code = "too_large"


class UnsupportedMediaType(BadRequest):
    """The Content-Type or Content-Encoding is not supported."""

    code = "unsupported_media_type"


class UnreadableDocument(ContractReviewError):
    """The request is valid, but its document cannot be reviewed."""

    code = "unreadable"


class DamagedPdf(UnreadableDocument):
    """A PDF that no reader could open."""

    code = "damaged_pdf"


class LockedPdf(UnreadableDocument):
    """A PDF protected with a password or by certificates."""

    code = "locked_pdf"


class DamagedDocx(UnreadableDocument):
    """A Word file that cannot be read, or that unpacks to more than any genuine file would."""

    code = "damaged_docx"


class LockedDocx(UnreadableDocument):
    """A Word file protected with a password."""

    code = "locked_docx"


class NoText(UnreadableDocument):
    """None of the pages could be read."""

    code = "no_text"


class TooManyPages(UnreadableDocument):
    """More pages than the configured limit."""

    code = "too_many_pages"


class TookTooLong(UnreadableDocument):
    """Reading or reviewing exceeded its time limit."""

    code = "took_too_long"


class Unavailable(ContractReviewError):
    """Try again in ``retry_after`` seconds."""

    code = "unavailable"
    retry_after: ClassVar[int] = 5


class Busy(Unavailable):
    """The queue, the upload slots or the memory for bodies are full, no process can be started, or the request waited
    too long in the queue."""

    code = "busy"


class Stopping(Unavailable):
    """The server is shutting down."""

    code = "stopping"


class Loading(Unavailable):
    """The model is not ready yet."""

    code = "loading"
    retry_after = 10


class ClientDisconnected(ContractReviewError):
    """The client disconnected. Only the log and the metrics record this, with nginx's status for it (499)."""

    code = "left"


class OutOfMemory(ContractReviewError):
    """Memory ran out: for a model even at the smallest batch, or for the reader of a document."""

    code = "out_of_memory"


class InternalError(ContractReviewError):
    """The reader process or the model failed; the log has the traceback under ``details["id"]``."""


class BadModel(ContractReviewError):
    """The model directory is incomplete or of an unknown type."""

    code = "bad_model"


class BadConfiguration(ContractReviewError):
    """An environment variable has an invalid value."""

    code = "bad_configuration"


class BadPlaybook(ContractReviewError):
    """The playbook does not follow its schema, or has a rule that can never apply."""

    code = "bad_playbook"


class NotDeployed(ContractReviewError):
    """AWS refused the deployment, or something that already exists there prevents it."""

    code = "not_deployed"


def all_errors(root: type[ContractReviewError] = ContractReviewError) -> Iterator[type[ContractReviewError]]:
    """Every class of the hierarchy, the root first."""
    yield root
    for child in root.__subclasses__():
        yield from all_errors(child)
