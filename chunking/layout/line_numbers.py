"""Removes line numbers printed in the margin, as in pleadings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from chunking.layout.lines import Line, placed, with_gaps

Boxes = NDArray[np.float32]

# A page has line numbers if this many lines are numbered consecutively at even distances (within a share); a file does
# if two pages do, or one with more numbers than a table has.
NUMBERS, EVEN, REGULAR = 8, 0.25, 0.85
PAGES, MANY = 2, 20
# If only every second, fifth or tenth line is numbered, there are fewer on a page; two are enough if they count the
# lines between them.
EVERY, FEWEST, COUNTED = (2, 5, 10), 4, 2
# On a single page, the numbers are those of lines, not of rows, if this share of the lines goes on in lower case with
# more than this many words.
GOES_ON, WORDS = 0.3, 4
# How far apart the lower edges of one line's pieces may be, in points; what precedes a numbered line's first word.
SAME_LINE, _NUMBER_SIGNS = 4.0, "0123456789 \t"
# How far, in points, the middles of one- and three-digit numbers aligned at either end may differ.
_ASIDE = 7.0
_NUMBERS = {
    0: re.compile(r"^\s*+(\d{1,3})(?=\s|$)\s*+"),
    1: re.compile(r"(?:^|(?<=\S\s))\s*+(\d{1,3})\s*+$"),  # from the first space before it, and from no other
}


@dataclass(frozen=True, slots=True)
class _Number:
    """A number at the left (side 0) or right (1) end of a line, alone or separate from the line's words."""

    line: Line
    side: int
    value: int
    left: float
    right: float
    begin: int
    end: int

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def without_line_numbers(frames: Sequence[Boxes | None], lines: list[list[Line]]) -> list[list[Line]]:
    """The lines of each page without line numbers, if the file has them.

    ``frames`` are the boxes of each page's characters in reading orientation (``lines.reading_frame``).
    """
    given = lines
    lines = [
        own if boxes is None else [one for line in own for one in _one_by_one(line, boxes)]
        for boxes, own in zip(frames, lines, strict=True)
    ]
    found = given
    for side in _NUMBERS:  # at one edge, or at both
        columns = [
            column
            for boxes, own in zip(frames, lines, strict=True)
            if boxes is not None and (column := _column(own, boxes, side))
        ]
        sure = (len(one) >= MANY or _number_prose(one, given) or _count_prose(one, lines) for one in columns)
        if len(columns) < PAGES and not any(sure):
            continue
        middle = median(number.middle for column in columns for number in column)
        lines = found = [
            own if boxes is None else _stripped(own, boxes, side, middle)
            for boxes, own in zip(frames, lines, strict=True)
        ]
    return found


def _one_by_one(line: Line, boxes: Boxes) -> Iterator[Line]:
    """Splits a line of digits placed one under another, which pdfium takes for a word written downwards."""
    own = boxes[line.start : line.end]
    if len(line.text) < 2 or not line.text.isdigit() or (np.diff(own[:, 1]) < 0.5 * (own[:-1, 3] - own[:-1, 1])).any():
        yield line
        return
    for place, digit in enumerate(line.text):
        yield placed(boxes, line.page, line.start + place, line.start + place + 1, digit)


def _numbers(lines: list[Line], boxes: Boxes, side: int) -> Iterator[_Number]:
    for line in lines:
        match = _NUMBERS[side].search(line.text)
        if match:
            begin, end = match.span(1)
            digits = placed(boxes, line.page, line.start + begin, line.start + end, match[1])
            yield _Number(line, side, int(match[1]), digits.left, digits.right, *match.span())


