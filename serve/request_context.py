"""A request as every stage sees it, from its HTTP headers to the engine."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from sagemaker_inference import content_types

from model.call_context import CURRENT, CallContext


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestContext(CallContext):
    """What a request asks for, besides its body.

    id, custom_attributes: the caller's, fit to be logged and echoed. content_type and charset: of the body. accept: the
    media type of the answer. password: opens a password-protected PDF. playbook: the name of the playbook to review
    by; null for the default one. with_text: the review holds the whole text, too. name: the document's, without a
    folder.
    """

    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    custom_attributes: str | None = None
    content_type: str = "application/pdf"
    charset: str | None = None
    accept: str = content_types.JSON
    password: str | None = field(default=None, repr=False)
    playbook: str | None = None
    with_text: bool = False
    name: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON has them, for ``from_dict``; ``cancelled`` means something in its own process only."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "cancelled"}

    @classmethod
    def from_dict(cls, values: dict[str, Any], cancelled: Callable[[], bool]) -> RequestContext:
        """The context in another process, with that process's own way to learn of a client that hung up."""
        return cls(**values, cancelled=cancelled)

    def ids(self) -> dict[str, str | None]:
        """Whose request it is, for a review or an error's body."""
        return {"id": self.id, "custom_attributes": self.custom_attributes}


def current_request() -> RequestContext:
    """The request that this thread works on; outside of one, a request without headers or a deadline."""
    context = CURRENT.get()
    return context if isinstance(context, RequestContext) else RequestContext()
