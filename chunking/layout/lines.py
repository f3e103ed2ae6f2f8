"""Splits pages into lines, each with its range in the page's text and its position on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from chunking.document import OCR, Page

# pdfium writes no line end after a word that is hyphenated there; the soft hyphen tells.
LINE = re.compile(r"[^\r\n\v\f\u2028\u2029\u00ad]+\u00ad?")

# A page is rotated if this share of the steps between characters goes up or down.
TURNED = 0.6
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Chinese, Japanese and Korean signs.
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Lines further apart than this many line heights are never in one paragraph.
WIDE = 5.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: ``pages[page].text[start:end]``.

    ``left``, ``right``, ``top`` and ``bottom`` are in points, all zero in plain text; ``gap`` says whether the
    space above is larger than between the lines of a paragraph, which may mean that a new paragraph begins.
    Later steps add the rest: the number of the ``column`` (0 outside columns), the offsets in ``text`` where further
    ``cells`` of a row begin, whether the line is ``beside`` the previous one, the number of the table ``row`` that it
    belongs to (0 if none, or if the row is a single line; negative if the row is on two pages), and whether it is part
    of a foot``note``.
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


def begins_in_lower_case(line: Line) -> bool:
    """Whether the line's first letter is in lower case, as if it continued a sentence or a cell."""
    return line.text.lstrip()[:1].islower()


def ends_sentence(line: Line) -> bool:
    """Whether the line ends with a mark that may end a sentence."""
    return line.text.rstrip().endswith((".", ";", ":", "!", "?"))


def page_lines(page: Page, index: int, frame: NDArray[np.float32] | None = None) -> list[Line]:
    """The non-blank lines of a page in reading order; ``frame`` is ``reading_frame(page)`` if already known."""
    found = [(match.start(), match.end(), match.group()) for match in LINE.finditer(page.text) if match.group().strip()]
    boxes = reading_frame(page) if frame is None else frame
    if boxes is None:
        return [Line(index, start, end, text, gap=_blank_before(page.text, start)) for start, end, text in found]
    sides = extents(boxes, [(start, end) for start, end, _ in found])
    lines = [
        Line(index, start, end, text, left, right, top, bottom)
        for (start, end, text), (left, top, right, bottom) in zip(found, sides.tolist(), strict=True)
    ]
    if boxes is not page.boxes and in_columns_of_signs(page.text):  # pdfium orders only horizontal lines
        lines.sort(key=lambda line: line.top)
    return with_gaps(lines)


def extents(boxes: NDArray[np.float32], spans: list[tuple[int, int]]) -> NDArray[np.float32]:
    """The bounding box of each range of characters (n, 4): left, top, right, bottom; all zero if none has any width.

    No range may be empty."""
    if not spans:
        return np.zeros((0, 4), dtype=np.float32)
    edges = np.array(spans, dtype=np.intp).ravel()
    wide = (boxes[:, 2] > boxes[:, 0])[:, None]
    # One more row, because a range may end at the end of the page.
    end = np.full((1, 2), np.inf, dtype=np.float32)
    least = np.concatenate([np.where(wide, boxes[:, :2], np.inf), end])
    most = np.concatenate([np.where(wide, boxes[:, 2:], -np.inf), -end])
    # Every other result is for the gap between two ranges.
    sides = (np.minimum.reduceat(least, edges)[::2], np.maximum.reduceat(most, edges)[::2])
    found = np.concatenate(sides, axis=1).astype(np.float32)
    found[found[:, 0] > found[:, 2]] = 0
    return found


class Turn(Enum):
    """How a page's text runs if not from left to right."""

    DOWN, UP, UPSIDE_DOWN = range(3)


def reading_frame(page: Page) -> NDArray[np.float32] | None:
    """The page's boxes in reading orientation: rotated if most of the text runs up or down the page or upside down.

    Vertical writing, in columns from right to left, is rotated too.
    """
    turn = turn_of(page)
    if page.boxes is None or turn is None:
        return page.boxes
    return np.where(_solid(page.boxes)[:, None], turned(page.boxes, page, turn), 0).astype(np.float32)


