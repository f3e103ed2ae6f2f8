"""Represents a page's text layer: its characters, each with a box, and operations on them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from chunking.document import Box

# Coordinates are limited to this many points: ten times the longest side of a page (ISO 32000-1, Annex C), because a
# page may define larger units.
FARTHEST = 144_000
# The narrowest gap between the cells of a row, relative to line height: few spaces of justified lines are as wide.
CELL = 1.5
CHECKED, UNCHECKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
# The characters of one line; the library marks a hyphen at the end of one by a soft hyphen.
LINE = re.compile(r"[^\r\n\u00ad]+")
# A blank to fill in.
BLANK = re.compile(r"_{2,}|[.\u2026]{4,}|\.(?:[ \u00a0]\.){3,}+")
# The last white space character is U+3000.
_SPACES = np.array([chr(code).isspace() for code in range(0x3002)])


class Layer(NamedTuple):
    """A page's text and a box for each character, in points from the top left; a character without a place has an empty
    box."""

    text: str
    boxes: NDArray[np.float32]


# Each step of reading a page asks this of the same text.
@lru_cache(maxsize=4)
def is_white_space(text: str) -> NDArray[np.bool_]:
    """A read-only mask of white space, as ``str.isspace`` defines it but many times faster."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    found: NDArray[np.bool_] = _SPACES[np.minimum(codes, len(_SPACES) - 1)]
    found.flags.writeable = False
    return found


def is_blank(text: str) -> NDArray[np.bool_]:
    """A mask of the characters that blanks to fill in consist of."""
    found = np.zeros(len(text), dtype=bool)
    for match in BLANK.finditer(text):
        found[slice(*match.span())] = True
    return found


def has_ink(layer: Layer) -> NDArray[np.bool_]:
    """A mask of the characters that can leave ink: not white space, and with a box."""
    found: NDArray[np.bool_] = ~is_white_space(layer.text) & (layer.boxes[:, 2] > layer.boxes[:, 0])
    return found


def inside(layer: Layer, boxes: NDArray[np.float32]) -> NDArray[np.bool_]:
    """A mask of the characters whose middles are in one of the boxes (n, 4)."""
    middle = (layer.boxes[:, :2] + layer.boxes[:, 2:]) / 2
    found = np.zeros(len(layer.text), dtype=bool)
    for box in boxes:
        found |= ((middle >= box[:2]) & (middle <= box[2:])).all(axis=1)
    return found & (layer.boxes[:, 2] > layer.boxes[:, 0])


def words_inside(layer: Layer, boxes: NDArray[np.float32]) -> str:
    """The words whose characters are in one of the boxes."""
    if not len(boxes):
        return ""
    found = inside(layer, boxes)
    first, last = (int(found.argmax()), len(found) - int(found[::-1].argmax())) if found.any() else (0, 0)
    return " ".join(masked(layer.text[first:last], found[first:last]).split())


def masked(text: str, kept: NDArray[np.bool_]) -> str:
    """The characters in the mask ``kept``, with a space for each other one."""
    return "".join(character if own else " " for character, own in zip(text, kept.tolist(), strict=True))


def part(layer: Layer, kept: NDArray[np.bool_]) -> Layer:
    """The layer with only the characters in the mask ``kept``."""
    text = "".join(text for text, own in zip(layer.text, kept.tolist(), strict=True) if own)
    return Layer(text, layer.boxes[kept])


def without(layer: Layer, gone: NDArray[np.bool_]) -> Layer:
    """The layer without the characters in the mask ``gone``. The character before a gap is widened to close it, so the
    rest of the line does not look like two cells of a row; if the gap begins a cell, the character after it is. A gap
    with other text in it stays."""
    boxes = layer.boxes.copy()
    ink = has_ink(layer)
    solid = np.flatnonzero(~gone & ink)
    ends = np.cumsum(np.fromiter((text in "\r\n" for text in layer.text), bool, len(layer.text)))
    for before, after in pairwise(solid.tolist()):
        if after > before + 1 and gone[before:after].any() and ends[before] == ends[after]:
            if _is_between(layer.boxes[solid], layer.boxes[before], layer.boxes[after]):
                continue
            first = before + 1 + int(ink[before + 1 : after + 1].argmax())
            if layer.boxes[first, 0] - layer.boxes[before, 2] > CELL * (boxes[before, 3] - boxes[before, 1]):
                boxes[after, 0] = min(boxes[after, 0], layer.boxes[first, 0])
            else:
                boxes[before, 2] = max(boxes[before, 2], boxes[after, 0])
    return part(Layer(layer.text, boxes), ~gone)


def _is_between(boxes: NDArray[np.float32], before: NDArray[np.float32], after: NDArray[np.float32]) -> bool:
    """Whether the middle of one of the boxes is between these two on a line."""
    across, down = ((boxes[:, side] + boxes[:, side + 2]) / 2 for side in (0, 1))
    within = (across > before[2]) & (across < after[0]) & (down > before[1]) & (down < before[3])
    return bool(within.any())


def rounded_box(sides: Sequence[float] | NDArray[np.float32]) -> Box:
    """The box with these sides, rounded to a tenth of a point; far-off values are clipped and NaN becomes 0."""
    return Box(*np.nan_to_num(np.asarray(sides, dtype=np.float64)).clip(-FARTHEST, FARTHEST).round(1).tolist())


def bounding_box(boxes: NDArray[np.float32]) -> tuple[float, float, float, float]:
    """The sides of the box around all of these boxes (n, 4)."""
    solid = boxes[boxes[:, 2] > boxes[:, 0]]
    if not len(solid):
        return 0.0, 0.0, 0.0, 0.0
    left, top = solid[:, :2].min(axis=0).tolist()
    right, bottom = solid[:, 2:].max(axis=0).tolist()
    return left, top, right, bottom
