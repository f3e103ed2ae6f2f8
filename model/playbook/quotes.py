"""The words that a flag quotes, with their position in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import NamedTuple

from chunking.document import Document, Segment
from chunking.layout.paragraphs import ENUMERATOR
from chunking.layout.segments import is_heading
from model.playbook.clause_meaning.polarity import asserted
from model.playbook.clause_meaning.sentences import sentences
from model.schema import Clause, PlacedBox, Quote
from model.summary.text.sections import section

# A flag quotes at most this many passages. Nearly all sentences of contracts are shorter than the second number
# (characters); a longer one is cut to the words around the point.
MOST, LONGEST = 4, 2_400
# Passages up to this length are dates, names or blanks, which mean nothing without their sentence.
_FRAGMENT = 40
# Sentences that differ in no more words than these are one.
_OTHER_WORDS = 1
# A section is searched this many sentences before and after a quote.
_NEAR = 6
_REFERRED = re.compile(r"\b(?:sections?|articles?|clauses?)\s(\d{1,2}(?:\.\d{1,2}){0,2})", re.IGNORECASE)
# Words that introduce something that is not quoted: "; provided, however, that".
_LEADS_ON = re.compile(
    r"(?<=[^\s,;])[\s,;]{1,9}(?:and|or|provided|however|provided,?\s(?:however,?\s)?that)[\s,;]{0,9}$", re.IGNORECASE
)
# The beginning of a sentence, a paragraph or an item of a list.
_BEGINS = re.compile(r"[\W\d]{0,6}[A-Z\d]|\W{0,2}\w{1,4}[.)]\s")
# "- ------- after it has received": a page's header, and the sentence that goes on below it.
_TORN = re.compile(r"(?:[-–—_=*][-–—_=*\s]{1,160}|[-–—]\s?\d{1,3}\s?[-–—]\s?)?(?:\d{1,3}\s)?[a-z]{2,}\s(?![A-Z])")
# "in which Vendor is engaged, nor will": the page after it goes on with a name in capitals.
_UNFINISHED = re.compile(
    r"\b(?:will|shall|may|must|nor|or|of|the|to|in|by|with|an?|any|that|which|for|its|their|is|are|be)$"
)
# "(i) Termination by the Executive." heads what follows it, and is no item of a list that ends there.
_HEADS_A_PART = re.compile(r"\(\w{1,4}\)\s(?:[A-Z][\w’'-]*,?\s)(?:[\w’'-]+,?\s){0,6}[\w’'-]+\.")
# The number of a page, the next item of a list in the middle of a sentence, and the rest of one in capitals.
_PAGE_NUMBER = re.compile(r"\W{0,4}\d{1,3}\W{0,4}")
_ITEM_FOLLOWS = re.compile(r"(?:(?:and|or|and/or)\s)?\(\w{1,4}\)\s")
_IN_CAPITALS = re.compile(r"[A-Z]{3,}[\s,]+[A-Z]{2,}")
# "To display the marks; and" is an item of a list whose opening words are not quoted.
_ITEM = re.compile(r"(?:To|Not\sto)\s(?:(?!\b(?:shall|will|may|must|is|are|agrees?)\b)[^.]){1,2000}", re.DOTALL)
_ENDED = re.compile(r"[.;:?!][\"”’)\]]*(?:\s*(?:and|or))?\s*$")
# "Client: ______", "Employee: [name]"
_FIELD = re.compile(r":\s{0,4}(?:_{3}|\[\w)")
# A blank, which is quoted where it is, however short its line, together with the label alone in the line above it.
_GAP, _LABEL = re.compile(r"[\[{_<](?!\s?\*)"), re.compile(r"(?!(?i:and|or|between)\b)[A-Z][\w ,.’'&/()-]{2,40}:?")
_CLOSED = re.compile(r"[.;:?!][\"”’)\]]*\s*$")

# The lead-in of a list: "Licensor may terminate this Agreement: (1) ...; (2) upon notice if Licensee merges".
_LIST_ITEM = re.compile(r"\W?(?P<mark>\d{1,2}|[a-z]{1,3})[.)]\s", re.IGNORECASE)
_LEADS_IN = re.compile(r"(?P<lead>[^.;:\n]{3,200}:)\s{1,3}\(?(?P<mark>\d{1,2}|[a-z]{1,3})[.)]\s", re.IGNORECASE)
_LEAD_REACH = 2_000
# An item that is a sentence of its own: "B) In addition, Vendor may terminate".
_OWN_SENTENCE = re.compile(
    r"(?:(?:In\saddition|Further(?:more)?|However|Moreover),?\s)?(?:[Tt]he\s|[Ee]ither\s|[Ee]ach\s)?[A-Za-z][\w.&]*(?:\s[\w.&]+){0,3}?"
    r"\s(?:may|shall|will|must)\b"
)
# "may terminate this Agreement: (A) By Vendor: (i) ...; (B) By Buyer: (i) ...": whose list an item belongs to.
_BY_ONE = re.compile(
    r"\(\w{1,3}\)\s{1,3}By\s(?:the\s)?(?P<who>[A-Z]\w{1,30}(?:\s[A-Z]\w{1,30}){0,2})\b[\s.:–—-]{0,40}(?=\()"
)


# A defined term in a passage; at most this many are looked up.
_TERM, _TERMS = re.compile(r"\b[A-Z][a-z]+(?:\s(?:of\s)?[A-Z][a-z]+){0,3}\b"), 40
_DEFINITION = re.compile(
    r"[“\"](?P<term>[A-Z][a-z]+(?:\s+(?:of\s+)?[A-Z][a-z]+){0,3})[”\"]\s(?:shall\s)?means?\b[^“”\"]{0,800}"
)


class Span(NamedTuple):
    """An interval of the document's text, and the clause that contains it (None: no clause)."""

    start: int
    end: int
    clause: int | None = None