def in_columns_of_signs(text: str) -> bool:
    """Whether text that runs down a page is vertical writing rather than lines that lie on their side."""
    return 2 * len(_SIGN.findall(text)) > sum(map(str.isalpha, text))


def turn_of(page: Page) -> Turn | None:
    """How most of the page's text runs; None if it runs from left to right."""
    boxes = page.boxes
    if boxes is None or len(boxes) < 2:
        return None
    solid = np.flatnonzero(_solid(boxes))
    codes = np.frombuffer(page.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ends = (codes == ord("\r")) | (codes == ord("\n"))
    in_line = np.diff(np.cumsum(ends)[solid]) == 0
    right, down = (np.diff((boxes[:, side] + boxes[:, side + 2])[solid])[in_line] for side in (0, 1))
    across, along = np.abs(right), np.abs(down)
    downward = np.count_nonzero((along > across) & (down > 0))
    upward = np.count_nonzero((along > across) & (down < 0))
    if max(downward, upward) > TURNED * len(right):
        # Letters from right to left follow one another upwards in lines that run down the page.
        backwards = page.source != OCR and _mostly_from_right_to_left(page.text)
        return Turn.DOWN if (downward > upward) != backwards else Turn.UP
    back = np.count_nonzero((across > along) & (right < 0)) > TURNED * len(right)
    return Turn.UPSIDE_DOWN if back and not RIGHT_TO_LEFT.search(page.text) else None


def _mostly_from_right_to_left(text: str) -> bool:
    return 2 * len(RIGHT_TO_LEFT.findall(text)) > sum(map(str.isalpha, text))


def turned(boxes: NDArray[np.float32], page: Page, turn: Turn) -> NDArray[np.float32]:
    """Boxes of the page (n, 4) as they are where its text runs from left to right."""
    x0, y0, x1, y1 = boxes.T
    if turn is Turn.DOWN:
        sides = (y0, page.width - x1, y1, page.width - x0)
    elif turn is Turn.UP:
        sides = (page.height - y1, x0, page.height - y0, x1)
    else:
        sides = (page.width - x1, page.height - y1, page.width - x0, page.height - y0)
    return np.stack(sides, axis=1)


def turned_back(boxes: NDArray[np.float32], page: Page, turn: Turn) -> NDArray[np.float32]:
    """The inverse of ``turned``; the page is as it is where its text runs from left to right."""
    back = {Turn.DOWN: Turn.UP, Turn.UP: Turn.DOWN, Turn.UPSIDE_DOWN: Turn.UPSIDE_DOWN}[turn]
    return turned(boxes, page, back)


def _solid(boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
    return found


def _blank_before(text: str, start: int) -> bool:
    before = text[max(0, start - 400) : start]
    return before[len(before.rstrip()) :].count("\n") > 1


def placed(boxes: NDArray[np.float32], index: int, start: int, end: int, text: str) -> Line:
    """The line of these characters, positioned by their boxes (``boxes`` are those of the whole page)."""
    own = boxes[start:end]
    solid = own[own[:, 2] > own[:, 0]]
    if not len(solid):
        return Line(index, start, end, text)
    left, top = solid[:, :2].min(axis=0).tolist()
    right, bottom = solid[:, 2:].max(axis=0).tolist()
    return Line(index, start, end, text, left, right, top, bottom)


def with_gaps(lines: list[Line]) -> list[Line]:
    """Marks lines that are further from the one above than is usual on the page."""
    if not lines:
        return []
    steps = [below.bottom - above.bottom for above, below in pairwise(lines)]
    usual = sorted(step for step in steps if step > 0)
    # The lower quartile, because on a page of one-line paragraphs the median is the gap between paragraphs.
    limit = 1.3 * usual[len(usual) // 4] if usual else 0.0
    # If few lines follow one another closely, the line height decides.
    limit = min(limit, WIDE * max(line.bottom - line.top for line in lines))
    return [
        line if line.gap == wide else replace(line, gap=wide)
        for line, wide in zip(lines, [True, *(step > limit or step < 0 for step in steps)], strict=True)
    ]