def _column(lines: list[Line], boxes: Boxes, side: int) -> list[_Number]:
    """The line numbers at this side of the page, or none."""
    found = sorted(_numbers(lines, boxes, side), key=lambda number: number.line.top)
    if len(found) < COUNTED:
        return []
    middle = median(number.middle for number in found)
    found = [number for number in found if abs(number.middle - middle) < _ASIDE]
    if len(found) < COUNTED or _inside(lines, boxes, found):
        return []
    step = median(below.value - above.value for above, below in pairwise(found))
    if len(found) < FEWEST and not _counts_lines(lines, found):
        return []
    if not (step in EVERY or (step == 1 and len(found) >= NUMBERS)):
        return []
    counts = [below.value - above.value == step for above, below in pairwise(found)]
    distances = [below.line.bottom - above.line.bottom for above, below in pairwise(found)]
    usual = median(distances)
    even = [abs(distance - usual) < EVEN * usual for distance in distances]
    regular = min(sum(counts), sum(even)) >= REGULAR * len(distances)
    return found if regular else []


def _counts_lines(lines: list[Line], numbers: list[_Number]) -> bool:
    """Whether each number is greater than the one above by the number of lines from there."""
    bottoms = sorted(line.bottom for line in lines)
    tops = [bottom for above, bottom in pairwise([float("-inf"), *bottoms]) if bottom - above > SAME_LINE]
    places = [sum(top <= number.line.bottom + SAME_LINE for top in tops) for number in numbers]
    return all(
        below.value - above.value == after - before
        for (above, below), (before, after) in zip(pairwise(numbers), pairwise(places), strict=True)
    )


def _number_prose(numbers: list[_Number], pages: list[list[Line]]) -> bool:
    """Whether every line is numbered and many of them go on in lower case, unlike the rows of a numbered table."""
    if len(numbers) < NUMBERS:
        return False
    own = _numbered(numbers, pages[numbers[0].line.page])
    going_on = sum(text[:1].islower() and text.count(" ") >= WORDS for text in own)
    return len(own) == len(numbers) and going_on >= GOES_ON * len(own)


def _count_prose(numbers: list[_Number], pages: list[list[Line]]) -> bool:
    """Whether every fifth or tenth line is numbered, by its place on the page, and these are lines of several words."""
    if numbers[1].value - numbers[0].value not in EVERY[1:]:
        return False
    lines = pages[numbers[0].line.page]
    own = _numbered(numbers, lines)
    several = sum(text.count(" ") >= WORDS for text in own)
    return len(own) == len(numbers) == several and _counts_lines(lines, numbers)


def _numbered(numbers: list[_Number], lines: list[Line]) -> list[str]:
    """The words of the lines that are level with the numbers."""
    worded = [line for line in lines if any(map(str.isalpha, line.text))]
    level = [
        next((line for line in worded if abs(line.bottom - number.line.bottom) < SAME_LINE), None) for number in numbers
    ]
    return [line.text.lstrip(_NUMBER_SIGNS) for line in level if line]


def _inside(lines: list[Line], boxes: Boxes, numbers: list[_Number]) -> bool:
    """Whether words of the page are in the numbers' column or beyond it; a stray one (a stamp) does not count."""
    own = {number.line for number in numbers}
    others = [line for line in lines if line not in own]
    for number in numbers:
        rest = number.line.text[: number.begin] if number.side else number.line.text[number.end :]
        if rest.strip():
            start = number.line.start + (0 if number.side else number.end)
            others.append(placed(boxes, number.line.page, start, start + len(rest), rest))
    if numbers[0].side:
        edge = min(number.left for number in numbers)
        beyond = sum(line.right > edge for line in others)
    else:
        edge = max(number.right for number in numbers)
        beyond = sum(line.left < edge for line in others)
    return len(others) < len(numbers) // 2 or beyond > 0.1 * len(others)


def _stripped(lines: list[Line], boxes: Boxes, side: int, middle: float) -> list[Line]:
    cut = {number.line: number for number in _numbers(lines, boxes, side) if abs(number.middle - middle) < _ASIDE}
    found = []
    for line in lines:
        begin, end = 0, len(line.text)
        if line in cut:
            begin, end = (0, cut[line].begin) if side else (cut[line].end, end)
        text = line.text[begin:end]
        if text.strip():
            found.append(placed(boxes, line.page, line.start + begin, line.start + end, text) if line in cut else line)
    return with_gaps(found)