# What an item of a list must say to be the one for which a clause is flagged.
_TELLING = {
    "Non-Compete": re.compile(r"\bcompet", re.IGNORECASE),
    "No-Solicit Of Employees": re.compile(
        r"\b(?:solicit|entice|hire|recruit|employ|engage|induce|poach)\b[^.;]{0,120}?\b(?-i:employees?|staff|personnel|workers?)\b(?![’'])",
        re.IGNORECASE,
    ),
    "No-Solicit Of Customers": re.compile(
        r"\b(?:solicit|entice|canvass|approach|divert|deal\swith)\b[^.;]{0,120}?\b(?:customers?|clients?)\b",
        re.IGNORECASE,
    ),
}


def spans_of(category: str | None, ids: Sequence[int], clauses: Sequence[Clause]) -> Iterator[Span]:
    """For each clause, the sentence that it is flagged for; of a list too long to quote, the item."""
    for clause in (clauses[number] for number in ids):
        place = asserted(category or clause.category, clause.text) or next(iter(sentences(clause.text)), None)
        if place and (item := _telling_item(category or clause.category, clause.text, place[1])):
            place = item
        if place:
            yield Span(clause.interval[0] + place[0], clause.interval[0] + place[1], clause.id)


def _telling_item(category: str, text: str, end: int) -> tuple[int, int] | None:
    """The item that says what a clause is flagged for, in a list that begins at ``end`` and is too long to quote."""
    if len(text) <= LONGEST or category not in _TELLING or not text[:end].endswith(":"):
        return None
    lines = re.finditer(r"[^\n]{3,}", text[end:])
    return next((_shifted(line.span(), end) for line in lines if _TELLING[category].search(line.group())), None)


def _shifted(interval: tuple[int, int], by: int) -> tuple[int, int]:
    return interval[0] + by, interval[1] + by


def quoted(document: Document, spans: Sequence[Span | tuple[int, int]]) -> list[Quote]:
    """The passages without duplicates, in the given order and widened to whole sentences. If there are several, those
    that still begin in mid-sentence (because headers or footers split them) are left out."""
    found = list(_quotes(document, spans))
    whole = [quote for quote in found if not (_TORN.match(quote.text) or _ITEM.fullmatch(quote.text))]
    kept: list[Quote] = []
    for quote in whole or found:
        if not any(_repeats(quote.text, other.text) for other in kept):
            kept.append(quote)
    return kept[:MOST]


def _repeats(text: str, other: str) -> bool:
    """Whether a sentence says again what another one says: all but a word or two of them are the same, and those are
    neither names nor numbers."""
    words = text.split(), other.split()
    if abs(len(words[0]) - len(words[1])) > _OTHER_WORDS or len(set(words[0]) ^ set(words[1])) > 2 * _OTHER_WORDS:
        return False
    parts = SequenceMatcher(None, *words, autojunk=False).get_opcodes()
    differing = [word for kind, a, b, c, d in parts if kind != "equal" for word in words[0][a:b] + words[1][c:d]]
    return len(differing) <= 2 * _OTHER_WORDS < len(words[0]) / 4 and all(word.islower() for word in differing)


