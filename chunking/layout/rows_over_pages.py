"""Joins the cells of a table row that is interrupted by a page break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

import numpy as np
from numpy.typing import NDArray

from chunking.layout.lines import Line, begins_in_lower_case, ends_sentence
from chunking.layout.tables import HIGH, OUT, pieces

Boxes = NDArray[np.float32]
Cells = list[list[Line]]  # a row's cells, each a list of lines
# Other rows of the table are within this many lines; a footer may be in cells too.
NEAR = 4


def with_rows_over_pages(frames: Sequence[Boxes | None], pages: list[list[Line]]) -> list[list[Line]]:
    """The lines of each page; what continues the last row on the next page is moved into the cells of that row.

    Otherwise it would follow the row's last cell. Such rows get negative numbers, because they are on two pages.
    """
    found = [list(page) for page in pages]
    for number, (page, following) in enumerate(pairwise(found), 1):
        body = [*takewhile(lambda line: not line.note, page)]
        cells = _last_row(frames, body)
        if not cells or not following:
            continue
        start = int(_is_repeated(following[0], page))
        rest, count = _rest(frames, cells, following[start:])
        length = sum(line.row == body[-1].row for line in body) if body[-1].row else 1
        near = [*body[:-length][-NEAR:], *following[start + count :][:NEAR]]
        if rest and _is_table(frames, cells, near):
            page[len(body) - length : len(body)] = _joined(cells, rest, -number)
            del following[start : start + count]
    return found


def _last_row(frames: Sequence[Boxes | None], body: list[Line]) -> Cells:
    """The cells of the row that the page's text ends with; none if it does not end with one."""
    if not body or body[-1].column:
        return []
    last = body[-1]
    if last.row and not last.cells:
        cells: Cells = []
        for line in body:
            if line.row == last.row:
                if line.beside or not cells:
                    cells.append([])
                cells[-1].append(line)
        return cells
    boxes = frames[last.page]
    return [] if boxes is None or not last.cells or last.beside else [[piece] for piece in pieces(last, boxes)]


def _is_repeated(line: Line, page: list[Line]) -> bool:
    """Whether the line is a table's heading, repeated from the previous page."""
    return bool(line.cells) and any(line.text.split() == other.text.split() for other in page if other.cells)


def _rest(frames: Sequence[Boxes | None], cells: Cells, lines: list[Line]) -> tuple[list[tuple[int, Line]], int]:
    """What the first lines of a page add to the cells (each piece with its cell's number), and how many lines that are;
    nothing if only the last cell continues."""
    found: list[tuple[int, Line]] = []
    count = 0
    for line in lines[:HIGH]:
        boxes = frames[line.page]
        if boxes is None or line.column or line.note or (count and line.gap and not line.beside):
            break
        placed = [(_cell_of(piece, cells), piece) for piece in pieces(line, boxes)]
        own = [(cell, piece) for cell, piece in placed if cell is not None and begins_in_lower_case(piece)]
        if len(own) < len(placed):
            break
        found += own
        count += 1
    ended = any(ends_sentence(cells[cell][-1]) for cell, _ in found)
    return ([], 0) if ended or all(cell == len(cells) - 1 for cell, _ in found) else (found, count)


def _cell_of(piece: Line, cells: Cells) -> int | None:
    """The number of the cell that the piece is aligned with and fits into, or None."""
    lefts = [*(min(line.left for line in cell) for cell in cells), float("inf")]
    cell = next((cell for cell in range(len(cells)) if abs(piece.left - lefts[cell]) < OUT), None)
    return cell if cell is not None and piece.right <= lefts[cell + 1] else None


def _is_table(frames: Sequence[Boxes | None], cells: Cells, others: list[Line]) -> bool:
    """Whether another line has a cell that is aligned with the row's second one, which may be only a wide space in a
    sentence."""
    left = cells[1][0].left if len(cells) > 1 else float("inf")
    for line in others:
        boxes = frames[line.page]
        if boxes is not None and line.cells and any(abs(cell.left - left) < OUT for cell in pieces(line, boxes)[1:]):
            return True
        if line.row and line.beside and abs(line.left - left) < OUT:
            return True
    return False


def _joined(cells: Cells, rest: list[tuple[int, Line]], row: int) -> list[Line]:
    found: list[Line] = []
    for number, cell in enumerate(cells):
        whole = [*cell, *(piece for own, piece in rest if own == number)]
        found += [
            replace(line, row=row, cells=(), beside=number > 0 and place == 0, gap=number == place == 0 and line.gap)
            for place, line in enumerate(whole)
        ]
    return found
