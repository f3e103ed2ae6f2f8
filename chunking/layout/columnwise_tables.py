"""Puts the rows of a table together if the file stores its cells column by column.

Prose in columns is stored likewise, and so are two addresses side by side. A table has space between its rows, and in
each of these a cell begins in the first column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from chunking.layout.line_metrics import Sides

# Points by which lines that are aligned may differ.
ASIDE = 3.0
# Relative to line height: the widest step between lines of one cell and between rows, how far the first lines of two
# cells of a row may be apart, and the narrowest gap between columns.
TIGHT, ROWS, LEVEL, GUTTER = 1.3, 6.0, 0.4, 0.5
# The fewest rows, and the share of them that a further column must have.
FEWEST, FILLED = 3, 0.6
# The fewest rows of one line each, since the words of a table's head may be one below the other.
LINES = 4
# The fewest columns of a table without space between its rows, and the most words in a cell of it.
COLUMNS, WORDS = 3, 4
# Labels of a form or of signatures; and the figures of an address.
_LABEL, _FIGURE = re.compile(r"[^:]{1,40}:|.*__"), re.compile(r"\d")


class _Cell(NamedTuple):
    """The numbers of a cell's lines, and where the first of them is."""

    lines: list[int]
    bottom: float


def in_rows(order: list[int], sides: Sides, texts: Sequence[str]) -> list[int]:
    """The order with each table that is stored column by column read row by row."""
    found: list[int] = []
    columns: list[list[int]] = []
    for column in _columns(order, sides):
        if columns and _is_next(columns, column, sides):
            columns.append(column)
            continue
        found += _table(columns, sides, texts)
        columns = [column]
    return found + _table(columns, sides, texts)


def _columns(order: list[int], sides: Sides) -> Iterator[list[int]]:
    """Runs of lines of which each is below the one before."""
    column: list[int] = []
    for number in order:
        if column and not _is_below(column[-1], number, sides):
            yield column
            column = []
        column.append(number)
    if column:
        yield column


def _is_below(upper: int, lower: int, sides: Sides) -> bool:
    step = sides.bottom[lower] - sides.bottom[upper]
    ends = sides.left + sides.right
    aligned = min(abs(sides.left[lower] - sides.left[upper]), abs(ends[lower] - ends[upper]) / 2) < ASIDE
    return bool(aligned and 0 < step < ROWS * _height(upper, sides))


def _height(number: int, sides: Sides) -> float:
    return float(sides.bottom[number] - sides.top[number])


def _is_next(columns: list[list[int]], column: list[int], sides: Sides) -> bool:
    """Whether the column is on the right of the ones before, and its first line is level with one of the first."""
    first, above = column[0], columns[-1]
    reach = LEVEL * _height(first, sides)
    own = [number for number in above if sides.bottom[number] > sides.bottom[first] - reach]
    level = any(abs(sides.bottom[number] - sides.bottom[first]) < reach for number in columns[0])
    right = max((float(sides.right[number]) for number in own), default=float("inf"))
    return level and float(min(sides.left[column])) > right + GUTTER * _height(first, sides)


def _table(columns: list[list[int]], sides: Sides, texts: Sequence[str]) -> list[int]:
    """The lines of the columns row by row if they are a table, otherwise as they are."""
    given = [number for column in columns for number in column]
    if len(columns) < 2:
        return given
    height = _height(columns[1][0], sides)
    top = float(sides.bottom[columns[1][0]]) - LEVEL * height
    before = [number for number in columns[0] if sides.bottom[number] < top]
    columns = [columns[0][len(before) :], *columns[1:]]
    if min(map(len, columns)) < FEWEST * FILLED or any(_LABEL.match(texts[number]) for number in given[len(before) :]):
        return given
    tight = min(float(step) for column in columns for step in np.diff(sides.bottom[column]))
    if _are_even(columns, sides, tight):
        rows = len(columns[0])
        known = (rows >= LINES and tight > TIGHT * height) or (rows > LINES and _are_short(columns, texts))
        cells = [[_Cell([number], float(sides.bottom[number])) for number in column] for column in columns]
    else:
        known, cells = True, [_cells(column, sides, TIGHT * tight) for column in columns]
    found = _rows(cells, LEVEL * height) if known and not _goes_on(cells[0], texts) else None
    return given if found is None else before + [number for row in found for number in row]


def _are_even(columns: list[list[int]], sides: Sides, tight: float) -> bool:
    """Whether every row is one line: the columns have as many lines, at even distances but for the heads."""
    even = all(float(np.diff(sides.bottom[column])[1:].max(initial=0.0)) < TIGHT * tight for column in columns)
    return even and len({len(column) for column in columns}) == 1


def _are_short(columns: list[list[int]], texts: Sequence[str]) -> bool:
    cells = [texts[number] for column in columns for number in column]
    return len(columns) >= COLUMNS and not any(text.count(" ") >= WORDS or _FIGURE.search(text) for text in cells)


def _goes_on(cells: list[_Cell], texts: Sequence[str]) -> bool:
    """Whether some cell of the first column begins in lower case, as a line of prose does."""
    return any(texts[cell.lines[0]][:1].islower() for cell in cells)


def _cells(column: list[int], sides: Sides, limit: float) -> list[_Cell]:
    found: list[_Cell] = []
    for number in column:
        if found and sides.bottom[number] - sides.bottom[found[-1].lines[-1]] < limit:
            found[-1].lines.append(number)
        else:
            found.append(_Cell([number], float(sides.bottom[number])))
    return found


def _rows(columns: list[list[_Cell]], reach: float) -> list[list[int]] | None:
    """The lines of each row; None if some cell is not level with one of the first column."""
    first, *others = columns
    if len(first) < FEWEST or any(len(column) < FILLED * len(first) for column in others):
        return None
    rows = [list(cell.lines) for cell in first]
    for column in others:
        for cell in column:
            level = [number for number, own in enumerate(first) if abs(own.bottom - cell.bottom) < reach]
            if len(level) != 1:
                return None
            rows[level[0]] += cell.lines
    return rows