def lead_in(clause: Clause, text: str) -> str:
    """The lead-in of the list to which the sentence that a clause is flagged for belongs as an item; empty if it is not
    one, or is a whole sentence."""
    says = (asserted(clause.category, clause.text) or (0, 0))[0]
    item = _LIST_ITEM.match(clause.text, says)
    if not item or _OWN_SENTENCE.match(clause.text, item.end()):
        return ""
    begin = clause.interval[0]
    opened = [
        match
        for match in _LEADS_IN.finditer(text, max(0, begin + says - _LEAD_REACH), begin + item.end())
        if match["mark"].isdigit() == item["mark"].isdigit()
    ]
    if not opened:
        return ""
    lead = " ".join(opened[-1]["lead"].split())
    by = [match["who"] for match in _BY_ONE.finditer(text, opened[-1].end("lead"), begin + item.end())]
    return f"{by[-1]} may terminate: " if by and "terminate" in lead else f"{lead} "


def around(document: Document, quotes: Sequence[Quote]) -> str:
    """The text of the sections that contain the quotes, and of those that the quotes refer to, on one line."""
    found: list[str] = []
    for quote in quotes:
        inside = document.segments_in(*quote.interval)
        found += [_section(document, one.id) for one in inside[:1]]
        found += [_section(document, number) for number in _referred(document, quote.text)]
    return " ".join(" ".join(dict.fromkeys(found)).split())


def definitions(text: str) -> dict[str, str]:
    """The first definition of each capitalized term, on one line."""
    found: dict[str, str] = {}
    for one in _DEFINITION.finditer(text):
        found.setdefault(" ".join(one["term"].split()), " ".join(one.group().split()))
    return found


def defined_in(words: str, known: Mapping[str, str]) -> str:
    """The ``known`` definitions of a passage's capitalized terms, on one line."""
    terms = list(dict.fromkeys(_TERM.findall(words)))[:_TERMS]
    return " ".join(known[term] for term in terms if term in known)


def _section(document: Document, number: int) -> str:
    """The text under the heading of a segment, within ``_NEAR`` segments of it."""
    segments = document.segments
    first = last = number
    while first and segments[first - 1].heading == segments[number].heading and number - first < _NEAR:
        first -= 1
    while last + 1 < len(segments) and segments[last + 1].heading == segments[number].heading and last - number < _NEAR:
        last += 1
    return document.text[segments[first].start : segments[last].end]


def _referred(document: Document, text: str) -> Iterator[int]:
    """The first segments of the sections that a passage refers to by number."""
    numbers = {match[1] for match in _REFERRED.finditer(text)}
    for number in numbers:
        opens = re.compile(rf"(?:(?:section|article|clause)\s)?{re.escape(number)}(?![\d])(?!\.\d)", re.IGNORECASE)
        under = (one.id for one in document.segments if any(opens.match(heading) for heading in one.heading))
        yield from islice(under, 1)


def _quotes(document: Document, spans: Sequence[Span | tuple[int, int]]) -> Iterator[Quote]:
    found: list[Quote] = []
    for span in (Span(*span) for span in spans):
        start, end, place = _widened(document, span)
        end = start + len(_LEADS_ON.sub("", document.text[start:end]))
        if any(start < other.interval[1] and other.interval[0] < end for other in found):
            continue
        places = document.places(start, end)
        page, paragraph = document.beginning(start, end)
        boxes = [PlacedBox(page=place.page, box=list(box)) for place in places for box in place.boxes]
        found.append(
            Quote(
                text=document.text[start:end],
                section=place,
                page=page,
                paragraph=paragraph,
                interval=[start, end],
                clause=span.clause,
                boxes=[] if span.clause is not None else boxes,
            )
        )
        yield found[-1]


def _widened(document: Document, span: Span) -> tuple[int, int, str | None]:
    """The whole sentence around an interval that is in no clause, or is just a date or a name, and the headings above
    it."""
    inside = document.segments_in(span.start, span.end)
    place = section(inside[0].heading) if inside else None
    if not inside or (span.clause is not None and span.end - span.start > _FRAGMENT):
        start = _from_the_beginning(document, span.start) if inside else span.start
        end = _with_items(document, _to_the_end(document, span.end)) if inside else span.end
        start = start if end - start <= LONGEST else span.start
        return start, _shortened(document.text, start, end), place
    gap = _GAP.match(document.text, span.start) is not None
    inside = _whole_sentence(document, inside if gap else _below_heading(document, inside))
    start, end = _with_label(document, inside[0]) if gap else inside[0].start, _with_items(document, inside[-1].end)
    if end - start > LONGEST:
        start, end = _around(document.text, span, start, end)
    return start, end, place


