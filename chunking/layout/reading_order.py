"""Arranges lines in reading order: columns one after another, footnotes separate, table cells marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from chunking.layout.lines import Line, begins_in_lower_case, ends_sentence, extents, placed, with_gaps
from chunking.layout.paragraphs import ENUMERATOR, NOTE_MARK
from chunking.layout.rows_over_pages import with_rows_over_pages
from chunking.layout.tables import with_rows
from chunking.pdf.text_layer import is_white_space

Boxes = NDArray[np.float32]

# Relative to line height: the narrowest gap that may be a gutter between columns, and between two cells of a row (few
# spaces of justified lines are as wide).
GUTTER, CELL = 0.7, 1.5
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
# How far a footnote's mark is raised, relative to letter height; the most lines that a page's footnotes have.
RAISED, NOTE_LINES = 0.2, 12
# Footnotes are set smaller than the text, by at least this factor.
SMALLER = 0.93
# A footnote's mark that is no plain number.
_SIGN = re.compile(r"[*†‡§¶]|\[\d{1,3}\]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


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
    pages = [_with_interrupting_notes(*two) for two in pairwise([*pages, []])]
    found: list[Line] = []
    for page in with_rows_over_pages(frames, pages):
        rest = _rest_of_note(found[-1], page) if found and page else 0
        found += [replace(line, note=True) for line in page[len(page) - rest :]]
        found += page[: len(page) - rest]
    return found


def _with_interrupting_notes(page: list[Line], following: list[Line]) -> list[Line]:
    """The page with its footnotes marked if the only sign of them is that they interrupt a sentence, which continues in
    lower case on the next page."""
    if not following or not page or not begins_in_lower_case(following[0]) or page[-1].note:
        return page
    for number in range(max(1, len(page) - NOTE_LINES), len(page)):
        line, above = page[number], page[number - 1]
        apart = line.gap and line.top > above.bottom and not line.cells and not line.column
        if apart and NOTE_MARK.match(line.text) and not ends_sentence(above) and ends_sentence(page[-1]):
            return page[:number] + [replace(line, note=True) for line in page[number:]]
    return page


def _rest_of_note(last: Line, page: list[Line]) -> int:
    """How many lines at the foot of the page continue the previous page's last footnote."""
    if not last.note or ends_sentence(last):
        return 0
    first = next((number for number in range(len(page) - 1, 0, -1) if page[number].gap), 0)
    goes_on = first and begins_in_lower_case(page[first]) and ends_sentence(page[first - 1])
    return len(page) - first if goes_on and len(page) - first <= NOTE_LINES else 0


def _page(lines: list[Line], boxes: Boxes) -> list[Line]:
    ink = _Ink(lines, boxes)
    return _with_notes(with_rows(_with_cells(_in_columns(lines, ink), ink), boxes), ink)


class _Ink:
    """A page's visible characters, computed once so that measuring its lines is cheap."""

    def __init__(self, lines: Sequence[Line], boxes: Boxes) -> None:
        self.boxes = boxes
        inked = np.zeros(len(boxes), dtype=bool)
        written = ~is_white_space("".join(line.text for line in lines))
        done = 0
        for line in lines:
            inked[line.start : line.end] = written[done : done + len(line.text)]
            done += len(line.text)
        inked &= boxes[:, 2] > boxes[:, 0]
        self._before = np.concatenate([[0], np.cumsum(inked)])
        self._offsets = np.flatnonzero(inked)
        own = boxes[self._offsets]
        self._heights, self._white = own[:, 3] - own[:, 1], own[1:, 0] - own[:-1, 2]
        self._known: dict[tuple[int, int], float] = {}

    def of(self, line: Line) -> Boxes:
        """The boxes of the line's visible characters."""
        return self.boxes[self._offsets[slice(*self._span(line))]]

    def height(self, line: Line) -> float:
        """The median height of the line's visible characters, 0 if there are none."""
        if (key := (line.start, line.end)) not in self._known:
            first, last = self._span(line)
            # np.median is twenty times slower on so few values.
            own, middle = np.sort(self._heights[first:last]), (last - first) // 2
            low = own[middle - 1 + len(own) % 2] if len(own) else 0.0
            self._known[key] = float((low + own[middle]) / 2) if len(own) else 0.0
        return self._known[key]

    def breaks(self, line: Line, share: float) -> list[int]:
        """The offsets of the characters that follow a gap wider than this share of the line's height."""
        first, last = self._span(line)
        if last - first < 2:
            return []
        wide = self._white[first : last - 1] > share * self.height(line)
        found: list[int] = (self._offsets[first + 1 : last][wide] - line.start).tolist()
        return found

    def runs(self, lines: Sequence[Line]) -> Boxes:
        """The extents (n, 4) of the lines' runs of text, split at gaps wide enough for a gutter."""
        spans: list[tuple[int, int]] = []
        for line in lines:
            starts = [line.start, *(line.start + offset for offset in self.breaks(line, GUTTER)), line.end]
            spans += pairwise(starts)
        return extents(self.boxes, spans)

    def _span(self, line: Line) -> tuple[int, int]:
        return int(self._before[line.start]), int(self._before[line.end])


