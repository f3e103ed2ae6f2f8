"""A right or duty of one party, as a sentence gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chunking.document import Document
from model.summary.attached_forms import own_segments
from model.summary.dates.taken_out import without_deleted_words
from model.summary.text.contractions import in_full

MODAL = (
    r"\b(?:may|shall|will|can|must|agrees?|ha(?:s|ve)\s(?:the|an?)\s(?:\w+\s){0,3}?(?:right|option)|(?:is|are)\sentitled"
    r"|(?:reserves?|retains?)\sthe\s(?:\w+\s){0,3}?right)\b"
)
MODALS = re.compile(MODAL, re.IGNORECASE)
FREE, LIMITED, ON_NOTICE, RESTRICTED = "free", "limited", "on notice", "restricted"


class Right(NamedTuple):
    """What a sentence says about one side (None: it does not say which), and its interval in the document's text."""

    who: str | None
    kind: str
    start: int
    end: int


def sentences(document: Document, *words: str) -> Iterator[tuple[int, int, str]]:
    """The segments that contain one of the words, each with its interval and its text on one line, without
    contractions."""
    for segment in own_segments(document):
        text = document.segment_text(segment)
        lower = text.lower()
        if any(word in lower for word in words):
            yield segment.start, segment.end, without_deleted_words(in_full(text.replace("\n", " ").replace("\t", " ")))
