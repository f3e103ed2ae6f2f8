"""Text layers, and merging text added to a page into its lines; files store it after the page's own text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.document import Box

# Points; a page is at most 200 inches long (ISO 32000-1, Annex C), and ten times that where it has units of its own.
FAR = 144_000
CHECKED, UNCHECKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
# No white space comes after the ideographic one.
_SPACES = np.array([chr(code).isspace() for code in range(0x3002)])
_LINE = re.compile(r"[^\r\n]+")
# A blank to fill in.
BLANK = re.compile(r"_{2,}|[.\u2026]{4,}")


# A line of a page: its interval in the text, and its sides.
_Span = tuple[int, int, tuple[float, float, float, float]]


class Layer(NamedTuple):
    """A page's text and a box for each of its characters, in points from the top left (empty where it has none)."""

    text: str
    boxes: NDArray[np.float32]


def white_space(text: str) -> NDArray[np.bool_]:
    """For each character whether it is white space, as ``str.isspace`` says; many times as fast."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _SPACES[np.minimum(codes, len(_SPACES) - 1)]


def inked(layer: Layer) -> NDArray[np.bool_]:
    """For each character whether it can leave ink: it is no white space, and has a place."""
    found: NDArray[np.bool_] = ~white_space(layer.text) & (layer.boxes[:, 2] > layer.boxes[:, 0])
    return found


def inside(layer: Layer, boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    """For each character whether its middle lies in one of the boxes (n, 4)."""
    middle = (layer.boxes[:, :2] + layer.boxes[:, 2:]) / 2
    found = np.zeros(len(layer.text), dtype=bool)
    for box in boxes:
        found |= ((middle >= box[:2]) & (middle <= box[2:])).all(axis=1)
    return found & (layer.boxes[:, 2] > layer.boxes[:, 0])


def within(layer: Layer, boxes: NDArray[np.float32]) -> str:
    """The words whose characters lie in one of the boxes."""
    if not len(boxes):
        return ""
    found = inside(layer, boxes)
    first, last = (int(found.argmax()), len(found) - int(found[::-1].argmax())) if found.any() else (0, 0)
    kept = (text if own else " " for text, own in zip(layer.text[first:last], found[first:last].tolist(), strict=True))
    return " ".join("".join(kept).split())


def part(layer: Layer, kept: NDArray[np.bool_]) -> Layer:
    """The characters that are kept."""
    text = "".join(text for text, own in zip(layer.text, kept.tolist(), strict=True) if own)
    return Layer(text, layer.boxes[kept])


def without(layer: Layer, gone: NDArray[np.bool_]) -> Layer:
    """The layer without characters from the midst of its lines: the one before reaches to the one after, so that what
    is left is one line and not two cells of a row."""
    boxes = layer.boxes.copy()
    solid = np.flatnonzero(~gone & inked(layer))
    ends = np.cumsum(np.fromiter((text in "\r\n" for text in layer.text), bool, len(layer.text)))
    for before, after in pairwise(solid.tolist()):
        if after > before + 1 and gone[before:after].any() and ends[before] == ends[after]:
            boxes[before, 2] = max(boxes[before, 2], boxes[after, 0])
    return part(Layer(layer.text, boxes), ~gone)


def by_field(written: Layer, fields: Sequence[tuple[Box, str]]) -> tuple[list[Layer], Layer]:
    """What was written on, field by field, and what stands in none of them: the library runs fields together.

    A field's own mark (a tick) stands for what is drawn there.
    """
    found: list[Layer] = []
    rest = np.ones(len(written.text), dtype=bool)
    white = white_space(written.text)
    for box, mark in fields:
        place = np.array([box], dtype=np.float32)
        own = rest & inside(written, place)
        # White space has no place; what lies between the field's characters belongs to it.
        between = np.logical_or.accumulate(own) & np.logical_or.accumulate(own[::-1])[::-1]
        own |= rest & between & white
        rest &= ~own
        found.append(Layer(mark, place) if mark else part(written, own))
    return found, part(written, rest)


def in_place(own: Layer, added: Sequence[Layer]) -> Layer:
    """The page's own text with each added line merged into the line that it is level with, in place of the blank
    (underscores, dots) that it fills in."""
    spans = [match.span() for match in _LINE.finditer(own.text)]
    lines = [(first, last, rectangle(own.boxes[first:last])) for first, last in spans]
    each = [
        Layer(layer.text[match.start() : match.end()], layer.boxes[match.start() : match.end()])
        for layer in added
        for match in _LINE.finditer(layer.text)
        if match.group().strip()
    ]
    # Lines added at the same place keep their order.
    places = sorted((*_place(own, lines, layer), number) for number, layer in enumerate(each))
    text: list[str] = []
    boxes: list[NDArray[np.float32]] = []
    done = 0
    for start, end, number in places:
        start, end = max(start, done), max(end, done)
        text.append(own.text[done:start])
        boxes.append(own.boxes[done:start])
        new = _filling(each[number], own.boxes[start:end])
        apart = "\r\n" if start == len(own.text) or own.text[start - 1 : start] == "\n" else " "
        before = "" if start == 0 or own.text[start - 1].isspace() else apart
        after = "" if own.text[end : end + 1].isspace() else apart
        text.append(f"{before}{new.text}{after}")
        boxes += [_empty(len(before)), new.boxes, _empty(len(after))]
        done = end
    return Layer("".join([*text, own.text[done:]]), np.concatenate([*boxes, own.boxes[done:]]).astype(np.float32))


def _empty(count: int) -> NDArray[np.float32]:
    return np.zeros((count, 4), dtype=np.float32)


def _filling(added: Layer, blank: NDArray[np.float32]) -> Layer:
    """The added line with the extent of the blank that it replaces, so that no gap looks like a cell boundary."""
    solid = np.flatnonzero(added.boxes[:, 2] > added.boxes[:, 0])
    if not len(blank) or not len(solid):
        return added
    left, _, right, _ = rectangle(blank)
    boxes = added.boxes.copy()
    boxes[solid[0], 0] = min(boxes[solid[0], 0], left)
    boxes[solid[-1], 2] = max(boxes[solid[-1], 2], right)
    return Layer(added.text, boxes)


def _place(own: Layer, lines: list[_Span], added: Layer) -> tuple[int, int]:
    """The interval of the page's own text that the added line replaces: a blank, or nothing at the right offset."""
    left, top, right, bottom = rectangle(added.boxes)
    middle = (top + bottom) / 2
    below: int | None = None
    level: list[tuple[float, tuple[int, int]]] = []
    for first, last, (line_left, line_top, line_right, line_bottom) in lines:
        if line_top <= middle <= line_bottom:
            to_the_right = np.flatnonzero(own.boxes[first:last, 0] >= left)
            offset = first + int(to_the_right[0]) if len(to_the_right) else last
            span = _blank(own, first, last, (left + right) / 2) or (offset, offset)
            level.append((max(0.0, line_left - right, left - line_right), span))
        elif below is None and line_top > middle:
            below = first
    if level:
        return min(level, key=lambda pair: pair[0])[1]
    offset = lines[-1][1] if below is None and lines else below or 0
    return offset, offset


def _blank(own: Layer, first: int, last: int, middle: float) -> tuple[int, int] | None:
    """The interval of the blank in this line that extends over ``middle``, if there is one."""
    for match in BLANK.finditer(own.text, first, last):
        left, _, right, _ = rectangle(own.boxes[slice(*match.span())])
        if left <= middle <= right:
            return match.span()
    return None


def finite(sides: Sequence[float] | NDArray[np.float32]) -> Box:
    """The box of these sides, rounded to a tenth of a point; what is no number, or no place on paper, is cut off."""
    return Box(*np.nan_to_num(np.asarray(sides, dtype=np.float64)).clip(-FAR, FAR).round(1).tolist())


def rectangle(boxes: NDArray[np.float32]) -> tuple[float, float, float, float]:
    """The sides of what the characters of these boxes cover together."""
    solid = boxes[boxes[:, 2] > boxes[:, 0]]
    if not len(solid):
        return 0.0, 0.0, 0.0, 0.0
    left, top = solid[:, :2].min(axis=0).tolist()
    right, bottom = solid[:, 2:].max(axis=0).tolist()
    return left, top, right, bottom
