"""A Word file with the flags of its review as comments on the words in question."""

from __future__ import annotations

from chunking.document import Document
from chunking.isolation.client import Limits, comment_word
from model.schema import Flag, Review
from serve.output.formatting import norm_label


def commented(word: bytes | memoryview, document: Document, review: Review, limits: Limits) -> bytes:
    """The file that ``document`` was read from, with a comment for each flag; nothing else changes.

    The comment for a flag about several passages is on the first and names the others; a flag without a passage, such
    as one about a missing clause, is a comment on the document's start. Raises DamagedDocx and TookTooLong.
    """
    return comment_word(word, document, [(*_interval(flag, review), _text(flag)) for flag in review.flags], limits)


def _interval(flag: Flag, review: Review) -> tuple[int, int]:
    intervals = [quote.interval for quote in flag.quotes] or [review.clauses[id].interval for id in flag.clauses]
    start, end = intervals[0] if intervals else (0, 0)
    return start, end


def _text(flag: Flag) -> str:
    lines = [f"{flag.severity.capitalize()}: {flag.why}"]
    lines += [f"{norm_label(flag)}: {flag.norm}"] if flag.norm else []
    lines += [f"Suggestion: {flag.suggestion}"] if flag.suggestion else []
    others = dict.fromkeys(quote.section or f"“{' '.join(quote.text.split())}”" for quote in flag.quotes[1:])
    lines += [f"Also: {'; '.join(others)}"] if others else []
    return "\n".join(" ".join(line.split()) for line in lines)
