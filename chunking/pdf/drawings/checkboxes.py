"""Finds checkboxes, drawn or printed, and whether they are ticked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pypdfium2.raw as pdfium_c

from chunking.pdf.drawings.drawn_lines import THIN, Path, color_of, draw_mode, is_visible
from chunking.pdf.forms.overlay_text import merged
from chunking.pdf.text.text_layer import CHECKED, UNCHECKED, Layer, part

# The side of a checkbox, and the largest distance to the words on its right, in points.
SMALLEST, LARGEST, TO_WORDS = 5.0, 18.0, 14.0
# How far apart, in points, the ends of the four lines of a box may be.
CORNER = 1.5
# A circle has at least CIRCLE segments (four curves of three points each), and a square with round corners at most
# ROUNDED.
CIRCLE, ROUNDED = 13, 20
# A fill darker than this (of 255) is a tick.
DARK = 128
# Characters that tick the box that they are in.
_TICKS = frozenset(
    "Xx\N{MULTIPLICATION SIGN}\N{CHECK MARK}\N{HEAVY CHECK MARK}\N{MULTIPLICATION X}"
    "\N{HEAVY MULTIPLICATION X}\N{BALLOT X}\N{HEAVY BALLOT X}\N{BLACK CIRCLE}\N{BLACK SQUARE}\N{BULLET}"
)
Sides = tuple[float, float, float, float]


def with_checkboxes(layer: Layer, drawn: list[Path]) -> Layer:
    """The layer with a character for each drawn checkbox before words; boxes with something inside are ticked."""
    layer = _with_printed_ticks(layer)
    squares = [(path.box, _is_filled(path.handle)) for path in drawn if _is_square_path(path)]
    circles = [path.box for path in drawn if _is_round(path)]
    if any(_lies_in(path, circle) for circle in circles for path in drawn):  # otherwise they may be bullets
        squares += [(circle, False) for circle in circles]
    squares += [(box, False) for box in _of_four_lines(drawn)]
    gone = np.zeros(len(layer.text), dtype=bool)
    found: list[Layer] = []
    for box, filled in squares:
        ticks, others = _inside(layer, box)
        if others or not _before_words(layer, box):
            continue
        if any(_touch(box, other) or _encloses(other, box) for other, _ in squares if other != box):
            continue
        gone[ticks] = True
        ticked = filled or len(ticks) or any(_lies_in(path, box) for path in drawn)
        place = np.array([box], dtype=np.float32)
        if not any(np.allclose(place, layer.boxes, atol=CORNER) for layer in found):
            found.append(Layer(CHECKED if ticked else UNCHECKED, place))
    return merged(part(layer, ~gone), found) if found else layer


def _with_printed_ticks(layer: Layer) -> Layer:
    """The layer with each printed box that has a tick printed over it as a ticked box."""
    text = list(layer.text)
    gone = np.zeros(len(text), dtype=bool)
    start = layer.text.find(UNCHECKED)
    while start >= 0:
        x0, y0, x1, y1 = layer.boxes[start].tolist()
        ticks, _ = _inside(layer, (x0, y0, x1, y1), start)
        if ticks:
            text[start] = CHECKED
            gone[ticks] = True
        start = layer.text.find(UNCHECKED, start + 1)
    return part(Layer("".join(text), layer.boxes), ~gone) if gone.any() else layer


def _inside(layer: Layer, box: Sides, itself: int = -1) -> tuple[list[int], bool]:
    """The offset of the tick in the box, and whether it has other characters than that and ``itself``."""
    middle = (layer.boxes[:, :2] + layer.boxes[:, 2:]) / 2
    solid = layer.boxes[:, 2] > layer.boxes[:, 0]
    own = solid & (middle > np.array(box[:2])).all(axis=1) & (middle < np.array(box[2:])).all(axis=1)
    words = [place for place in np.flatnonzero(own).tolist() if place != itself and not layer.text[place].isspace()]
    ticks = [place for place in words if layer.text[place] in _TICKS]
    return (ticks, False) if len(words) == len(ticks) == 1 else ([], bool(words))


def _is_square_path(path: Path) -> bool:
    if not _is_square(path.box) or path.segments > ROUNDED:
        return False
    straight = path.segments in (4, 5) or (path.segments > 5 and pdfium_c.FPDF_SEGMENT_LINETO in _segment_types(path))
    return straight and _is_frame(path.handle)


def _is_round(path: Path) -> bool:
    """Whether it is a circle, such as that of a radio button."""
    curved = CIRCLE <= path.segments <= ROUNDED and _is_square(path.box)
    return curved and pdfium_c.FPDF_SEGMENT_LINETO not in _segment_types(path) and _is_frame(path.handle)


def _segment_types(path: Path) -> set[int]:
    segments = (pdfium_c.FPDFPath_GetPathSegment(path.handle, number) for number in range(path.segments))
    return {pdfium_c.FPDFPathSegment_GetType(segment) for segment in segments}


def _of_four_lines(drawn: list[Path]) -> list[Sides]:
    """The squares whose sides are four separate lines."""
    level = [path.box for path in drawn if _is_side(path.box[2] - path.box[0], path.box[3] - path.box[1])]
    upright = [path.box for path in drawn if _is_side(path.box[3] - path.box[1], path.box[2] - path.box[0])]
    found = []
    for x0, y0, x1, _ in level:
        below = [y for a, _, b, y in level if max(abs(a - x0), abs(b - x1)) < CORNER and SMALLEST <= y - y0 <= LARGEST]
        for y1 in below:
            sides = [(a, b) for a, y, b, z in upright if max(abs(y - y0), abs(z - y1)) < CORNER]
            both = any(abs(a - x0) < CORNER for a, _ in sides) and any(abs(b - x1) < CORNER for _, b in sides)
            if both and _is_square((x0, y0, x1, y1)):
                found.append((x0, y0, x1, y1))
    return found


def _is_side(length: float, width: float) -> bool:
    return SMALLEST <= length <= LARGEST and width <= THIN


def _is_frame(path: Any) -> bool:
    """Whether it is stroked; a shape that is only filled may be the background of a table cell."""
    _, stroked = draw_mode(path)
    return stroked and is_visible(path)


def _is_filled(path: Any) -> bool:
    """Whether it is filled in a dark color."""
    filled, _ = draw_mode(path)
    color = color_of(path)
    return filled and color is not None and max(color[:3]) < DARK <= color[3]


def _is_square(box: Sides) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) >= SMALLEST and max(width, height) <= LARGEST and abs(width - height) < 0.2 * height


def _lies_in(path: Path, square: Sides) -> bool:
    """Whether it is a cross, tick or fill of the square, rather than its frame or one of its sides."""
    x0, y0, x1, y1 = path.box
    left, top, right, bottom = square
    side = right - left
    within = left - 0.4 * side <= x0 and x1 <= right + 0.6 * side
    within &= top - 0.6 * side <= y0 and y1 <= bottom + 0.4 * side
    large = max(x1 - x0, y1 - y0) >= 0.4 * side
    frame = path.segments >= 4 and max(abs(a - b) for a, b in zip(path.box, square, strict=True)) < 0.08 * side
    edge = (x1 - x0 <= THIN and min(abs(x0 - left), abs(x1 - right)) < CORNER) or (
        y1 - y0 <= THIN and min(abs(y0 - top), abs(y1 - bottom)) < CORNER
    )
    return within and large and not frame and not edge and is_visible(path.handle)


def _touch(one: Sides, other: Sides) -> bool:
    """Whether they adjoin, as the cells of a table or comb do; nested squares do not."""
    level = abs(one[1] - other[1]) < 2 and abs(one[3] - other[3]) < 2
    return level and min(abs(one[2] - other[0]), abs(other[2] - one[0])) < 2


def _encloses(outer: Sides, inner: Sides) -> bool:
    """Whether the second is a mark inside the first, rather than its frame drawn again."""
    inside = outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
    return inside and inner[2] - inner[0] < 0.9 * (outer[2] - outer[0])


def _before_words(layer: Layer, square: Sides) -> bool:
    _, y0, x1, y1 = square
    middle = (layer.boxes[:, 1] + layer.boxes[:, 3]) / 2
    level = (middle > y0 - 2) & (middle < y1 + 2) & (layer.boxes[:, 2] > layer.boxes[:, 0])
    left = layer.boxes[level, 0]
    return bool(((left >= x1 - 1) & (left < x1 + TO_WORDS)).any())
