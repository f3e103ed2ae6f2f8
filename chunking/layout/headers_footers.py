"""Removes headers, footers, page numbers and "Source:" lines, which are not part of the contract."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import pairwise

from chunking.layout.clause_numbers import labels_one_of
from chunking.layout.lines import Line
from chunking.layout.paragraphs import ENUMERATOR
from chunking.layout.printed_pages import (
    LETTERHEAD,
    REPEAT_SHARE,
    REPEATS,
    SIGNED,
    is_numbered_in_dashes,
    printed_headers,
    without_printed,
)

# How many lines headers and footers reach from the edge. A letterhead may reach further if it is in the same place on
# every page, within this many points.
EDGE, SAME_PLACE = 4, 3.0

_PAGE_NUMBER = re.compile(
    r"""[\s\-–—\[(|]*(?:page\s*)?
        (?:\d{1,4}|[ivxlc]{1,6}|[A-Z]{1,3}-?\d{1,3}|(?<=[Pp]age\s)(?:one|two|three|four|five|six|seven|eight|nine|ten))
        (?:\s*(?:of|/)\s*\d{1,4})?
        [\s\-–—\])|.]*""",
    re.VERBOSE | re.IGNORECASE,
)
_STATED = re.compile(r"\bpage\s*(\d{1,4})\b", re.I)
# Bates stamps: "ACME-001234", "DEF 0000017". Two that count with the pages are enough.
STAMPS = 2
_STAMP = re.compile(r"\s*[A-Z][A-Z0-9&]{0,14}(?:[ _.\-][A-Z]{1,8})?[ _.\-]{0,3}(\d{5,10})\s*")
# "Source: ACME CORP, 10-K, 3/31/2005": the form and the date are within _FILED_WITHIN characters of the line's end.
_SOURCE, _FILED = re.compile(r"\s*+Source:\s++\S"), re.compile(r",\s{0,9}\S{1,30},\s{0,9}\d{1,2}/\d{1,2}/\d{4}$")
_FILED_WITHIN = 60
# "DocuSign Envelope ID: 4A1B...", whose digits OCR may read as letters, with gaps; "Doc ID: 9f31..."
_SIGNING_STAMP = re.compile(
    r"\s*+(?i:docu\s?sign\s+envelope\s+id)\s?:?\s{0,3}[0-9A-Za-z -]{20,48}\s*+|\s*+Doc\sID:\s{1,3}[0-9a-f]{32,64}\s*+"
)
# A section number may happen to be alone at the edge of a page.
_SECTION = re.compile(r"\s{0,9}+\d{1,3}(?:\.\d{1,3}){1,9}\.?\s{0,9}+")
_DIGITS = re.compile(r"\d+")
# "[***]" alone on a line, as on pages of which everything was redacted.
_MARK = re.compile(r"\W*\*{3,}\W*")
# Page numbers with a title ("EXHIBIT A – Page 2"), and the envelope id of a signing service.
_NUMBERED = re.compile(
    r".{0,60}(?:\bpage\s*\d{1,4}\s*(?:of|/)\s*|[–—|•·]\s*page\s*)\d{1,4}[\s\-–—\])|.]*"
    r"|.{0,30}\benvelope id\b.{0,60}",
    re.I,
)
# Titles of attachments may recur without being headers or footers.
_TITLE = re.compile(r"\s*(?:exhibit|schedule|annex|appendix|attachment|addendum|part)\s+[a-z0-9]{1,4}\s*", re.I)
# How the name of a party ends that signs below it.
_NAME = re.compile(
    r",$|\b(?:Ltd|Limited|LLC|LLP|Inc|Corp|Corporation|Company|Trust|GmbH|AG|S\.?A|L\.?P|N\.?V|B\.?V)\.?$", re.I
)
_NAME_WITHIN = 15
# Headers whose words change are in the same place on most pages, and further from the text than its lines are from one
# another.
SET_APART, MOST_PAGES, ALWAYS = 1.6, 0.6, 0.9
# In a two-page file, both pages must have the header, set apart from the text.
BOTH = 2
# A numbered line of more words than this is a clause.
_WORDS = 6


def without_headers_footers(pages: list[list[Line]]) -> list[Line]:
    """The lines of all pages without headers and footers; a page is stripped only from its edges inwards.

    Recurring lines are kept if nothing else would remain.
    """
    set_apart = _changing_headers(pages) | _continuation_headers(pages)
    return _stripped(pages, _repeated(pages), set_apart) or _stripped(pages, set(), set())


def _stripped(pages: list[list[Line]], repeated: set[str], set_apart: set[Line]) -> list[Line]:
    kept: list[Line] = []
    numbers = _other_numbers(pages)
    printed = printed_headers(pages)
    for lines in pages:
        # A file may store a header after the text, or a footer in the middle of it.
        removed = {
            *_at_the_edges(lines, repeated, set_apart, numbers),
            *_at_the_edges(sorted(lines, key=lambda line: line.bottom), repeated, set_apart, numbers),
            *(line for line in lines if line in printed),
        }
        removed -= _repeated_clauses(lines, removed) | _names_over_signatures(lines)
        kept += without_printed(printed & removed, [line for line in lines if line not in removed - printed])
    return [line for line in kept if not _is_of_a_copy(line)]


def _repeated_clauses(lines: list[Line], removed: set[Line]) -> set[Line]:
    """The lines of numbered clauses among the removed ones: schedules may all have the same clause in one place."""
    found: set[Line] = set()
    inside = False
    for line in lines:
        number = ENUMERATOR.match(line.text.lstrip()) and line.text.count(" ") >= _WORDS
        inside = bool(number and line in removed) or (inside and not line.gap)
        if inside:
            found.add(line)
    return found


def _names_over_signatures(lines: list[Line]) -> set[Line]:
    """The names of parties at the page's top, right above where they sign, though several pages begin like that."""
    return {
        line
        for line, after in pairwise(lines[: EDGE + 1])
        if _NAME.search(line.text.rstrip()[-_NAME_WITHIN:]) and SIGNED.match(after.text)
    }


