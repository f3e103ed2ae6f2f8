"""Everything that can go wrong with a request, as one tree.

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
    ├── Unavailable                         unavailable, with the seconds after which to try again
    │   ├── Busy                            busy
    │   ├── Stopping                        stopping
    │   └── Loading                         loading
    ├── ClientLeft                          left
    ├── OutOfMemory                         out_of_memory
    └── InternalError                       internal, with an id that the log has too

    BadModel, BadConfiguration, BadPlaybook and NotDeployed are for the operator; no client sees them.

This module imports nothing of ours, so every package can raise these errors, and one handler answers for all of them.
A message says in a sentence or two what was wrong and what to do; it never holds contract text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar


class ContractReviewError(Exception):
    """A failure with a stable ``code``, and ``details`` of JSON's types that the caller is told as they are."""

    code: ClassVar[str] = "internal"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors cross process borders; the default would lose the keyword-only details.
        return _rebuild, (type(self), self.message, self.details)

    def to_dict(self) -> dict[str, Any]:
        """What another process or a client is sent; ``from_dict`` reads it."""
        return {"code": self.code, "message": self.message, "details": self.details}

    @staticmethod
    def from_dict(told: dict[str, Any]) -> ContractReviewError:
        """The error that ``to_dict`` described; an InternalError if its code is unknown.

        Raises KeyError and TypeError if ``told`` is something else.
        """
        known = {kind.code: kind for kind in all_errors() if kind not in (ContractReviewError, InternalError)}
        error = known.get(told["code"], InternalError)(str(told["message"]))
        error.details = {**told["details"]}
        return error


def _rebuild(kind: type[ContractReviewError], message: str, details: dict[str, Any]) -> ContractReviewError:
    return kind(message, **details)


class BadRequest(ContractReviewError):
    """The request itself is wrong, whatever document it carries."""

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
    """No such route, or the S3 object is gone."""

    code = "not_found"


class MethodNotAllowed(BadRequest):
    """The route exists, but not for this method."""

    code = "method_not_allowed"


class NotAcceptable(BadRequest):
    """The Accept header names no media type that can be sent."""

    code = "not_acceptable"


class AlreadyLoaded(BadRequest):
    """A model of this name is loaded."""

    code = "already_loaded"


class TooLarge(BadRequest):
    """More bytes than the configured limit."""

    code = "too_large"


class UnsupportedMediaType(BadRequest):
    """The Content-Type or Content-Encoding is not supported."""

    code = "unsupported_media_type"


class UnreadableDocument(ContractReviewError):
    """The request is right but its document cannot be reviewed."""

    code = "unreadable"


class DamagedPdf(UnreadableDocument):
    """A PDF that no reader could open."""

    code = "damaged_pdf"


class LockedPdf(UnreadableDocument):
    """A PDF locked with a password."""

    code = "locked_pdf"


class DamagedDocx(UnreadableDocument):
    """A Word file that cannot be read, or that unpacks to more than any real one."""

    code = "damaged_docx"


class LockedDocx(UnreadableDocument):
    """A Word file locked with a password."""

    code = "locked_docx"


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

    code = "unavailable"
    retry_after: ClassVar[int] = 5


class Busy(Unavailable):
    """The queue, the uploads or the memory for bodies are full, no process can start, or time ran out in the queue."""

    code = "busy"


class Stopping(Unavailable):
    """The server is shutting down."""

    code = "stopping"


class Loading(Unavailable):
    """The model is not ready yet."""

    code = "loading"
    retry_after = 10


class ClientLeft(ContractReviewError):
    """The client disconnected; only the log and the metrics record it, under the status that nginx uses for that."""

    code = "left"


class OutOfMemory(ContractReviewError):
    """Memory ran out even at the smallest batch."""

    code = "out_of_memory"


class InternalError(ContractReviewError):
    """The reader process or the model failed; the log has the traceback under ``details["id"]``."""


class BadModel(ContractReviewError):
    """A model directory that is incomplete or of an unknown type."""

    code = "bad_model"


class BadConfiguration(ContractReviewError):
    """An environment variable with a value that cannot be used."""

    code = "bad_configuration"


class BadPlaybook(ContractReviewError):
    """A playbook that does not follow its schema, or has a rule that can never fire."""

    code = "bad_playbook"


class NotDeployed(ContractReviewError):
    """AWS refused a deployment, or something that exists there prevents it."""

    code = "not_deployed"


def all_errors(root: type[ContractReviewError] = ContractReviewError) -> Iterator[type[ContractReviewError]]:
    """Every class of the tree, the root first."""
    yield root
    for child in root.__subclasses__():
        yield from all_errors(child)
