"""Assembles table rows with multi-line cells, cell by cell, however the file stores them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.layout.lines import Line, begins_in_lower_case, placed

Boxes = NDArray[np.float32]

# How far outside its cell a line may begin, in points.
OUT = 4.0
# A space between words of justified prose is no wider than this, in heights of a line.
WORD_SPACE = 1.2
# A cell's first line is nearly as wide as the others, and has this many letters.
FULL, LETTERS = 0.75, 20
# The most lines in a row.
HIGH = 10
# The fewest rows in a table of two columns without gaps between its rows; two lines may have a wide space by chance.
PAIRS = 3
# The most cells in a row.
WIDE = 100
# Signature lines and other labels are rows of their own, however close together.
_LABEL = re.compile(r"[^\W\d_][^:]{0,24}:|.*__")
# So are lines that begin with a label or a list number, lines without letters, and lines of figures.
_ITEM = re.compile(rf"{_LABEL.pattern}|[\W_]*+(?:\w{{1,5}}[.)])?+[\W_]*+$")
_ENDED = re.compile(r"[.;:]$")
_FIGURE = re.compile(r"\W{0,3}\d")


class _Piece(NamedTuple):
    """The part of a line that is in one cell."""

    line: Line
    column: int


def with_rows(lines: list[Line], boxes: Boxes) -> list[Line]:
    """The lines with each row's cells one after the other; lines of one row share its number.

    A file may store a row line by line across its cells, or cell by cell.
    """
    return _line_by_line(_cell_by_cell(lines), boxes)


def _cell_by_cell(lines: list[Line]) -> list[Line]:
    found = list(lines)
    numbers = count(1 + max((line.row for line in lines), default=0))
    start = 0
    while (turn := next((n for n in range(max(start, 1), len(lines)) if lines[n].beside), None)) is not None:
        first, height = turn - 1, lines[turn].bottom - lines[turn].top
        while first > start and (_above(lines[first - 1], lines[turn], height) or _same_cell_up(lines, first)):
            first -= 1
        end = turn + 1
        while end < len(lines) and (lines[end].beside or _same_cell(lines[end - 1], lines[end])):
            end += 1
        if _is_row(lines[first:end]):
            number = next(numbers)
            found[first:end] = [replace(line, row=number) for line in found[first:end]]
        start = end
    return found


def _above(line: Line, other: Line, height: float) -> bool:
    """Whether the line is in the cell to the left, no higher than the other."""
    return line.column == other.column and line.right <= other.left and line.top >= other.top - 0.5 * height


def _same_cell_up(lines: Sequence[Line], number: int) -> bool:
    """Whether the previous line, above the start of the row's other cell, continues in this one."""
    above, line = lines[number - 1], lines[number]
    return not line.gap and above.column == line.column and abs(above.left - line.left) < OUT and not above.beside


def _same_cell(above: Line, line: Line) -> bool:
    return not line.gap and line.column == above.column and line.left >= above.left - OUT


def _is_row(lines: Sequence[Line]) -> bool:
    further = [line for line in lines[1:] if not line.beside]
    if sum(bool(_LABEL.match(line.text.strip())) for line in lines) > 1:
        return False
    return not further or any(begins_in_lower_case(line) for line in further)


