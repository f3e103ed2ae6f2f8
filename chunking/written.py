"""What was filled in or written onto a page, put where it stands: a file has it after all of the page's own text."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_LINE = re.compile(r"[^\r\n]+")


class Layer(NamedTuple):
    """A page's text and a box for each of its characters, in points from the top left (empty where it has none)."""

    text: str
    boxes: NDArray[np.float32]


def in_place(layer: Layer, own: int) -> Layer:
    """The layer with every line after its first ``own`` characters put into the line that it stands in, or over."""
    lines = [match.span() for match in _LINE.finditer(layer.text, 0, own)]
    written = [match.span() for match in _LINE.finditer(layer.text, own) if match.group().strip()]
    # Those that come in at the same place keep their order.
    places = sorted((_place(layer, lines, begin, end), begin, end) for begin, end in written)
    text: list[str] = []
    boxes: list[NDArray[np.float32]] = []
    done = 0
    for place, begin, end in [*places, (own, own, own)]:
        text.append(layer.text[done:place])
        boxes.append(layer.boxes[done:place])
        if begin < end:
            apart = "\r\n" if place == own or layer.text[:place].endswith("\n") else " "
            before = "" if place == 0 or layer.text[place - 1].isspace() else apart
            text.append(f"{before}{layer.text[begin:end]}{apart}")
            boxes += [_empty(len(before)), layer.boxes[begin:end], _empty(len(apart))]
        done = place
    return Layer("".join(text), np.concatenate(boxes).astype(np.float32))


def _empty(count: int) -> NDArray[np.float32]:
    return np.zeros((count, 4), dtype=np.float32)


def _place(layer: Layer, lines: list[tuple[int, int]], begin: int, end: int) -> int:
    """The offset in the page's own text at which the line that was written on comes in."""
    left, top, _, bottom = _rectangle(layer.boxes[begin:end])
    middle = (top + bottom) / 2
    below = None
    for first, last in lines:
        _, line_top, _, line_bottom = _rectangle(layer.boxes[first:last])
        if line_top <= middle <= line_bottom:
            to_the_right = np.flatnonzero(layer.boxes[first:last, 0] >= left)
            return first + int(to_the_right[0]) if len(to_the_right) else last
        if below is None and line_top > middle:
            below = first
    return lines[-1][1] if below is None and lines else below or 0


def _rectangle(boxes: NDArray[np.float32]) -> tuple[float, float, float, float]:
    solid = boxes[boxes[:, 2] > boxes[:, 0]]
    if not len(solid):
        return 0.0, 0.0, 0.0, 0.0
    left, top = solid[:, :2].min(axis=0).tolist()
    right, bottom = solid[:, 2:].max(axis=0).tolist()
    return left, top, right, bottom