def _other_numbers(pages: list[list[Line]]) -> set[Line]:
    """Numbers alone on a line at a page's edge that are content, because the page number is elsewhere on the page."""
    found = [
        [(line, int(line.text)) for line in _edges(lines) if line.text.strip().isdecimal() and len(line.text) < 9]
        for lines in pages
    ]
    stated = [
        {value for _, value in own} | {int(match[1]) for line in _edges(lines) if (match := _STATED.search(line.text))}
        for lines, own in zip(pages, found, strict=True)
    ]
    offsets = Counter(value - page for page, values in enumerate(stated) for value in values)
    if not offsets:
        return set()
    offset, count = offsets.most_common(1)[0]
    if count < BOTH or count < 0.5 * sum(map(bool, stated)):
        return set()
    return {
        line
        for page, own in enumerate(found)
        for line, value in own
        if offset + page in stated[page] and abs(value - offset - page) > 1  # a page may show its printed page's number
    }


def _edges(lines: list[Line]) -> list[Line]:
    placed = sorted(lines, key=lambda line: line.bottom)
    return list(dict.fromkeys(line for order in (lines, placed) for line in (*order[:EDGE], *order[-EDGE:])))


def without_page_numbers(lines: list[Line]) -> list[Line]:
    """The lines of a plain text without "Source:" lines, stamps of a signing service and page numbers (numbers alone
    between blank lines, or between one and the page's end)."""
    numbers = {
        line
        for line, after in zip(lines, [*lines, None][1:], strict=True)
        if is_numbered_in_dashes(line)
        or (_is_short_number(line) and (not after or after.gap or after.page != line.page))
    }
    return without_printed(numbers, [line for line in lines if not _is_of_a_copy(line)])


def _is_short_number(line: Line) -> bool:
    number = line.text.strip()
    return number.isdigit() and len(number) < 4 and line.gap


def _at_the_edges(lines: list[Line], repeated: set[str], set_apart: set[Line], numbers: set[Line]) -> list[Line]:
    first = _strip(lines, repeated, set_apart, numbers)
    return lines[:first] + lines[len(lines) - _strip(lines[first:][::-1], repeated, set_apart, numbers) :]


def _strip(lines: list[Line], repeated: set[str], set_apart: set[Line], numbers: set[Line]) -> int:
    """How many consecutive lines at this edge (the outermost first) are headers or footers.

    Stops at the first line that is neither.
    """
    count = 0
    for depth, line in enumerate(lines[:LETTERHEAD]):
        if line in numbers:
            break
        number = _PAGE_NUMBER.fullmatch(line.text) and not labels_one_of(line, lines)
        numbered = _NUMBERED.fullmatch(line.text) or _is_of_a_copy(line)
        near = depth < EDGE and (_key(line) in repeated or number or numbered or line in set_apart)
        if not near and _placed_key(line) not in repeated:
            break
        count += 1
    return count


def _is_of_a_copy(line: Line) -> bool:
    """Whether a line belongs to this copy of the contract, not to the contract: where it was found, or the stamp of the
    service by which it was signed."""
    if _SIGNING_STAMP.fullmatch(line.text):
        return True
    begins = _SOURCE.match(line.text)
    return bool(begins and _FILED.search(line.text[begins.end() :].rstrip()[-_FILED_WITHIN:]))


def _repeated(pages: list[list[Line]]) -> set[str]:
    """The keys of recurring lines: by their words at the edges, by words and position further in."""
    needed = max(REPEATS, math.ceil(REPEAT_SHARE * sum(bool(lines) for lines in pages)))
    seen: Counter[str] = Counter()
    stamps: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for number, lines in enumerate(pages):
        edges = _recurring_edges(lines)
        seen.update({_key(line) for line in edges})
        placed = sorted(lines, key=lambda line: line.bottom)
        seen.update(
            {_placed_key(line) for line in (*placed[:LETTERHEAD], *placed[-LETTERHEAD:]) if not SIGNED.match(line.text)}
        )
        for line in edges:
            if stamp := _STAMP.fullmatch(line.text):
                stamps[_key(line)].add((number, int(stamp[1])))
    counting = {key for key, found in stamps.items() if len({value - page for page, value in found}) == 1}
    found = {key for key, count in seen.items() if key and count >= (STAMPS if key in counting else needed)}
    if len(filled := [lines for lines in pages if lines]) == BOTH:
        found |= set.intersection(*map(_apart, filled))
    return found