def _in_columns(lines: list[Line], ink: _Ink, depth: int = MAX_NESTING) -> list[Line]:
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


def _gutter(lines: list[Line], ink: _Ink) -> float | None:
    """The position near the middle of the page that the fewest lines cross, if few do."""
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    runs = (ink.runs(lines)[:, ::2].astype(np.float64) - left).astype(np.intp)
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


def _parts(line: Line, ink: _Ink, gutter: float) -> list[_Part]:
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


def _prose(band: list[_Part], ink: _Ink, depth: int) -> bool:
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


def _are_columns(lines: list[Line], ink: _Ink, depth: int) -> bool:
    return any(line.column for line in _in_columns(lines, ink, depth - 1))


def _begins_mid_sentence(line: Line) -> bool:
    """Whether the line begins mid-sentence, judging by its first letter."""
    first = line.text.lstrip(" \"'“‘(")[:1]
    return first.isalpha() and not first.isupper()


def _column_order(band: list[_Part]) -> tuple[int, int]:
    """The sides in the reading direction of the script."""
    text = "".join(part.line.text for part in band)
    letters = sum(map(str.isalpha, text))
    return (1, 0) if len(_RIGHT_TO_LEFT.findall(text)) > 0.5 * letters else (0, 1)


def _column(lines: list[Line], margin: float, number: int) -> list[Line]:
    """One column's lines, shifted to end at the page's right margin, against which short lines are detected."""
    shift = margin - max(line.right for line in lines)
    return with_gaps(
        [
            replace(line, left=line.left + shift, right=line.right + shift, column=line.column * NUMBERS + number)
            for line in lines
        ]
    )


def _with_cells(lines: list[Line], ink: _Ink) -> list[Line]:
    """Marks where further cells of a row begin, and the line that begins the next row."""
    found: list[Line] = []
    in_cells = False
    for above, line in zip([None, *lines], lines, strict=False):
        number = ENUMERATOR.match(line.text.lstrip())
        indent = len(line.text) - len(line.text.lstrip()) + (number.end() if number else 0)
        begin = len(line.text) - len(line.text[indent:].lstrip())
        cells = tuple(offset for offset in ink.breaks(line, CELL) if offset > begin)
        beside = above is not None and _beside(above, line)
        next_row = in_cells and above is not None and line.left < above.left - 1.0
        in_cells = beside or (in_cells and not next_row)
        known = (cells, beside, line.gap or next_row) == (line.cells, line.beside, line.gap)
        found.append(line if known else replace(line, cells=cells, beside=beside, gap=line.gap or next_row))
    return found


def _beside(above: Line, line: Line) -> bool:
    """Whether the line is to the right of the previous one in the same row: level, or back up after a longer cell."""
    height = min(above.bottom - above.top, line.bottom - line.top)
    up = above.bottom - line.bottom
    number = ENUMERATOR.fullmatch(above.text.strip())
    return (
        above.column == line.column
        and line.left >= above.right
        and -0.5 * height < up < MOST_CELL_LINES * height
        and not number
    )


def _with_notes(lines: list[Line], ink: _Ink) -> list[Line]:
    """Marks the footnotes, starting with a line that begins with a footnote mark and is set smaller than the text, or
    whose mark is raised or appears after a word above."""
    heights = list(map(ink.height, lines))
    usual = median(heights) if heights else 0.0
    first = len(lines)
    while first and heights[first - 1] <= SMALLER * usual:
        first -= 1
    while 0 < first < len(lines) and not NOTE_MARK.match(lines[first].text):
        first += 1
    first = _marked_note(lines, ink) if first == len(lines) else first
    if not first:
        return lines
    return lines[:first] + [replace(line, note=True) for line in lines[first:]]


def _marked_note(lines: list[Line], ink: _Ink) -> int:
    """The index of the first footnote that is set as large as the text; the number of lines if there is none."""
    for number in range(max(1, len(lines) - NOTE_LINES), len(lines)):
        text = lines[number].text.lstrip()
        if not NOTE_MARK.match(text) or lines[number].cells or lines[number].top < lines[number - 1].top:
            continue
        own = ink.of(lines[number])
        raised = len(own) > 3 and own[0, 3] < np.median(own[:, 3]) - RAISED * ink.height(lines[number])
        mark = _SIGN.match(text)
        if raised or (mark and any(re.search(rf"\w{re.escape(mark[0])}(?!\w)", line.text) for line in lines[:number])):
            return number
    return len(lines)