def _line_by_line(lines: list[Line], boxes: Boxes) -> list[Line]:
    found: list[Line] = []
    numbers = count(1 + max((line.row for line in lines), default=0))
    rows = (row for block in _blocks(lines) for row in _by_rows(block, boxes))
    for block, is_row in rows:
        # In a table whose rows are known, a full line that begins with a capital may also be a row ("pH / ISE").
        doubtful = is_row and any(
            not begins_in_lower_case(line) and len(line.cells) == len(block[0].cells) for line in block[1:]
        )
        cells = None if doubtful else _row(block, boxes)
        if cells is None:
            found += [replace(block[0], row=next(numbers))] if is_row and len(block) == 1 else block
            continue
        number = next(numbers)
        for column in sorted({piece.column for piece in cells}):
            own = [piece.line for piece in cells if piece.column == column]
            found += [
                replace(line, row=number, beside=column > 0 and place == 0, gap=column == 0 and place == 0 and line.gap)
                for place, line in enumerate(own)
            ]
    return found


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Groups of lines without a gap between them."""
    block: list[Line] = []
    for line in lines:
        if block and (line.gap or line.beside or line.row or block[0].row or line.column != block[0].column):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _by_rows(block: list[Line], boxes: Boxes) -> Iterator[tuple[list[Line], bool]]:
    """The block split into the rows of a table, each with the lines after it that may continue its cells; the whole
    block, and False, if its lines have no cells in common.

    A row begins with a line whose cells are aligned with those of the block's first line.
    """
    inner = len(block[0].cells)
    if not inner:
        yield block, False
        return
    first = pieces(block[0], boxes)
    alike = (number for number, line in enumerate(block) if len(line.cells) == inner)
    starts = [number for number in alike if _is_aligned(pieces(block[number], boxes), first)]
    if starts[:1] != [0] or len(starts) < (PAIRS if len(first) == 2 else 2):
        yield block, False
        return
    for start, end in pairwise([*starts, len(block)]):
        yield block[start:end], True


def _is_aligned(cells: Sequence[Line], first: Sequence[Line]) -> bool:
    """Whether the cells are flush with those of the first line, which has as many, and none begins in lower case unlike
    the one above, as a continuation would."""
    apart = _stand_apart(cells) and _stand_apart(first)
    return all(
        (abs(cell.left - above.left) < OUT or (apart and abs(cell.right - above.right) < OUT))
        and (begins_in_lower_case(above) or not begins_in_lower_case(cell))
        for cell, above in zip(cells, first, strict=True)
    )


def _stand_apart(cells: Sequence[Line]) -> bool:
    """Whether more than a widened space lies between all the cells: justified prose ends flush right, too."""
    return all(
        cell.left - left.right > WORD_SPACE * (left.bottom - left.top) or len(left.text) - len(left.text.rstrip()) > 1
        for left, cell in pairwise(cells)
    )


def _row(block: list[Line], boxes: Boxes) -> list[_Piece] | None:
    """The block's cells if it is one row of several lines; None if it is several rows."""
    if not (1 <= len(block[0].cells) < WIDE and 1 < len(block) <= HIGH):
        return None
    first = pieces(block[0], boxes)
    edges = [*(piece.left for piece in first[1:]), float("inf")]
    found = [_Piece(piece, column) for column, piece in enumerate(first)]
    for line in block[1:]:
        parts = pieces(line, boxes)
        if len(parts) > 1 and all(_FIGURE.match(part.text.strip()) for part in parts):
            return None
        for piece in parts:
            column = next(number for number, edge in enumerate(edges) if piece.left < edge - OUT)
            if piece.left < first[column].left - OUT or piece.right > edges[column] or _ITEM.match(piece.text.strip()):
                return None
            found.append(_Piece(piece, column))
    return found if _goes_on(first, found[len(first) :]) else None


def _goes_on(first: Sequence[Line], further: Sequence[_Piece]) -> bool:
    """Whether the further lines read as continuing the first line's cells, which begin with capitals or figures."""
    letters = [letter for piece in further if (letter := piece.line.text.strip()[:1]).isalpha()]
    going_on = sum(map(str.islower, letters))
    begun = not begins_in_lower_case(first[0])
    if any(begins_in_lower_case(piece) for piece in first[1:]):
        # A definition: its first line fills the cell as the others do, and no line but the last ends it.
        own = [first[-1], *(piece.line for piece in further if piece.column == len(first) - 1)]
        full = first[-1].right - first[-1].left >= FULL * max(line.right - line.left for line in own)
        ended = any(_ENDED.search(line.text.strip()) for line in own[:-1])
        begun &= full and not ended and sum(map(str.isalpha, first[-1].text)) >= LETTERS
        # Prose with wide spaces continues at the margin, where a table has its terms.
        begun &= not any(piece.column == 0 and begins_in_lower_case(piece.line) for piece in further)
    return begun and going_on > 0 and 2 * going_on >= len(letters) and any(piece.column for piece in further)


def pieces(line: Line, boxes: Boxes) -> list[Line]:
    """The line's cells, each as a line."""
    starts = [0, *line.cells]
    return [
        replace(
            placed(boxes, line.page, line.start + begin, line.start + end, line.text[begin:end]),
            gap=line.gap,
            column=line.column,
        )
        for begin, end in zip(starts, [*starts[1:], len(line.text)], strict=True)
    ]
