"""A review as lines for a terminal."""

from __future__ import annotations

import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator

from model.document_part import DocumentPart
from model.playbook.categories import label
from model.schema import Flag, Review
from serve.output.formatting import beginning, extent, named, norm_label, place, place_of, place_of_quote, rows, shown
from serve.output.passages import passages

_LABEL, _SEVERITY = 30, 10
_NARROW = 60


def report(review: Review, brief: bool) -> str:
    """The whole review as a reader needs it, or, if ``brief``, only the file's outcome."""
    count = sum(clause.found for clause in review.clauses)
    document = review.document
    head = f"{document.name}: {extent(document.pages, document.paragraphs)}, {document.tokens:,} tokens"
    head += f", {_count(count, 'clause')}, {sum(review.timing.values()):.1f} s"
    lines = [head, *(f"  {line}" for line in _about_file(document))]
    if brief:
        return "\n".join(lines)
    width = max(shutil.get_terminal_size((110, 40)).columns, _NARROW)
    lines += ["", *_summary(review, width), "", f"Points to review (playbook: {review.playbook}):"]
    lines += [line for flag in review.flags for line in _flag(flag, width)] or ["  nothing"]
    lines += ["", "Clauses, the most important first:", *_clauses(review, width)]
    absent = "; ".join(
        label(item.category)
        + (f" (unsure: {place(review.clauses[item.candidate])})" if item.candidate is not None else "")
        for item in review.absent
    )
    return "\n".join([*lines, "", *_wrapped("Looked for and not found: ", absent or "nothing", width, "  ")])


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _about_file(document: DocumentPart) -> Iterator[str]:
    by_ocr = [part for part in document.sources if part.source in ("ocr", "mixed")]
    if by_ocr:
        lowest = min(part.confidence or 0.0 for part in by_ocr)
        verb = "was" if len(by_ocr) == 1 else "were"
        yield f"{_count(len(by_ocr), 'page')} {verb} read by OCR; lowest page confidence {lowest:.0%}"
    for part in document.unread:
        yield f"{beginning(part)} was not fully read: {part.reason}"
    yield from document.remarks
    if document.notes:
        kinds = Counter(note.kind for note in document.notes)
        listed = ", ".join(f"{kind} ({count})" for kind, count in kinds.items())
        yield f"left out of the clauses: {listed}"


def _summary(review: Review, width: int) -> Iterator[str]:
    parties = "; ".join(named(party) for party in review.summary.parties) or "not found"
    values = [(name, shown(value) if value else "not found") for name, value in rows(review.summary)]
    for name, value in [("Parties", parties), *values]:
        yield from _wrapped(f"  {name:<{_LABEL}}", value, width)


def _flag(flag: Flag, width: int) -> Iterator[str]:
    indent = " " * (_SEVERITY + 2)
    yield from _wrapped(f"  {flag.severity:<{_SEVERITY}}", flag.why, width)
    for quote in flag.quotes:
        yield from _wrapped(indent, f"“{' '.join(quote.text.split())}” ({place_of_quote(quote)})", width)
    if flag.norm:
        yield from _wrapped(indent, f"{norm_label(flag)}: {flag.norm}", width)
    if flag.suggestion:
        yield from _wrapped(indent, f"Suggestion: {flag.suggestion}", width)


def _clauses(review: Review, width: int) -> Iterator[str]:
    heading = ""
    for passage in passages([clause for clause in review.clauses if clause.found]):
        if passage.heading != heading:
            heading = passage.heading
            yield from _wrapped("  ", heading, width)
        text = " ".join(passage.clause.text.split())
        yield from _wrapped("    ", f"{place_of(passage.clause)}: {text}", width, "      ")


def _wrapped(head: str, text: str, width: int, indent: str | None = None) -> list[str]:
    """Text after a heading, on as many lines as it needs; nothing is cut."""
    further = " " * len(head) if indent is None else indent
    return textwrap.wrap(
        " ".join(text.split()), width, initial_indent=head, subsequent_indent=further, break_on_hyphens=False
    ) or [head.rstrip()]
