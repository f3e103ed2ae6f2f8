"""Running heads and feet, page numbers and "Source:" lines: what stands on a page without belonging to the contract."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict

from chunking.layout.clause_numbers import labels_one_of
from chunking.layout.lines import Line

# How deep into a page heads and feet reach, in lines.
EDGE = 4
# A line at the edge that comes back on so many pages, and on such a share of them, is furniture.
REPEATS, SHARE = 3, 0.3

_PAGE_NUMBER = re.compile(
    r"""[\s\-–—\[(|]*(?:page\s*)?
        (?:\d{1,4}|[ivxlc]{1,6}|[A-Z]{1,3}-?\d{1,3})
        (?:\s*(?:of|/)\s*\d{1,4})?
        [\s\-–—\])|.]*""",
    re.VERBOSE | re.IGNORECASE,
)
# What is stamped onto produced documents: "ACME-001234", "DEF 0000017". Two that count the pages are enough to tell.
STAMPS = 2
_STAMP = re.compile(r"\s*[A-Z][A-Z0-9&]{0,14}(?:[ _.\-][A-Z]{1,8})?[ _.\-]{0,3}(\d{5,10})\s*")
# "Source: ACME CORP, 10-K, 3/31/2005": the form and the date stand within so many characters of the line's end.
_SOURCE, _FILED = re.compile(r"\s*+Source:\s++\S"), re.compile(r",\s{0,9}\S{1,30},\s{0,9}\d{1,2}/\d{1,2}/\d{4}$")
_FILED_WITHIN = 60
# A section's number may come to stand alone at a page's edge.
_SECTION = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})+\.?\s*")
_DIGITS = re.compile(r"\d+")


def without_furniture(pages: list[list[Line]]) -> list[Line]:
    """All lines of all pages but the furniture; a page is stripped only from its edges inwards.

    Where nothing would be left, what comes back on every page is what the file says.
    """
    return _stripped(pages, _repeated(pages)) or _stripped(pages, set())


def _stripped(pages: list[list[Line]], repeated: set[str]) -> list[Line]:
    kept: list[Line] = []
    for lines in pages:
        # The file's own order may have a page's head last, or its foot among the text.
        bare = {*_furniture(lines, repeated), *_furniture(sorted(lines, key=lambda line: line.bottom), repeated)}
        kept += [line for line in lines if line not in bare and not _is_source(line)]
    return kept


def without_text_furniture(lines: list[Line]) -> list[Line]:
    """The same for text without page breaks: "Source:" lines, and numbers that stand alone between blank lines."""
    return [
        line
        for line, after in zip(lines, [*lines, None][1:], strict=True)
        if not _is_source(line)
        and not (line.text.strip().isdigit() and len(line.text.strip()) < 4 and line.gap and (not after or after.gap))
    ]


def _furniture(lines: list[Line], repeated: set[str]) -> list[Line]:
    first = _strip(lines, repeated)
    return lines[:first] + lines[len(lines) - _strip(lines[first:][::-1], repeated) :]


def _strip(lines: list[Line], repeated: set[str]) -> int:
    """How many of the lines at this edge (the outermost first) are furniture.

    A line between two pieces of furniture goes with them only where it is furniture itself.
    """
    count = 0
    for line in lines[:EDGE]:
        number = _PAGE_NUMBER.fullmatch(line.text) and not labels_one_of(line, lines)
        if not (_key(line) in repeated or number or _is_source(line)):
            break
        count += 1
    return count


def _is_source(line: Line) -> bool:
    begins = _SOURCE.match(line.text)
    return bool(begins and _FILED.search(line.text[begins.end() :].rstrip()[-_FILED_WITHIN:]))


def _repeated(pages: list[list[Line]]) -> set[str]:
    needed = max(REPEATS, math.ceil(SHARE * sum(bool(lines) for lines in pages)))
    seen: Counter[str] = Counter()
    stamps: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for number, lines in enumerate(pages):
        placed = sorted(lines, key=lambda line: line.bottom)
        edges = [line for order in (lines, placed) for line in (*order[:EDGE], *order[-EDGE:])]
        seen.update({_key(line) for line in edges if not _SECTION.fullmatch(line.text)})
        for line in edges:
            if stamp := _STAMP.fullmatch(line.text):
                stamps[_key(line)].add((number, int(stamp[1])))
    counting = {key for key, found in stamps.items() if len({value - page for page, value in found}) == 1}
    return {key for key, count in seen.items() if count >= (STAMPS if key in counting else needed)}


def _key(line: Line) -> str:
    """A running line's words with the numbers that change from page to page made alike."""
    return " ".join(_DIGITS.sub("#", line.text).lower().split())
