"""Arranges lines in reading order: columns one after another, footnotes separate, table cells marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

import numpy as np

from chunking.layout.clause_numbers import is_label
from chunking.layout.footnotes import rest_of_note, with_interrupting_notes, with_notes
from chunking.layout.line_metrics import Boxes, Ink
from chunking.layout.lines import RIGHT_TO_LEFT, Line, placed, with_gaps
from chunking.layout.paragraphs import ENUMERATOR
from chunking.layout.rows_over_pages import with_rows_over_pages
from chunking.layout.tables import OUT, with_rows
from chunking.pdf.text.text_layer import CELL

# Relative to line height: the narrowest gap that may be a gutter between columns.
GUTTER = 0.7
# What tells a column of prose from a table, which is read row by row:
MIN_LINES = 6  # in the column
MIN_LETTERS = 20  # in its median line
MIN_FILLED = 0.6  # share of the column's width that its median line fills
MIN_MID_SENTENCE = 0.3  # share of its lines that begin mid-sentence
# Columns may be nested this deep; NUMBERS keeps the column numbers of a page distinct.
MAX_NESTING, NUMBERS = 3, 1000
MOST_CELL_LINES = 10
# A gutter is in the middle half of the page, and few lines cross it.
MIDDLE, CROSSING = 0.25, 0.4
# What a sentence goes on with, besides words in lower case; and what precedes a cell.
_INSIDE, _BEFORE_A_CELL = ".,;:)]", ":;.!?_"
# A full stop after these ends no sentence.
_COMPANY = re.compile(r"\b(?:Inc|Ltd|Corp|Co|L\.P|S\.A|N\.V|B\.V)\.$")


@dataclass(frozen=True, slots=True)
class _Part:
    """A line, or the part of it on one side of a gutter (0 left, 1 right, None if the line crosses it)."""

    line: Line
    side: int | None
    whole: Line


def arranged(frames: Sequence[Boxes | None], lines: list[Line]) -> list[Line]:
    """The lines of all pages, page by page in reading order, with cells and footnotes marked.

    ``frames`` are the boxes of each page's characters in reading orientation (``lines.reading_frame``).
    """
    pages: list[list[Line]] = []
    for number, group in groupby(lines, key=lambda line: line.page):
        boxes, own = frames[number], list(group)
        pages.append(own if boxes is None else _page(own, boxes))
    pages = [with_interrupting_notes(*two) for two in pairwise([*pages, []])]
    found: list[Line] = []
    for page in with_rows_over_pages(frames, pages):
        rest = rest_of_note(found[-1], page) if found and page else 0
        found += [replace(line, note=True) for line in page[len(page) - rest :]]
        found += page[: len(page) - rest]
    return found


def _page(lines: list[Line], boxes: Boxes) -> list[Line]:
    ink = Ink(lines, boxes)
    return with_notes(with_rows(_with_cells(_in_columns(lines, ink), ink), boxes), ink)


def _in_columns(lines: list[Line], ink: Ink, depth: int = MAX_NESTING) -> list[Line]:
    """The lines with columns of prose one after the other; unchanged if there are none."""
    gutter = _gutter(lines, ink) if depth and len(lines) >= MIN_LINES else None
    if gutter is None:
        return lines
    parts = [part for line in lines for part in _parts(line, ink, gutter)]
    across = sorted(part.line.top for part in parts if part.side is None)
    bands: dict[float, list[_Part]] = {}
    for part in parts:
        bands.setdefault(_band(part, across), []).append(part)
    prose = {number for number, band in bands.items() if _prose(band, ink, depth)}
    if not prose:
        return lines
    margin = max(line.right for line in lines)
    found: list[Line] = []
    for number, (key, band) in enumerate(sorted(bands.items())):
        if key not in prose:
            found += dict.fromkeys(part.whole for part in band)
            continue
        for place, side in enumerate(_column_order(band), 1):
            own = _in_columns([part.line for part in band if part.side == side], ink, depth - 1)
            found += _column(own, margin, 2 * number + place)
    return found


def _gutter(lines: list[Line], ink: Ink) -> float | None:
    """The position near the middle of the page that the fewest lines cross, if few do."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    runs = (ink.runs(lines, GUTTER)[:, ::2].astype(np.float64) - left).astype(np.intp)
    length = int(right - left) + 2
    begun, ended = np.bincount(runs[:, 0], minlength=length), np.bincount(runs[:, 1] + 1, minlength=length)
    cover = np.cumsum(begun - ended)
    first, last = int(MIDDLE * len(cover)), int((1 - MIDDLE) * len(cover))
    middle = cover[first:last]
    if not len(middle) or middle.min() > CROSSING * len(lines):
        return None
    free = np.flatnonzero(middle == middle.min())
    strips = np.split(free, np.flatnonzero(np.diff(free) > 1) + 1)
    widest = max(strips, key=len)
    return left + first + float(widest[0] + widest[-1]) / 2 + 0.5


def _parts(line: Line, ink: Ink, gutter: float) -> list[_Part]:
    """The line's parts on each side of the gutter: the whole line, two halves, or one part that crosses it."""
    if line.right <= gutter or line.left >= gutter:
        return [_Part(line, int(line.left >= gutter), line)]
    for offset in ink.breaks(line, GUTTER):
        halves = [(0, offset), (offset, len(line.text))]
        left, right = (placed(ink.boxes, line.page, line.start + a, line.start + b, line.text[a:b]) for a, b in halves)
        if left.right <= gutter <= right.left:
            return [_Part(left, 0, line), _Part(right, 1, line)]
    return [_Part(line, None, line)]


