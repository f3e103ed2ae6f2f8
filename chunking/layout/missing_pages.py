"""Detects missing pages from gaps in the printed page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from chunking.layout.lines import Line

# A number at the page's very edge, alone or as "Page 3 of 12".
EDGE = 2
_NUMBER = re.compile(r"[\s\-–—\[(|]*(?:page\s*)?(\d{1,3})(?:\s*(?:of|/)\s*(\d{1,3}))?[\s\-–—\])|.]*", re.IGNORECASE)
# A bare number counts as a page number if it continues over this many pages; larger gaps than MOST are not reported.
IN_A_ROW, MOST = 3, 20


class _Printed(NamedTuple):
    """The number printed on a page (by index) and the stated total (0 if not stated)."""

    place: int
    number: int
    of: int


def missing_pages(pages: Sequence[Sequence[Line]]) -> list[str]:
    """A sentence for each gap in the printed numbers, and for pages missing at the end according to "of 12"."""
    runs = list(_runs([_printed(index, lines) for index, lines in enumerate(pages)]))
    found = []
    for before, after in pairwise(runs):
        last, first = before[-1], after[0]
        gap = first.number - last.number - 1
        sure = last.of or min(len(before), len(after)) >= IN_A_ROW
        if first.place == last.place + 1 and first.of == last.of and 0 < gap <= MOST and sure:
            # A reflowed page may contain two printed ones.
            alone = {
                int(match[1])
                for line in (*pages[last.place], *pages[first.place])
                if (match := _NUMBER.fullmatch(line.text))
            }
            if alone & set(range(last.number + 1, first.number)):
                continue
            missing = f"page {last.number + 1}" if gap == 1 else f"pages {last.number + 1} to {first.number - 1}"
            found.append(
                f"After page {last.place + 1}, the printed page numbers jump from {last.number} to {first.number}: "
                f"{missing} may be missing."
            )
    if runs and runs[-1][-1].number < runs[-1][-1].of and runs[-1][-1].place == len(pages) - 1:
        _, number, of = runs[-1][-1]
        found.append(f"The last page is numbered {number} of {of}: the pages after it may be missing.")
    return found


def _printed(index: int, lines: Sequence[Line]) -> _Printed | None:
    placed = sorted(lines, key=lambda line: line.bottom)
    matches = [_NUMBER.fullmatch(line.text) for line in (*placed[-EDGE:][::-1], *placed[:EDGE])]
    found = [match for match in matches if match]
    best = next((match for match in found if match[2]), found[0] if found else None)
    return _Printed(index, int(best[1]), int(best[2] or 0)) if best else None


def _runs(printed: Sequence[_Printed | None]) -> Iterator[list[_Printed]]:
    """Runs of numbers that are consecutive from page to page."""
    run: list[_Printed] = []
    for one in printed:
        if one is None:
            continue
        last = run[-1] if run else None
        if last and (one.number - last.number != one.place - last.place or one.of != last.of):
            yield run
            run = []
        run.append(one)
    if run:
        yield run
