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
    white = white_space(layer.text)
    solid = np.flatnonzero(~gone & ~white & (boxes[:, 2] > boxes[:, 0]))
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


def in_place(own: Layer, written: Sequence[Layer]) -> Layer:
    """The page's own text with every line that was written on put into the line that it stands in, or over."""
    spans = [match.span() for match in _LINE.finditer(own.text)]
    lines = [(first, last, rectangle(own.boxes[first:last])) for first, last in spans]
    added = [
        Layer(layer.text[match.start() : match.end()], layer.boxes[match.start() : match.end()])
        for layer in written
        for match in _LINE.finditer(layer.text)
        if match.group().strip()
    ]
    # Those that come in at the same place keep their order.
    places = sorted(((_place(own, lines, layer), number) for number, layer in enumerate(added)))
    text: list[str] = []
    boxes: list[NDArray[np.float32]] = []
    done = 0
    for place, number in places:
        text.append(own.text[done:place])
        boxes.append(own.boxes[done:place])
        apart = "\r\n" if place == len(own.text) or own.text[place - 1 : place] == "\n" else " "
        before = "" if place == 0 or own.text[place - 1].isspace() else apart
        text.append(f"{before}{added[number].text}{apart}")
        boxes += [_empty(len(before)), added[number].boxes, _empty(len(apart))]
        done = place
    return Layer("".join([*text, own.text[done:]]), np.concatenate([*boxes, own.boxes[done:]]).astype(np.float32))


def _empty(count: int) -> NDArray[np.float32]:
    return np.zeros((count, 4), dtype=np.float32)


def _place(own: Layer, lines: list[_Span], added: Layer) -> int:
    """The offset in the page's own text at which the line that was written on comes in."""
    left, top, right, bottom = rectangle(added.boxes)
    middle = (top + bottom) / 2
    below: int | None = None
    level: list[tuple[float, int]] = []
    for first, last, (line_left, line_top, line_right, line_bottom) in lines:
        if line_top <= middle <= line_bottom:
            to_the_right = np.flatnonzero(own.boxes[first:last, 0] >= left)
            place = first + int(to_the_right[0]) if len(to_the_right) else last
            level.append((max(0.0, line_left - right, left - line_right), place))
        elif below is None and line_top > middle:
            below = first
    if level:
        return min(level, key=lambda pair: pair[0])[1]
    return lines[-1][1] if below is None and lines else below or 0


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
