"""Pages to lines: where each begins and ends in its page's text, and where it stands on the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from chunking.document import Page

# pdfium writes no line end after a word that is hyphenated there; the soft hyphen tells.
_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029\u00ad]+\u00ad?")

# A page is turned where such a share of the steps from character to character goes up or down.
TURNED = 0.6


# No lines of a paragraph are so many heights of a line apart.
WIDE = 5.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line with ink: ``pages[page].text[start:end]``.

    ``left``, ``right``, ``top`` and ``bottom`` are in points, all zero in plain text; ``gap`` says whether more white
    stands above the line than between the lines of a paragraph, which may mean that a new paragraph begins.
    ``layout`` adds the rest: the number of the page's ``column`` (0 outside of columns), the offsets in ``text`` where
    further ``cells`` of a row begin, whether the line is ``beside`` the one before, the number of the table's ``row``
    that it belongs to (0: none, or one that is a line), and whether it is a foot ``note``.
    """

    page: int
    start: int
    end: int
    text: str
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    gap: bool = False
    column: int = 0
    cells: tuple[int, ...] = ()
    beside: bool = False
    row: int = 0
    note: bool = False


def page_lines(page: Page, index: int, frame: NDArray[np.float32] | None = None) -> list[Line]:
    """The lines of a page that hold more than white space, in reading order; ``frame`` is ``reading_frame(page)`` where
    that is known already."""
    found = [
        (match.start(), match.end(), match.group()) for match in _LINE.finditer(page.text) if match.group().strip()
    ]
    boxes = reading_frame(page) if frame is None else frame
    if boxes is None:
        return [Line(index, start, end, text, gap=_blank_before(page.text, start)) for start, end, text in found]
    sides = extents(boxes, [(start, end) for start, end, _ in found])
    lines = [
        Line(index, start, end, text, left, right, top, bottom)
        for (start, end, text), (left, top, right, bottom) in zip(found, sides.tolist(), strict=True)
    ]
    if boxes is not page.boxes:  # the reader knows the order of lines that run across alone
        lines.sort(key=lambda line: line.top)
    return with_gaps(lines)


def extents(boxes: NDArray[np.float32], spans: list[tuple[int, int]]) -> NDArray[np.float32]:
    """For each stretch of characters, none of them empty, what their boxes cover together: left, top, right and bottom
    (n, 4), all zero where none of them has any width."""
    if not spans:
        return np.zeros((0, 4), dtype=np.float32)
    edges = np.array(spans, dtype=np.intp).ravel()
    wide = (boxes[:, 2] > boxes[:, 0])[:, None]
    # One more row, as the end of a stretch may be the end of the page.
    end = np.full((1, 2), np.inf, dtype=np.float32)
    least = np.concatenate([np.where(wide, boxes[:, :2], np.inf), end])
    most = np.concatenate([np.where(wide, boxes[:, 2:], -np.inf), -end])
    # What lies between the stretches comes out too, at every other place.
    sides = (np.minimum.reduceat(least, edges)[::2], np.maximum.reduceat(most, edges)[::2])
    found = np.concatenate(sides, axis=1).astype(np.float32)
    found[found[:, 0] > found[:, 2]] = 0
    return found


def reading_frame(page: Page) -> NDArray[np.float32] | None:
    """The page's boxes as they lie for one who reads them: turned where most of the text runs up or down the page.

    Text that is written downwards, in columns from right to left, lies so too.
    """
    boxes = page.boxes
    if boxes is None or len(boxes) < 2:
        return boxes
    solid = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends = (codes == ord("\r")) | (codes == ord("\n"))
    words = np.cumsum(ends)[solid]
    middles = (boxes[solid, :2] + boxes[solid, 2:]) / 2
    steps = np.diff(middles, axis=0)[np.diff(words) == 0]
    across, along = np.abs(steps[:, 0]), np.abs(steps[:, 1])
    down = int(((along > across) & (steps[:, 1] > 0)).sum())
    up = int(((along > across) & (steps[:, 1] < 0)).sum())
    if max(down, up) <= TURNED * len(steps):
        return boxes
    x0, y0, x1, y1 = boxes.T
    turned = (y0, page.width - x1, y1, page.width - x0) if down > up else (page.height - y1, x0, page.height - y0, x1)
    return np.where(solid[:, None], np.stack(turned, axis=1), 0).astype(np.float32)


def _blank_before(text: str, start: int) -> bool:
    before = text[max(0, start - 400) : start]
    return before[len(before.rstrip()) :].count("\n") > 1


def placed(boxes: NDArray[np.float32], index: int, start: int, end: int, text: str) -> Line:
    """The line of these characters, where their boxes (those of the whole page are given) say that it stands."""
    own = boxes[start:end]
    solid = own[own[:, 2] > own[:, 0]]
    if not len(solid):
        return Line(index, start, end, text)
    left, top = solid[:, :2].min(axis=0).tolist()
    right, bottom = solid[:, 2:].max(axis=0).tolist()
    return Line(index, start, end, text, left, right, top, bottom)


def with_gaps(lines: list[Line]) -> list[Line]:
    """Marks lines that stand further from the one above than the page's lines usually do."""
    if not lines:
        return []
    steps = [below.bottom - above.bottom for above, below in pairwise(lines)]
    usual = sorted(step for step in steps if step > 0)
    # The lower quartile: on a page of one-line paragraphs the median would be the paragraph's own gap.
    limit = 1.3 * usual[len(usual) // 4] if usual else 0.0
    # Where hardly any line follows another, their height tells.
    limit = min(limit, WIDE * max(line.bottom - line.top for line in lines))
    return [
        line if line.gap == wide else replace(line, gap=wide)
        for line, wide in zip(lines, [True, *(step > limit or step < 0 for step in steps)], strict=True)
    ]
