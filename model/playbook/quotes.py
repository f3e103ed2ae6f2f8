"""The words that a flag is about, with their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from chunking.document import Document, Segment
from chunking.layout.segments import is_heading
from model.playbook.polarity import asserted, sentences
from model.schema import Clause, PlacedBox, Quote
from model.summary.sections import labels

# A flag quotes so many passages; a sentence is quoted around its point where it is longer than this.
MOST, LONGEST = 4, 900
# Words no longer than this are a date, a name or a blank, which tell nothing without their sentence.
_FRAGMENT = 40
# Words that lead on to what is not quoted: "; provided, however, that".
_LEADS_ON = re.compile(
    r"(?<=[^\s,;])[\s,;]{1,9}(?:and|or|provided|however|provided,?\s(?:however,?\s)?that)[\s,;]{0,9}$", re.IGNORECASE
)
_CLOSED = re.compile(r"[.;:?!][\"”’)\]]*\s*$")


class Span(NamedTuple):
    """A stretch of the document's text, and the clause that it stands in (None: in no clause)."""

    start: int
    end: int
    clause: int | None = None


def spans_of(category: str | None, ids: Sequence[int], clauses: Sequence[Clause]) -> Iterator[Span]:
    """Of each clause, the sentence that says what it is flagged for."""
    for clause in (clauses[number] for number in ids):
        place = asserted(category or clause.category, clause.text) or next(iter(sentences(clause.text)), None)
        if place:
            yield Span(clause.interval[0] + place[0], clause.interval[0] + place[1], clause.id)


def quoted(document: Document, spans: Sequence[Span | tuple[int, int]]) -> list[Quote]:
    """The passages, each once, in the order given; one inside a segment is widened to the whole segment."""
    found: list[Quote] = []
    for span in (Span(*span) for span in spans):
        start, end, section = _widened(document, span)
        end = start + len(_LEADS_ON.sub("", document.text[start:end]))
        if any(start < other.interval[1] and other.interval[0] < end for other in found):
            continue
        places = document.places(start, end)
        boxes = [PlacedBox(page=place.page, box=list(box)) for place in places for box in place.boxes]
        found.append(
            Quote(
                text=document.text[start:end],
                section=section,
                page=places[0].page,
                interval=[start, end],
                clause=span.clause,
                boxes=[] if span.clause is not None else boxes,
            )
        )
    return found[:MOST]


def _widened(document: Document, span: Span) -> tuple[int, int, str | None]:
    """The whole sentence around a stretch that stands in no clause, or is no more than a date or a name, and the
    headings that it stands under."""
    inside = document.segments_in(span.start, span.end)
    headings = labels(inside[0].heading) if inside else []
    section = " › ".join(headings[-2:]) or None
    if not inside or (span.clause is not None and span.end - span.start > _FRAGMENT):
        end = _with_items(document, _to_the_end(document, span.end)) if inside else span.end
        return span.start, _shortened(document.text, span.start, end), section
    inside = _below_heading(document, inside)
    start, end = inside[0].start, _with_items(document, inside[-1].end)
    if end - start > LONGEST:
        start, end = _around(document.text, span, start, end)
    return start, end, section


def _to_the_end(document: Document, end: int) -> int:
    """The end of the sentence that a passage breaks off in, where the model's segments cut it."""
    while not _CLOSED.search(document.text[max(0, end - 4) : end]):
        following = document.segments_in(end, end + 2)
        before = document.segments_in(end - 1, end)
        if not following or not before or following[0].sentence != before[-1].sentence or following[0].end <= end:
            break
        end = following[0].end
    return end


def _below_heading(document: Document, inside: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The sentence under a heading, where nothing but the heading is inside."""
    following = inside[-1].id + 1
    if following < len(document.segments) and all(is_heading(document.segment_text(one)) for one in inside):
        below = document.segments[following]
        return inside if is_heading(document.segment_text(below)) else (below,)
    return inside


def _with_items(document: Document, end: int) -> int:
    """The end of the list that a passage opens with its colon, as far as a quote may reach."""
    lead_in = document.segments_in(max(0, end - 1), end)
    if not lead_in or document.text[end - 1 : end] != ":":
        return end
    reach = end
    for segment in document.segments[lead_in[-1].id + 1 :]:
        item = document.segment_text(segment)
        if segment.end - end > LONGEST or (is_heading(item) and not item.startswith("(")):
            break
        reach = segment.end
        if item.endswith("."):
            break
    return reach


def _shortened(text: str, start: int, end: int) -> int:
    """Where a passage ends: at a comma or a word's end where it is too long to be quoted."""
    if end - start <= LONGEST:
        return end
    for marks in ((";", ":"), (",",)):
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in marks)
        if cut > 0:
            break
    return cut if cut > 0 else text.rfind(" ", start, start + LONGEST)


def _around(text: str, span: Span, start: int, end: int) -> tuple[int, int]:
    """So much of a long sentence as stands around its point, in whole words."""
    first = max(start, span.start - LONGEST // 2)
    last = min(end, max(span.end, first + LONGEST))
    if first > start:
        first = text.find(" ", first, span.start) + 1 or span.start
    if last < end:
        last = max(text.rfind(" ", span.end, last), span.end)
    return first, last
