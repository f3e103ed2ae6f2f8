"""Merges text that was added to a page, such as form field values, into the page's lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chunking.document import Box
from chunking.pdf.text.text_layer import BLANK, Layer, bounding_box, has_ink, inside, is_white_space, part

# How far apart and how level the characters of one value are, relative to their height.
LEVEL = 0.5
_LINE = re.compile(r"[^\r\n]+")

# A line of the page: its interval in the text, and its sides.
_Span = tuple[int, int, tuple[float, float, float, float]]


def split_by_field(written: Layer, fields: Sequence[tuple[Box, str]]) -> tuple[list[Layer], Layer]:
    """The text of each form field, which pdfium runs together, and the rest, which is in no field.

    ``fields`` are boxes, each with a check mark that replaces what is drawn in it, or an empty string.
    """
    found: list[Layer] = []
    rest = np.ones(len(written.text), dtype=bool)
    white = is_white_space(written.text)
    every = [np.array([box], dtype=np.float32) for box, _ in fields]
    for number, (_, mark) in enumerate(fields):
        place = every[number]
        own = rest & inside(written, place)
        # White space has no box; it belongs to the field if it is between the field's characters.
        between = np.logical_or.accumulate(own) & np.logical_or.accumulate(own[::-1])[::-1]
        own |= rest & between & white
        own |= rest & _beyond(written, own, every[number + 1 :])
        rest &= ~own
        found.append(Layer(mark, place) if mark else part(written, own))
    return found, part(written, rest)


def _beyond(written: Layer, own: NDArray[np.bool_], others: Sequence[NDArray[np.float32]]) -> NDArray[np.bool_]:
    """A mask of the characters that go on after a value longer than its field, up to the next field."""
    found = np.zeros(len(own), dtype=bool)
    ink = np.flatnonzero(has_ink(written))
    last = ink[own[ink]].max(initial=-1)
    if last < 0:
        return found
    elsewhere = inside(written, np.concatenate(others)) if others else found
    for place in ink[ink > last].tolist():
        left, top, _, bottom = written.boxes[place].tolist()
        gap = left - float(written.boxes[last, 2])
        level = abs(bottom - float(written.boxes[last, 3])) < LEVEL * (bottom - top)
        if elsewhere[place] or not level or not abs(gap) < LEVEL * (bottom - top):
            break
        found[last + 1 : place + 1] = True
        last = place
    return found


def merged(own: Layer, added: Sequence[Layer]) -> Layer:
    """The page's own text with each added line inserted into the line that it is level with, replacing the blank
    (underscores, dots) that it fills in."""
    spans = [match.span() for match in _LINE.finditer(own.text)]
    lines = [(first, last, bounding_box(own.boxes[first:last])) for first, last in spans]
    each = [
        Layer(layer.text[match.start() : match.end()], layer.boxes[match.start() : match.end()])
        for layer in added
        for match in _LINE.finditer(layer.text)
        if match.group().strip()
    ]
    # Lines inserted at the same offset keep their order.
    insertions = sorted((*_insertion(own, lines, layer), number) for number, layer in enumerate(each))
    text: list[str] = []
    boxes: list[NDArray[np.float32]] = []
    done = 0
    for start, end, number in insertions:
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
    left, _, right, _ = bounding_box(blank)
    boxes = added.boxes.copy()
    boxes[solid[0], 0] = min(boxes[solid[0], 0], left)
    boxes[solid[-1], 2] = max(boxes[solid[-1], 2], right)
    return Layer(added.text, boxes)


def _insertion(own: Layer, lines: list[_Span], added: Layer) -> tuple[int, int]:
    """The interval of the page's own text that the added line replaces: a blank, or nothing at the right offset."""
    left, top, right, bottom = bounding_box(added.boxes)
    middle = (top + bottom) / 2
    below: int | None = None
    level: list[tuple[float, tuple[int, int]]] = []
    for first, last, (line_left, line_top, line_right, line_bottom) in lines:
        if line_top <= middle <= line_bottom:
            to_the_right = np.flatnonzero(own.boxes[first:last, 0] >= left)
            offset = first + int(to_the_right[0]) if len(to_the_right) else last
            # The middle of a value that is longer than its blank is beyond it.
            places = (left + right) / 2, left + LEVEL * (bottom - top)
            span = next((found for place in places if (found := _blank(own, first, last, place))), (offset, offset))
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
        left, _, right, _ = bounding_box(own.boxes[slice(*match.span())])
        if left <= middle <= right:
            return match.span()
    return None