def _recurring_edges(lines: list[Line]) -> list[Line]:
    """The lines at the page's edges that are headers or footers if they recur. Section numbers and signature lines are
    not."""
    return [line for line in _edges(lines) if not _SECTION.fullmatch(line.text) and not SIGNED.match(line.text)]


def _apart(lines: list[Line]) -> set[str]:
    """The keys of the lines at the page's edges that are set apart from its text, singly or as a block."""
    placed = sorted(lines, key=lambda line: line.bottom)
    set_apart = [line for line in _recurring_edges(lines) if _stands_alone(line, placed)]
    return {key for line in (*set_apart, *_block(placed), *_block(placed[::-1])) if (key := _placed_key(line))}


def _changing_headers(pages: list[list[Line]]) -> set[Line]:
    """Headers and footers whose words change: lines in one place at the edge of most pages, set apart from the text."""
    at: defaultdict[tuple[int, bool], list[tuple[Line, bool]]] = defaultdict(list)
    filled = [sorted(lines, key=lambda line: line.bottom) for lines in pages if len(lines) > EDGE]
    for placed in filled:
        for line, head in ((placed[0], True), (placed[-1], False)):
            at[round(line.bottom / SAME_PLACE), head].append((line, _stands_alone(line, placed) and _is_label(line)))
    needed = max(REPEATS, math.ceil(MOST_PAGES * len(filled)))
    return {
        line
        for found in at.values()
        if len(found) >= needed and sum(apart for _, apart in found) >= ALWAYS * len(found)
        for line, apart in found
        if apart
    }


def _continuation_headers(pages: list[list[Line]]) -> set[Line]:
    """The headers of a letter's further pages (addressee, date and "Page 2"): a block at the top, set apart from the
    text, that says which page it is."""
    found: set[Line] = set()
    for number, lines in enumerate(pages[1:], 2):
        block = _block(sorted(lines, key=lambda line: line.bottom))
        stated = [match for line in block if (match := _STATED.search(line.text)) and _PAGE_NUMBER.fullmatch(line.text)]
        if any(int(match[1]) == number for match in stated):
            found.update(block)
    return found


def _is_label(line: Line) -> bool:
    """Whether it may be a header: not a sentence, clause, attachment title or signature line."""
    text = line.text.strip()
    begins = ENUMERATOR.match(text) or _TITLE.match(text) or SIGNED.match(text) or text[:1].islower()
    return line.right > 0.0 and not begins and text[-1:] not in ".;:," and len(text) < 100


def _stands_alone(line: Line, placed: list[Line]) -> bool:
    """Whether it is further from its nearest neighbors than the page's lines are from each other."""
    if line.right <= 0.0 or len(placed) < EDGE:
        return False
    steps = sorted(step for a, b in pairwise(placed) if (step := b.bottom - a.bottom) > 0.5 * (a.bottom - a.top))
    near = [abs(other.bottom - line.bottom) for other in placed if abs(other.bottom - line.bottom) > 0.5 * SAME_PLACE]
    return bool(steps and near) and min(near) > SET_APART * steps[len(steps) // 4]


def _block(lines: list[Line]) -> list[Line]:
    """The lines at the page's edge (outermost first) that are set apart from the text as a block; none if there is no
    gap within the reach of headers and footers."""
    steps = [abs(other.bottom - line.bottom) for line, other in pairwise(lines)]
    usual = sorted(step for line, step in zip(lines, steps, strict=False) if step > 0.5 * (line.bottom - line.top))
    if not usual or lines[0].right <= 0.0 or len(lines) < 2 * EDGE:
        return []
    apart = (number for number, step in enumerate(steps[:LETTERHEAD], 1) if step > SET_APART * usual[len(usual) // 4])
    return lines[: next(apart, 0)]


def _key(line: Line) -> str:
    """The line's words with its numbers masked, since they change from page to page; a title keeps its number. Empty
    for the mark of a redaction, which is no header however often it recurs."""
    return _masked(line.text)


# Each of these lines is compared several times.
@lru_cache(maxsize=1 << 12)
def _masked(text: str) -> str:
    if _MARK.fullmatch(text):
        return ""
    return " ".join((text if _TITLE.fullmatch(text) else _DIGITS.sub("#", text)).lower().split())


def _placed_key(line: Line) -> str:
    """A line's masked text with its position on the page; an empty string if that is unknown."""
    key = _key(line)
    return (
        f"{key}@{round(line.left / SAME_PLACE)},{round(line.bottom / SAME_PLACE)}" if key and line.right > 0.0 else ""
    )