def _with_label(document: Document, first: Segment) -> int:
    """Where the quote of a blank begins: at the label in the line above, if the line begins with the blank."""
    before = document.segments[first.id - 1] if first.id else None
    begins = _GAP.match(document.text, first.start)
    if before is None or not begins or not _LABEL.fullmatch(document.segment_text(before).strip()):
        return first.start
    return before.start


def _to_the_end(document: Document, end: int) -> int:
    """The end of the sentence in which a passage breaks off, if the model's segments cut it."""
    while not _CLOSED.search(document.text[max(0, end - 4) : end]):
        before = document.segments_in(end - 1, end)
        last = before[-1] if before else None
        following = (last if last.end > end else _next(document, last.id)) if last else None
        if not (last and following) or following.end <= end or not _goes_on(last, following, document):
            break
        end = following.end
    return end


def _next(document: Document, number: int) -> Segment | None:
    """The segment after one, leaving out the number of a page between them."""
    after = document.segments[number + 1 : number + 3]
    page = len(after) > 1 and _PAGE_NUMBER.fullmatch(document.segment_text(after[0]))
    return after[1] if page else after[0] if after else None


def _from_the_beginning(document: Document, start: int) -> int:
    """The beginning of the sentence that contains a passage, if the passage begins in the middle of it."""
    inside = document.segments_in(start, start + 1)
    if not inside or _BEGINS.match(document.text, start):
        return start
    first = inside[0]
    while first.id and _goes_on(document.segments[first.id - 1], first, document):
        first = document.segments[first.id - 1]
    return first.start


def _goes_on(before: Segment, segment: Segment, document: Document) -> bool:
    """Whether a segment is the next part of the same sentence."""
    if before.sentence == segment.sentence:
        return True
    said = document.segment_text(before)
    if _ENDED.search(said) or is_heading(said):
        return False
    if _UNFINISHED.search(said) and not ENUMERATOR.match(document.text, segment.start):
        return True
    listed = said.endswith(",") and (
        _ITEM_FOLLOWS.match(document.text, segment.start)
        or (said.isupper() and _IN_CAPITALS.match(document.text, segment.start))
    )
    return bool(listed or _TORN.match(document.text, segment.start))


def _whole_sentence(document: Document, inside: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The segments together with the others of the same sentence, up to the longest quote."""
    first, last = inside[0].id, inside[-1].id
    segments = document.segments
    while first and _goes_on(segments[first - 1], segments[first], document):
        first -= 1
    while (following := _next(document, last)) and _goes_on(segments[last], following, document):
        last = following.id
    return segments[first : last + 1]


def _below_heading(document: Document, inside: tuple[Segment, ...]) -> tuple[Segment, ...]:
    """The sentence under a heading, if the segments are only a heading, and no field of a form."""
    following = inside[-1].id + 1
    if _FIELD.search(document.segment_text(inside[0])):
        return inside
    if following < len(document.segments) and all(is_heading(document.segment_text(one)) for one in inside):
        below = document.segments[following]
        return inside if is_heading(document.segment_text(below)) else (below,)
    return inside


def _with_items(document: Document, end: int) -> int:
    """The end of the list that a passage introduces with a colon, up to the longest quote."""
    lead_in = document.segments_in(max(0, end - 1), end)
    if not lead_in or document.text[end - 1 : end] != ":":
        return end
    reach = end
    for segment in document.segments[lead_in[-1].id + 1 :]:
        item = document.segment_text(segment)
        if reach == end and _HEADS_A_PART.fullmatch(item):
            break
        if segment.end - end > LONGEST or (is_heading(item) and not item.startswith("(")):
            break
        reach = segment.end
        if item.endswith("."):
            break
    return reach


def _shortened(text: str, start: int, end: int) -> int:
    """The end of a passage; if it is too long to quote, it is cut at a comma or at the end of a word."""
    if end - start <= LONGEST:
        return end
    for marks in ((";", ":"), (",",)):
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in marks)
        if cut > 0:
            break
    return cut if cut > 0 else text.rfind(" ", start, start + LONGEST)


def _around(text: str, span: Span, start: int, end: int) -> tuple[int, int]:
    """The part of a long sentence around its point, in whole words; from the beginning of the sentence if that fits."""
    first = start if span.end - start <= LONGEST else max(start, span.start - LONGEST // 2)
    last = min(end, max(span.end, first + LONGEST))
    if first > start:
        first = text.find(" ", first, span.start) + 1 or span.start
    if last < end:
        last = max(text.rfind(" ", span.end, last), span.end)
    return first, last