def _band(part: _Part, across: list[float]) -> float:
    """The number of the horizontal band that the part belongs to; lines that cross the gutter separate bands."""
    above = bisect_left(across, part.whole.top)
    return above if part.side is None else above - 0.5


def _prose(band: list[_Part], ink: Ink, depth: int) -> bool:
    """Whether both sides are columns of prose, stored one after the other or line by line across."""
    sides = [[part.line for part in band if part.side == side] for side in (0, 1)]
    if min(map(len, sides)) < MIN_LINES:
        return False
    if not all(_is_column(lines) or _are_columns(lines, ink, depth) for lines in sides):
        return False
    # A table is stored cell by cell: a few lines on one side, a few on the other.
    turns = sum(one.side != other.side for one, other in pairwise(band))
    return turns <= 2 or turns >= 1.6 * min(map(len, sides))


def _is_column(lines: list[Line]) -> bool:
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return (
        median(sum(map(str.isalpha, line.text)) for line in lines) >= MIN_LETTERS
        and sum(map(_begins_mid_sentence, lines)) >= MIN_MID_SENTENCE * len(lines)
        and median(line.right - line.left for line in lines) >= MIN_FILLED * width
    )


def _are_columns(lines: list[Line], ink: Ink, depth: int) -> bool:
    return any(line.column for line in _in_columns(lines, ink, depth - 1))


def _begins_mid_sentence(line: Line) -> bool:
    """Whether the line begins mid-sentence, judging by its first letter."""
    first = line.text.lstrip(" \"'“‘(")[:1]
    return first.isalpha() and not first.isupper()


def _column_order(band: list[_Part]) -> tuple[int, int]:
    """The sides in the reading direction of the script."""
    text = "".join(part.line.text for part in band)
    letters = sum(map(str.isalpha, text))
    return (1, 0) if len(RIGHT_TO_LEFT.findall(text)) > 0.5 * letters else (0, 1)


def _column(lines: list[Line], margin: float, number: int) -> list[Line]:
    """One column's lines, shifted to end at the page's right margin, against which short lines are detected."""
    shift = margin - max(line.right for line in lines)
    return with_gaps(
        [
            replace(line, left=line.left + shift, right=line.right + shift, column=line.column * NUMBERS + number)
            for line in lines
        ]
    )


def _with_cells(lines: list[Line], ink: Ink) -> list[Line]:
    """Marks where further cells of a row begin, and the line that begins the next row."""
    found: list[Line] = []
    in_cells = False
    each = _cells(lines, ink)
    for above, line, cells in zip([None, *lines], lines, each, strict=False):
        beside = above is not None and _beside(above, line)
        next_row = in_cells and above is not None and line.left < above.left - 1.0
        in_cells = beside or (in_cells and not next_row)
        known = (cells, beside, line.gap or next_row) == (line.cells, line.beside, line.gap)
        found.append(line if known else replace(line, cells=cells, beside=beside, gap=line.gap or next_row))
    return found


def _cells(lines: list[Line], ink: Ink) -> list[tuple[int, ...]]:
    """Where the further cells of each line begin."""
    found = []
    for line in lines:
        number = ENUMERATOR.match(line.text.lstrip())
        indent = len(line.text) - len(line.text.lstrip()) + (number.end() if number else 0)
        begin = len(line.text) - len(line.text[indent:].lstrip())
        found.append(tuple(offset for offset in ink.breaks(line, CELL) if offset > begin))
    if not any(found):
        return found
    lefts = sorted(
        float(ink.boxes[line.start + offset, 0])
        for line, cells in zip(lines, found, strict=True)
        for offset in (len(line.text) - len(line.text.lstrip()), *cells)
    )
    justified = [bool(cells) and ink.evenly_spaced(line) for line, cells in zip(lines, found, strict=True)]
    firm = [
        () if even else tuple(cell for cell in cells if not _goes_on(line, cell, lefts, ink))
        for line, cells, even in zip(lines, found, justified, strict=True)
    ]
    # Beside a row of several cells, a line is one too.
    rows = [len(above) > 1 or len(below) > 1 for above, below in zip([(), *firm], [*firm[1:], ()], strict=False)]
    return [
        cells if row and not even else own for cells, own, row, even in zip(found, firm, rows, justified, strict=True)
    ]


def _goes_on(line: Line, cell: int, lefts: list[float], ink: Ink) -> bool:
    """Whether the sentence goes on after a wide gap (a blank that was filled in) rather than with a cell: nothing
    else on the page begins there."""
    before, after = line.text[:cell].rstrip(), line.text[cell:]
    ended = before[-1:] in _BEFORE_A_CELL and not _COMPANY.search(before)
    if ended or not (after.lstrip("(")[:1].islower() or after[:1] in _INSIDE):
        return False
    left = float(ink.boxes[line.start + cell, 0])
    return bisect_right(lefts, left + OUT) - bisect_left(lefts, left - OUT) == 1


def _beside(above: Line, line: Line) -> bool:
    """Whether the line is to the right of the previous one in the same row: level, or back up after a longer cell."""
    height = min(above.bottom - above.top, line.bottom - line.top)
    up = above.bottom - line.bottom
    return (
        above.column == line.column
        and line.left >= above.right
        and -0.5 * height < up < MOST_CELL_LINES * height
        and not is_label(above)
    )
