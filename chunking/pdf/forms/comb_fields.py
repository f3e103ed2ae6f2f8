"""Joins characters that were written one by one into the boxes of a comb, such as a date or an account number."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from chunking.pdf.drawings.drawn_lines import THIN, Path
from chunking.pdf.text.text_layer import Layer, is_white_space, without

# A comb has at least this many characters, at distances that differ by at most this share, none further apart than
# this many times their height (cells of a table are).
FEWEST, EVEN, CLOSE = 4, 0.15, 1.8
# The teeth of a comb are at most this high, relative to its characters.
HIGH = 4.0
# How far from the characters' lower edge the rules under them may be, in points.
BELOW = 6.0
# On pages that are turned, pdfium writes line ends between them.
_SINGLES = re.compile(r"(?<!\S)\w(?:\s{1,9}+\w){3,}(?!\S)")


def without_comb_gaps(layer: Layer, drawn: list[Path]) -> Layer:
    """The layer with the characters of each drawn comb as one word."""
    gone = np.zeros(len(layer.text), dtype=bool)
    for match in _SINGLES.finditer(layer.text) if drawn else ():
        own = slice(*match.span())
        white = is_white_space(match.group())
        if _is_comb(layer.boxes[own][~white], drawn):
            gone[own] = white
    return without(layer, gone) if gone.any() else layer


def _is_comb(boxes: NDArray[np.float32], drawn: list[Path]) -> bool:
    """Whether the characters are evenly spaced, with the edge of something drawn between each two or a rule under
    each."""
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    steps = np.diff(middle)
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    pitch = float(np.median(steps))
    if not 0 < pitch < CLOSE * height or np.abs(steps - pitch).max() > EVEN * pitch:
        return False
    top, bottom = float(boxes[:, 1].min()), float(boxes[:, 3].max())
    near = (path.box for path in drawn)
    edges = np.array(
        [x for x0, y0, x1, y1 in near if y0 < bottom and y1 > top and 2 < y1 - y0 < HIGH * height for x in (x0, x1)]
    )
    between = (edges[:, None] > middle[:-1]) & (edges[:, None] < middle[1:]) if len(edges) else np.zeros((1, 1), bool)
    return bool(between.any(axis=0).all()) or _are_underlined(middle, bottom, pitch, drawn)


def _are_underlined(middle: NDArray[np.floating], bottom: float, pitch: float, drawn: list[Path]) -> bool:
    """Whether each character stands on a short rule of its own."""
    rules = np.array(
        [(x0, x1) for x0, y0, x1, y1 in (path.box for path in drawn) if y1 - y0 < THIN and abs(y0 - bottom) < BELOW],
        dtype=np.float32,
    ).reshape(-1, 2)
    rules = rules[rules[:, 1] - rules[:, 0] < pitch]
    over = (rules[:, :1] < middle) & (middle < rules[:, 1:])
    return bool(over.any(axis=0).all())
